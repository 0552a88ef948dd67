-- Collection rounds, counts of cash, and money handed from one officer to the
-- next. A thing is a row that never changes, and so is each step of its life: the
-- key of the step is the guard against doing it twice.

CREATE TABLE rounds (
    fund_id      uuid        NOT NULL,
    id           uuid        NOT NULL,
    village      text        NOT NULL,
    -- The rounds of one village, counted from 1: of two who open one at the same
    -- moment the second finds the number taken.
    number       integer     NOT NULL,
    day          date        NOT NULL,
    collector_id uuid        NOT NULL,
    opened_at    timestamptz NOT NULL,
    cause        text        NOT NULL,
    CONSTRAINT rounds_pkey PRIMARY KEY (fund_id, id),
    CONSTRAINT rounds_village_key UNIQUE (fund_id, village, number),
    CONSTRAINT rounds_fund_fkey FOREIGN KEY (fund_id) REFERENCES funds (id),
    CONSTRAINT rounds_collector_fkey FOREIGN KEY (fund_id, collector_id) REFERENCES members (fund_id, id),
    CONSTRAINT rounds_village_given CHECK (village <> '' AND length(village) <= 200),
    CONSTRAINT rounds_cause_bounded CHECK (cause <> '' AND length(cause) <= 500)
);
CREATE INDEX rounds_opened_idx ON rounds (fund_id, opened_at);

CREATE TABLE round_steps (
    fund_id         uuid        NOT NULL,
    round_id        uuid        NOT NULL,
    step            integer     NOT NULL,
    kind            text        NOT NULL,
    at              timestamptz NOT NULL,
    by_id           uuid        NOT NULL,
    -- How many there were of each note and coin, from 1,000 down to 0.25.
    pieces          integer[]   NOT NULL,
    counted_satang  bigint      NOT NULL,
    -- What the books said at that moment.
    carried_satang  bigint      NOT NULL,
    received_satang bigint      NOT NULL,
    receipts        integer     NOT NULL,
    handed_satang   bigint      NOT NULL,
    note            text        NOT NULL,
    CONSTRAINT round_steps_pkey PRIMARY KEY (fund_id, round_id, step),
    CONSTRAINT round_steps_round_fkey FOREIGN KEY (fund_id, round_id) REFERENCES rounds (fund_id, id),
    CONSTRAINT round_steps_by_fkey FOREIGN KEY (fund_id, by_id) REFERENCES members (fund_id, id),
    CONSTRAINT round_steps_kind_known CHECK (kind IN ('counted', 'explained', 'closed')),
    CONSTRAINT round_steps_note_bounded CHECK (length(note) <= 2000 AND (kind <> 'explained' OR note <> '')),
    CONSTRAINT round_steps_counted CHECK (
        array_length(pieces, 1) = 11 AND 0 <= ALL (pieces) AND 100000 >= ALL (pieces)
        AND counted_satang = 100000::bigint * pieces[1] + 50000::bigint * pieces[2] + 10000::bigint * pieces[3] + 5000::bigint * pieces[4]
            + 2000::bigint * pieces[5] + 1000::bigint * pieces[6] + 500::bigint * pieces[7] + 200::bigint * pieces[8]
            + 100::bigint * pieces[9] + 50::bigint * pieces[10] + 25::bigint * pieces[11]),
    -- What is closed with a difference has the words that explain it.
    CONSTRAINT round_steps_explained CHECK (kind <> 'closed' OR note <> ''
        OR counted_satang = received_satang - greatest(0, handed_satang - carried_satang))
);

-- At commit: one round of a village at a time, and one round of a collector, for
-- money that comes in must belong to one of them.
CREATE FUNCTION sajja_round_opened() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM public.rounds r WHERE r.fund_id = NEW.fund_id AND r.id <> NEW.id
               AND (r.village = NEW.village OR r.collector_id = NEW.collector_id)
               AND NOT EXISTS (SELECT FROM public.round_steps s
                   WHERE s.fund_id = r.fund_id AND s.round_id = r.id AND s.kind = 'closed')) THEN
        RAISE EXCEPTION 'a round is open' USING ERRCODE = 'check_violation', CONSTRAINT = 'rounds_one_at_a_time';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER rounds_one_at_a_time AFTER INSERT ON rounds
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION sajja_round_opened();

