-- Who acts for whom, who looked at whose record, and how somebody is given all that
-- is held about her, and is forgotten. A thing with a life is a head that never
-- changes and steps that are added; of two steps at one place the later is refused.

-- Somebody asks to act for a member, or is asked to. It counts once it is accepted.
CREATE TABLE proxies (
    fund_id   uuid        NOT NULL,
    id        uuid        NOT NULL,
    -- Who acts, and for whom.
    holder_id uuid        NOT NULL,
    member_id uuid        NOT NULL,
    -- What the member is to the one who acts.
    relation  text        NOT NULL,
    scopes    text[]      NOT NULL,
    since     date        NOT NULL,
    until     date        NOT NULL,
    -- The member herself or an officer; nobody on the command line.
    asked_by  uuid,
    -- The paper that an officer saw.
    evidence  text        NOT NULL DEFAULT '',
    asked_at  timestamptz NOT NULL,
    CONSTRAINT proxies_pkey PRIMARY KEY (fund_id, id),
    CONSTRAINT proxies_holder_fkey FOREIGN KEY (fund_id, holder_id) REFERENCES members (fund_id, id),
    CONSTRAINT proxies_member_fkey FOREIGN KEY (fund_id, member_id) REFERENCES members (fund_id, id),
    CONSTRAINT proxies_asker_fkey FOREIGN KEY (fund_id, asked_by) REFERENCES members (fund_id, id),
    CONSTRAINT proxies_of_two CHECK (holder_id <> member_id),
    CONSTRAINT proxies_relation_known CHECK (relation IN ('parent', 'elder', 'child', 'younger', 'spouse', 'sibling', 'other')),
    CONSTRAINT proxies_scopes_known CHECK (cardinality(scopes) > 0 AND scopes <@ ARRAY['see', 'pay', 'claim', 'receive']),
    CONSTRAINT proxies_days CHECK (until >= since AND until <= since + 1830),
    CONSTRAINT proxies_evidence_bounded CHECK (length(evidence) <= 500)
);
CREATE INDEX proxies_holder_idx ON proxies (fund_id, holder_id);
CREATE INDEX proxies_member_idx ON proxies (fund_id, member_id);

CREATE TABLE proxy_steps (
    fund_id  uuid        NOT NULL,
    proxy_id uuid        NOT NULL,
    -- 1: the answer, 2: the end.
    place    smallint    NOT NULL,
    step     text        NOT NULL,
    by_id    uuid,
    at       timestamptz NOT NULL,
    CONSTRAINT proxy_steps_pkey PRIMARY KEY (fund_id, proxy_id, place),
    CONSTRAINT proxy_steps_proxy_fkey FOREIGN KEY (fund_id, proxy_id) REFERENCES proxies (fund_id, id),
    CONSTRAINT proxy_steps_by_fkey FOREIGN KEY (fund_id, by_id) REFERENCES members (fund_id, id),
    CONSTRAINT proxy_steps_known CHECK ((place, step) IN ((1, 'accepted'), (1, 'declined'), (1, 'withdrawn'), (2, 'revoked')))
);

-- Who lived where and since when: who moves out before she confirms a neighbour's
-- money has moved out in writing.
CREATE TABLE household_moves (
    fund_id      uuid        NOT NULL,
    member_id    uuid        NOT NULL,
    -- Counted from 1 in the order of recording.
    number       integer     NOT NULL,
    -- NULL: out of any.
    household_id uuid,
    at           timestamptz NOT NULL,
    by_id        uuid,
    CONSTRAINT household_moves_pkey PRIMARY KEY (fund_id, member_id, number),
    CONSTRAINT household_moves_member_fkey FOREIGN KEY (fund_id, member_id) REFERENCES members (fund_id, id),
    CONSTRAINT household_moves_household_fkey FOREIGN KEY (fund_id, household_id) REFERENCES households (fund_id, id),
    CONSTRAINT household_moves_by_fkey FOREIGN KEY (fund_id, by_id) REFERENCES members (fund_id, id),
    CONSTRAINT household_moves_counted CHECK (number > 0)
);

