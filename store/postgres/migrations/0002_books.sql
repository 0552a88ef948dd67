-- The books: entries and postings are inserted and never changed.
--
-- What an entry or a posting refers to (its member, its account, its entry) is
-- checked by the triggers below, set by set, and not by foreign keys: those check
-- row by row and lock the row referred to, which made every deposit of a fund
-- touch the fund's one cash account row and took a third of the database's time
-- under load. Members, accounts and entries are never deleted, so what was there
-- stays there; verify looks for references that lead nowhere.

CREATE TABLE entries (
    fund_id         uuid        NOT NULL,
    id              uuid        NOT NULL,
    phase           text        NOT NULL,
    kind            text        NOT NULL,
    effective_on    date        NOT NULL,
    recorded_at     timestamptz NOT NULL,
    member_id       uuid,
    actor_id        uuid,
    cause           text        NOT NULL,
    idempotency_key text        NOT NULL,
    content_hash    bytea       NOT NULL,
    resolves_id     uuid,
    receipt_year    integer,
    receipt_number  integer,
    reason          text        NOT NULL DEFAULT '',
    -- Total of the debits; zero on a voided entry. The postings must add up to it.
    amount_satang   bigint      NOT NULL,
    CONSTRAINT entries_pkey PRIMARY KEY (fund_id, id),
    CONSTRAINT entries_resolves_fkey FOREIGN KEY (fund_id, resolves_id) REFERENCES entries (fund_id, id),
    CONSTRAINT entries_idempotency_key UNIQUE (fund_id, idempotency_key),
    CONSTRAINT entries_phase_known CHECK (phase IN ('pending', 'posted', 'voided')),
    CONSTRAINT entries_voided_resolves CHECK (phase <> 'voided' OR resolves_id IS NOT NULL),
    CONSTRAINT entries_pending_is_first CHECK (phase <> 'pending' OR resolves_id IS NULL),
    CONSTRAINT entries_amount CHECK (amount_satang > 0 OR (phase = 'voided' AND amount_satang = 0)),
    CONSTRAINT entries_receipt_whole CHECK ((receipt_year IS NULL) = (receipt_number IS NULL)),
    CONSTRAINT entries_receipt_posted CHECK (receipt_number IS NULL OR (phase = 'posted' AND receipt_number > 0))
);
-- A pending entry is resolved once, whoever is faster.
CREATE UNIQUE INDEX entries_resolves_key ON entries (fund_id, resolves_id) WHERE resolves_id IS NOT NULL;
CREATE UNIQUE INDEX entries_receipt_key ON entries (fund_id, receipt_year, receipt_number) WHERE receipt_number IS NOT NULL;
CREATE INDEX entries_member_idx ON entries (fund_id, member_id, id);

CREATE TABLE postings (
    fund_id       uuid     NOT NULL,
    entry_id      uuid     NOT NULL,
    line          smallint NOT NULL,
    account_code  text     NOT NULL,
    member_id     uuid,
    side          text     NOT NULL,
    amount_satang bigint   NOT NULL,
    CONSTRAINT postings_pkey PRIMARY KEY (fund_id, entry_id, line),
    CONSTRAINT postings_side_known CHECK (side IN ('debit', 'credit')),
    CONSTRAINT postings_amount_positive CHECK (amount_satang > 0),
    -- Savings always belong to somebody.
    CONSTRAINT postings_savings_have_owner CHECK (account_code <> '2100' OR member_id IS NOT NULL)
);

-- Derived from the postings by triggers, never written by the application.
-- A line of the chart without a member is kept in stripes (see the package's
-- doc.go); member rows have stripe 0 and the member's ID, others the zero UUID.
CREATE TABLE balances (
    fund_id               uuid     NOT NULL,
    account_code          text     NOT NULL,
    member_id             uuid     NOT NULL,
    stripe                smallint NOT NULL,
    debit_satang          bigint   NOT NULL,
    credit_satang         bigint   NOT NULL,
    pending_debit_satang  bigint   NOT NULL,
    pending_credit_satang bigint   NOT NULL,
    CONSTRAINT balances_pkey PRIMARY KEY (fund_id, account_code, member_id, stripe),
    CONSTRAINT balances_savings_not_negative CHECK (account_code <> '2100' OR credit_satang >= debit_satang)
) WITH (fillfactor = 60);