-- Steps follow each other, by the one who carries the money, and nothing follows
-- the end.
CREATE FUNCTION sajja_round_stepped() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM public.rounds r WHERE r.fund_id = NEW.fund_id AND r.id = NEW.round_id AND r.collector_id = NEW.by_id)
       OR NEW.step <> 1 + (SELECT count(*) FROM public.round_steps s
           WHERE s.fund_id = NEW.fund_id AND s.round_id = NEW.round_id AND s.step < NEW.step AND s.kind <> 'closed') THEN
        RAISE EXCEPTION 'a step out of order' USING ERRCODE = 'check_violation', CONSTRAINT = 'round_steps_in_order';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER round_steps_in_order AFTER INSERT ON round_steps FOR EACH ROW EXECUTE FUNCTION sajja_round_stepped();

CREATE TABLE handovers (
    fund_id        uuid        NOT NULL,
    id             uuid        NOT NULL,
    giver_id       uuid        NOT NULL,
    -- NULL for the bank, where a second officer confirms.
    receiver_id    uuid,
    from_code      text        NOT NULL,
    from_member_id uuid,
    into_code      text        NOT NULL,
    into_member_id uuid,
    amount_satang  bigint      NOT NULL,
    -- The number on the bank's slip.
    reference      text        NOT NULL,
    proposed_at    timestamptz NOT NULL,
    cause          text        NOT NULL,
    key            text        NOT NULL,
    CONSTRAINT handovers_pkey PRIMARY KEY (fund_id, id),
    CONSTRAINT handovers_key UNIQUE (fund_id, key),
    CONSTRAINT handovers_fund_fkey FOREIGN KEY (fund_id) REFERENCES funds (id),
    CONSTRAINT handovers_giver_fkey FOREIGN KEY (fund_id, giver_id) REFERENCES members (fund_id, id),
    CONSTRAINT handovers_receiver_fkey FOREIGN KEY (fund_id, receiver_id) REFERENCES members (fund_id, id),
    CONSTRAINT handovers_from_fkey FOREIGN KEY (fund_id, from_code) REFERENCES accounts (fund_id, code),
    CONSTRAINT handovers_into_fkey FOREIGN KEY (fund_id, into_code) REFERENCES accounts (fund_id, code),
    CONSTRAINT handovers_between_two CHECK (receiver_id IS DISTINCT FROM giver_id
        AND (from_code, from_member_id) IS DISTINCT FROM (into_code, into_member_id)),
    -- From cash (11…, 12…) to cash or the bank (13…).
    CONSTRAINT handovers_of_cash CHECK (left(from_code, 2) IN ('11', '12') AND left(into_code, 2) IN ('11', '12', '13')
        AND (receiver_id IS NULL) = (left(into_code, 2) = '13')),
    CONSTRAINT handovers_amount CHECK (amount_satang > 0 AND amount_satang <= 10000000000000),
    CONSTRAINT handovers_texts_bounded CHECK (length(reference) <= 400 AND cause <> '' AND length(cause) <= 500 AND key <> '' AND length(key) <= 500)
);
CREATE INDEX handovers_giver_idx ON handovers (fund_id, giver_id, proposed_at);
CREATE INDEX handovers_proposed_idx ON handovers (fund_id, proposed_at);

CREATE TABLE handover_steps (
    fund_id     uuid        NOT NULL,
    handover_id uuid        NOT NULL,
    -- A hand-over ends once.
    step        integer     NOT NULL,
    kind        text        NOT NULL,
    at          timestamptz NOT NULL,
    by_id       uuid        NOT NULL,
    -- The entry that moved the money.
    entry_id    uuid,
    reason      text        NOT NULL,
    CONSTRAINT handover_steps_pkey PRIMARY KEY (fund_id, handover_id, step),
    CONSTRAINT handover_steps_handover_fkey FOREIGN KEY (fund_id, handover_id) REFERENCES handovers (fund_id, id),
    CONSTRAINT handover_steps_by_fkey FOREIGN KEY (fund_id, by_id) REFERENCES members (fund_id, id),
    CONSTRAINT handover_steps_once CHECK (step = 1),
    CONSTRAINT handover_steps_kind_known CHECK (kind IN ('confirmed', 'refused', 'withdrawn')),
    CONSTRAINT handover_steps_money CHECK ((kind = 'confirmed') = (entry_id IS NOT NULL)),
    CONSTRAINT handover_steps_reason_bounded CHECK (length(reason) <= 2000)
);

