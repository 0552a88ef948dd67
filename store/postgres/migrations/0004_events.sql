-- What came from LINE and what is owed to it. These tables belong to the rim,
-- before a fund is known, and are insert-only: a thing and its result are two rows.

CREATE TABLE inbound_events (
    id            text        NOT NULL,
    type          text        NOT NULL,
    mode          text        NOT NULL,
    chat_id       text        NOT NULL,
    user_id       text        NOT NULL,
    reply_token   text        NOT NULL,
    is_redelivery boolean     NOT NULL,
    occurred_at   timestamptz NOT NULL,
    received_at   timestamptz NOT NULL,
    -- Why the event cannot be worked; empty for a sound one.
    quarantine    text        NOT NULL,
    raw           bytea       NOT NULL,
    CONSTRAINT inbound_events_pkey PRIMARY KEY (id)
);
-- Raw bodies are small and read once or never: compressing them costs more than it saves.
ALTER TABLE inbound_events ALTER COLUMN raw SET STORAGE EXTERNAL;
CREATE INDEX inbound_events_received_idx ON inbound_events (received_at);

-- One row per event that was worked, in the transaction of its effects.
CREATE TABLE event_results (
    event_id text        NOT NULL,
    fund_id  uuid,
    -- 'done', 'ignored' (nothing to do), or 'failed' (our own fault, set aside).
    outcome  text        NOT NULL,
    entries  smallint    NOT NULL,
    messages smallint    NOT NULL,
    at       timestamptz NOT NULL,
    CONSTRAINT event_results_pkey PRIMARY KEY (event_id),
    CONSTRAINT event_results_outcome_known CHECK (outcome IN ('done', 'ignored', 'failed'))
);

CREATE TABLE outbound_messages (
    id          uuid        NOT NULL, -- also the retry key of a push
    event_id    text        NOT NULL, -- the event that made it owed
    fund_id     uuid,
    recipient   text        NOT NULL, -- LINE user or group
    reply_token text        NOT NULL, -- empty: push, or ride
    reply_until timestamptz,          -- the token is dead after this
    -- 'now', or 'ride': waits for the recipient's next message, free of quota
    urgency     text        NOT NULL,
    content     text        NOT NULL, -- JSON; rendered when it is sent
    created_at  timestamptz NOT NULL,
    CONSTRAINT outbound_messages_pkey PRIMARY KEY (id),
    CONSTRAINT outbound_messages_urgency_known CHECK (urgency IN ('now', 'ride')),
    CONSTRAINT outbound_messages_reply_whole CHECK ((reply_token = '') = (reply_until IS NULL))
);
CREATE INDEX outbound_messages_ride_idx ON outbound_messages (recipient, id) WHERE urgency = 'ride';
CREATE INDEX outbound_messages_event_idx ON outbound_messages (event_id);

CREATE TABLE outbound_results (
    message_id uuid        NOT NULL,
    -- 'replied', 'pushed', 'carried' (inside a later answer), 'refused' (LINE said no), 'dropped' (with a reason)
    state      text        NOT NULL,
    detail     text        NOT NULL,
    at         timestamptz NOT NULL,
    CONSTRAINT outbound_results_pkey PRIMARY KEY (message_id),
    CONSTRAINT outbound_results_state_known CHECK (state IN ('replied', 'pushed', 'carried', 'refused', 'dropped'))
);

-- Messages that have not ended: a row comes with its message and goes with its
-- end, so that looking for what is left over never reads history. Until then
-- nobody but the process that made or last tried it may try.
CREATE TABLE outbound_open (
    message_id uuid        NOT NULL,
    attempts   integer     NOT NULL,
    until      timestamptz NOT NULL,
    CONSTRAINT outbound_open_pkey PRIMARY KEY (message_id)
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);

-- Messages taken back by their sender. The word may come before the message.
CREATE TABLE unsent_messages (
    message_id text        NOT NULL,
    at         timestamptz NOT NULL,
    CONSTRAINT unsent_messages_pkey PRIMARY KEY (message_id)
);
