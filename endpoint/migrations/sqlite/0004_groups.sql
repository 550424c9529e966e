-- Flash groups: the people of a segment, gathered for one purpose and a time. SQL that SQLite and PostgreSQL both take.

CREATE TABLE flash_groups (
    group_id TEXT PRIMARY KEY,
    campaign_id TEXT NOT NULL,
    -- The segment may be gone meanwhile; the rule stays, for members who withdraw a label.
    segment_id TEXT NOT NULL,
    rule TEXT NOT NULL,
    name TEXT NOT NULL,
    purpose TEXT NOT NULL,
    -- How many members it had when it was made.
    size BIGINT NOT NULL,
    created_at_ms BIGINT NOT NULL,
    opens_at_ms BIGINT NOT NULL,
    closes_at_ms BIGINT NOT NULL
);
CREATE INDEX flash_groups_by_campaign ON flash_groups (campaign_id, created_at_ms);
CREATE INDEX flash_groups_by_end ON flash_groups (closes_at_ms);

-- Deleted when the group closes.
CREATE TABLE flash_group_members (
    group_id TEXT NOT NULL REFERENCES flash_groups (group_id) ON DELETE CASCADE,
    player_id TEXT NOT NULL,
    campaign_id TEXT NOT NULL,
    PRIMARY KEY (group_id, player_id),
    -- Whoever takes consent back or is erased leaves with it, whichever code does it.
    FOREIGN KEY (player_id, campaign_id) REFERENCES consents (player_id, campaign_id) ON DELETE CASCADE
);
CREATE INDEX flash_group_members_by_player ON flash_group_members (player_id, campaign_id);
