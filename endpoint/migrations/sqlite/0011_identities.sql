-- Players the brand signed for, and wins that wait for it. SQL that SQLite and PostgreSQL both take.

-- In a campaign a player is one user for ever; a user may have many players.
CREATE TABLE identities (
    campaign_id TEXT NOT NULL,
    player_id TEXT NOT NULL REFERENCES players (player_id) ON DELETE CASCADE,
    user_id TEXT NOT NULL,
    -- SHA-256: a user id may be longer than an index takes.
    user_hash TEXT NOT NULL,
    identified_at_ms BIGINT NOT NULL,
    PRIMARY KEY (campaign_id, player_id)
);
CREATE INDEX identities_by_user ON identities (campaign_id, user_hash);
CREATE INDEX identities_by_player ON identities (player_id);

-- Which of a user's players has the user's one prize; NULL when that player is erased and others of the user are not.
CREATE TABLE user_prizes (
    campaign_id TEXT NOT NULL,
    user_hash TEXT NOT NULL,
    player_id TEXT,
    PRIMARY KEY (campaign_id, user_hash)
);
CREATE INDEX user_prizes_by_player ON user_prizes (player_id);

-- Wins of players nobody signed for yet.
CREATE TABLE unclaimed_wins (
    campaign_id TEXT NOT NULL,
    player_id TEXT NOT NULL REFERENCES players (player_id) ON DELETE CASCADE,
    run_id TEXT NOT NULL,
    -- 1 when an analyst has to look at it first.
    doubtful INTEGER NOT NULL DEFAULT 0,
    kept_until_ms BIGINT NOT NULL,
    PRIMARY KEY (campaign_id, player_id)
);
CREATE INDEX unclaimed_wins_by_end ON unclaimed_wins (kept_until_ms);
CREATE INDEX unclaimed_wins_by_player ON unclaimed_wins (player_id);

-- 1 when the brand had signed for the event's user id and player when the event came.
ALTER TABLE events ADD COLUMN user_verified INTEGER NOT NULL DEFAULT 0;
