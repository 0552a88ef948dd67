-- The one door to the books. The application may not insert into entries and
-- postings; it calls sajja_post, which checks the rules, gives the numbers, and
-- writes entries, postings, balances and the waiting list, all or nothing.
--
-- It takes columns of many entries, of one fund or of several: a fixed number of
-- statements whatever their number. Within a call each entry sees its own fund
-- only; a transaction that is bound to a fund (sajja.fund) posts to that one.
--
-- How it is written has to do with speed, each point measured:
--   - Rows come as subscripts of one generate_series: an unnest of twenty arrays
--     makes twenty function scans, which took longer than the inserts. It stands
--     in a select list, for in FROM it is written to a store of its own first.
--   - No SET clauses on the function, they doubled its time; tables carry their
--     schema instead, and calls keep the planner's settings of the connection.
--   - Lookups are LATERAL with a bound, so that they are done by key and once per
--     row, whatever the planner believes of young tables.
--
-- Types carry their schema too: a caller may have a type of the same name among
-- her temporary ones, which are looked at first, and its rules would be run with
-- the owner's rights.

-- The lock that keeps an entry from slipping into a period while it is closed, or
-- into a day while it is sealed: shared by those who post, exclusive for those
-- who close.
CREATE FUNCTION sajja_books_lock(fund uuid) RETURNS bigint LANGUAGE sql IMMUTABLE
    RETURN hashtextextended(fund::text, 4711);

-- The instant a UUID of version 7 begins with. In float8, which holds it to the
-- microsecond: with a numeric division it took nearly three times as long.
CREATE FUNCTION sajja_instant(id uuid) RETURNS timestamptz LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN to_timestamp(('x' || encode(substring(uuid_send(id) FOR 6), 'hex'))::bit(48)::bigint / 1000.0::float8);

-- Locks the counters of one fund's series until the end of the transaction, and
-- tells the last numbers given. It lets a session print numbers before it posts.
CREATE FUNCTION sajja_lock_numbers(fund uuid, series_asked text[], years integer[]) RETURNS integer[]
    LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    IF fund IS DISTINCT FROM public.sajja_fund() THEN
        RAISE EXCEPTION 'the transaction belongs to another fund' USING ERRCODE = 'insufficient_privilege';
    END IF;
    -- As in sajja_post, before any row: who closes holds this lock and then asks for numbers.
    PERFORM pg_advisory_xact_lock_shared(public.sajja_books_lock(fund));
    INSERT INTO public.document_counters (fund_id, series, year, last_number)
    SELECT fund, series_asked[j], years[j], 0 FROM generate_series(1, cardinality(series_asked)) AS j ORDER BY 2, 3
    ON CONFLICT ON CONSTRAINT document_counters_pkey DO NOTHING;
    PERFORM FROM public.document_counters c
    WHERE c.fund_id = fund AND (c.series, c.year) IN (SELECT series_asked[j], years[j] FROM generate_series(1, cardinality(series_asked)) AS j)
    ORDER BY c.series, c.year FOR UPDATE;
    RETURN ARRAY(SELECT (SELECT c.last_number FROM public.document_counters c
                         WHERE c.fund_id = fund AND c.series = series_asked[j] AND c.year = years[j])
                 FROM generate_series(1, cardinality(series_asked)) AS j ORDER BY j);
END $$;

