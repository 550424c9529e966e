-- A run is the n-th of its player's day; two that are started at once cannot be the same one. One that was given up
-- for newer ones can be finished no more, and counts.
ALTER TABLE runs ADD COLUMN abandoned_at_ms BIGINT;
ALTER TABLE runs ADD COLUMN day_start_ms BIGINT;
ALTER TABLE runs ADD COLUMN nth_of_day BIGINT;
CREATE UNIQUE INDEX runs_of_day ON runs (player_id, campaign_id, day_start_ms, nth_of_day);
CREATE INDEX runs_by_start ON runs (campaign_id, issued_at_ms);

-- A code that is promised is still in stock, and has a player: it is issued when its time has come. Without a time it
-- waits for a decision.
ALTER TABLE coupons ADD COLUMN promised_at_ms BIGINT;
ALTER TABLE coupons ADD COLUMN due_at_ms BIGINT;
CREATE INDEX coupons_by_due ON coupons (campaign_id, due_at_ms) WHERE due_at_ms IS NOT NULL;
CREATE INDEX coupons_by_issue ON coupons (campaign_id, issued_at_ms);