-- What waits for an officer: pending entries nobody has received or voided.
-- Derived by triggers too.
CREATE TABLE waiting (
    fund_id   uuid NOT NULL,
    member_id uuid NOT NULL,
    entry_id  uuid NOT NULL,
    CONSTRAINT waiting_pkey PRIMARY KEY (fund_id, member_id, entry_id)
);

-- Receipt numbers run without gaps: the counter moves in the transaction that
-- uses the number.
CREATE TABLE receipt_counters (
    fund_id     uuid    NOT NULL,
    year        integer NOT NULL,
    last_number integer NOT NULL,
    CONSTRAINT receipt_counters_pkey PRIMARY KEY (fund_id, year),
    CONSTRAINT receipt_counters_fund_fkey FOREIGN KEY (fund_id) REFERENCES funds (id)
);

CREATE FUNCTION sajja_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: correct by adding', TG_TABLE_NAME
        USING ERRCODE = 'check_violation', CONSTRAINT = TG_TABLE_NAME || '_append_only';
END $$;

CREATE TRIGGER entries_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON entries
    FOR EACH STATEMENT EXECUTE FUNCTION sajja_refuse_change();
CREATE TRIGGER postings_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON postings
    FOR EACH STATEMENT EXECUTE FUNCTION sajja_refuse_change();
CREATE TRIGGER members_kept BEFORE DELETE OR TRUNCATE ON members
    FOR EACH STATEMENT EXECUTE FUNCTION sajja_refuse_change();
CREATE TRIGGER accounts_kept BEFORE DELETE OR TRUNCATE ON accounts
    FOR EACH STATEMENT EXECUTE FUNCTION sajja_refuse_change();

-- Which of the sixteen rows of a fund-wide account this connection adds to.
CREATE FUNCTION sajja_stripe() RETURNS smallint LANGUAGE sql STABLE
    AS $$ SELECT (pg_backend_pid() % 16)::smallint $$;

-- Triggers see a statement's rows as a table without statistics, and their plans
-- are kept while the books grow from nothing to millions of rows. So every
-- lookup stands in a LATERAL subquery with a bound: it can only be done by key,
-- once per row.

-- An entry that resolves another: the other must be pending and of the same
-- member; money is received by an officer who is not the one who promised it, a
-- promise is taken back by its maker or refused by an officer. The pending
-- balance falls.
CREATE FUNCTION sajja_entries_inserted() RETURNS trigger LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    bad  uuid;
    rule text;
