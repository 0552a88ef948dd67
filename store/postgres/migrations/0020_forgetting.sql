-- Forgetting somebody, with a name for its instant that no column has.

DROP FUNCTION sajja_erase(uuid, uuid, text, timestamptz);
DROP FUNCTION sajja_forget_phone(uuid, text, boolean, timestamptz);

-- Gives each phone of a member another name, which leads to nobody, wherever this
-- fund wrote it down, and empties what was said to and by it.
CREATE FUNCTION sajja_forget_phone(fund uuid, phone text, is_elsewhere boolean, moment timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    nobody constant pg_catalog.text := 'U' || replace(gen_random_uuid()::pg_catalog.text, '-', '');
    place  record;
BEGIN
    UPDATE public.inbound_events e SET raw = '{}', reply_token = '', user_id = nobody,
        chat_id = CASE WHEN e.chat_id = phone THEN nobody ELSE e.chat_id END
    WHERE e.user_id = phone AND EXISTS (SELECT FROM public.event_results r
        WHERE r.event_id = e.id AND (r.fund_id = fund OR r.fund_id IS NULL AND NOT is_elsewhere));
    INSERT INTO public.outbound_results (message_id, state, detail, at)
    SELECT o.id, 'dropped', 'its reader was forgotten', moment FROM public.outbound_messages o
    WHERE o.recipient = phone AND (o.fund_id = fund OR o.fund_id IS NULL AND NOT is_elsewhere)
    ON CONFLICT ON CONSTRAINT outbound_results_pkey DO NOTHING;
    DELETE FROM public.outbound_open n USING public.outbound_messages o
    WHERE n.message_id = o.id AND o.recipient = phone AND (o.fund_id = fund OR o.fund_id IS NULL AND NOT is_elsewhere);
    UPDATE public.outbound_messages o SET content = '{"items":[]}', recipient = nobody, reply_token = '', reply_until = NULL
    WHERE o.recipient = phone AND (o.fund_id = fund OR o.fund_id IS NULL AND NOT is_elsewhere);
    FOR place IN SELECT c.relname, a.attname FROM pg_catalog.pg_class c
        JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attname LIKE '%line\_user\_id' AND NOT a.attisdropped
        WHERE c.relnamespace = 'public'::pg_catalog.regnamespace AND c.relkind = 'r'
          AND EXISTS (SELECT FROM pg_catalog.pg_attribute f WHERE f.attrelid = c.oid AND f.attname = 'fund_id')
        ORDER BY c.relname LOOP
        EXECUTE format('UPDATE public.%I SET %I = $1 WHERE fund_id = $2 AND %I = $3', place.relname, place.attname, place.attname)
        USING nobody, fund, phone;
    END LOOP;
END $$;

-- Makes a member unknown for good, as a confirmed wish says: her name, nickname,
-- birth, classes and house; her keys, without which what was sealed is noise; what
-- was said to and by her phone; her own words. Her entries stay, by her number and
-- ID, which lead to nobody: books are kept for years by law, and each line of them
-- is somebody else's as well. Refused while money or an office ties her.
CREATE FUNCTION sajja_erase(fund uuid, wish uuid, name_after text, moment timestamptz) RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    who    pg_catalog.uuid;
    known  pg_catalog.text;
    person pg_catalog.uuid;
    phones pg_catalog.text[];
    phone  pg_catalog.text;
    place  record;
BEGIN
    IF fund IS DISTINCT FROM public.sajja_fund() THEN
        RAISE EXCEPTION 'the transaction belongs to another fund' USING ERRCODE = 'insufficient_privilege';
    END IF;
    SELECT e.member_id INTO who FROM public.erasures e
    JOIN public.erasure_steps a ON a.fund_id = fund AND a.erasure_id = e.id AND a.place = 1 AND a.step = 'confirmed'
    WHERE e.fund_id = fund AND e.id = wish AND a.by_id IS DISTINCT FROM e.member_id
      AND NOT EXISTS (SELECT FROM public.erasure_steps d WHERE d.fund_id = fund AND d.erasure_id = wish AND d.place = 2);
    IF NOT FOUND THEN
        RAISE EXCEPTION 'nobody confirmed this erasure, or it has ended' USING ERRCODE = 'check_violation', CONSTRAINT = 'erasures_confirmed';
    END IF;
    SELECT m.name, m.person_id INTO known, person FROM public.members m WHERE m.fund_id = fund AND m.id = who FOR UPDATE;
    IF EXISTS (SELECT FROM public.waiting w WHERE w.fund_id = fund AND w.member_id = who)
       OR EXISTS (SELECT FROM public.officer_terms t WHERE t.fund_id = fund AND t.member_id = who AND t.until IS NULL)
       OR EXISTS (SELECT FROM public.balances b WHERE b.fund_id = fund AND b.member_id = who AND b.month = '-infinity'
                  AND b.account_code IN ('1200', '2100') GROUP BY b.account_code HAVING sum(b.debit_satang - b.credit_satang) <> 0) THEN
        RAISE EXCEPTION 'money or an office ties the member' USING ERRCODE = 'check_violation', CONSTRAINT = 'erasures_free';
    END IF;

    INSERT INTO public.erasure_steps (fund_id, erasure_id, place, step, at) VALUES (fund, wish, 2, 'done', moment);
    INSERT INTO public.membership_events (fund_id, member_id, number, event, on_day, recorded_at)
    SELECT fund, who, coalesce(max(v.number), 0) + 1, 'resigned', (moment AT TIME ZONE 'Asia/Bangkok')::pg_catalog.date, moment
    FROM public.membership_events v WHERE v.fund_id = fund AND v.member_id = who
    HAVING coalesce((array_agg(v.event ORDER BY v.number DESC))[1], 'joined') NOT IN ('resigned', 'died', 'lapsed');
    INSERT INTO public.proxy_steps (fund_id, proxy_id, place, step, at)
    SELECT fund, p.id, CASE WHEN a.step IS NULL THEN 1 ELSE 2 END, CASE WHEN a.step IS NULL THEN 'withdrawn' ELSE 'revoked' END, moment
    FROM public.proxies p LEFT JOIN public.proxy_steps a ON a.fund_id = fund AND a.proxy_id = p.id AND a.place = 1
    WHERE p.fund_id = fund AND who IN (p.holder_id, p.member_id) AND (a.step IS NULL OR a.step = 'accepted')
    ON CONFLICT ON CONSTRAINT proxy_steps_pkey DO NOTHING;

    PERFORM set_config('sajja.erasing', 'on', true);
    SELECT coalesce(array_agg(DISTINCT l.line_user_id), '{}') INTO phones
    FROM public.line_links l WHERE l.fund_id = fund AND l.member_id = who;
    UPDATE public.line_links l SET unlinked_at = greatest(moment, l.linked_at)
    WHERE l.fund_id = fund AND l.member_id = who AND l.unlinked_at IS NULL;
    FOREACH phone IN ARRAY phones LOOP
        PERFORM public.sajja_forget_phone(fund, phone,
            EXISTS (SELECT FROM public.line_links l WHERE l.line_user_id = phone AND l.fund_id <> fund AND l.unlinked_at IS NULL), moment);
    END LOOP;
    -- What officers were shown of her by name.
    UPDATE public.outbound_messages o SET content = '{"items":[]}'
    WHERE o.fund_id = fund AND position(known IN o.content) > 0
      AND EXISTS (SELECT FROM public.outbound_results r WHERE r.message_id = o.id);
    FOR place IN SELECT * FROM public.words_of_members t WHERE to_regclass('public.' || quote_ident(t.table_name)) IS NOT NULL LOOP
        EXECUTE format('UPDATE public.%I SET %I = '''' WHERE fund_id = $1 AND %I = $2', place.table_name, place.words_name, place.member_name)
        USING fund, who;
    END LOOP;
    -- Another fund that knows the same person has a key of its own.
    IF to_regclass('public.person_keys') IS NOT NULL THEN
        EXECUTE 'DELETE FROM public.person_keys WHERE fund_id = $1 AND person_id = $2' USING fund, person;
    END IF;
    UPDATE public.households h SET head_id = NULL WHERE h.fund_id = fund AND h.head_id = who;
    UPDATE public.members m SET name = name_after, nickname = '', born_on = NULL, classes = '{}', household_id = NULL,
        person_id = gen_random_uuid()
    WHERE m.fund_id = fund AND m.id = who;
    PERFORM set_config('sajja.erasing', '', true);
END $$;
REVOKE EXECUTE ON FUNCTION sajja_erase, sajja_forget_phone FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sajja_erase TO sajja_app;
