-- The application's role: what the service needs and nothing more.

DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'sajja_app') THEN
        CREATE ROLE sajja_app NOLOGIN NOINHERIT NOBYPASSRLS;
    END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN
    NULL; -- another database of this cluster was migrated at the same moment
END $$;

DO $$
BEGIN
    IF NOT pg_has_role(current_user, 'sajja_app', 'MEMBER') THEN
        EXECUTE format('GRANT sajja_app TO %I', current_user);
    END IF;
END $$;

GRANT USAGE ON SCHEMA public TO sajja_app;
GRANT SELECT ON schema_migrations TO sajja_app;
GRANT SELECT, INSERT ON funds, accounts, members, officer_terms, line_links TO sajja_app;
GRANT UPDATE (until) ON officer_terms TO sajja_app;
GRANT UPDATE (unlinked_at) ON line_links TO sajja_app;
GRANT SELECT, INSERT ON entries, postings TO sajja_app;
GRANT SELECT ON balances, waiting TO sajja_app;
GRANT SELECT, INSERT, UPDATE ON receipt_counters TO sajja_app;
GRANT SELECT, INSERT ON inbound_events, event_results, outbound_messages, outbound_results, unsent_messages TO sajja_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON outbound_open TO sajja_app;

-- One fund per transaction: the one named by sajja.fund.
CREATE FUNCTION sajja_fund() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT nullif(current_setting('sajja.fund', true), '')::uuid $$;

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['accounts', 'members', 'officer_terms', 'entries', 'postings',
                                'balances', 'waiting', 'receipt_counters'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('CREATE POLICY %I ON %I USING (fund_id = sajja_fund()) WITH CHECK (fund_id = sajja_fund())',
                       name || '_of_fund', name);
    END LOOP;
END $$;

ALTER TABLE line_links ENABLE ROW LEVEL SECURITY;
CREATE POLICY line_links_seen ON line_links FOR SELECT USING (true);
CREATE POLICY line_links_made ON line_links FOR INSERT WITH CHECK (fund_id = sajja_fund());
CREATE POLICY line_links_ended ON line_links FOR UPDATE USING (fund_id = sajja_fund());