-- A look of an officer, or of one who acts for her, at a member's record or
-- figures. NULL as the member: at a list of all of the fund.
CREATE TABLE person_looks (
    fund_id   uuid        NOT NULL,
    id        uuid        NOT NULL,
    member_id uuid,
    looker_id uuid        NOT NULL,
    what      text        NOT NULL,
    at        timestamptz NOT NULL,
    CONSTRAINT person_looks_pkey PRIMARY KEY (fund_id, id),
    CONSTRAINT person_looks_member_fkey FOREIGN KEY (fund_id, member_id) REFERENCES members (fund_id, id),
    CONSTRAINT person_looks_looker_fkey FOREIGN KEY (fund_id, looker_id) REFERENCES members (fund_id, id),
    CONSTRAINT person_looks_what_form CHECK (what ~ '^[a-z][a-z-]{0,39}$')
);
CREATE INDEX person_looks_member_idx ON person_looks (fund_id, member_id, at);

-- A way to fetch one's own data, once and within minutes: known by the hash of a
-- random number that only the member has.
CREATE TABLE data_links (
    fund_id    uuid        NOT NULL,
    hash       bytea       NOT NULL,
    member_id  uuid        NOT NULL,
    made_at    timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    CONSTRAINT data_links_pkey PRIMARY KEY (fund_id, hash),
    CONSTRAINT data_links_member_fkey FOREIGN KEY (fund_id, member_id) REFERENCES members (fund_id, id),
    CONSTRAINT data_links_hash_whole CHECK (octet_length(hash) = 32),
    CONSTRAINT data_links_order CHECK (expires_at > made_at)
);
CREATE INDEX data_links_member_idx ON data_links (fund_id, member_id, made_at);
CREATE TABLE data_link_uses (
    fund_id uuid        NOT NULL,
    hash    bytea       NOT NULL,
    used_at timestamptz NOT NULL,
    CONSTRAINT data_link_uses_pkey PRIMARY KEY (fund_id, hash),
    CONSTRAINT data_link_uses_link_fkey FOREIGN KEY (fund_id, hash) REFERENCES data_links (fund_id, hash)
);

