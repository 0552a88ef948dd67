-- The books: entries and postings are inserted and never changed, and only the
-- function of the next file inserts them.

-- How far a fund's books are closed and sealed. Every entry is checked against
-- this row, so it is kept beside the periods and seals it follows from.
CREATE TABLE books (
    fund_id        uuid NOT NULL,
    closed_through date NOT NULL DEFAULT '-infinity',
    sealed_through date NOT NULL DEFAULT '-infinity',
    CONSTRAINT books_pkey PRIMARY KEY (fund_id),
    CONSTRAINT books_fund_fkey FOREIGN KEY (fund_id) REFERENCES funds (id)
);

-- What one column may hold is a type: the rule of a type is read once by each
-- connection, while a CHECK of a table is read from its text by every statement
-- that inserts, which took a third of the time of a single posting.
CREATE DOMAIN entry_phase AS text CONSTRAINT entries_phase_known CHECK (VALUE IN ('pending', 'posted', 'voided'));
CREATE DOMAIN entry_kind AS text CONSTRAINT entries_kind_known CHECK (VALUE IN ('contribution', 'deposit', 'withdrawal', 'fee', 'fine',
    'donation', 'grant', 'interest', 'welfare', 'expense', 'banking', 'opening', 'closing', 'reversal', 'other'));
-- Days and instants that ledger.Date and JSON can say; infinity is none.
CREATE DOMAIN book_day AS date CONSTRAINT entries_days_in_range CHECK (VALUE BETWEEN '1800-01-01' AND '2400-12-31');
CREATE DOMAIN book_instant AS timestamptz CONSTRAINT entries_recorded_in_range CHECK (VALUE BETWEEN '2000-01-01 00:00+00' AND '2400-01-01 00:00+00');
CREATE DOMAIN reference AS text CONSTRAINT entries_texts_bounded CHECK (VALUE <> '' AND length(VALUE) <= 500);
CREATE DOMAIN remark AS text CONSTRAINT entries_reason_bounded CHECK (length(VALUE) <= 5000);
CREATE DOMAIN document_series AS text CONSTRAINT entries_series_known CHECK (VALUE IN ('R', 'V', 'J'));
CREATE DOMAIN document_year AS integer CONSTRAINT entries_series_year_in_range CHECK (VALUE BETWEEN 1800 AND 2400);
CREATE DOMAIN posting_side AS text CONSTRAINT postings_side_known CHECK (VALUE IN ('debit', 'credit'));
-- Whose money it is; empty when not stated. Most is the members', and looking for
-- that first spares the pattern.
CREATE DOMAIN money_source AS text CONSTRAINT postings_source_known
    CHECK (VALUE IN ('', 'members') OR VALUE ~ '^(members|codi|state|local|agency|other)(/[1-9][0-9]?)?$');
CREATE DOMAIN satang_moved AS bigint CONSTRAINT postings_amount_positive CHECK (VALUE > 0);

CREATE TABLE entries (
    fund_id         uuid            NOT NULL,
    -- UUID version 7 that begins with recorded_at: this key is the order of the books.
    id              uuid            NOT NULL,
    phase           entry_phase     NOT NULL,
    kind            entry_kind      NOT NULL,
    effective_on    book_day        NOT NULL,
    recorded_at     book_instant    NOT NULL,
    member_id       uuid,
    actor_id        uuid,
    cause           reference       NOT NULL,
    idempotency_key reference       NOT NULL,
    content_hash    bytea           NOT NULL,
    -- The pending entry that this one posts or voids.
    resolves_id     uuid,
    -- The posted entry that this one undoes.
    reverses_id     uuid,
    -- The promise, received in part, of which this pending entry is the rest.
    rest_of_id      uuid,
    -- The last day a pending entry waits.
    expires_on      book_day,
    series          document_series,
    series_year     document_year,
    series_number   integer,
    reason          remark          NOT NULL DEFAULT '',
    -- Total of the debits; zero on a voided entry. The postings must add up to it.
    amount_satang   bigint          NOT NULL,
    CONSTRAINT entries_pkey PRIMARY KEY (fund_id, id),
    CONSTRAINT entries_idempotency_key UNIQUE (fund_id, idempotency_key)
);
-- A pending entry is resolved once, a posted one reversed once, whoever is faster;
-- a promise leaves one rest.
CREATE UNIQUE INDEX entries_resolves_key ON entries (fund_id, resolves_id) WHERE resolves_id IS NOT NULL;
CREATE UNIQUE INDEX entries_reverses_key ON entries (fund_id, reverses_id) WHERE reverses_id IS NOT NULL;
CREATE UNIQUE INDEX entries_rest_key ON entries (fund_id, rest_of_id) WHERE rest_of_id IS NOT NULL;
CREATE UNIQUE INDEX entries_number_key ON entries (fund_id, series, series_year, series_number) WHERE series IS NOT NULL;
CREATE INDEX entries_member_idx ON entries (fund_id, member_id, id);
CREATE INDEX entries_effective_idx ON entries (fund_id, effective_on);

