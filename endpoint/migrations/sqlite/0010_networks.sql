-- What a network took of a campaign lately. A network is a keyed hash; its key and its rows live at most a day.
CREATE TABLE network_keys (
    period INTEGER NOT NULL PRIMARY KEY,
    secret TEXT NOT NULL
);

CREATE TABLE network_counts (
    network TEXT NOT NULL,
    campaign_id TEXT NOT NULL,
    period INTEGER NOT NULL,
    players INTEGER NOT NULL,
    runs INTEGER NOT NULL,
    prizes INTEGER NOT NULL,
    PRIMARY KEY (network, campaign_id)
);

CREATE INDEX network_counts_by_period ON network_counts (period);