BEGIN
    SELECT e.id INTO bad
    FROM new_entries e
    LEFT JOIN LATERAL (SELECT id FROM members
        WHERE fund_id = e.fund_id AND id = e.member_id LIMIT 1) m ON true
    LEFT JOIN LATERAL (SELECT id FROM members
        WHERE fund_id = e.fund_id AND id = e.actor_id AND e.actor_id IS DISTINCT FROM e.member_id LIMIT 1) a ON true
    WHERE (e.member_id IS NOT NULL AND m.id IS NULL)
       OR (e.actor_id IS NOT NULL AND e.actor_id IS DISTINCT FROM e.member_id AND a.id IS NULL)
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'entry % names a member whom its fund does not have', bad
            USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'entries_member_known';
    END IF;

    INSERT INTO waiting (fund_id, member_id, entry_id)
    SELECT fund_id, member_id, id FROM new_entries WHERE phase = 'pending';

    IF NOT EXISTS (SELECT FROM new_entries WHERE resolves_id IS NOT NULL) THEN
        RETURN NULL;
    END IF;

    SELECT e.id,
        CASE WHEN p.phase IS DISTINCT FROM 'pending' OR p.member_id IS DISTINCT FROM e.member_id
                 THEN 'entries_resolves_pending'
             WHEN e.phase = 'posted' AND (e.actor_id IS NULL OR e.actor_id = p.actor_id OR e.actor_id = p.member_id)
                 THEN 'entries_maker_is_not_checker'
             WHEN (e.phase = 'posted' OR e.actor_id IS DISTINCT FROM p.member_id) AND o.office IS NULL
                 THEN 'entries_resolver_holds_office'
        END
    INTO bad, rule
    FROM new_entries e
    LEFT JOIN LATERAL (SELECT phase, member_id, actor_id FROM entries
        WHERE fund_id = e.fund_id AND id = e.resolves_id LIMIT 1) p ON true
    LEFT JOIN LATERAL (SELECT office FROM officer_terms
        WHERE fund_id = e.fund_id AND member_id = e.actor_id AND until IS NULL
          AND office IN ('treasurer', 'collector', 'chair') LIMIT 1) o ON true
    WHERE e.resolves_id IS NOT NULL
      AND (p.phase IS DISTINCT FROM 'pending' OR p.member_id IS DISTINCT FROM e.member_id
        OR (e.phase = 'posted' AND (e.actor_id IS NULL OR e.actor_id = p.actor_id OR e.actor_id = p.member_id))
        OR ((e.phase = 'posted' OR e.actor_id IS DISTINCT FROM p.member_id) AND o.office IS NULL))
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'entry % may not resolve its promise: %', bad, rule
            USING ERRCODE = 'check_violation', CONSTRAINT = rule;
    END IF;

    DELETE FROM waiting w USING new_entries e
    WHERE w.fund_id = e.fund_id AND w.member_id = e.member_id AND w.entry_id = e.resolves_id;

    INSERT INTO balances AS b (fund_id, account_code, member_id, stripe,
        debit_satang, credit_satang, pending_debit_satang, pending_credit_satang)
    SELECT e.fund_id, p.account_code, coalesce(p.member_id, '00000000-0000-0000-0000-000000000000'),
           CASE WHEN p.member_id IS NULL THEN sajja_stripe() ELSE 0 END, 0, 0,
           -coalesce(sum(p.amount_satang) FILTER (WHERE p.side = 'debit'), 0),
           -coalesce(sum(p.amount_satang) FILTER (WHERE p.side = 'credit'), 0)
    FROM new_entries e
    CROSS JOIN LATERAL (SELECT account_code, member_id, side, amount_satang FROM postings
        WHERE fund_id = e.fund_id AND entry_id = e.resolves_id OFFSET 0) p
    GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
    ON CONFLICT ON CONSTRAINT balances_pkey DO UPDATE SET
        pending_debit_satang  = b.pending_debit_satang  + EXCLUDED.pending_debit_satang,
        pending_credit_satang = b.pending_credit_satang + EXCLUDED.pending_credit_satang;
    RETURN NULL;
END $$;
CREATE TRIGGER entries_inserted AFTER INSERT ON entries REFERENCING NEW TABLE AS new_entries
    FOR EACH STATEMENT EXECUTE FUNCTION sajja_entries_inserted();

-- Postings of an entry come in one statement, the first line among them, and make
-- the entry's amount on both sides. There is one first line, so nothing can be
-- added to an entry later. Their accounts are open, their members known.
-- Balances grow.
CREATE FUNCTION sajja_postings_inserted() RETURNS trigger LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    bad     uuid;
    account text;
