-- What comes after the posting: taking back, corrections that both sides agree to,
-- disputes with an owner and an end, and the month's close with two signatures.
-- A thing with a life is a head that never changes and steps that are added; the
-- number of a step is its key, so that of two who act at once one looks again.

-- A proposal to correct a posted entry: to undo it, or to undo it and post it with
-- the right amount.
CREATE TABLE corrections (
    fund_id       uuid        NOT NULL,
    id            uuid        NOT NULL,
    -- No foreign key: books of millions of entries are loaded without their keys.
    entry_id      uuid        NOT NULL,
    -- The proposals for one entry, counted from 1.
    number        integer     NOT NULL,
    member_id     uuid        NOT NULL,
    -- Who proposes: the member, or an officer.
    proposed_by   uuid        NOT NULL,
    -- The right amount; zero: the entry is undone and nothing takes its place.
    right_satang  bigint      NOT NULL,
    words         text        NOT NULL DEFAULT '',
    -- The dispute that this ends, if one was open about the line.
    dispute_id    uuid,
    proposed_at   timestamptz NOT NULL,
    CONSTRAINT corrections_pkey PRIMARY KEY (fund_id, id),
    CONSTRAINT corrections_number_key UNIQUE (fund_id, entry_id, number),
    CONSTRAINT corrections_member_fkey FOREIGN KEY (fund_id, member_id) REFERENCES members (fund_id, id),
    CONSTRAINT corrections_proposer_fkey FOREIGN KEY (fund_id, proposed_by) REFERENCES members (fund_id, id),
    CONSTRAINT corrections_amount CHECK (right_satang >= 0),
    CONSTRAINT corrections_words_bounded CHECK (length(words) <= 2000)
);
CREATE TABLE correction_steps (
    fund_id       uuid        NOT NULL,
    correction_id uuid        NOT NULL,
    step          integer     NOT NULL,
    kind          text        NOT NULL,
    by_id         uuid        NOT NULL,
    at            timestamptz NOT NULL,
    CONSTRAINT correction_steps_pkey PRIMARY KEY (fund_id, correction_id, step),
    CONSTRAINT correction_steps_correction_fkey FOREIGN KEY (fund_id, correction_id) REFERENCES corrections (fund_id, id),
    CONSTRAINT correction_steps_by_fkey FOREIGN KEY (fund_id, by_id) REFERENCES members (fund_id, id),
    CONSTRAINT correction_steps_known CHECK (kind IN ('agreed', 'declined', 'withdrawn')),
    -- A proposal has one end.
    CONSTRAINT correction_steps_one CHECK (step = 1)
);

CREATE TABLE disputes (
    fund_id       uuid        NOT NULL,
    id            uuid        NOT NULL,
    -- What people call it: เรื่องที่ 3.
    number        integer     NOT NULL,
    member_id     uuid        NOT NULL,
    -- The line it is about; NULL: the whole figure.
    entry_id      uuid,
    -- The last day of the period whose figure she was shown; NULL: that of the day.
    through       date,
    -- What the books said.
    figure_satang bigint      NOT NULL,
    words         text        NOT NULL DEFAULT '',
    -- Who has to answer; NULL when the fund had nobody.
    owner_id      uuid,
    opened_at     timestamptz NOT NULL,
    CONSTRAINT disputes_pkey PRIMARY KEY (fund_id, id),
    CONSTRAINT disputes_number_key UNIQUE (fund_id, number),
    CONSTRAINT disputes_member_fkey FOREIGN KEY (fund_id, member_id) REFERENCES members (fund_id, id),
    CONSTRAINT disputes_owner_fkey FOREIGN KEY (fund_id, owner_id) REFERENCES members (fund_id, id),
    CONSTRAINT disputes_words_bounded CHECK (length(words) <= 2000)
);
CREATE INDEX disputes_member_idx ON disputes (fund_id, member_id, number);
CREATE TABLE dispute_steps (
    fund_id    uuid        NOT NULL,
    dispute_id uuid        NOT NULL,
    step       integer     NOT NULL,
    kind       text        NOT NULL,
    by_id      uuid        NOT NULL,
    at         timestamptz NOT NULL,
    words      text        NOT NULL DEFAULT '',
    CONSTRAINT dispute_steps_pkey PRIMARY KEY (fund_id, dispute_id, step),
    CONSTRAINT dispute_steps_dispute_fkey FOREIGN KEY (fund_id, dispute_id) REFERENCES disputes (fund_id, id),
    CONSTRAINT dispute_steps_by_fkey FOREIGN KEY (fund_id, by_id) REFERENCES members (fund_id, id),
    CONSTRAINT dispute_steps_known CHECK (kind IN ('answered', 'escalated', 'corrected', 'accepted', 'withdrawn', 'closing', 'settled')),
    CONSTRAINT dispute_steps_words_bounded CHECK (length(words) <= 2000)
);
-- Nothing follows an end.
CREATE UNIQUE INDEX dispute_steps_end_key ON dispute_steps (fund_id, dispute_id)
    WHERE kind IN ('corrected', 'accepted', 'withdrawn', 'settled');

