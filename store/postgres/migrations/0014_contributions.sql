-- What members pay and what follows when they do not: dated versions, added and
-- never changed. What each payment covers is worked out from them and from the
-- entries (ledger/membership); nothing of it stands in the books.

CREATE TABLE plan_versions (
    fund_id            uuid        NOT NULL,
    -- The versions of a fund, counted from 1.
    number             integer     NOT NULL,
    -- The first day of which the rate is this one.
    since              date        NOT NULL,
    recorded_at        timestamptz NOT NULL,
    -- Payments recorded from then on are counted by it; '-infinity' on a correction,
    -- which counts for all.
    known_from         timestamptz NOT NULL,
    -- The officer; nobody on the command line.
    recorded_by        uuid,
    rate_satang        bigint      NOT NULL,
    per                text        NOT NULL,
    basis              text        NOT NULL,
    accepts            text[]      NOT NULL,
    due_every          text        NOT NULL,
    joining_fee_satang bigint      NOT NULL DEFAULT 0,
    gap_policy         text        NOT NULL,
    gap_days           integer     NOT NULL,
    -- 0: without limit.
    suspended_after    integer     NOT NULL DEFAULT 0,
    suspended_unit     text        NOT NULL DEFAULT 'periods',
    out_after          integer     NOT NULL DEFAULT 0,
    out_unit           text        NOT NULL DEFAULT 'periods',
    exempt_classes     text[]      NOT NULL DEFAULT '{}',
    exempt_from_age    integer     NOT NULL DEFAULT 0,
    -- Where it was decided, such as ประชุมใหญ่ 1/2569.
    resolution         text        NOT NULL DEFAULT '',
    CONSTRAINT plan_versions_pkey PRIMARY KEY (fund_id, number),
    CONSTRAINT plan_versions_fund_fkey FOREIGN KEY (fund_id) REFERENCES funds (id),
    CONSTRAINT plan_versions_member_fkey FOREIGN KEY (fund_id, recorded_by) REFERENCES members (fund_id, id),
    CONSTRAINT plan_versions_numbered CHECK (number > 0),
    CONSTRAINT plan_versions_rate CHECK (rate_satang > 0 AND joining_fee_satang >= 0),
    CONSTRAINT plan_versions_words CHECK (per IN ('day', 'month') AND basis IN ('calendar', '30/360')
        AND due_every IN ('day', 'month', 'quarter', 'half-year', 'year')
        AND accepts <@ ARRAY['month', 'quarter', 'half-year', 'year', 'any']
        AND gap_policy IN ('restarts', 'pauses', 'heals') AND suspended_unit IN ('periods', 'days') AND out_unit IN ('periods', 'days')),
    CONSTRAINT plan_versions_figures CHECK (gap_days >= 0 AND suspended_after >= 0 AND out_after >= 0 AND exempt_from_age >= 0),
    CONSTRAINT plan_versions_resolution_bounded CHECK (length(resolution) <= 500)
);

-- Days that are taken out of the count for a village, with the reason everybody
-- is told.
CREATE TABLE arrears_pauses (
    fund_id     uuid        NOT NULL,
    id          uuid        NOT NULL,
    -- '': the whole fund.
    village     text        NOT NULL,
    from_on     date        NOT NULL,
    through_on  date        NOT NULL,
    reason      text        NOT NULL,
    recorded_at timestamptz NOT NULL,
    recorded_by uuid,
    CONSTRAINT arrears_pauses_pkey PRIMARY KEY (fund_id, id),
    CONSTRAINT arrears_pauses_fund_fkey FOREIGN KEY (fund_id) REFERENCES funds (id),
    CONSTRAINT arrears_pauses_member_fkey FOREIGN KEY (fund_id, recorded_by) REFERENCES members (fund_id, id),
    CONSTRAINT arrears_pauses_days CHECK (through_on >= from_on AND through_on - from_on <= 365),
    CONSTRAINT arrears_pauses_reason CHECK (reason <> '' AND length(reason) <= 500)
);