CREATE FUNCTION sajja_refuse(rule text, entry uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'entry % is refused: %', entry, rule USING ERRCODE = 'check_violation', CONSTRAINT = rule;
END $$;

-- Who may end a promise and how: the promise is pending, of the same member and
-- kind, what is received is no more than was promised; money is received by an officer
-- who is not the one who promised it; a promise is taken back by its maker,
-- refused by an officer, or given up by nobody after its last day. What is left of
-- a promise received in part is the difference.
CREATE FUNCTION sajja_check_resolutions(funds uuid[], ids uuid[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    bad  pg_catalog.uuid;
    rule pg_catalog.text;
BEGIN
    SELECT r.id,
        CASE WHEN p.phase IS DISTINCT FROM 'pending' OR p.member_id IS DISTINCT FROM r.member_id
                  OR p.kind <> r.kind OR p.amount_satang < r.amount_satang
                 THEN 'entries_resolves_pending'
             WHEN r.phase = 'posted' AND (r.actor_id IS NULL OR r.actor_id = p.actor_id OR r.actor_id = p.member_id)
                 THEN 'entries_maker_is_not_checker'
             WHEN r.phase = 'voided' AND r.actor_id IS NULL
                  AND p.expires_on < least(r.effective_on, (r.recorded_at AT TIME ZONE 'Asia/Bangkok')::pg_catalog.date)
                 THEN NULL
             WHEN (r.phase = 'posted' OR r.actor_id IS DISTINCT FROM p.member_id) AND o.office IS NULL
                 THEN 'entries_resolver_holds_office'
        END AS broken
    INTO bad, rule
    FROM generate_series(1, cardinality(ids)) AS j
    CROSS JOIN LATERAL (SELECT * FROM public.entries e WHERE e.fund_id = funds[j] AND e.id = ids[j] LIMIT 1) r
    LEFT JOIN LATERAL (SELECT * FROM public.entries e WHERE e.fund_id = funds[j] AND e.id = r.resolves_id LIMIT 1) p ON true
    LEFT JOIN LATERAL (SELECT t.office FROM public.officer_terms t
        WHERE t.fund_id = funds[j] AND t.member_id = r.actor_id AND t.until IS NULL
          AND t.office IN ('treasurer', 'collector', 'chair') LIMIT 1) o ON true
    WHERE r.resolves_id IS NOT NULL
    ORDER BY broken NULLS LAST LIMIT 1;
    IF rule IS NOT NULL THEN
        PERFORM public.sajja_refuse(rule, bad);
    END IF;

    SELECT n.id INTO bad
    FROM generate_series(1, cardinality(ids)) AS j
    CROSS JOIN LATERAL (SELECT * FROM public.entries e WHERE e.fund_id = funds[j] AND e.id = ids[j] LIMIT 1) n
    LEFT JOIN LATERAL (SELECT * FROM public.entries e WHERE e.fund_id = funds[j] AND e.id = n.rest_of_id LIMIT 1) p ON true
    LEFT JOIN LATERAL (SELECT * FROM public.entries e WHERE e.fund_id = funds[j] AND e.resolves_id = n.rest_of_id LIMIT 1) r ON true
    WHERE n.rest_of_id IS NOT NULL
      AND (p.phase = 'pending' AND p.member_id = n.member_id AND p.kind = n.kind
           AND r.phase = 'posted' AND r.amount_satang + n.amount_satang = p.amount_satang) IS NOT TRUE
    LIMIT 1;
    IF FOUND THEN
        PERFORM public.sajja_refuse('entries_rest_is_difference', bad);
    END IF;
END $$;

-- A reversal undoes a posted entry that is no reversal itself: the same lines on
-- the other sides, not before the entry's day, by the treasurer, the chair, or
-- from the command line.
CREATE FUNCTION sajja_check_reversals(funds uuid[], ids uuid[]) RETURNS void LANGUAGE plpgsql AS $$
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
             WHEN r.actor_id IS NOT NULL AND NOT EXISTS (SELECT FROM public.officer_terms t
                  WHERE t.fund_id = r.fund_id AND t.member_id = r.actor_id AND t.until IS NULL AND t.office IN ('treasurer', 'chair'))
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

-- Posts entries, given column by column, and their lines, which name their entry
-- by its place in the call. It returns the numbers given, in order; a number that
-- comes along must be the one that is next.
CREATE FUNCTION sajja_post(
    funds uuid[], ids uuid[], phases text[], kinds text[], days date[], members uuid[], actors uuid[],
    causes text[], keys text[], hashes bytea[], resolved uuid[], reversed uuid[], rests uuid[], expiries date[],
    series_asked text[], numbers integer[], reasons text[], amounts bigint[],
    line_entries integer[], line_numbers smallint[], codes text[], owners uuid[], sides text[], sources text[], line_amounts bigint[]
) RETURNS integer[] LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    n      constant integer := cardinality(ids);
    lines  constant integer := cardinality(line_entries);
    bound  constant pg_catalog.uuid := public.sajja_fund();
    nobody constant pg_catalog.uuid := '00000000-0000-0000-0000-000000000000';
    last   pg_catalog.uuid;
    given  integer[];
    runs   pg_catalog.text[];
    lasts  integer[];
    run    integer;
    bad    pg_catalog.uuid;
    rule   pg_catalog.text;
    door   pg_catalog.text;
    held   pg_catalog.text;
BEGIN
    -- Every column has a value for every row, and nothing beside it.
    IF (n > 0 AND array_lower(ids, 1) = 1 AND array_lower(amounts, 1) = 1
        AND cardinality(funds) = n AND cardinality(phases) = n AND cardinality(kinds) = n AND cardinality(days) = n
        AND cardinality(members) = n AND cardinality(actors) = n AND cardinality(causes) = n AND cardinality(keys) = n
        AND cardinality(hashes) = n AND cardinality(resolved) = n AND cardinality(reversed) = n AND cardinality(rests) = n
        AND cardinality(expiries) = n AND cardinality(series_asked) = n AND cardinality(numbers) = n
        AND cardinality(reasons) = n AND cardinality(amounts) = n
        AND cardinality(line_numbers) = lines AND cardinality(codes) = lines AND cardinality(owners) = lines
        AND cardinality(sides) = lines AND cardinality(sources) = lines AND cardinality(line_amounts) = lines) IS NOT TRUE THEN
        PERFORM public.sajja_refuse('entries_columns_even', NULL);
    END IF;
    -- A transaction that still sees the past would post into a period closed since.
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        PERFORM public.sajja_refuse('entries_present_seen', ids[1]);
    END IF;
    FOR i IN 1 .. n LOOP
        IF funds[i] IS DISTINCT FROM last THEN
            last := funds[i];
            IF bound IS DISTINCT FROM last AND bound IS NOT NULL THEN
                RAISE EXCEPTION 'the transaction belongs to another fund' USING ERRCODE = 'insufficient_privilege';
            END IF;
            -- An assignment, for a PERFORM would be run as a statement, with all its start-up.
            held := pg_advisory_xact_lock_shared(public.sajja_books_lock(last));
        END IF;
    END LOOP;

    SELECT ids[j],
        CASE WHEN b.fund_id IS NULL THEN 'entries_fund_known'
             WHEN days[j] <= b.closed_through AND phases[j] = 'posted' THEN 'entries_period_open'
             WHEN (public.sajja_instant(ids[j]) AT TIME ZONE 'Asia/Bangkok')::pg_catalog.date <= b.sealed_through THEN 'entries_day_unsealed'
             ELSE 'entries_member_known'
        END
    INTO bad, rule
    FROM (SELECT generate_series(1, n) AS j) r
    LEFT JOIN LATERAL (SELECT * FROM public.books k WHERE k.fund_id = funds[j] LIMIT 1) b ON true
    LEFT JOIN LATERAL (SELECT k.id FROM public.members k WHERE k.fund_id = funds[j] AND k.id = members[j] LIMIT 1) m ON true
    LEFT JOIN LATERAL (SELECT k.id FROM public.members k WHERE k.fund_id = funds[j] AND k.id = nullif(actors[j], members[j]) LIMIT 1) a ON true
    WHERE b.fund_id IS NULL OR (days[j] <= b.closed_through AND phases[j] = 'posted')
       OR (public.sajja_instant(ids[j]) AT TIME ZONE 'Asia/Bangkok')::pg_catalog.date <= b.sealed_through
       OR m.id IS NULL AND members[j] IS NOT NULL OR a.id IS NULL AND nullif(actors[j], members[j]) IS NOT NULL
    LIMIT 1;
    IF FOUND THEN
        PERFORM public.sajja_refuse(rule, bad);
    END IF;

    SELECT ids[line_entries[j]] INTO bad
    FROM (SELECT generate_series(1, lines) AS j) r
    LEFT JOIN LATERAL (SELECT k.code, k.closed_on FROM public.accounts k
        WHERE k.fund_id = funds[line_entries[j]] AND k.code = codes[j] LIMIT 1) a ON true
    LEFT JOIN LATERAL (SELECT k.id FROM public.members k
        WHERE k.fund_id = funds[line_entries[j]] AND k.id = nullif(owners[j], members[line_entries[j]]) LIMIT 1) m ON true
    -- A closed account takes nothing more, for no day: it was closed at zero.
    WHERE a.code IS NULL OR m.id IS NULL AND nullif(owners[j], members[line_entries[j]]) IS NOT NULL
       OR a.closed_on IS NOT NULL AND a.closed_on <= greatest(days[line_entries[j]],
              (public.sajja_instant(ids[line_entries[j]]) AT TIME ZONE 'Asia/Bangkok')::pg_catalog.date)
    LIMIT 1;
    IF FOUND THEN
        PERFORM public.sajja_refuse('postings_account_open', bad);
    END IF;

    -- Debits equal credits for each source of money, and make the entry's amount.
    -- In all the lines make twice the entries' amounts, so that none but a voided
    -- entry, whose amount is zero, is without lines, and a voided one is.
    SELECT ids[l.entry] INTO bad
    FROM (SELECT line_entries[j] AS entry, sources[j] AS source, sides[j] AS side, line_amounts[j] AS amount
          FROM (SELECT generate_series(1, lines) AS j) r) l
    GROUP BY GROUPING SETS ((l.entry, l.source), (l.entry), ())
    HAVING coalesce(sum(CASE l.side WHEN 'debit' THEN l.amount ELSE -l.amount END), 0) <> 0
        OR (grouping(l.entry, l.source) = 1 AND sum(l.amount) <> 2 * amounts[l.entry])
        OR (grouping(l.entry) = 1 AND coalesce(sum(l.amount), 0) <> 2 * (SELECT sum(a) FROM unnest(amounts) AS a))
    LIMIT 1;
    IF FOUND THEN
        PERFORM public.sajja_refuse('entries_balanced', bad);
    END IF;

    WITH taken AS (
        INSERT INTO public.document_counters AS c (fund_id, series, year, last_number)
        SELECT funds[j], series_asked[j], extract(year FROM days[j])::integer, count(*)
        FROM (SELECT generate_series(1, n) AS j) r WHERE series_asked[j] IS NOT NULL
        GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
        ON CONFLICT ON CONSTRAINT document_counters_pkey DO UPDATE SET last_number = c.last_number + EXCLUDED.last_number
        RETURNING c.fund_id || c.series || c.year AS run, c.last_number)
    SELECT array_agg(t.run), array_agg(t.last_number) INTO runs, lasts FROM taken t;
    FOR i IN REVERSE n .. 1 LOOP
        IF series_asked[i] IS NULL THEN
            given[i] := NULL;
        ELSE
            run := array_position(runs, funds[i] || series_asked[i] || extract(year FROM days[i]));
            given[i] := lasts[run];
            lasts[run] := lasts[run] - 1;
            IF numbers[i] <> given[i] THEN
                PERFORM public.sajja_refuse('entries_number_next', ids[i]);
            END IF;
        END IF;
        rule := public.sajja_broken_rule(phases[i], kinds[i], members[i], resolved[i], reversed[i], rests[i], expiries[i],
            series_asked[i], CASE WHEN series_asked[i] IS NOT NULL THEN extract(year FROM days[i])::integer END, given[i], amounts[i]);
        IF rule IS NOT NULL THEN
            PERFORM public.sajja_refuse(rule, ids[i]);
        END IF;
    END LOOP;

    door := set_config('sajja.door', 'open', true);
    INSERT INTO public.entries (fund_id, id, phase, kind, effective_on, recorded_at, member_id, actor_id, cause,
        idempotency_key, content_hash, resolves_id, reverses_id, rest_of_id, expires_on,
        series, series_year, series_number, reason, amount_satang)
    SELECT funds[j], ids[j], phases[j], kinds[j], days[j], public.sajja_instant(ids[j]), members[j], actors[j], causes[j],
        keys[j], hashes[j], resolved[j], reversed[j], rests[j], expiries[j],
        series_asked[j], CASE WHEN series_asked[j] IS NOT NULL THEN extract(year FROM days[j])::integer END, given[j], reasons[j], amounts[j]
    FROM (SELECT generate_series(1, n) AS j) r;
    door := set_config('sajja.door', '', true);

    INSERT INTO public.postings (fund_id, entry_id, line, account_code, member_id, side, source, amount_satang)
    SELECT funds[line_entries[j]], ids[line_entries[j]], line_numbers[j], codes[j], owners[j], sides[j], sources[j], line_amounts[j]
    FROM (SELECT generate_series(1, lines) AS j) r;

    IF array_position(phases, 'pending') IS NOT NULL THEN
        INSERT INTO public.waiting (fund_id, member_id, entry_id)
        SELECT funds[j], members[j], ids[j] FROM (SELECT generate_series(1, n) AS j) r WHERE phases[j] = 'pending';
    END IF;

    -- The promises that these entries end leave the pending columns: their lines
    -- come along as those of further pending entries, with amounts below zero.
    IF cardinality(array_remove(resolved, NULL)) > 0 THEN
        SELECT funds || array_agg(x.fund_id), days || array_agg(x.effective_on), phases || array_agg('pending'::pg_catalog.text),
            line_entries || array_agg(n + x.place::integer), codes || array_agg(x.account_code), owners || array_agg(x.member_id),
            sides || array_agg(x.side::pg_catalog.text), line_amounts || array_agg(-x.amount_satang)
        INTO funds, days, phases, line_entries, codes, owners, sides, line_amounts
        FROM (SELECT p.*, row_number() OVER () AS place
            FROM (SELECT generate_series(1, n) AS j) r
            CROSS JOIN LATERAL (SELECT e.effective_on, q.* FROM public.entries e CROSS JOIN LATERAL (
                SELECT k.fund_id, k.account_code, k.member_id, k.side, k.amount_satang FROM public.postings k
                WHERE k.fund_id = e.fund_id AND k.entry_id = e.id OFFSET 0) q
                WHERE e.fund_id = funds[j] AND e.id = resolved[j] OFFSET 0) p
            WHERE resolved[j] IS NOT NULL) x;
    END IF;

    INSERT INTO public.balances AS b (fund_id, account_code, member_id, month, stripe,
        debit_satang, credit_satang, pending_debit_satang, pending_credit_satang)
    SELECT l.fund, l.code, coalesce(l.owner, nobody), coalesce(l.month, '-infinity'),
        CASE WHEN l.month IS NULL THEN 0 ELSE pg_backend_pid() % 16 END,
        sum(l.debit), sum(l.credit), sum(l.pending_debit), sum(l.pending_credit)
    FROM (
        SELECT funds[line_entries[j]] AS fund, codes[j] AS code, owners[j] AS owner,
            days[line_entries[j]] - extract(day FROM days[line_entries[j]])::integer + 1 AS month,
            CASE WHEN phases[line_entries[j]] = 'posted'  AND sides[j] = 'debit'  THEN line_amounts[j] ELSE 0 END AS debit,
            CASE WHEN phases[line_entries[j]] = 'posted'  AND sides[j] = 'credit' THEN line_amounts[j] ELSE 0 END AS credit,
            CASE WHEN phases[line_entries[j]] = 'pending' AND sides[j] = 'debit'  THEN line_amounts[j] ELSE 0 END AS pending_debit,
            CASE WHEN phases[line_entries[j]] = 'pending' AND sides[j] = 'credit' THEN line_amounts[j] ELSE 0 END AS pending_credit
        FROM (SELECT generate_series(1, cardinality(line_entries)) AS j) r
    ) l
    GROUP BY GROUPING SETS ((l.fund, l.code, l.owner), (l.fund, l.code, l.month))
    HAVING l.owner IS NOT NULL OR l.month IS NOT NULL
    ORDER BY 1, 2, 3, 4
    ON CONFLICT ON CONSTRAINT balances_pkey DO UPDATE SET
        debit_satang          = b.debit_satang          + EXCLUDED.debit_satang,
        credit_satang         = b.credit_satang         + EXCLUDED.credit_satang,
        pending_debit_satang  = b.pending_debit_satang  + EXCLUDED.pending_debit_satang,
        pending_credit_satang = b.pending_credit_satang + EXCLUDED.pending_credit_satang;

    FOR i IN 1 .. n LOOP
        IF resolved[i] IS NOT NULL OR rests[i] IS NOT NULL THEN
            PERFORM public.sajja_check_resolutions(funds, ids);
            DELETE FROM public.waiting w USING (SELECT generate_series(1, n) AS j) r
            WHERE w.fund_id = funds[j] AND w.member_id = members[j] AND w.entry_id = resolved[j];
            EXIT;
        END IF;
    END LOOP;
    FOR i IN 1 .. n LOOP
        IF reversed[i] IS NOT NULL THEN
            PERFORM public.sajja_check_reversals(funds, ids);
            EXIT;
        END IF;
    END LOOP;
    RETURN given;
END $$;
