-- Seals: one per fund and day with entries, over the entries recorded on that day
-- and over the seal before. What is hashed, byte by byte, stands in ledger/seal.go;
-- this file spells the same in SQL.

-- The Bangkok day on which an entry was recorded: the day its ID begins with.
CREATE FUNCTION sajja_day(id uuid) RETURNS date LANGUAGE sql STABLE STRICT PARALLEL SAFE
    RETURN (public.sajja_instant(id) AT TIME ZONE 'Asia/Bangkok')::date;

-- No entry recorded on the day or later has a smaller ID.
CREATE FUNCTION sajja_first_id(day date) RETURNS uuid LANGUAGE sql STABLE STRICT PARALLEL SAFE
    RETURN CASE WHEN isfinite(day)
        THEN rpad(lpad(to_hex((extract(epoch FROM day::timestamp AT TIME ZONE 'Asia/Bangkok') * 1000)::bigint), 12, '0'), 32, '0')::uuid
        ELSE '00000000-0000-0000-0000-000000000000' END;

-- Texts are hashed in UTF-8 behind their length in bytes. The expressions are
-- written out: calls of a function for each text took most of the time of a seal.
CREATE FUNCTION sajja_sealed_digest(entry public.entries) RETURNS bytea LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT sha256('\x0000000d'::pg_catalog.bytea || 'sajja entry 1'::pg_catalog.bytea || entry.content_hash || uuid_send(entry.id)
        || int8send((extract(epoch FROM entry.recorded_at) * 1000000)::bigint)
        || int4send(octet_length(convert_to(entry.cause, 'UTF8'))) || convert_to(entry.cause, 'UTF8')
        || int4send(octet_length(convert_to(entry.idempotency_key, 'UTF8'))) || convert_to(entry.idempotency_key, 'UTF8')
        || CASE WHEN entry.series IS NULL THEN int4send(0) ELSE int4send(1) || convert_to(entry.series, 'UTF8') END
        || int4send(coalesce(entry.series_year, 0)) || int4send(coalesce(entry.series_number, 0))) $$;

-- Seals every unsealed day of a fund that has entries, in order, up to a day that
-- is over by this server's clock, and tells how many. Nobody posts meanwhile, and
-- nobody can post to these days afterwards. Days that are sealed stay as they
-- are, so that doing it again is harmless. It refuses to go on from books with a
-- hole: entries that no seal covers on days before the last sealed one.
CREATE FUNCTION sajja_seal(fund uuid, through date) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    sealed   pg_catalog.date;
    last_day pg_catalog.date;
    previous pg_catalog.bytea := decode(repeat('00', 32), 'hex');
    nobody   constant pg_catalog.uuid := '00000000-0000-0000-0000-000000000000';
    ends     constant pg_catalog.uuid := public.sajja_first_id(through + 1);
    next_id  pg_catalog.uuid;
    today    pg_catalog.date;
    days     integer := 0;
    counted  integer;
    digests  pg_catalog.bytea;
BEGIN
    IF fund IS DISTINCT FROM public.sajja_fund() THEN
        RAISE EXCEPTION 'the transaction belongs to another fund' USING ERRCODE = 'insufficient_privilege';
    END IF;
    -- A transaction that still sees the past would leave out what was posted since.
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        RAISE EXCEPTION 'days are sealed at the isolation level read committed' USING ERRCODE = 'invalid_transaction_state';
    END IF;
    IF through >= (now() AT TIME ZONE 'Asia/Bangkok')::pg_catalog.date OR NOT isfinite(through) THEN
        RAISE EXCEPTION 'the day % is not over', through USING ERRCODE = 'check_violation', CONSTRAINT = 'seals_day_is_over';
    END IF;
    PERFORM pg_advisory_xact_lock(public.sajja_books_lock(fund));
    SELECT b.sealed_through INTO STRICT sealed FROM public.books b WHERE b.fund_id = fund;
    IF through <= sealed THEN
        RETURN 0;
    END IF;
    SELECT s.day, s.hash INTO last_day, previous FROM public.seals s WHERE s.fund_id = fund ORDER BY s.day DESC LIMIT 1;
    IF last_day > sealed OR EXISTS (SELECT FROM public.entries e WHERE e.fund_id = fund
            AND e.id >= coalesce(public.sajja_first_id(last_day + 1), nobody) AND e.id < public.sajja_first_id(sealed + 1)) THEN
        RAISE EXCEPTION 'the books are sealed through %, but not without a hole', sealed
            USING ERRCODE = 'check_violation', CONSTRAINT = 'seals_without_hole';
    END IF;
    previous := coalesce(previous, decode(repeat('00', 32), 'hex'));

    next_id := public.sajja_first_id(sealed + 1);
    LOOP
        SELECT public.sajja_day(e.id) INTO today FROM public.entries e
        WHERE e.fund_id = fund AND e.id >= next_id AND e.id < ends ORDER BY e.id LIMIT 1;
        EXIT WHEN NOT FOUND;
        next_id := public.sajja_first_id(today + 1);
        SELECT count(*), string_agg(public.sajja_sealed_digest(e), ''::pg_catalog.bytea ORDER BY e.id) INTO counted, digests
        FROM public.entries e WHERE e.fund_id = fund AND e.id >= public.sajja_first_id(today) AND e.id < next_id;
        INSERT INTO public.seals (fund_id, day, entries, hash, previous_hash, sealed_at)
        VALUES (fund, today, counted,
            sha256('\x0000000b'::pg_catalog.bytea || 'sajja day 1'::pg_catalog.bytea || uuid_send(fund) || int4send(10) || to_char(today, 'YYYY-MM-DD')::pg_catalog.bytea || previous || digests),
            previous, clock_timestamp())
        RETURNING hash INTO previous;
        days := days + 1;
    END LOOP;
    UPDATE public.books SET sealed_through = through WHERE fund_id = fund;
    RETURN days;
END $$;

-- The oldest day with entries that is over and not sealed, of all funds: what an
-- alarm looks at. It tells a day and nothing of whose.
CREATE FUNCTION sajja_oldest_unsealed(before date) RETURNS date LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT min(public.sajja_day(e.id))
    FROM public.books b
    CROSS JOIN LATERAL (SELECT x.id FROM public.entries x
        WHERE x.fund_id = b.fund_id AND x.id >= public.sajja_first_id(b.sealed_through + 1)
        ORDER BY x.id LIMIT 1) e
    WHERE public.sajja_day(e.id) < before $$;

REVOKE EXECUTE ON FUNCTION sajja_day, sajja_first_id, sajja_sealed_digest, sajja_seal, sajja_oldest_unsealed FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sajja_seal, sajja_oldest_unsealed TO sajja_app;
