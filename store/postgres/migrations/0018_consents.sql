-- What each LINE user agreed to, which of her funds she talks with, and members
-- whose LINE officers have stopped.

-- A fund's text of consent has versions; whoever agreed to an older one is asked
-- again, once.
CREATE TABLE consents (
    fund_id      uuid        NOT NULL,
    line_user_id text        NOT NULL,
    given_at     timestamptz NOT NULL,
    member_id    uuid        NOT NULL,
    version      integer     NOT NULL,
    -- 'agreed', 'declined'
    answer       text        NOT NULL,
    -- 'chat' (by button), 'paper' (signed before an officer)
    how          text        NOT NULL,
    CONSTRAINT consents_pkey PRIMARY KEY (fund_id, line_user_id, given_at),
    CONSTRAINT consents_member_fkey FOREIGN KEY (fund_id, member_id) REFERENCES members (fund_id, id),
    CONSTRAINT consents_version_counted CHECK (version > 0),
    CONSTRAINT consents_answer_known CHECK (answer IN ('agreed', 'declined')),
    CONSTRAINT consents_how_known CHECK (how IN ('chat', 'paper'))
);

-- Which fund a LINE user wants to talk with. The rim asks before it knows the
-- fund, so this table shows itself to all; it holds IDs only.
CREATE TABLE fund_choices (
    fund_id      uuid        NOT NULL,
    line_user_id text        NOT NULL,
    chosen_at    timestamptz NOT NULL,
    CONSTRAINT fund_choices_pkey PRIMARY KEY (fund_id, line_user_id, chosen_at),
    CONSTRAINT fund_choices_fund_fkey FOREIGN KEY (fund_id) REFERENCES funds (id),
    CONSTRAINT fund_choices_user_form CHECK (line_user_id ~ '^U[0-9a-f]{32}$')
);
CREATE INDEX fund_choices_latest_idx ON fund_choices (line_user_id, chosen_at);

-- A member's freezes, counted from 1. The key lets one of two officers through who
-- freeze in one moment.
CREATE TABLE freezes (
    fund_id   uuid        NOT NULL,
    member_id uuid        NOT NULL,
    number    integer     NOT NULL,
    -- The officer; nobody when the member's old phone objected to a new one.
    frozen_by uuid,
    frozen_at timestamptz NOT NULL,
    CONSTRAINT freezes_pkey PRIMARY KEY (fund_id, member_id, number),
    CONSTRAINT freezes_member_fkey FOREIGN KEY (fund_id, member_id) REFERENCES members (fund_id, id),
    CONSTRAINT freezes_officer_fkey FOREIGN KEY (fund_id, frozen_by) REFERENCES members (fund_id, id),
    CONSTRAINT freezes_counted CHECK (number > 0)
);

-- Two officers let a member go again, neither of them herself.
CREATE TABLE freeze_releases (
    fund_id     uuid        NOT NULL,
    member_id   uuid        NOT NULL,
    number      integer     NOT NULL,
    place       smallint    NOT NULL,
    officer_id  uuid        NOT NULL,
    released_at timestamptz NOT NULL,
    CONSTRAINT freeze_releases_pkey PRIMARY KEY (fund_id, member_id, number, place),
    CONSTRAINT freeze_releases_two_officers UNIQUE (fund_id, member_id, number, officer_id),
    CONSTRAINT freeze_releases_freeze_fkey FOREIGN KEY (fund_id, member_id, number) REFERENCES freezes (fund_id, member_id, number),
    CONSTRAINT freeze_releases_officer_fkey FOREIGN KEY (fund_id, officer_id) REFERENCES members (fund_id, id),
    CONSTRAINT freeze_releases_places CHECK (place IN (1, 2)),
    CONSTRAINT freeze_releases_not_by_herself CHECK (officer_id <> member_id)
);

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['consents', 'freezes', 'freeze_releases'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('CREATE POLICY %I ON %I USING (fund_id = sajja_fund()) WITH CHECK (fund_id = sajja_fund())', name || '_of_fund', name);
        EXECUTE format('GRANT SELECT, INSERT ON %I TO sajja_app', name);
        EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE OR TRUNCATE ON %I
                        FOR EACH STATEMENT EXECUTE FUNCTION sajja_refuse_change()', name || '_append_only', name);
    END LOOP;
END $$;

ALTER TABLE fund_choices ENABLE ROW LEVEL SECURITY;
CREATE POLICY fund_choices_seen ON fund_choices FOR SELECT USING (true);
CREATE POLICY fund_choices_made ON fund_choices FOR INSERT WITH CHECK (fund_id = sajja_fund());
GRANT SELECT, INSERT ON fund_choices TO sajja_app;
