-- Who took consent back, campaign by campaign. SQL that SQLite and PostgreSQL both take.

CREATE TABLE withdrawals (
    player_id TEXT NOT NULL REFERENCES players (player_id) ON DELETE CASCADE,
    campaign_id TEXT NOT NULL,
    -- What happened until then never comes in any more, also after a new consent.
    withdrawn_at_ms BIGINT NOT NULL,
    -- While it is empty, nothing of the person is taken.
    agreed_again_at_ms BIGINT,
    PRIMARY KEY (player_id, campaign_id)
);
