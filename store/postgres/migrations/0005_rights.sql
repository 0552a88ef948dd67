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

-- Nobody but the owner makes functions that those of the owner could call: a
-- database that is older than PostgreSQL 15 still allows it to everybody.
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO sajja_app;
GRANT SELECT ON schema_migrations TO sajja_app;
GRANT SELECT, INSERT ON funds, accounts, members, officer_terms, line_links TO sajja_app;
GRANT UPDATE (until) ON officer_terms TO sajja_app;
GRANT UPDATE (unlinked_at) ON line_links TO sajja_app;
GRANT UPDATE (name, closed_on) ON accounts TO sajja_app;
GRANT SELECT ON books, entries, postings, balances, waiting, document_counters, periods, seals TO sajja_app;
GRANT SELECT, INSERT ON inbound_events, event_results, outbound_messages, outbound_results, unsent_messages TO sajja_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON outbound_open TO sajja_app;

-- Row-level security shows the one fund that the transaction is bound to.
DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['accounts', 'members', 'officer_terms', 'books', 'entries', 'postings',
                                'balances', 'waiting', 'document_counters', 'periods', 'seals'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('CREATE POLICY %I ON %I USING (fund_id = sajja_fund()) WITH CHECK (fund_id = sajja_fund())',
                       name || '_of_fund', name);
    END LOOP;
END $$;

ALTER TABLE line_links ENABLE ROW LEVEL SECURITY;
CREATE POLICY line_links_seen ON line_links FOR SELECT USING (true);
CREATE POLICY line_links_made ON line_links FOR INSERT WITH CHECK (fund_id = sajja_fund());
CREATE POLICY line_links_ended ON line_links FOR UPDATE USING (fund_id = sajja_fund());

-- Functions that write as the owner are called by the application only.
REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA public FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sajja_fund, sajja_post, sajja_lock_numbers, sajja_instant TO sajja_app;
