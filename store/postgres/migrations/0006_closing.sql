-- Accounts that hang under others and can be closed, and periods that are signed
-- off. What keeps them right under concurrency is the lock of the books: those
-- who post hold it shared (sajja_post), those who close hold it alone, and each
-- of their statements looks after the lock was given.

ALTER TABLE accounts
    -- The first digit is the type: 1 assets, 2 debts, 3 funds, 4 income, 5 welfare, 6 other expense.
    ADD CONSTRAINT accounts_type_of_code CHECK (CASE left(code, 1)
        WHEN '1' THEN type = 'asset' WHEN '2' THEN type = 'liability' WHEN '3' THEN type = 'equity'
        WHEN '4' THEN type = 'income' WHEN '5' THEN type = 'expense' WHEN '6' THEN type = 'expense' ELSE false END),
    -- The rules themselves post to these.
    ADD CONSTRAINT accounts_needed_open CHECK (closed_on IS NULL OR code NOT IN ('1100', '1200', '2100', '3100', '3990'));

-- What became of a fund's accounts, who did it and when; written by the trigger
-- below and by nobody else.
CREATE TABLE account_changes (
    fund_id     uuid        NOT NULL,
    code        text        NOT NULL,
    -- The changes of one account, counted from 1.
    number      integer     NOT NULL,
    change      text        NOT NULL,
    name_before text,
    name        text        NOT NULL,
    closed_on   date,
    changed_at  timestamptz NOT NULL,
    -- The officer named by sajja.actor; nobody on the command line.
    changed_by  uuid,
    CONSTRAINT account_changes_pkey PRIMARY KEY (fund_id, code, number),
    CONSTRAINT account_changes_account_fkey FOREIGN KEY (fund_id, code) REFERENCES accounts (fund_id, code),
    CONSTRAINT account_changes_member_fkey FOREIGN KEY (fund_id, changed_by) REFERENCES members (fund_id, id),
    CONSTRAINT account_changes_known CHECK (change IN ('added', 'renamed', 'closed', 'reopened'))
);

CREATE FUNCTION sajja_refuse_account(rule text, account text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'account % is refused: %', account, rule USING ERRCODE = 'check_violation', CONSTRAINT = rule;
END $$;

CREATE FUNCTION sajja_note_account_change(account public.accounts, change text, name_before text) RETURNS void LANGUAGE sql
BEGIN ATOMIC
    INSERT INTO public.account_changes (fund_id, code, number, change, name_before, name, closed_on, changed_at, changed_by)
    VALUES (account.fund_id, account.code,
        (SELECT coalesce(max(c.number), 0) + 1 FROM public.account_changes c WHERE c.fund_id = account.fund_id AND c.code = account.code),
        change, name_before, account.name, account.closed_on, clock_timestamp(), nullif(current_setting('sajja.actor', true), '')::uuid);
END;

-- A part hangs under an open account of the template, is of its type, and its
-- code begins with the same two digits, by which the rules know savings from cash.
CREATE FUNCTION sajja_account_added() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM public.accounts p
        WHERE p.fund_id = NEW.fund_id AND p.code = NEW.parent_code AND p.code <> NEW.code AND p.code <> '3990'
          AND p.parent_code IS NULL AND p.type = NEW.type AND left(p.code, 2) = left(NEW.code, 2)
          AND (p.closed_on IS NULL OR NEW.closed_on IS NOT NULL)) THEN
        PERFORM public.sajja_refuse_account('accounts_part_of_parent', NEW.code);
    END IF;
    PERFORM public.sajja_note_account_change(NEW, 'added', NULL);
    RETURN NULL;
END $$;
CREATE TRIGGER accounts_added AFTER INSERT ON accounts FOR EACH ROW
    WHEN (NEW.parent_code IS NOT NULL) EXECUTE FUNCTION sajja_account_added();