CREATE TABLE closings (
    fund_id    uuid        NOT NULL,
    id         uuid        NOT NULL,
    -- The period's last day.
    through    date        NOT NULL,
    started_by uuid        NOT NULL,
    started_at timestamptz NOT NULL,
    CONSTRAINT closings_pkey PRIMARY KEY (fund_id, id),
    CONSTRAINT closings_through_key UNIQUE (fund_id, through),
    CONSTRAINT closings_starter_fkey FOREIGN KEY (fund_id, started_by) REFERENCES members (fund_id, id)
);
CREATE TABLE closing_steps (
    fund_id                uuid        NOT NULL,
    closing_id             uuid        NOT NULL,
    step                   integer     NOT NULL,
    kind                   text        NOT NULL,
    by_id                  uuid        NOT NULL,
    at                     timestamptz NOT NULL,
    counted_cash_satang    bigint      NOT NULL,
    bank_satang            bigint      NOT NULL,
    -- What the books said at this step: a signature holds for these figures.
    book_cash_satang       bigint      NOT NULL,
    book_collectors_satang bigint      NOT NULL,
    book_bank_satang       bigint      NOT NULL,
    note                   text        NOT NULL DEFAULT '',
    CONSTRAINT closing_steps_pkey PRIMARY KEY (fund_id, closing_id, step),
    CONSTRAINT closing_steps_closing_fkey FOREIGN KEY (fund_id, closing_id) REFERENCES closings (fund_id, id),
    CONSTRAINT closing_steps_by_fkey FOREIGN KEY (fund_id, by_id) REFERENCES members (fund_id, id),
    CONSTRAINT closing_steps_known CHECK (kind IN ('counted', 'signed', 'closed', 'returned')),
    CONSTRAINT closing_steps_note_bounded CHECK (length(note) <= 2000)
);

-- Each member's own figure at the end of a closed period, as she was asked about
-- it, and what she said: as often as she likes, the last word counts.
CREATE TABLE figure_checks (
    fund_id             uuid        NOT NULL,
    through             date        NOT NULL,
    member_id           uuid        NOT NULL,
    contribution_satang bigint      NOT NULL,
    savings_satang      bigint      NOT NULL,
    asked_at            timestamptz NOT NULL,
    CONSTRAINT figure_checks_pkey PRIMARY KEY (fund_id, through, member_id),
    CONSTRAINT figure_checks_member_fkey FOREIGN KEY (fund_id, member_id) REFERENCES members (fund_id, id)
);
CREATE TABLE figure_answers (
    fund_id    uuid        NOT NULL,
    through    date        NOT NULL,
    member_id  uuid        NOT NULL,
    number     integer     NOT NULL,
    answer     text        NOT NULL,
    -- Who pressed or signed for it.
    by_id      uuid        NOT NULL,
    at         timestamptz NOT NULL,
    CONSTRAINT figure_answers_pkey PRIMARY KEY (fund_id, through, member_id, number),
    CONSTRAINT figure_answers_check_fkey FOREIGN KEY (fund_id, through, member_id) REFERENCES figure_checks (fund_id, through, member_id),
    CONSTRAINT figure_answers_by_fkey FOREIGN KEY (fund_id, by_id) REFERENCES members (fund_id, id),
    CONSTRAINT figure_answers_known CHECK (answer IN ('right', 'disputed'))
);

