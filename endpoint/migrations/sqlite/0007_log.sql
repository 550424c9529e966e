-- The log has an order: every event, and every change of a row that is exported, takes the next position
-- when it is committed. There is one writer, so positions become visible in their order.

CREATE TABLE log (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    last_position BIGINT NOT NULL
);

CREATE TABLE ordered_events (
    log_position INTEGER PRIMARY KEY,
    message_id TEXT NOT NULL UNIQUE,
    campaign_id TEXT,
    player_id TEXT NOT NULL,
    user_id TEXT,
    -- The event's name, or the Segment call for what is not an event.
    name TEXT NOT NULL,
    consent_version TEXT,
    happened_at_ms BIGINT NOT NULL,
    received_at_ms BIGINT NOT NULL,
    -- The Segment message as it is exported and forwarded.
    body TEXT NOT NULL,
    -- 1 for what is kept for counting only and is in no export.
    internal INTEGER NOT NULL DEFAULT 0
);
INSERT INTO ordered_events (log_position, message_id, campaign_id, player_id, user_id, name, consent_version,
                            happened_at_ms, received_at_ms, body, internal)
SELECT ROW_NUMBER() OVER (ORDER BY received_at_ms, message_id), message_id, campaign_id, player_id, user_id, name,
       consent_version, happened_at_ms, received_at_ms, body, internal
FROM events;
DROP TABLE events;
ALTER TABLE ordered_events RENAME TO events;
CREATE INDEX events_by_arrival ON events (campaign_id, received_at_ms, log_position);
CREATE INDEX events_by_name ON events (campaign_id, name);
CREATE INDEX events_by_player ON events (player_id, campaign_id, name, happened_at_ms);

INSERT INTO log (only_row, last_position) SELECT 1, COALESCE(MAX(log_position), 0) FROM events;

-- An arrival that qualifies later, or loses a person who is erased, comes again under the same id.
ALTER TABLE arrivals ADD COLUMN arrival_id TEXT;
ALTER TABLE arrivals ADD COLUMN log_position BIGINT NOT NULL DEFAULT 0;
ALTER TABLE arrivals ADD COLUMN updated_at_ms BIGINT NOT NULL DEFAULT 0;
UPDATE arrivals SET arrival_id = LOWER(HEX(RANDOMBLOB(16))),
                    updated_at_ms = COALESCE(qualified_at_ms, arrived_at_ms);
UPDATE arrivals SET log_position = (SELECT last_position FROM log) + places.place
FROM (SELECT rowid AS id, ROW_NUMBER() OVER (ORDER BY arrived_at_ms, invitee_id) AS place FROM arrivals) AS places
WHERE arrivals.rowid = places.id;
UPDATE log SET last_position = last_position + (SELECT COUNT(*) FROM arrivals);
CREATE UNIQUE INDEX arrivals_by_id ON arrivals (arrival_id);
CREATE INDEX arrivals_by_position ON arrivals (campaign_id, log_position);

-- What was called its position is the line of the stock file.
ALTER TABLE coupons RENAME COLUMN position TO stock_line;
ALTER TABLE coupons ADD COLUMN log_position BIGINT NOT NULL DEFAULT 0;
ALTER TABLE coupons ADD COLUMN updated_at_ms BIGINT;
UPDATE coupons SET updated_at_ms = issued_at_ms;
UPDATE coupons SET log_position = (SELECT last_position FROM log) + places.place
FROM (SELECT rowid AS id, ROW_NUMBER() OVER (ORDER BY issued_at_ms, coupon_id) AS place FROM coupons
      WHERE issued_at_ms IS NOT NULL) AS places
WHERE coupons.rowid = places.id;
UPDATE log SET last_position = last_position + (SELECT COUNT(*) FROM coupons WHERE issued_at_ms IS NOT NULL);
CREATE INDEX coupons_by_position ON coupons (campaign_id, log_position);

-- The person a label is given to is its receiver.
ALTER TABLE labels RENAME COLUMN host_id TO receiver_id;
ALTER TABLE label_shown RENAME COLUMN host_id TO receiver_id;
ALTER TABLE blocks RENAME COLUMN host_id TO receiver_id;
DROP INDEX label_shown_by_host;
CREATE INDEX label_shown_by_receiver ON label_shown (receiver_id);
DROP INDEX labels_by_host;
CREATE INDEX labels_by_receiver ON labels (receiver_id, campaign_id, status);

-- When what is known of an interest of a person changed last.
CREATE TABLE profile_changes (
    campaign_id TEXT NOT NULL,
    player_id TEXT NOT NULL,
    label TEXT NOT NULL,
    log_position BIGINT NOT NULL,
    updated_at_ms BIGINT NOT NULL,
    PRIMARY KEY (campaign_id, player_id, label)
);
CREATE INDEX profile_changes_by_position ON profile_changes (campaign_id, log_position);
CREATE INDEX profile_changes_by_player ON profile_changes (player_id);
INSERT INTO profile_changes (campaign_id, player_id, label, log_position, updated_at_ms)
SELECT campaign_id, player_id, label,
       (SELECT last_position FROM log) + ROW_NUMBER() OVER (ORDER BY at_ms, player_id, label), at_ms
FROM (SELECT campaign_id, player_id, label, MAX(at_ms) AS at_ms
      FROM (SELECT campaign_id, receiver_id AS player_id, label, COALESCE(decided_at_ms, given_at_ms) AS at_ms
            FROM labels WHERE status IN ('accepted', 'withdrawn')
            UNION ALL SELECT campaign_id, player_id, label, declared_at_ms FROM declared_labels)
      GROUP BY campaign_id, player_id, label);
UPDATE log SET last_position = last_position + (SELECT COUNT(*) FROM profile_changes);

-- What the player did, kept of verified runs so that a prize can be audited.
ALTER TABLE runs ADD COLUMN trace TEXT;
-- Won runs whose trace is kept, for an audit.
CREATE INDEX runs_to_audit ON runs (run_id) WHERE won = 1 AND trace IS NOT NULL;
CREATE INDEX runs_with_trace ON runs (campaign_id) WHERE trace IS NOT NULL;
