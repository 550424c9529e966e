-- What a person did, of one kind and newest first, without reading everything else of theirs.
DROP INDEX events_by_player;
CREATE INDEX events_by_player ON events (player_id, campaign_id, name, happened_at_ms);
