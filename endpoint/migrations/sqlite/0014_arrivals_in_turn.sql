-- A player may come by several invites, one after the other: an arrival that can count no more makes room for the next
-- and stays as it ended. One at most is the current one.

CREATE TABLE arrivals_in_turn (
    arrival_id TEXT PRIMARY KEY,
    campaign_id TEXT NOT NULL,
    invitee_id TEXT NOT NULL,
    code TEXT NOT NULL,
    inviter_id TEXT NOT NULL,
    depth BIGINT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('arrived', 'qualified', 'late', 'revoked', 'expired')),
    arrived_at_ms BIGINT NOT NULL,
    -- The end of the attribution window.
    counts_until_ms BIGINT NOT NULL,
    qualified_at_ms BIGINT,
    run_id TEXT,
    -- When a later arrival took its place.
    superseded_at_ms BIGINT,
    updated_at_ms BIGINT NOT NULL,
    log_position BIGINT NOT NULL
);
INSERT INTO arrivals_in_turn (arrival_id, campaign_id, invitee_id, code, inviter_id, depth, state, arrived_at_ms,
                              counts_until_ms, qualified_at_ms, run_id, updated_at_ms, log_position)
SELECT arrival_id, campaign_id, invitee_id, code, inviter_id, depth, state, arrived_at_ms,
       counts_until_ms, qualified_at_ms, run_id, updated_at_ms, log_position
FROM arrivals;
DROP TABLE arrivals;
ALTER TABLE arrivals_in_turn RENAME TO arrivals;
CREATE UNIQUE INDEX arrivals_current ON arrivals (campaign_id, invitee_id) WHERE superseded_at_ms IS NULL;
CREATE INDEX arrivals_by_code ON arrivals (code, state);
CREATE INDEX arrivals_by_inviter ON arrivals (inviter_id, campaign_id, state);
CREATE INDEX arrivals_by_position ON arrivals (campaign_id, log_position);
CREATE INDEX arrivals_by_time ON arrivals (campaign_id, arrived_at_ms, arrival_id);
