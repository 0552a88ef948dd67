-- People beyond a number and a name: who is one person, who lives together, what
-- became of a membership, and for which village and how long an office is held.

ALTER TABLE members
    -- One person may be a member of several funds; nothing but this ID is shared.
    ADD COLUMN person_id    uuid   NOT NULL DEFAULT gen_random_uuid(),
    ADD COLUMN nickname     text   NOT NULL DEFAULT '',
    -- Classes overlap: a child may be disabled.
    ADD COLUMN classes      text[] NOT NULL DEFAULT '{}',
    ADD COLUMN household_id uuid,
    ADD CONSTRAINT members_nickname_bounded CHECK (length(nickname) <= 100),
    ADD CONSTRAINT members_classes_known CHECK (classes <@ ARRAY['general', 'child', 'elderly', 'disadvantaged', 'disabled', 'orphan']);
CREATE INDEX members_person_idx ON members (person_id);

CREATE TABLE households (
    fund_id    uuid        NOT NULL,
    id         uuid        NOT NULL,
    -- Such as the house's number, by which neighbours know it; may be empty.
    name       text        NOT NULL DEFAULT '',
    head_id    uuid,
    created_at timestamptz NOT NULL,
    CONSTRAINT households_pkey PRIMARY KEY (fund_id, id),
    CONSTRAINT households_fund_fkey FOREIGN KEY (fund_id) REFERENCES funds (id),
    CONSTRAINT households_head_fkey FOREIGN KEY (fund_id, head_id) REFERENCES members (fund_id, id) DEFERRABLE,
    CONSTRAINT households_name_bounded CHECK (length(name) <= 100)
);
ALTER TABLE members
    ADD CONSTRAINT members_household_fkey FOREIGN KEY (fund_id, household_id) REFERENCES households (fund_id, id) DEFERRABLE;
CREATE INDEX members_household_idx ON members (fund_id, household_id) WHERE household_id IS NOT NULL;

-- What became of a membership and when. Standing on any day is worked out from
-- these and kept nowhere; a member without any joined on members.joined_on.
CREATE TABLE membership_events (
    fund_id     uuid        NOT NULL,
    member_id   uuid        NOT NULL,
    -- Counted from 1 in the order of recording.
    number      integer     NOT NULL,
    event       text        NOT NULL,
    on_day      date        NOT NULL,
    -- The resolution or reason it rests on.
    resolution  text        NOT NULL DEFAULT '',
    recorded_at timestamptz NOT NULL,
    -- The officer; nobody on the command line.
    recorded_by uuid,
    CONSTRAINT membership_events_pkey PRIMARY KEY (fund_id, member_id, number),
    CONSTRAINT membership_events_member_fkey FOREIGN KEY (fund_id, member_id) REFERENCES members (fund_id, id),
    CONSTRAINT membership_events_by_fkey FOREIGN KEY (fund_id, recorded_by) REFERENCES members (fund_id, id),
    CONSTRAINT membership_events_known CHECK (event IN
        ('applied', 'accepted', 'joined', 'suspended', 'reinstated', 'lapsed', 'resigned', 'died', 'rejoined')),
    CONSTRAINT membership_events_day_in_range CHECK (on_day BETWEEN '1800-01-01' AND '2400-12-31'),
    CONSTRAINT membership_events_resolution_bounded CHECK (length(resolution) <= 500),
    CONSTRAINT membership_events_counted CHECK (number > 0)
);
CREATE TRIGGER membership_events_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON membership_events
    FOR EACH STATEMENT EXECUTE FUNCTION sajja_refuse_change();

ALTER TABLE officer_terms
    -- The village a collector collects in; empty for all of the fund.
    ADD COLUMN village       text NOT NULL DEFAULT '',
    -- The last day of the term; NULL until somebody ends it.
    ADD COLUMN planned_until date,
    ADD CONSTRAINT officer_terms_village_bounded CHECK (length(village) <= 100);

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['households', 'membership_events'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('CREATE POLICY %I ON %I USING (fund_id = sajja_fund()) WITH CHECK (fund_id = sajja_fund())', name || '_of_fund', name);
    END LOOP;
END $$;
GRANT SELECT, INSERT ON households, membership_events TO sajja_app;
GRANT UPDATE (name, head_id) ON households TO sajja_app;
GRANT UPDATE (number, name, nickname, village, born_on, classes, household_id) ON members TO sajja_app;
