-- What a register knows of a member beside her name: who receives after her, what
-- stood in the paper book, that something was altered; and what is sealed.

-- A wrong event is voided by another one.
ALTER TABLE membership_events
    -- The number of the event that a voiding one takes back.
    ADD COLUMN voids integer,
    DROP CONSTRAINT membership_events_known,
    ADD CONSTRAINT membership_events_known CHECK (event IN
        ('applied', 'accepted', 'joined', 'suspended', 'reinstated', 'lapsed', 'resigned', 'died', 'rejoined', 'voided')),
    ADD CONSTRAINT membership_events_voids_earlier CHECK ((event = 'voided') = (voids IS NOT NULL) AND voids BETWEEN 1 AND number - 1);

-- Numbers that a member had on her passbook before. One of them may be another
-- member's today.
CREATE TABLE former_numbers (
    fund_id   uuid        NOT NULL,
    member_id uuid        NOT NULL,
    number    text        NOT NULL,
    ended_at  timestamptz NOT NULL,
    CONSTRAINT former_numbers_pkey PRIMARY KEY (fund_id, member_id, ended_at),
    CONSTRAINT former_numbers_member_fkey FOREIGN KEY (fund_id, member_id) REFERENCES members (fund_id, id)
);
CREATE INDEX former_numbers_number_idx ON former_numbers (fund_id, number, ended_at);

-- The beneficiaries a member named, the whole list each time: the newest counts,
-- an empty one says nobody. Their names are personal: an erasure empties the lists.
CREATE FUNCTION sajja_shares(people jsonb) RETURNS bigint LANGUAGE sql IMMUTABLE
    RETURN (SELECT coalesce(sum((p ->> 'share')::integer), 0) FROM jsonb_array_elements(people) AS p);
REVOKE EXECUTE ON FUNCTION sajja_shares FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sajja_shares TO sajja_app;

CREATE TABLE beneficiary_lists (
    fund_id     uuid        NOT NULL,
    member_id   uuid        NOT NULL,
    -- The lists of one member, counted from 1.
    number      integer     NOT NULL,
    -- [{"name": …, "relation": …, "share": hundredths of a percent}]
    people      jsonb       NOT NULL,
    recorded_at timestamptz NOT NULL,
    -- The officer; nobody on the command line.
    recorded_by uuid,
    CONSTRAINT beneficiary_lists_pkey PRIMARY KEY (fund_id, member_id, number),
    CONSTRAINT beneficiary_lists_member_fkey FOREIGN KEY (fund_id, member_id) REFERENCES members (fund_id, id),
    CONSTRAINT beneficiary_lists_recorder_fkey FOREIGN KEY (fund_id, recorded_by) REFERENCES members (fund_id, id),
    CONSTRAINT beneficiary_lists_whole CHECK (people = '[]' OR sajja_shares(people) = 10000),
    CONSTRAINT beneficiary_lists_bounded CHECK (jsonb_array_length(people) <= 20 AND length(people::text) <= 20000)
);

-- What stood in the paper book when a member was brought in, so that she can say
-- whether it is right. The money itself is in the opening entries.
CREATE TABLE baselines (
    fund_id             uuid        NOT NULL,
    member_id           uuid        NOT NULL,
    on_day              date        NOT NULL,
    contribution_satang bigint      NOT NULL,
    savings_satang      bigint      NOT NULL,
    recorded_at         timestamptz NOT NULL,
    recorded_by         uuid,
    CONSTRAINT baselines_pkey PRIMARY KEY (fund_id, member_id),
    CONSTRAINT baselines_member_fkey FOREIGN KEY (fund_id, member_id) REFERENCES members (fund_id, id),
    CONSTRAINT baselines_recorder_fkey FOREIGN KEY (fund_id, recorded_by) REFERENCES members (fund_id, id),
    CONSTRAINT baselines_not_negative CHECK (contribution_satang >= 0 AND savings_satang >= 0)
);

-- Each member is asked once, and answers once; what she says is not right goes on
-- as a dispute.
CREATE TABLE baseline_steps (
    fund_id   uuid        NOT NULL,
    member_id uuid        NOT NULL,
    step      text        NOT NULL,
    -- What she answered.
    agrees    boolean,
    taken_at  timestamptz NOT NULL,
    CONSTRAINT baseline_steps_pkey PRIMARY KEY (fund_id, member_id, step),
    CONSTRAINT baseline_steps_baseline_fkey FOREIGN KEY (fund_id, member_id) REFERENCES baselines (fund_id, member_id),
    CONSTRAINT baseline_steps_known CHECK (step IN ('asked', 'answered')),
    CONSTRAINT baseline_steps_answer_given CHECK ((step = 'answered') = (agrees IS NOT NULL))
);