-- A pause is ended early once.
CREATE TABLE arrears_resumes (
    fund_id     uuid        NOT NULL,
    pause_id    uuid        NOT NULL,
    -- The first day that counts again.
    resumed_on  date        NOT NULL,
    recorded_at timestamptz NOT NULL,
    recorded_by uuid,
    CONSTRAINT arrears_resumes_pkey PRIMARY KEY (fund_id, pause_id),
    CONSTRAINT arrears_resumes_pause_fkey FOREIGN KEY (fund_id, pause_id) REFERENCES arrears_pauses (fund_id, id),
    CONSTRAINT arrears_resumes_member_fkey FOREIGN KEY (fund_id, recorded_by) REFERENCES members (fund_id, id)
);

-- Which purposes each baht is for; a table's shares make 10,000 hundredths of a
-- percent, which its writer sees to.
CREATE TABLE allocations (
    fund_id     uuid        NOT NULL,
    number      integer     NOT NULL,
    since       date        NOT NULL,
    accounts    text[]      NOT NULL,
    hundredths  integer[]   NOT NULL,
    -- What takes the rest of rounding; '' for nobody.
    pot         text        NOT NULL DEFAULT '',
    recorded_at timestamptz NOT NULL,
    recorded_by uuid,
    CONSTRAINT allocations_pkey PRIMARY KEY (fund_id, number),
    CONSTRAINT allocations_fund_fkey FOREIGN KEY (fund_id) REFERENCES funds (id),
    CONSTRAINT allocations_member_fkey FOREIGN KEY (fund_id, recorded_by) REFERENCES members (fund_id, id),
    CONSTRAINT allocations_shares CHECK (cardinality(accounts) > 0 AND cardinality(accounts) = cardinality(hundredths))
);

-- How far a member had paid by the paper book that her opening balance is from,
-- where the book says it.
CREATE TABLE coverage_baselines (
    fund_id      uuid        NOT NULL,
    member_id    uuid        NOT NULL,
    paid_through date        NOT NULL,
    recorded_at  timestamptz NOT NULL,
    CONSTRAINT coverage_baselines_pkey PRIMARY KEY (fund_id, member_id),
    CONSTRAINT coverage_baselines_member_fkey FOREIGN KEY (fund_id, member_id) REFERENCES members (fund_id, id)
);

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['plan_versions', 'arrears_pauses', 'arrears_resumes', 'allocations', 'coverage_baselines'] LOOP
        EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE OR TRUNCATE ON %I
                        FOR EACH STATEMENT EXECUTE FUNCTION sajja_refuse_change()', name || '_append_only', name);
        EXECUTE format('GRANT SELECT, INSERT ON %I TO sajja_app', name);
    END LOOP;
END $$;

-- The fold of each member's payments as far as it was taken: a cache that may be
-- emptied at any time. A row counts as long as what it was folded by is still so.
CREATE TABLE coverage (
    fund_id        uuid      NOT NULL,
    member_id      uuid      NOT NULL,
    -- The last entry of the fold. No entry with a smaller ID can still come.
    last_entry_id  uuid      NOT NULL,
    -- How many versions, pauses and resumptions the fund had.
    rules          integer   NOT NULL,
    village        text      NOT NULL,
    start_on       date      NOT NULL,
    paid_through   date,
    -- The state of ledger/membership.
    start          integer   NOT NULL,
    counts_from    integer   NOT NULL,
    runs           integer[] NOT NULL,
    carried_satang bigint    NOT NULL,
    CONSTRAINT coverage_pkey PRIMARY KEY (fund_id, member_id)
) WITH (fillfactor = 60);
GRANT SELECT, INSERT, UPDATE, DELETE ON coverage TO sajja_app;

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['plan_versions', 'arrears_pauses', 'arrears_resumes', 'allocations', 'coverage_baselines', 'coverage'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('CREATE POLICY %I ON %I USING (fund_id = sajja_fund()) WITH CHECK (fund_id = sajja_fund())',
                       name || '_of_fund', name);
    END LOOP;
END $$;
