-- Funds, their charts, their people. Keys of fund data lead with fund_id.

CREATE TABLE funds (
    id               uuid        NOT NULL,
    code             text        NOT NULL,
    name             text        NOT NULL,
    preset           text        NOT NULL,
    -- How a member's receipt travels: 'push' at once, or 'ride' on her next message, free of quota.
    receipt_delivery text        NOT NULL DEFAULT 'push',
    -- 'pending': a promise waits for the treasurer; 'posted': the fund posts at once.
    chat_posting     text        NOT NULL DEFAULT 'pending',
    -- How many days a promise waits before it is taken off the list; NULL: for ever.
    pending_days     integer,
    created_at       timestamptz NOT NULL,
    CONSTRAINT funds_pkey PRIMARY KEY (id),
    CONSTRAINT funds_code_key UNIQUE (code),
    CONSTRAINT funds_code_form CHECK (code ~ '^[a-z0-9][a-z0-9-]{0,31}$'),
    CONSTRAINT funds_name_given CHECK (name <> '' AND length(name) <= 200),
    CONSTRAINT funds_preset_known CHECK (preset IN ('welfare', 'savings')),
    CONSTRAINT funds_receipt_delivery_known CHECK (receipt_delivery IN ('push', 'ride')),
    CONSTRAINT funds_chat_posting_known CHECK (chat_posting IN ('pending', 'posted')),
    CONSTRAINT funds_pending_days_sane CHECK (pending_days BETWEEN 1 AND 366)
);

-- A fund renames, adds and closes accounts; codes and types stay.
CREATE TABLE accounts (
    fund_id     uuid NOT NULL,
    code        text NOT NULL,
    name        text NOT NULL,
    type        text NOT NULL,
    -- The account it is a part of, such as one bank of several.
    parent_code text,
    -- The first day it takes no more postings.
    closed_on   date,
    CONSTRAINT accounts_pkey PRIMARY KEY (fund_id, code),
    CONSTRAINT accounts_fund_fkey FOREIGN KEY (fund_id) REFERENCES funds (id),
    CONSTRAINT accounts_parent_fkey FOREIGN KEY (fund_id, parent_code) REFERENCES accounts (fund_id, code),
    CONSTRAINT accounts_code_form CHECK (code ~ '^[1-9][0-9]{3,7}$'),
    CONSTRAINT accounts_name_given CHECK (name <> '' AND length(name) <= 200),
    CONSTRAINT accounts_type_known CHECK (type IN ('asset', 'liability', 'equity', 'income', 'expense'))
);

CREATE TABLE members (
    fund_id    uuid        NOT NULL,
    id         uuid        NOT NULL,
    number     text        NOT NULL,
    name       text        NOT NULL,
    village    text        NOT NULL DEFAULT '',
    born_on    date,
    joined_on  date        NOT NULL,
    created_at timestamptz NOT NULL,
    CONSTRAINT members_pkey PRIMARY KEY (fund_id, id),
    CONSTRAINT members_number_key UNIQUE (fund_id, number),
    CONSTRAINT members_fund_fkey FOREIGN KEY (fund_id) REFERENCES funds (id),
    CONSTRAINT members_number_given CHECK (number <> '' AND length(number) <= 32),
    CONSTRAINT members_name_given CHECK (name <> '' AND length(name) <= 200)
);

-- An office is held for a term; a revoked term stays as history.
CREATE TABLE officer_terms (
    fund_id   uuid        NOT NULL,
    member_id uuid        NOT NULL,
    office    text        NOT NULL,
    since     timestamptz NOT NULL,
    until     timestamptz,
    CONSTRAINT officer_terms_pkey PRIMARY KEY (fund_id, member_id, office, since),
    CONSTRAINT officer_terms_member_fkey FOREIGN KEY (fund_id, member_id) REFERENCES members (fund_id, id),
    CONSTRAINT officer_terms_office_known CHECK (office IN
        ('chair', 'treasurer', 'secretary', 'committee', 'collector', 'auditor', 'coordinator')),
    CONSTRAINT officer_terms_order CHECK (until IS NULL OR until >= since)
);
CREATE UNIQUE INDEX officer_terms_current_key ON officer_terms (fund_id, member_id, office) WHERE until IS NULL;

-- Which LINE user speaks for which member. The rim looks a user up here before it
-- knows the fund, so this table shows itself to all funds: it holds IDs only.
CREATE TABLE line_links (
    fund_id      uuid        NOT NULL,
    member_id    uuid        NOT NULL,
    line_user_id text        NOT NULL,
    linked_at    timestamptz NOT NULL,
    unlinked_at  timestamptz,
    CONSTRAINT line_links_pkey PRIMARY KEY (fund_id, line_user_id, linked_at),
    CONSTRAINT line_links_member_fkey FOREIGN KEY (fund_id, member_id) REFERENCES members (fund_id, id),
    CONSTRAINT line_links_user_form CHECK (line_user_id ~ '^U[0-9a-f]{32}$')
);
CREATE UNIQUE INDEX line_links_current_key ON line_links (line_user_id, fund_id) WHERE unlinked_at IS NULL;
CREATE INDEX line_links_member_idx ON line_links (fund_id, member_id) WHERE unlinked_at IS NULL;

-- One fund per transaction: the one named by sajja.fund.
CREATE FUNCTION sajja_fund() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
    RETURN nullif(current_setting('sajja.fund', true), '')::uuid;
