-- How a LINE user comes to speak for a member, and how that ends: one-time codes
-- on printed slips, requests that officers decide, and what was tried.

ALTER TABLE line_links
    -- 'register' (entered by hand), 'code' (a slip), 'request' (decided by officers)
    ADD COLUMN linked_how text NOT NULL DEFAULT 'register',
    -- After a lost account no money goes out before this.
    ADD COLUMN hold_until timestamptz,
    -- 'self', 'officer', 'relinked' (another phone took its place), 'declined' (no consent)
    ADD COLUMN ended_how  text,
    ADD CONSTRAINT line_links_how_known CHECK (linked_how IN ('register', 'code', 'request')),
    ADD CONSTRAINT line_links_end_known CHECK (ended_how IN ('self', 'officer', 'relinked', 'declined')),
    ADD CONSTRAINT line_links_end_whole CHECK (ended_how IS NULL OR unlinked_at IS NOT NULL);
GRANT UPDATE (ended_how) ON line_links TO sajja_app;
-- Who spoke for a member before is asked whenever somebody new wants to.
CREATE INDEX line_links_history_idx ON line_links (fund_id, member_id, linked_at);
-- One phone speaks for a member; whoever comes second hears so.
DROP INDEX line_links_member_idx;
CREATE UNIQUE INDEX line_links_member_key ON line_links (fund_id, member_id) WHERE unlinked_at IS NULL;

-- The number that a fund's codes begin with: by it a stranger's code finds its
-- fund, so this table shows itself to all.
CREATE TABLE link_series (
    fund_id uuid    NOT NULL,
    series  integer NOT NULL,
    CONSTRAINT link_series_pkey PRIMARY KEY (fund_id),
    CONSTRAINT link_series_number_key UNIQUE (series),
    CONSTRAINT link_series_fund_fkey FOREIGN KEY (fund_id) REFERENCES funds (id),
    CONSTRAINT link_series_in_range CHECK (series BETWEEN 100 AND 9999)
);

-- A code is known by its hash only. The newest of a member's codes is the one
-- that counts: a new slip voids the older ones.
CREATE TABLE link_codes (
    fund_id    uuid        NOT NULL,
    id         uuid        NOT NULL,
    member_id  uuid        NOT NULL,
    hash       bytea       NOT NULL,
    issued_at  timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    -- The officer; nobody on the command line.
    issued_by  uuid,
    CONSTRAINT link_codes_pkey PRIMARY KEY (fund_id, id),
    CONSTRAINT link_codes_hash_key UNIQUE (fund_id, hash),
    CONSTRAINT link_codes_member_fkey FOREIGN KEY (fund_id, member_id) REFERENCES members (fund_id, id),
    CONSTRAINT link_codes_issuer_fkey FOREIGN KEY (fund_id, issued_by) REFERENCES members (fund_id, id),
    CONSTRAINT link_codes_hash_whole CHECK (octet_length(hash) = 32),
    CONSTRAINT link_codes_order CHECK (expires_at > issued_at)
);
CREATE INDEX link_codes_member_idx ON link_codes (fund_id, member_id, issued_at);

-- A code is used once: of two phones in one moment this key lets one through.
CREATE TABLE link_code_uses (
    fund_id      uuid        NOT NULL,
    code_id      uuid        NOT NULL,
    line_user_id text        NOT NULL,
    used_at      timestamptz NOT NULL,
    CONSTRAINT link_code_uses_pkey PRIMARY KEY (fund_id, code_id),
    CONSTRAINT link_code_uses_code_fkey FOREIGN KEY (fund_id, code_id) REFERENCES link_codes (fund_id, id)
);

-- Every code that was typed: a right one, which lets this LINE user go on to
-- consent, or a wrong one, which counts against her and the fund.
CREATE TABLE link_tries (
    fund_id      uuid        NOT NULL,
    event_id     text        NOT NULL,
    line_user_id text        NOT NULL,
    -- The code that was found; NULL for none.
    code_id      uuid,
    tried_at     timestamptz NOT NULL,
    CONSTRAINT link_tries_pkey PRIMARY KEY (fund_id, event_id),
    CONSTRAINT link_tries_code_fkey FOREIGN KEY (fund_id, code_id) REFERENCES link_codes (fund_id, id)
);
CREATE INDEX link_tries_wrong_idx ON link_tries (fund_id, tried_at) WHERE code_id IS NULL;
CREATE INDEX link_tries_right_idx ON link_tries (fund_id, code_id, line_user_id) WHERE code_id IS NOT NULL;