CREATE TABLE postings (
    fund_id       uuid         NOT NULL,
    entry_id      uuid         NOT NULL,
    line          smallint     NOT NULL,
    account_code  text         NOT NULL,
    member_id     uuid,
    side          posting_side NOT NULL,
    -- Whose money it is: 'members', 'state/3', ...
    source        money_source NOT NULL DEFAULT '',
    amount_satang satang_moved NOT NULL,
    CONSTRAINT postings_pkey PRIMARY KEY (fund_id, entry_id, line),
    -- Savings always belong to somebody.
    CONSTRAINT postings_savings_have_owner CHECK (left(account_code, 2) <> '21' OR member_id IS NOT NULL)
);

-- What the postings come to, kept by the function that writes them. Two sorts of
-- rows: a member's part of an account (month '-infinity', stripe 0), and an
-- account as a whole, members' parts included, by effective month (member zero)
-- in sixteen stripes, so that connections do not wait for each other's cash row.
CREATE TABLE balances (
    fund_id               uuid     NOT NULL,
    account_code          text     NOT NULL,
    member_id             uuid     NOT NULL,
    month                 date     NOT NULL,
    stripe                smallint NOT NULL,
    debit_satang          bigint   NOT NULL,
    credit_satang         bigint   NOT NULL,
    pending_debit_satang  bigint   NOT NULL,
    pending_credit_satang bigint   NOT NULL,
    CONSTRAINT balances_pkey PRIMARY KEY (fund_id, account_code, member_id, month, stripe)
) WITH (fillfactor = 60);

-- No member's savings fall below nothing. This is no CHECK: the rows of an INSERT
-- with ON CONFLICT are checked before they meet the row they are added to, and a
-- withdrawal is negative by itself.
CREATE FUNCTION sajja_refuse_overdraft() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'savings would fall below zero'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'balances_savings_not_negative';
END $$;
CREATE TRIGGER balances_savings_not_negative AFTER INSERT OR UPDATE ON balances FOR EACH ROW
    WHEN (NEW.debit_satang > NEW.credit_satang AND NEW.month = '-infinity' AND left(NEW.account_code, 2) = '21')
    EXECUTE FUNCTION sajja_refuse_overdraft();

-- What waits for an officer: pending entries nobody has received or voided.
CREATE TABLE waiting (
    fund_id   uuid NOT NULL,
    member_id uuid NOT NULL,
    entry_id  uuid NOT NULL,
    CONSTRAINT waiting_pkey PRIMARY KEY (fund_id, member_id, entry_id)
);

-- Document numbers run without gaps: the counter moves in the transaction that
-- uses the number.
CREATE TABLE document_counters (
    fund_id     uuid            NOT NULL,
    series      document_series NOT NULL,
    year        document_year   NOT NULL,
    last_number integer         NOT NULL,
    CONSTRAINT document_counters_pkey PRIMARY KEY (fund_id, series, year),
    CONSTRAINT document_counters_fund_fkey FOREIGN KEY (fund_id) REFERENCES funds (id)
) WITH (fillfactor = 60);

-- Periods that were closed, with the sign-off. What is not closed is open.
CREATE TABLE periods (
    fund_id             uuid        NOT NULL,
    -- The period ends with this day; it begins after the one before it.
    through             date        NOT NULL,
    closed_at           timestamptz NOT NULL,
    -- The officer; nobody on the command line.
    closed_by           uuid,
    -- What was found in the cash box and in the bank book, beside what the books say.
    counted_cash_satang bigint      NOT NULL,
    book_cash_satang    bigint      NOT NULL,
    bank_satang         bigint      NOT NULL,
    book_bank_satang    bigint      NOT NULL,
    note                text        NOT NULL DEFAULT '',
    CONSTRAINT periods_pkey PRIMARY KEY (fund_id, through),
    CONSTRAINT periods_fund_fkey FOREIGN KEY (fund_id) REFERENCES funds (id),
    CONSTRAINT periods_counted CHECK (counted_cash_satang >= 0)
);

