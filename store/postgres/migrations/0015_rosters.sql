-- A treasurer's list of who paid: the list as it was read, what she chose where a
-- name was in doubt, and that it was posted.

CREATE TABLE rosters (
    fund_id       uuid        NOT NULL,
    id            uuid        NOT NULL,
    -- Who sent it; the cash is in these hands.
    officer_id    uuid        NOT NULL,
    -- 'pasted' in one message, a 'village' to tick, the 'rest' of another list, or a
    -- 'single' line.
    kind          text        NOT NULL,
    -- What the list says, by which the same one is known when it comes again.
    content_hash  bytea       NOT NULL,
    -- The day the money counts; NULL for the day of posting.
    on_day        date,
    -- The total that the list states; NULL when it states none.
    stated_satang bigint,
    lines         jsonb       NOT NULL,
    created_at    timestamptz NOT NULL,
    CONSTRAINT rosters_pkey PRIMARY KEY (fund_id, id),
    CONSTRAINT rosters_officer_fkey FOREIGN KEY (fund_id, officer_id) REFERENCES members (fund_id, id),
    CONSTRAINT rosters_kind_known CHECK (kind IN ('pasted', 'village', 'rest', 'single')),
    CONSTRAINT rosters_hash_whole CHECK (length(content_hash) = 32),
    CONSTRAINT rosters_lines_bounded CHECK (jsonb_typeof(lines) = 'array' AND jsonb_array_length(lines) BETWEEN 1 AND 100),
    CONSTRAINT rosters_stated_positive CHECK (stated_satang > 0)
);
CREATE INDEX rosters_content_idx ON rosters (fund_id, content_hash, created_at);

-- What was chosen, in order. The number of a step guards against two presses of
-- one moment.
CREATE TABLE roster_steps (
    fund_id   uuid        NOT NULL,
    roster_id uuid        NOT NULL,
    step      smallint    NOT NULL,
    -- 'pick' a member for a line, 'leave' a line out, 'tick' or 'untick' it, 'drop'
    -- the whole list.
    verb      text        NOT NULL,
    line      smallint,
    member_id uuid,
    by_id     uuid        NOT NULL,
    at        timestamptz NOT NULL,
    CONSTRAINT roster_steps_pkey PRIMARY KEY (fund_id, roster_id, step),
    CONSTRAINT roster_steps_roster_fkey FOREIGN KEY (fund_id, roster_id) REFERENCES rosters (fund_id, id),
    CONSTRAINT roster_steps_member_fkey FOREIGN KEY (fund_id, member_id) REFERENCES members (fund_id, id),
    CONSTRAINT roster_steps_by_fkey FOREIGN KEY (fund_id, by_id) REFERENCES members (fund_id, id),
    CONSTRAINT roster_steps_verb_known CHECK (verb IN ('pick', 'leave', 'tick', 'untick', 'drop', 'post')),
    CONSTRAINT roster_steps_line_given CHECK ((line IS NULL) = (verb IN ('drop', 'post'))),
    CONSTRAINT roster_steps_member_given CHECK ((member_id IS NOT NULL) = (verb = 'pick')),
    CONSTRAINT roster_steps_bounded CHECK (step BETWEEN 0 AND 1000)
);

-- That a list was posted, and how often before one that says the same: two
-- officers who post the same list at one moment meet here.
CREATE TABLE roster_results (
    fund_id      uuid        NOT NULL,
    roster_id    uuid        NOT NULL,
    content_hash bytea       NOT NULL,
    nth          integer     NOT NULL,
    people       smallint    NOT NULL,
    total_satang bigint      NOT NULL,
    by_id        uuid        NOT NULL,
    at           timestamptz NOT NULL,
    CONSTRAINT roster_results_pkey PRIMARY KEY (fund_id, roster_id),
    CONSTRAINT roster_results_content_key UNIQUE (fund_id, content_hash, nth),
    CONSTRAINT roster_results_roster_fkey FOREIGN KEY (fund_id, roster_id) REFERENCES rosters (fund_id, id),
    CONSTRAINT roster_results_by_fkey FOREIGN KEY (fund_id, by_id) REFERENCES members (fund_id, id),
    CONSTRAINT roster_results_counted CHECK (people > 0 AND total_satang > 0 AND nth >= 0)
);

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['rosters', 'roster_steps', 'roster_results'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('CREATE POLICY %I ON %I USING (fund_id = sajja_fund()) WITH CHECK (fund_id = sajja_fund())', name || '_of_fund', name);
        EXECUTE format('GRANT SELECT, INSERT ON %I TO sajja_app', name);
        EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE OR TRUNCATE ON %I
                        FOR EACH STATEMENT EXECUTE FUNCTION sajja_refuse_change()', name || '_append_only', name);
    END LOOP;
END $$;