-- Silences of a fund that its members were asked about: once for each, known by the
-- last day on which anything was written.
CREATE TABLE silences (
    fund_id  uuid        NOT NULL,
    since    date        NOT NULL,
    asked_at timestamptz NOT NULL,
    members  integer     NOT NULL,
    CONSTRAINT silences_pkey PRIMARY KEY (fund_id, since),
    CONSTRAINT silences_fund_fkey FOREIGN KEY (fund_id) REFERENCES funds (id)
);

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['corrections', 'correction_steps', 'disputes', 'dispute_steps', 'closings', 'closing_steps',
                                'figure_checks', 'figure_answers', 'silences'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('CREATE POLICY %I ON %I USING (fund_id = sajja_fund()) WITH CHECK (fund_id = sajja_fund())', name || '_of_fund', name);
        EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE OR TRUNCATE ON %I
                        FOR EACH STATEMENT EXECUTE FUNCTION sajja_refuse_change()', name || '_append_only', name);
    END LOOP;
END $$;
GRANT SELECT, INSERT ON corrections, correction_steps, disputes, dispute_steps, closings, closing_steps,
    figure_checks, figure_answers, silences TO sajja_app;

-- A reversal undoes a posted entry that is no reversal itself: the same lines on
-- the other sides, not before the entry's day; by the treasurer, the chair, or
-- from the command line; by the one who posted it himself within minutes; or by an
-- officer who posted it himself when a correction of it was proposed. Ten minutes
-- are the bot's two and the time a press may wait to be worked.
CREATE OR REPLACE FUNCTION sajja_check_reversals(funds uuid[], ids uuid[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    bad  pg_catalog.uuid;
    rule pg_catalog.text;
BEGIN
    SELECT r.id,
        CASE WHEN p.phase IS DISTINCT FROM 'posted' OR p.reverses_id IS NOT NULL
                 THEN 'entries_reverses_posted'
             WHEN p.member_id IS DISTINCT FROM r.member_id OR p.amount_satang <> r.amount_satang OR r.effective_on < p.effective_on
                  OR EXISTS (SELECT FROM (SELECT * FROM public.postings WHERE fund_id = p.fund_id AND entry_id = p.id) a
                     FULL JOIN (SELECT * FROM public.postings WHERE fund_id = r.fund_id AND entry_id = r.id) b
                       ON b.line = a.line AND b.account_code = a.account_code AND b.member_id IS NOT DISTINCT FROM a.member_id
                       AND b.side <> a.side AND b.source = a.source AND b.amount_satang = a.amount_satang
                     WHERE a.line IS NULL OR b.line IS NULL)
                 THEN 'entries_reverses_whole'
             WHEN r.actor_id IS NULL OR r.actor_id = p.actor_id AND r.recorded_at - p.recorded_at <= '10 minutes'
                 THEN NULL
             WHEN NOT EXISTS (SELECT FROM public.officer_terms t
                  WHERE t.fund_id = r.fund_id AND t.member_id = r.actor_id AND t.until IS NULL
                    AND (t.office IN ('treasurer', 'chair') OR t.office = 'collector' AND r.actor_id = p.actor_id
                         AND EXISTS (SELECT FROM public.corrections c WHERE c.fund_id = r.fund_id AND c.entry_id = p.id)))
                 THEN 'entries_resolver_holds_office'
        END AS broken
    INTO bad, rule
    FROM generate_series(1, cardinality(ids)) AS j
    CROSS JOIN LATERAL (SELECT * FROM public.entries e WHERE e.fund_id = funds[j] AND e.id = ids[j] LIMIT 1) r
    LEFT JOIN LATERAL (SELECT * FROM public.entries e WHERE e.fund_id = funds[j] AND e.id = r.reverses_id LIMIT 1) p ON true
    WHERE r.reverses_id IS NOT NULL
    ORDER BY broken NULLS LAST LIMIT 1;
    IF rule IS NOT NULL THEN
        PERFORM public.sajja_refuse(rule, bad);
    END IF;
END $$;

-- Two officers sign a month; one alone is what the command line and the paper of
-- before have.
ALTER TABLE periods
    ADD COLUMN closed_with uuid,
    ADD CONSTRAINT periods_closed_with_fkey FOREIGN KEY (fund_id, closed_with) REFERENCES members (fund_id, id),
    ADD CONSTRAINT periods_signers_differ CHECK (closed_with IS NULL OR closed_by IS NOT NULL AND closed_with <> closed_by);

-- Whether a member holds an office that signs a period: the treasurer or the
-- chair, and beside one of them anybody of the committee.
CREATE FUNCTION sajja_may_sign(fund uuid, member uuid, alone boolean) RETURNS boolean LANGUAGE sql STABLE
    RETURN EXISTS (SELECT FROM public.officer_terms t WHERE t.fund_id = fund AND t.member_id = member AND t.until IS NULL
        AND (t.office IN ('treasurer', 'chair') OR NOT alone AND t.office = 'committee'));

-- Closes a fund's books up to a day, with what was counted: later than the last
-- closed day, not beyond today, signed by the treasurer or the chair, with another
-- of the committee and of another household beside when there are two signatures,
-- or from the command line. The figures that were signed, when given, are still what the books say under the
-- lock. When it returns, no entry of these days is on its way.
DROP FUNCTION sajja_close_period(uuid, date, uuid, bigint, bigint, text);
CREATE FUNCTION sajja_close_period(fund uuid, last_day date, officer uuid, counted_cash bigint, bank bigint, remark text,
    second uuid DEFAULT NULL, signed_cash bigint DEFAULT NULL, signed_bank bigint DEFAULT NULL)
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
    IF officer IS NOT NULL AND NOT public.sajja_may_sign(fund, officer, second IS NULL)
       OR second IS NOT NULL AND NOT public.sajja_may_sign(fund, second, NOT public.sajja_may_sign(fund, officer, true)) THEN
        RAISE EXCEPTION 'the member holds no office for this' USING ERRCODE = 'check_violation', CONSTRAINT = 'periods_signed_by_officer';
    END IF;
    IF EXISTS (SELECT FROM public.members a JOIN public.members b ON b.fund_id = a.fund_id AND b.household_id = a.household_id
               WHERE a.fund_id = fund AND a.id = officer AND b.id = second AND a.id <> b.id) THEN
        RAISE EXCEPTION 'both signatures are of one household' USING ERRCODE = 'check_violation', CONSTRAINT = 'periods_signers_apart';
    END IF;
    UPDATE public.books b SET closed_through = last_day WHERE b.fund_id = fund AND b.closed_through < last_day;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'the period ends with a day that is closed' USING ERRCODE = 'check_violation', CONSTRAINT = 'periods_in_order';
    END IF;
    INSERT INTO public.periods (fund_id, through, closed_at, closed_by, closed_with, counted_cash_satang, book_cash_satang,
        bank_satang, book_bank_satang, note)
    VALUES (fund, last_day, clock_timestamp(), officer, second, counted_cash, public.sajja_standing(fund, '11', last_day),
        bank, public.sajja_standing(fund, '13', last_day), remark)
    RETURNING * INTO closed;
    IF closed.book_cash_satang <> signed_cash OR closed.book_bank_satang <> signed_bank THEN
        RAISE EXCEPTION 'the books no longer say what was signed' USING ERRCODE = 'check_violation', CONSTRAINT = 'periods_as_signed';
    END IF;
    RETURN closed;
END $$;
REVOKE EXECUTE ON FUNCTION sajja_close_period, sajja_may_sign FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sajja_close_period TO sajja_app;