BEGIN
    SELECT n.entry_id INTO bad
    FROM (SELECT fund_id, entry_id, min(line) AS first_line,
                 coalesce(sum(amount_satang) FILTER (WHERE side = 'debit'), 0) AS debit,
                 coalesce(sum(amount_satang) FILTER (WHERE side = 'credit'), 0) AS credit
          FROM new_postings GROUP BY fund_id, entry_id) n
    LEFT JOIN LATERAL (SELECT amount_satang, phase FROM entries
        WHERE fund_id = n.fund_id AND id = n.entry_id LIMIT 1) e ON true
    WHERE e.phase IS NULL OR e.phase = 'voided' OR n.first_line <> 1
       OR n.debit <> e.amount_satang OR n.credit <> e.amount_satang
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'postings of entry % do not make its amount on both sides', bad
            USING ERRCODE = 'check_violation', CONSTRAINT = 'postings_balanced';
    END IF;

    SELECT n.account_code INTO account
    FROM (SELECT DISTINCT fund_id, account_code FROM new_postings) n
    LEFT JOIN LATERAL (SELECT code, closed_on FROM accounts
        WHERE fund_id = n.fund_id AND code = n.account_code LIMIT 1) a ON true
    WHERE a.code IS NULL OR (a.closed_on IS NOT NULL AND EXISTS (
        SELECT FROM new_postings p CROSS JOIN LATERAL (SELECT effective_on FROM entries
            WHERE fund_id = p.fund_id AND id = p.entry_id LIMIT 1) e
        WHERE p.fund_id = n.fund_id AND p.account_code = n.account_code AND a.closed_on <= e.effective_on))
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'account % is unknown to its fund or closed', account
            USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'postings_account_open';
    END IF;

    SELECT n.member_id INTO bad
    FROM (SELECT DISTINCT fund_id, member_id FROM new_postings WHERE member_id IS NOT NULL) n
    LEFT JOIN LATERAL (SELECT id FROM members WHERE fund_id = n.fund_id AND id = n.member_id LIMIT 1) m ON true
    WHERE m.id IS NULL LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'postings name member %, whom their fund does not have', bad
            USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'postings_member_known';
    END IF;

    INSERT INTO balances AS b (fund_id, account_code, member_id, stripe,
        debit_satang, credit_satang, pending_debit_satang, pending_credit_satang)
    SELECT p.fund_id, p.account_code, coalesce(p.member_id, '00000000-0000-0000-0000-000000000000'),
           CASE WHEN p.member_id IS NULL THEN sajja_stripe() ELSE 0 END,
           coalesce(sum(p.amount_satang) FILTER (WHERE e.phase = 'posted'  AND p.side = 'debit'), 0),
           coalesce(sum(p.amount_satang) FILTER (WHERE e.phase = 'posted'  AND p.side = 'credit'), 0),
           coalesce(sum(p.amount_satang) FILTER (WHERE e.phase = 'pending' AND p.side = 'debit'), 0),
           coalesce(sum(p.amount_satang) FILTER (WHERE e.phase = 'pending' AND p.side = 'credit'), 0)
    FROM new_postings p
    CROSS JOIN LATERAL (SELECT phase FROM entries WHERE fund_id = p.fund_id AND id = p.entry_id LIMIT 1) e
    GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
    ON CONFLICT ON CONSTRAINT balances_pkey DO UPDATE SET
        debit_satang          = b.debit_satang          + EXCLUDED.debit_satang,
        credit_satang         = b.credit_satang         + EXCLUDED.credit_satang,
        pending_debit_satang  = b.pending_debit_satang  + EXCLUDED.pending_debit_satang,
        pending_credit_satang = b.pending_credit_satang + EXCLUDED.pending_credit_satang;
    RETURN NULL;
END $$;
CREATE TRIGGER postings_inserted AFTER INSERT ON postings REFERENCING NEW TABLE AS new_postings
    FOR EACH STATEMENT EXECUTE FUNCTION sajja_postings_inserted();

-- At commit, for each entry: it has its postings, a voided one none. That they
-- balance, all of them, was checked when they came.
CREATE FUNCTION sajja_entry_whole() RETURNS trigger LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF (NEW.phase = 'voided') = EXISTS (
        SELECT FROM postings WHERE fund_id = NEW.fund_id AND entry_id = NEW.id AND line = 1) THEN
        RAISE EXCEPTION 'entry % does not balance', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'entries_balanced';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER entries_balanced AFTER INSERT ON entries
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION sajja_entry_whole();