-- That officers were told of guessing: once a day for each kind.
CREATE TABLE link_alarms (
    fund_id   uuid        NOT NULL,
    on_day    date        NOT NULL,
    -- 'user': one phone tried too often; 'fund': many together did
    kind      text        NOT NULL,
    raised_at timestamptz NOT NULL,
    CONSTRAINT link_alarms_pkey PRIMARY KEY (fund_id, on_day, kind),
    CONSTRAINT link_alarms_fund_fkey FOREIGN KEY (fund_id) REFERENCES funds (id),
    CONSTRAINT link_alarms_kind_known CHECK (kind IN ('user', 'fund'))
);

-- A LINE user asks to speak for a member. What she said of herself is her own
-- words, and goes when the request has ended.
CREATE TABLE link_requests (
    fund_id      uuid        NOT NULL,
    id           uuid        NOT NULL,
    line_user_id text        NOT NULL,
    said         text        NOT NULL,
    -- The code that was typed where a code alone does not suffice.
    code_id      uuid,
    -- Whom a code named; otherwise the first officer says who it is.
    member_id    uuid,
    asked_at     timestamptz NOT NULL,
    CONSTRAINT link_requests_pkey PRIMARY KEY (fund_id, id),
    CONSTRAINT link_requests_code_fkey FOREIGN KEY (fund_id, code_id) REFERENCES link_codes (fund_id, id),
    CONSTRAINT link_requests_member_fkey FOREIGN KEY (fund_id, member_id) REFERENCES members (fund_id, id),
    CONSTRAINT link_requests_code_names_member CHECK ((code_id IS NULL) = (member_id IS NULL)),
    CONSTRAINT link_requests_user_form CHECK (line_user_id ~ '^U[0-9a-f]{32}$'),
    CONSTRAINT link_requests_said_bounded CHECK (length(said) <= 300)
);
CREATE INDEX link_requests_user_idx ON link_requests (fund_id, line_user_id, asked_at);
CREATE INDEX link_requests_asked_idx ON link_requests (fund_id, asked_at);

-- What became of a request, each step once: 'approved' by an officer, 'seconded' by
-- another where the member had another phone, and one end of 'linked', 'refused' by
-- an officer, 'objected' by the old phone, 'declined' by the one who asked.
CREATE TABLE link_request_steps (
    fund_id    uuid        NOT NULL,
    request_id uuid        NOT NULL,
    -- Two steps share no place: 1 approved, 2 seconded, 3 the end.
    place      smallint    NOT NULL,
    step       text        NOT NULL,
    -- Whom the first officer recognised.
    member_id  uuid,
    officer_id uuid,
    taken_at   timestamptz NOT NULL,
    CONSTRAINT link_request_steps_pkey PRIMARY KEY (fund_id, request_id, place),
    CONSTRAINT link_request_steps_two_officers UNIQUE (fund_id, request_id, officer_id),
    CONSTRAINT link_request_steps_request_fkey FOREIGN KEY (fund_id, request_id) REFERENCES link_requests (fund_id, id),
    CONSTRAINT link_request_steps_member_fkey FOREIGN KEY (fund_id, member_id) REFERENCES members (fund_id, id),
    CONSTRAINT link_request_steps_officer_fkey FOREIGN KEY (fund_id, officer_id) REFERENCES members (fund_id, id),
    CONSTRAINT link_request_steps_known CHECK ((place, step) IN
        ((1, 'approved'), (2, 'seconded'), (3, 'linked'), (3, 'refused'), (3, 'objected'), (3, 'declined'))),
    CONSTRAINT link_request_steps_officer_given CHECK ((officer_id IS NOT NULL) = (step IN ('approved', 'seconded', 'refused'))),
    CONSTRAINT link_request_steps_member_given CHECK ((member_id IS NOT NULL) = (step = 'approved')),
    CONSTRAINT link_request_steps_not_for_oneself CHECK (member_id <> officer_id)
);

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['link_codes', 'link_code_uses', 'link_tries', 'link_alarms', 'link_requests', 'link_request_steps'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('CREATE POLICY %I ON %I USING (fund_id = sajja_fund()) WITH CHECK (fund_id = sajja_fund())',
                       name || '_of_fund', name);
        EXECUTE format('GRANT SELECT, INSERT ON %I TO sajja_app', name);
    END LOOP;
    FOREACH name IN ARRAY ARRAY['link_codes', 'link_code_uses', 'link_tries', 'link_alarms', 'link_request_steps'] LOOP
        EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE OR TRUNCATE ON %I
                        FOR EACH STATEMENT EXECUTE FUNCTION sajja_refuse_change()', name || '_append_only', name);
    END LOOP;
END $$;
GRANT UPDATE (said) ON link_requests TO sajja_app;

ALTER TABLE link_series ENABLE ROW LEVEL SECURITY;
CREATE POLICY link_series_seen ON link_series FOR SELECT USING (true);
CREATE POLICY link_series_made ON link_series FOR INSERT WITH CHECK (fund_id = sajja_fund());
GRANT SELECT, INSERT ON link_series TO sajja_app;