-- Which fields of a member's record were altered, when and by whom. The values are
-- not kept: a name that was erased must not live on here.
CREATE TABLE member_changes (
    fund_id    uuid        NOT NULL,
    member_id  uuid        NOT NULL,
    number     integer     NOT NULL,
    fields     text[]      NOT NULL,
    changed_at timestamptz NOT NULL,
    -- The officer named by sajja.actor; nobody on the command line.
    changed_by uuid,
    CONSTRAINT member_changes_pkey PRIMARY KEY (fund_id, member_id, number),
    CONSTRAINT member_changes_member_fkey FOREIGN KEY (fund_id, member_id) REFERENCES members (fund_id, id),
    CONSTRAINT member_changes_changer_fkey FOREIGN KEY (fund_id, changed_by) REFERENCES members (fund_id, id)
);

CREATE FUNCTION sajja_note_member_change() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    altered text[];
BEGIN
    SELECT array_agg(n.key ORDER BY n.key) INTO altered
    FROM jsonb_each(to_jsonb(NEW)) AS n JOIN jsonb_each(to_jsonb(OLD)) AS o USING (key)
    WHERE n.value IS DISTINCT FROM o.value;
    IF altered IS NOT NULL THEN
        INSERT INTO public.member_changes (fund_id, member_id, number, fields, changed_at, changed_by)
        VALUES (NEW.fund_id, NEW.id,
            (SELECT coalesce(max(c.number), 0) + 1 FROM public.member_changes c WHERE c.fund_id = NEW.fund_id AND c.member_id = NEW.id),
            altered, clock_timestamp(), nullif(current_setting('sajja.actor', true), '')::uuid);
    END IF;
    IF NEW.number <> OLD.number THEN
        INSERT INTO public.former_numbers (fund_id, member_id, number, ended_at)
        VALUES (NEW.fund_id, NEW.id, OLD.number, clock_timestamp());
    END IF;
    RETURN NULL;
END $$;
REVOKE EXECUTE ON FUNCTION sajja_note_member_change FROM PUBLIC;
CREATE TRIGGER members_changed AFTER UPDATE ON members FOR EACH ROW EXECUTE FUNCTION sajja_note_member_change();

-- A person's data key as one fund knows her, wrapped by an identity key that lies
-- in a file and never here. To destroy it is to erase what was sealed with it.
CREATE TABLE person_keys (
    fund_id      uuid        NOT NULL,
    person_id    uuid        NOT NULL,
    -- Which identity key wrapped it.
    key_id       bigint      NOT NULL,
    wrapped      bytea,
    created_at   timestamptz NOT NULL,
    destroyed_at timestamptz,
    CONSTRAINT person_keys_pkey PRIMARY KEY (fund_id, person_id),
    CONSTRAINT person_keys_fund_fkey FOREIGN KEY (fund_id) REFERENCES funds (id),
    CONSTRAINT person_keys_gone_when_destroyed CHECK ((wrapped IS NULL) = (destroyed_at IS NOT NULL)),
    CONSTRAINT person_keys_bounded CHECK (length(wrapped) <= 200)
);
CREATE INDEX person_keys_key_idx ON person_keys (fund_id, key_id, person_id) WHERE destroyed_at IS NULL;

-- Fields sealed with a person's key; the newest value alone.
CREATE TABLE person_secrets (
    fund_id     uuid        NOT NULL,
    person_id   uuid        NOT NULL,
    field       text        NOT NULL,
    sealed      bytea       NOT NULL,
    recorded_at timestamptz NOT NULL,
    CONSTRAINT person_secrets_pkey PRIMARY KEY (fund_id, person_id, field),
    CONSTRAINT person_secrets_key_fkey FOREIGN KEY (fund_id, person_id) REFERENCES person_keys (fund_id, person_id),
    CONSTRAINT person_secrets_field_known CHECK (field IN ('citizen_id', 'phone', 'address')),
    CONSTRAINT person_secrets_bounded CHECK (length(sealed) <= 4000)
);

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['former_numbers', 'beneficiary_lists', 'baselines', 'baseline_steps', 'member_changes', 'person_keys', 'person_secrets'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('CREATE POLICY %I ON %I USING (fund_id = sajja_fund()) WITH CHECK (fund_id = sajja_fund())',
                       name || '_of_fund', name);
    END LOOP;
    FOREACH name IN ARRAY ARRAY['former_numbers', 'baselines', 'baseline_steps', 'member_changes'] LOOP
        EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE OR TRUNCATE ON %I
                        FOR EACH STATEMENT EXECUTE FUNCTION sajja_refuse_change()', name || '_append_only', name);
    END LOOP;
END $$;

GRANT SELECT, INSERT ON beneficiary_lists, baselines, baseline_steps, person_keys, person_secrets TO sajja_app;
GRANT SELECT ON member_changes, former_numbers TO sajja_app;
GRANT UPDATE (people) ON beneficiary_lists TO sajja_app;
GRANT UPDATE (key_id, wrapped, destroyed_at) ON person_keys TO sajja_app;
GRANT UPDATE (sealed, recorded_at), DELETE ON person_secrets TO sajja_app;
