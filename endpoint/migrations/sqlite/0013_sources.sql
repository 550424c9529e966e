-- The id of a message is unique within its source, not in the world. An event may be of a user whom a server knows
-- and no browser, and of no campaign.
CREATE TABLE events_by_source (
    log_position INTEGER PRIMARY KEY,
    -- The name of the write key: 'site' for the one that browsers get, 'endpoint' for what is decided here.
    source TEXT NOT NULL,
    message_id TEXT NOT NULL,
    campaign_id TEXT,
    player_id TEXT,
    user_id TEXT,
    -- The event's name, or the Segment call for what is not an event.
    name TEXT NOT NULL,
    consent_version TEXT,
    happened_at_ms BIGINT NOT NULL,
    received_at_ms BIGINT NOT NULL,
    -- The Segment message as it is exported and forwarded.
    body TEXT NOT NULL,
    -- 1 for what is kept for counting only and is in no export.
    internal INTEGER NOT NULL DEFAULT 0,
    -- 1 when the brand had signed for the event's user id and player when the event came.
    user_verified INTEGER NOT NULL DEFAULT 0,
    UNIQUE (source, message_id)
);
INSERT INTO events_by_source (log_position, source, message_id, campaign_id, player_id, user_id, name,
                              consent_version, happened_at_ms, received_at_ms, body, internal)
SELECT log_position,
       CASE WHEN body LIKE '%"library":{"name":"tapvine-endpoint"%' THEN 'endpoint' ELSE 'site' END,
       message_id, campaign_id, player_id, user_id, name, consent_version, happened_at_ms, received_at_ms, body, internal
FROM events;
DROP TABLE events;
ALTER TABLE events_by_source RENAME TO events;
CREATE INDEX events_by_arrival ON events (campaign_id, received_at_ms, log_position);
CREATE INDEX events_by_name ON events (campaign_id, name);
CREATE INDEX events_by_player ON events (player_id, campaign_id, name, happened_at_ms);
CREATE INDEX events_by_user ON events (user_id) WHERE user_id IS NOT NULL;

-- Refused events, each with how often it came.
ALTER TABLE rejected_events ADD COLUMN last_received_at_ms BIGINT NOT NULL DEFAULT 0;
ALTER TABLE rejected_events ADD COLUMN times BIGINT NOT NULL DEFAULT 1;
ALTER TABLE rejected_events ADD COLUMN source TEXT NOT NULL DEFAULT 'site';
ALTER TABLE rejected_events ADD COLUMN campaign_id TEXT;
ALTER TABLE rejected_events ADD COLUMN user_id TEXT;
UPDATE rejected_events SET last_received_at_ms = received_at_ms;
-- Who did not agree is not kept, also not as refused.
UPDATE rejected_events SET player_id = NULL, detail = '', body = '' WHERE reason = 'consent_required';
CREATE INDEX rejected_events_by_arrival ON rejected_events (received_at_ms, rejected_id);
CREATE INDEX rejected_events_by_user ON rejected_events (user_id) WHERE user_id IS NOT NULL;