-- What an account is stays; its name may change, and it may be closed and opened
-- again.
CREATE FUNCTION sajja_account_changed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    IF (NEW.fund_id, NEW.code, NEW.type, NEW.parent_code) IS DISTINCT FROM (OLD.fund_id, OLD.code, OLD.type, OLD.parent_code) THEN
        PERFORM public.sajja_refuse_account('accounts_code_stays', OLD.code);
    END IF;
    IF NEW.closed_on IS NOT NULL AND NEW.closed_on IS DISTINCT FROM OLD.closed_on THEN
        PERFORM public.sajja_check_account_closing(NEW);
    END IF;
    IF NEW.name <> OLD.name THEN
        PERFORM public.sajja_note_account_change(NEW, 'renamed', OLD.name);
    END IF;
    IF NEW.closed_on IS DISTINCT FROM OLD.closed_on THEN
        PERFORM public.sajja_note_account_change(NEW, CASE WHEN NEW.closed_on IS NULL THEN 'reopened' ELSE 'closed' END, OLD.name);
    END IF;
    RETURN NEW;
END $$;

-- An account is closed when nothing stands or waits on it, on any member's part
-- of it, nor on open accounts under it; from tomorrow at the latest, and from no
-- day that has entries on it. Entries are not held up by a row lock, so this waits
-- until the last of them is written and then looks.
CREATE FUNCTION sajja_check_account_closing(account public.accounts) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        RAISE EXCEPTION 'accounts are closed at the isolation level read committed' USING ERRCODE = 'invalid_transaction_state';
    END IF;
    PERFORM pg_advisory_xact_lock(public.sajja_books_lock(account.fund_id));
    IF EXISTS (SELECT FROM public.balances b WHERE b.fund_id = account.fund_id AND b.account_code = account.code
               GROUP BY b.member_id HAVING sum(b.debit_satang) <> sum(b.credit_satang)) THEN
        PERFORM public.sajja_refuse_account('accounts_closing_balance', account.code);
    END IF;
    IF EXISTS (SELECT FROM public.balances b WHERE b.fund_id = account.fund_id AND b.account_code = account.code
               GROUP BY b.member_id HAVING sum(b.pending_debit_satang) <> 0 OR sum(b.pending_credit_satang) <> 0) THEN
        PERFORM public.sajja_refuse_account('accounts_closing_waiting', account.code);
    END IF;
    IF EXISTS (SELECT FROM public.accounts a
               WHERE a.fund_id = account.fund_id AND a.parent_code = account.code AND a.closed_on IS NULL) THEN
        PERFORM public.sajja_refuse_account('accounts_closing_parts', account.code);
    END IF;
    IF account.closed_on > (clock_timestamp() AT TIME ZONE 'Asia/Bangkok')::pg_catalog.date + 1
       OR EXISTS (SELECT FROM (SELECT e.id FROM public.entries e
                      WHERE e.fund_id = account.fund_id AND e.effective_on >= account.closed_on AND e.phase = 'posted' OFFSET 0) e
                  CROSS JOIN LATERAL (SELECT FROM public.postings p
                      WHERE p.fund_id = account.fund_id AND p.entry_id = e.id AND p.account_code = account.code LIMIT 1) p) THEN
        PERFORM public.sajja_refuse_account('accounts_closing_day', account.code);
    END IF;
END $$;
CREATE TRIGGER accounts_changed BEFORE UPDATE ON accounts FOR EACH ROW EXECUTE FUNCTION sajja_account_changed();

ALTER TABLE periods
    ADD CONSTRAINT periods_closed_by_fkey FOREIGN KEY (fund_id, closed_by) REFERENCES members (fund_id, id),
    -- What was counted is what the books say, or somebody says why not.
    ADD CONSTRAINT periods_difference_noted CHECK (note <> '' OR (counted_cash_satang = book_cash_satang AND bank_satang = book_bank_satang)),
    ADD CONSTRAINT periods_note_bounded CHECK (length(note) <= 2000);

