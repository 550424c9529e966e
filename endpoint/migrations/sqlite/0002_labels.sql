-- Labels that friends give and people decide on. SQL that SQLite and PostgreSQL both take.

-- The invite code of the person a run is about; without one it is about the player.
ALTER TABLE runs ADD COLUMN about TEXT;
-- The first name the giver chose to show.
ALTER TABLE runs ADD COLUMN giver_name TEXT;
-- 1 for what is kept for counting only and is in no export.
ALTER TABLE events ADD COLUMN internal INTEGER NOT NULL DEFAULT 0;

-- Which labels a giver was shown about a host, and when last: not choosing one is evidence too.
CREATE TABLE label_shown (
    campaign_id TEXT NOT NULL,
    host_id TEXT NOT NULL,
    giver_id TEXT NOT NULL,
    label TEXT NOT NULL,
    shown_at_ms BIGINT NOT NULL,
    PRIMARY KEY (campaign_id, host_id, giver_id, label)
);
CREATE INDEX label_shown_by_giver ON label_shown (giver_id);
CREATE INDEX label_shown_by_host ON label_shown (host_id);

-- One row for a giver's label about a host, however often it is given.
CREATE TABLE labels (
    label_id TEXT PRIMARY KEY,
    campaign_id TEXT NOT NULL,
    host_id TEXT NOT NULL,
    giver_id TEXT NOT NULL,
    giver_name TEXT,
    label TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('pending', 'accepted', 'declined', 'withdrawn')),
    run_id TEXT,
    given_at_ms BIGINT NOT NULL,
    decided_at_ms BIGINT,
    UNIQUE (campaign_id, host_id, giver_id, label)
);
CREATE INDEX labels_by_host ON labels (host_id, campaign_id, status);
CREATE INDEX labels_by_giver ON labels (giver_id);
CREATE INDEX labels_by_status ON labels (campaign_id, status);

-- What people say of themselves; the latest declaration only.
CREATE TABLE declared_labels (
    campaign_id TEXT NOT NULL,
    player_id TEXT NOT NULL,
    label TEXT NOT NULL,
    declared_at_ms BIGINT NOT NULL,
    PRIMARY KEY (campaign_id, player_id, label)
);
CREATE INDEX declared_labels_by_player ON declared_labels (player_id);

-- Whose labels a host wants no more.
CREATE TABLE blocks (
    campaign_id TEXT NOT NULL,
    host_id TEXT NOT NULL,
    giver_id TEXT NOT NULL,
    blocked_at_ms BIGINT NOT NULL,
    PRIMARY KEY (campaign_id, host_id, giver_id)
);
CREATE INDEX blocks_by_giver ON blocks (giver_id);