-- A member asks to be forgotten; an officer confirms or says why not; some days
-- later it is done, unless she has thought better of it.
CREATE TABLE erasures (
    fund_id   uuid        NOT NULL,
    id        uuid        NOT NULL,
    member_id uuid        NOT NULL,
    -- Those of one member, counted from 1.
    number    integer     NOT NULL,
    -- The member herself, or the officer who has her paper.
    asked_by  uuid        NOT NULL,
    -- Where it rests on paper: on which.
    reason    text        NOT NULL DEFAULT '',
    asked_at  timestamptz NOT NULL,
    CONSTRAINT erasures_pkey PRIMARY KEY (fund_id, id),
    CONSTRAINT erasures_number_key UNIQUE (fund_id, member_id, number),
    CONSTRAINT erasures_member_fkey FOREIGN KEY (fund_id, member_id) REFERENCES members (fund_id, id),
    CONSTRAINT erasures_asker_fkey FOREIGN KEY (fund_id, asked_by) REFERENCES members (fund_id, id),
    CONSTRAINT erasures_reason_bounded CHECK (length(reason) <= 500)
);
CREATE TABLE erasure_steps (
    fund_id    uuid        NOT NULL,
    erasure_id uuid        NOT NULL,
    -- 1: the answer, 2: the end.
    place      smallint    NOT NULL,
    step       text        NOT NULL,
    by_id      uuid,
    at         timestamptz NOT NULL,
    CONSTRAINT erasure_steps_pkey PRIMARY KEY (fund_id, erasure_id, place),
    CONSTRAINT erasure_steps_erasure_fkey FOREIGN KEY (fund_id, erasure_id) REFERENCES erasures (fund_id, id),
    CONSTRAINT erasure_steps_by_fkey FOREIGN KEY (fund_id, by_id) REFERENCES members (fund_id, id),
    CONSTRAINT erasure_steps_known CHECK ((place, step) IN ((1, 'confirmed'), (1, 'refused'), (1, 'withdrawn'), (2, 'kept'), (2, 'done')))
);

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['proxies', 'proxy_steps', 'household_moves', 'person_looks', 'data_links', 'data_link_uses',
                                'erasures', 'erasure_steps'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('CREATE POLICY %I ON %I USING (fund_id = sajja_fund()) WITH CHECK (fund_id = sajja_fund())',
                       name || '_of_fund', name);
        EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE OR TRUNCATE ON %I
                        FOR EACH STATEMENT EXECUTE FUNCTION sajja_refuse_change()', name || '_append_only', name);
        EXECUTE format('GRANT SELECT, INSERT ON %I TO sajja_app', name);
    END LOOP;
END $$;

-- Histories change for one reason only: somebody is forgotten. What they say of
-- others and of money stays; the books and the seals never change, and what is
-- emptied is not taken away. The application cannot update any of them.
CREATE OR REPLACE FUNCTION sajja_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND current_setting('sajja.erasing', true) = 'on'
       AND TG_TABLE_NAME NOT IN ('entries', 'postings', 'periods', 'seals') THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION '% is append-only: correct by adding', TG_TABLE_NAME
        USING ERRCODE = 'check_violation', CONSTRAINT = TG_TABLE_NAME || '_append_only';
END $$;

-- Columns in which people's own words stand beside the member they are of, or whom
-- they are about: they are emptied with her. A table that came later joins by a row.
CREATE TABLE words_of_members (
    table_name  text NOT NULL,
    member_name text NOT NULL,
    words_name  text NOT NULL,
    CONSTRAINT words_of_members_pkey PRIMARY KEY (table_name, member_name, words_name)
);
INSERT INTO words_of_members VALUES
    ('proxies', 'member_id', 'evidence'), ('proxies', 'holder_id', 'evidence'), ('erasures', 'member_id', 'reason'),
    ('link_requests', 'member_id', 'said'), ('disputes', 'member_id', 'words'), ('dispute_steps', 'by_id', 'words'),
    ('corrections', 'member_id', 'words');

-- Gives each phone of a member another name, which leads to nobody, wherever this
-- fund wrote it down, and empties what was said to and by it.
CREATE FUNCTION sajja_forget_phone(fund uuid, phone text, is_elsewhere boolean, at timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    nobody constant pg_catalog.text := 'U' || replace(gen_random_uuid()::pg_catalog.text, '-', '');
    place  record;
BEGIN
    UPDATE public.inbound_events e SET raw = '{}', reply_token = '', user_id = nobody,
        chat_id = CASE WHEN e.chat_id = phone THEN nobody ELSE e.chat_id END
    WHERE e.user_id = phone AND EXISTS (SELECT FROM public.event_results r
        WHERE r.event_id = e.id AND (r.fund_id = fund OR r.fund_id IS NULL AND NOT is_elsewhere));
    INSERT INTO public.outbound_results (message_id, state, detail, at)
    SELECT o.id, 'dropped', 'its reader was forgotten', at FROM public.outbound_messages o
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
CREATE FUNCTION sajja_erase(fund uuid, wish uuid, name_after text, at timestamptz) RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS $$
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

    INSERT INTO public.erasure_steps (fund_id, erasure_id, place, step, at) VALUES (fund, wish, 2, 'done', at);
    INSERT INTO public.membership_events (fund_id, member_id, number, event, on_day, recorded_at)
    SELECT fund, who, coalesce(max(v.number), 0) + 1, 'resigned', (at AT TIME ZONE 'Asia/Bangkok')::pg_catalog.date, at
    FROM public.membership_events v WHERE v.fund_id = fund AND v.member_id = who
    HAVING coalesce((array_agg(v.event ORDER BY v.number DESC))[1], 'joined') NOT IN ('resigned', 'died', 'lapsed');
    INSERT INTO public.proxy_steps (fund_id, proxy_id, place, step, at)
    SELECT fund, p.id, CASE WHEN a.step IS NULL THEN 1 ELSE 2 END, CASE WHEN a.step IS NULL THEN 'withdrawn' ELSE 'revoked' END, at
    FROM public.proxies p LEFT JOIN public.proxy_steps a ON a.fund_id = fund AND a.proxy_id = p.id AND a.place = 1
    WHERE p.fund_id = fund AND who IN (p.holder_id, p.member_id) AND (a.step IS NULL OR a.step = 'accepted')
    ON CONFLICT ON CONSTRAINT proxy_steps_pkey DO NOTHING;

    PERFORM set_config('sajja.erasing', 'on', true);
    SELECT coalesce(array_agg(DISTINCT l.line_user_id), '{}') INTO phones
    FROM public.line_links l WHERE l.fund_id = fund AND l.member_id = who;
    UPDATE public.line_links l SET unlinked_at = greatest(at, l.linked_at)
    WHERE l.fund_id = fund AND l.member_id = who AND l.unlinked_at IS NULL;
    FOREACH phone IN ARRAY phones LOOP
        PERFORM public.sajja_forget_phone(fund, phone,
            EXISTS (SELECT FROM public.line_links l WHERE l.line_user_id = phone AND l.fund_id <> fund AND l.unlinked_at IS NULL), at);
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

-- Who may end a promise and how: the promise is pending, of the same member and
-- kind, what is received is no more than was promised; money is received by an
-- officer who did not promise it and lives in no household with the one who did or
-- whose it is; a promise is taken back by its maker or its member, refused by an
-- officer, or given up by nobody after its last day. What is left of a promise
-- received in part is the difference.
CREATE OR REPLACE FUNCTION sajja_check_resolutions(funds uuid[], ids uuid[]) RETURNS void LANGUAGE plpgsql AS $$
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
             WHEN r.phase = 'posted' AND h.is_near
                 THEN 'entries_household_is_not_checker'
             WHEN r.phase = 'voided' AND r.actor_id IS NULL
                  AND p.expires_on < least(r.effective_on, (r.recorded_at AT TIME ZONE 'Asia/Bangkok')::pg_catalog.date)
                 THEN NULL
             WHEN (r.phase = 'posted' OR r.actor_id IS DISTINCT FROM p.member_id AND r.actor_id IS DISTINCT FROM p.actor_id)
                  AND o.office IS NULL
                 THEN 'entries_resolver_holds_office'
        END AS broken
    INTO bad, rule
    FROM generate_series(1, cardinality(ids)) AS j
    CROSS JOIN LATERAL (SELECT * FROM public.entries e WHERE e.fund_id = funds[j] AND e.id = ids[j] LIMIT 1) r
    LEFT JOIN LATERAL (SELECT * FROM public.entries e WHERE e.fund_id = funds[j] AND e.id = r.resolves_id LIMIT 1) p ON true
    LEFT JOIN LATERAL (SELECT t.office FROM public.officer_terms t
        WHERE t.fund_id = funds[j] AND t.member_id = r.actor_id AND t.until IS NULL
          AND t.office IN ('treasurer', 'collector', 'chair') LIMIT 1) o ON true
    LEFT JOIN LATERAL (SELECT m.household_id FROM public.members m
        WHERE m.fund_id = funds[j] AND m.id = r.actor_id AND r.phase = 'posted' LIMIT 1) c ON true
    LEFT JOIN LATERAL (SELECT true AS is_near FROM public.members m
        WHERE m.fund_id = funds[j] AND m.id IN (p.actor_id, p.member_id) AND m.household_id = c.household_id LIMIT 1) h ON true
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