-- A seal over the entries recorded on one day, in order, and over the seal before.
CREATE TABLE seals (
    fund_id       uuid        NOT NULL,
    day           date        NOT NULL,
    entries       integer     NOT NULL,
    hash          bytea       NOT NULL,
    previous_hash bytea       NOT NULL,
    sealed_at     timestamptz NOT NULL,
    CONSTRAINT seals_pkey PRIMARY KEY (fund_id, day),
    CONSTRAINT seals_fund_fkey FOREIGN KEY (fund_id) REFERENCES funds (id),
    CONSTRAINT seals_previous_key UNIQUE (fund_id, previous_hash),
    CONSTRAINT seals_entries CHECK (entries > 0)
);

CREATE FUNCTION sajja_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: correct by adding', TG_TABLE_NAME
        USING ERRCODE = 'check_violation', CONSTRAINT = TG_TABLE_NAME || '_append_only';
END $$;

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['entries', 'postings', 'periods', 'seals'] LOOP
        EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE OR TRUNCATE ON %I
                        FOR EACH STATEMENT EXECUTE FUNCTION sajja_refuse_change()', name || '_append_only', name);
    END LOOP;
    FOREACH name IN ARRAY ARRAY['members', 'accounts', 'books', 'document_counters'] LOOP
        EXECUTE format('CREATE TRIGGER %I BEFORE DELETE OR TRUNCATE ON %I
                        FOR EACH STATEMENT EXECUTE FUNCTION sajja_refuse_change()', name || '_append_only', name);
    END LOOP;
END $$;

-- Every fund has its books from the first moment.
CREATE FUNCTION sajja_open_books() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    INSERT INTO public.books (fund_id) VALUES (NEW.id);
    RETURN NULL;
END $$;
CREATE TRIGGER funds_open_books AFTER INSERT ON funds FOR EACH ROW EXECUTE FUNCTION sajja_open_books();

-- The rules between the columns of an entry: the name of the first that is broken.
-- sajja_post asks for every entry; the trigger below for one that came otherwise.
CREATE FUNCTION sajja_broken_rule(phase text, kind text, member_id uuid, resolves_id uuid, reverses_id uuid, rest_of_id uuid,
    expires_on date, series text, series_year integer, series_number integer, amount_satang bigint) RETURNS text LANGUAGE sql IMMUTABLE
RETURN CASE
    -- The bound is that of ledger.Money: balances cannot overflow below it.
    WHEN NOT (amount_satang > 0 OR phase = 'voided' AND amount_satang = 0) OR amount_satang > 10000000000000 THEN 'entries_amount'
    WHEN phase = 'posted' AND (series IS NULL OR series_year IS NULL OR series_number IS NULL OR series_number <= 0)
         OR phase <> 'posted' AND num_nonnulls(series, series_year, series_number) > 0 THEN 'entries_numbered'
    WHEN phase = 'pending' AND (resolves_id IS NOT NULL OR member_id IS NULL) THEN 'entries_pending_is_first'
    WHEN CASE WHEN reverses_id IS NULL THEN kind = 'reversal'
         ELSE phase <> 'posted' OR kind <> 'reversal' OR resolves_id IS NOT NULL END THEN 'entries_reversal_posted'
    WHEN (rest_of_id IS NOT NULL OR expires_on IS NOT NULL) AND phase <> 'pending' THEN 'entries_rest_pending'
    WHEN phase = 'voided' AND resolves_id IS NULL THEN 'entries_voided_resolves'
END;

-- At commit, for each entry that did not come through sajja_post, which checks
-- the same for all entries at once: its columns go together, and its postings make
-- its amount on both sides, also for each source of money.
CREATE FUNCTION sajja_entry_whole() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    broken constant pg_catalog.text := public.sajja_broken_rule(NEW.phase, NEW.kind, NEW.member_id, NEW.resolves_id, NEW.reverses_id,
        NEW.rest_of_id, NEW.expires_on, NEW.series, NEW.series_year, NEW.series_number, NEW.amount_satang);
BEGIN
    IF broken IS NOT NULL THEN
        RAISE EXCEPTION 'entry % is refused: %', NEW.id, broken USING ERRCODE = 'check_violation', CONSTRAINT = broken;
    END IF;
    IF EXISTS (
        SELECT FROM public.postings WHERE fund_id = NEW.fund_id AND entry_id = NEW.id
        GROUP BY source HAVING sum(CASE side WHEN 'debit' THEN amount_satang ELSE -amount_satang END) <> 0)
       OR NEW.amount_satang <> (
        SELECT coalesce(sum(amount_satang), 0) FROM public.postings
        WHERE fund_id = NEW.fund_id AND entry_id = NEW.id AND side = 'debit') THEN
        RAISE EXCEPTION 'entry % does not balance', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'entries_balanced';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER entries_balanced AFTER INSERT ON entries
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (current_setting('sajja.door', true) IS DISTINCT FROM 'open')
    EXECUTE FUNCTION sajja_entry_whole();