-- At commit: the giver takes back, the receiver (at the bank a second officer who
-- is in office then) confirms or refuses; the entry moves just this money between just
-- these places; and what it is taken from holds it. Who posts to a member's part
-- holds its row; a box has many rows, so those who take from it come one by one.
CREATE FUNCTION sajja_handover_ended() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    h      public.handovers;
    stands pg_catalog.int8;
BEGIN
    SELECT * INTO STRICT h FROM public.handovers WHERE fund_id = NEW.fund_id AND id = NEW.handover_id;
    IF (NEW.kind = 'withdrawn') <> (NEW.by_id = h.giver_id)
       OR NEW.kind <> 'withdrawn' AND h.receiver_id IS NOT NULL AND h.receiver_id <> NEW.by_id THEN
        RAISE EXCEPTION 'answered by somebody else' USING ERRCODE = 'check_violation', CONSTRAINT = 'handovers_two_people';
    END IF;
    IF NEW.kind <> 'confirmed' THEN
        RETURN NULL;
    END IF;
    IF NOT EXISTS (SELECT FROM public.officer_terms t WHERE t.fund_id = h.fund_id AND t.member_id = NEW.by_id
                   AND t.since <= NEW.at AND (t.until IS NULL OR t.until > NEW.at)
                   AND t.office IN ('treasurer', 'collector', 'chair', 'secretary', 'committee')) THEN
        RAISE EXCEPTION 'confirmed by nobody in office' USING ERRCODE = 'check_violation', CONSTRAINT = 'entries_resolver_holds_office';
    END IF;
    IF NOT EXISTS (SELECT FROM public.entries e
        JOIN public.postings d ON d.fund_id = e.fund_id AND d.entry_id = e.id AND d.side = 'debit'
        JOIN public.postings c ON c.fund_id = e.fund_id AND c.entry_id = e.id AND c.side = 'credit'
        WHERE e.fund_id = h.fund_id AND e.id = NEW.entry_id AND e.phase = 'posted' AND e.kind = 'banking' AND e.amount_satang = h.amount_satang
          AND d.amount_satang = h.amount_satang AND d.account_code = h.into_code AND d.member_id IS NOT DISTINCT FROM h.into_member_id
          AND c.amount_satang = h.amount_satang AND c.account_code = h.from_code AND c.member_id IS NOT DISTINCT FROM h.from_member_id) THEN
        RAISE EXCEPTION 'the entry does not move this money' USING ERRCODE = 'check_violation', CONSTRAINT = 'handovers_entry_moves_it';
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended(h.fund_id::pg_catalog.text || h.from_code || coalesce(h.from_member_id::pg_catalog.text, ''), 1616));
    SELECT coalesce(sum(b.debit_satang - b.credit_satang), 0) INTO stands FROM public.balances b
    WHERE b.fund_id = h.fund_id AND b.account_code = h.from_code
      AND b.member_id = coalesce(h.from_member_id, '00000000-0000-0000-0000-000000000000');
    IF stands < 0 THEN
        RAISE EXCEPTION 'more than was there' USING ERRCODE = 'check_violation', CONSTRAINT = 'handovers_covered';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER handover_steps_checked AFTER INSERT ON handover_steps
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION sajja_handover_ended();

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['rounds', 'round_steps', 'handovers', 'handover_steps'] LOOP
        EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE OR TRUNCATE ON %I
                        FOR EACH STATEMENT EXECUTE FUNCTION sajja_refuse_change()', name || '_append_only', name);
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('CREATE POLICY %I ON %I USING (fund_id = sajja_fund()) WITH CHECK (fund_id = sajja_fund())', name || '_of_fund', name);
        EXECUTE format('GRANT SELECT, INSERT ON %I TO sajja_app', name);
    END LOOP;
END $$;
REVOKE EXECUTE ON FUNCTION sajja_round_opened, sajja_round_stepped, sajja_handover_ended FROM PUBLIC;
