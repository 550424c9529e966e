-- How the hands behind won runs were judged, and the wins that wait for an analyst.
-- SQL that SQLite and PostgreSQL both take.

CREATE TABLE judged_runs (
    run_id TEXT PRIMARY KEY,
    player_id TEXT NOT NULL,
    campaign_id TEXT NOT NULL,
    verdict TEXT NOT NULL CHECK (verdict IN ('human', 'doubtful', 'not_by_hand')),
    -- What was measured and found, as JSON.
    evidence TEXT NOT NULL,
    -- A hash of the reactions in their order, when they are too many to be the same by chance.
    reactions_hash TEXT,
    judged_at_ms BIGINT NOT NULL,
    -- Of a win that had to wait: 'settled' is one whose player won again meanwhile, by hand.
    review TEXT CHECK (review IN ('held', 'accepted', 'refused', 'settled')),
    decided_at_ms BIGINT
);
CREATE INDEX judged_runs_by_player ON judged_runs (player_id, campaign_id);
CREATE INDEX judged_runs_by_review ON judged_runs (campaign_id, review, judged_at_ms) WHERE review IS NOT NULL;
CREATE INDEX judged_runs_by_reactions ON judged_runs (campaign_id, reactions_hash) WHERE reactions_hash IS NOT NULL;

-- A code in stock that has a player is reserved for that player's win and nobody else gets it; one whose time is
-- set is promised, one without waits for a decision.
