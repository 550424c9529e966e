-- Segments of a campaign's people. SQL that SQLite and PostgreSQL both take.

-- Only the rule is kept: who is in a segment is found anew whenever somebody asks.
CREATE TABLE segments (
    segment_id TEXT PRIMARY KEY,
    campaign_id TEXT NOT NULL,
    name TEXT NOT NULL,
    -- As JSON.
    rule TEXT NOT NULL,
    created_at_ms BIGINT NOT NULL
);
CREATE INDEX segments_by_campaign ON segments (campaign_id, created_at_ms);

CREATE INDEX consents_by_campaign ON consents (campaign_id, player_id);
