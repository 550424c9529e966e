-- The first tables. SQL that SQLite and PostgreSQL both take: times are BIGINT milliseconds, ids are TEXT.

CREATE TABLE settings (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE players (
    player_id TEXT PRIMARY KEY,
    created_at_ms BIGINT NOT NULL,
    -- The last number of the endpoint's own stream of events about this player.
    server_seq BIGINT NOT NULL DEFAULT 0
);

CREATE TABLE consents (
    player_id TEXT NOT NULL REFERENCES players (player_id) ON DELETE CASCADE,
    campaign_id TEXT NOT NULL,
    version TEXT NOT NULL,
    given_at_ms BIGINT NOT NULL,
    PRIMARY KEY (player_id, campaign_id)
);

-- The one history: what browsers and servers said and what the endpoint decided.
CREATE TABLE events (
    message_id TEXT PRIMARY KEY,
    campaign_id TEXT,
    player_id TEXT NOT NULL,
    user_id TEXT,
    -- The event's name, or the Segment call for what is not an event.
    name TEXT NOT NULL,
    consent_version TEXT,
    happened_at_ms BIGINT NOT NULL,
    received_at_ms BIGINT NOT NULL,
    -- The Segment message as it is exported and forwarded.
    body TEXT NOT NULL
);
CREATE INDEX events_by_arrival ON events (campaign_id, received_at_ms, message_id);
CREATE INDEX events_by_name ON events (campaign_id, name);
CREATE INDEX events_by_player ON events (player_id);

CREATE TABLE rejected_events (
    -- A hash of the body: the same bad event sent again is the same row.
    rejected_id TEXT PRIMARY KEY,
    received_at_ms BIGINT NOT NULL,
    player_id TEXT,
    reason TEXT NOT NULL,
    detail TEXT NOT NULL,
    body TEXT NOT NULL
);
CREATE INDEX rejected_events_by_player ON rejected_events (player_id);

CREATE TABLE runs (
    run_id TEXT PRIMARY KEY,
    player_id TEXT NOT NULL REFERENCES players (player_id),
    campaign_id TEXT NOT NULL,
    game_id TEXT NOT NULL,
    rules_version INTEGER NOT NULL,
    seed TEXT NOT NULL,
    -- The dials as they were when the run started, as JSON.
    dials TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('issued', 'verified', 'rejected')),
    issued_at_ms BIGINT NOT NULL,
    expires_at_ms BIGINT NOT NULL,
    finished_at_ms BIGINT,
    score BIGINT,
    rival BIGINT,
    won INTEGER,
    -- Why it was rejected.
    reason TEXT,
    -- What makes a repeated finish the same request, and its answer.
    idempotency_key TEXT,
    request_hash TEXT,
    answer TEXT
);
CREATE INDEX runs_by_player ON runs (player_id, campaign_id, state);
CREATE INDEX runs_by_issue ON runs (player_id, issued_at_ms);
CREATE INDEX runs_by_campaign ON runs (campaign_id, state, finished_at_ms);

CREATE TABLE coupons (
    coupon_id TEXT PRIMARY KEY,
    campaign_id TEXT NOT NULL,
    code TEXT NOT NULL,
    -- The line of the stock file, which is the order of issue.
    position BIGINT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('stock', 'issued', 'redeemed', 'void')),
    player_id TEXT,
    run_id TEXT,
    issued_at_ms BIGINT,
    UNIQUE (campaign_id, code),
    UNIQUE (campaign_id, player_id)
);
CREATE INDEX coupons_by_state ON coupons (campaign_id, state, position);

CREATE TABLE invites (
    code TEXT PRIMARY KEY,
    campaign_id TEXT NOT NULL,
    inviter_id TEXT NOT NULL,
    inviter_name TEXT,
    created_at_ms BIGINT NOT NULL,
    revoked_at_ms BIGINT,
    UNIQUE (campaign_id, inviter_id)
);

-- Who came by whose invite; one inviter a person and campaign. Qualified ones are hops.
CREATE TABLE arrivals (
    campaign_id TEXT NOT NULL,
    invitee_id TEXT NOT NULL,
    code TEXT NOT NULL,
    inviter_id TEXT NOT NULL,
    depth BIGINT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('arrived', 'qualified', 'late', 'revoked')),
    arrived_at_ms BIGINT NOT NULL,
    -- The end of the attribution window.
    counts_until_ms BIGINT NOT NULL,
    qualified_at_ms BIGINT,
    run_id TEXT,
    PRIMARY KEY (campaign_id, invitee_id)
);
CREATE INDEX arrivals_by_code ON arrivals (code, state);
CREATE INDEX arrivals_by_inviter ON arrivals (inviter_id);

-- What erased players leave behind: numbers.
CREATE TABLE tallies (
    campaign_id TEXT NOT NULL,
    name TEXT NOT NULL,
    total BIGINT NOT NULL,
    PRIMARY KEY (campaign_id, name)
);

-- Hashes of erased player ids, so that a late event does not bring a person back.
CREATE TABLE erased_players (
    player_hash TEXT PRIMARY KEY
);