-- What stands on the accounts that begin with a prefix at the end of a day,
-- debits above credits.
CREATE FUNCTION sajja_standing(fund uuid, prefix text, through date) RETURNS bigint LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT (coalesce((
        SELECT sum(b.debit_satang - b.credit_satang) FROM public.balances b
        WHERE b.fund_id = fund AND left(b.account_code, 2) = prefix AND b.month > '-infinity' AND b.month < date_trunc('month', through)::date), 0)
      + coalesce((
        SELECT sum(CASE p.side WHEN 'debit' THEN p.amount_satang ELSE -p.amount_satang END)
        FROM (SELECT e.id FROM public.entries e WHERE e.fund_id = fund AND e.phase = 'posted'
              AND e.effective_on BETWEEN date_trunc('month', through)::date AND through OFFSET 0) e
        CROSS JOIN LATERAL (SELECT q.side, q.amount_satang FROM public.postings q
              WHERE q.fund_id = fund AND q.entry_id = e.id AND left(q.account_code, 2) = prefix OFFSET 0) p), 0))::bigint;
END;

-- Closes a fund's books up to a day, with what was counted: later than the last
-- closed day, not beyond today, signed by the treasurer or the chair, or from the
-- command line. When it returns, no entry of these days is on its way.
CREATE FUNCTION sajja_close_period(fund uuid, last_day date, officer uuid, counted_cash bigint, bank bigint, remark text)
    RETURNS public.periods LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    closed public.periods;
BEGIN
    IF fund IS DISTINCT FROM public.sajja_fund() THEN
        RAISE EXCEPTION 'the transaction belongs to another fund' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        RAISE EXCEPTION 'periods are closed at the isolation level read committed' USING ERRCODE = 'invalid_transaction_state';
    END IF;
    PERFORM pg_advisory_xact_lock(public.sajja_books_lock(fund));
    IF last_day IS NULL OR last_day > (clock_timestamp() AT TIME ZONE 'Asia/Bangkok')::pg_catalog.date THEN
        RAISE EXCEPTION 'the period has days that have not come' USING ERRCODE = 'check_violation', CONSTRAINT = 'periods_days_over';
    END IF;
    IF officer IS NOT NULL AND NOT EXISTS (SELECT FROM public.officer_terms t
        WHERE t.fund_id = fund AND t.member_id = officer AND t.until IS NULL AND t.office IN ('treasurer', 'chair')) THEN
        RAISE EXCEPTION 'the member holds no office for this' USING ERRCODE = 'check_violation', CONSTRAINT = 'periods_signed_by_officer';
    END IF;
    UPDATE public.books b SET closed_through = last_day WHERE b.fund_id = fund AND b.closed_through < last_day;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'the period ends with a day that is closed' USING ERRCODE = 'check_violation', CONSTRAINT = 'periods_in_order';
    END IF;
    INSERT INTO public.periods (fund_id, through, closed_at, closed_by, counted_cash_satang, book_cash_satang, bank_satang, book_bank_satang, note)
    VALUES (fund, last_day, clock_timestamp(), officer, counted_cash, public.sajja_standing(fund, '11', last_day),
        bank, public.sajja_standing(fund, '13', last_day), remark)
    RETURNING * INTO closed;
    RETURN closed;
END $$;

CREATE TRIGGER account_changes_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON account_changes
    FOR EACH STATEMENT EXECUTE FUNCTION sajja_refuse_change();
ALTER TABLE account_changes ENABLE ROW LEVEL SECURITY;
CREATE POLICY account_changes_of_fund ON account_changes USING (fund_id = sajja_fund()) WITH CHECK (fund_id = sajja_fund());
GRANT SELECT ON account_changes TO sajja_app;

-- The lock itself is open to the application, so that it can close a year: read
-- what stands and post what empties it, with nothing in between.
REVOKE EXECUTE ON FUNCTION sajja_refuse_account, sajja_note_account_change, sajja_account_added, sajja_account_changed,
    sajja_check_account_closing, sajja_standing, sajja_close_period FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sajja_close_period, sajja_standing, sajja_books_lock TO sajja_app;
