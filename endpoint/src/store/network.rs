//! What networks took, as rows: a network is a keyed hash, a period half a day.

use super::Stored;
use async_trait::async_trait;

/// What was taken of a campaign.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NetworkCounts {
    pub players: i64,
    pub runs: i64,
    pub prizes: i64,
}

/// Where counts are added.
#[derive(Clone, Copy, Debug)]
pub struct NetworkRow<'a> {
    pub network: &'a str,
    pub campaign_id: &'a str,
    pub period: i64,
}

#[async_trait]
pub trait NetworkWrites {
    /// The key of a period, if it has one (still).
    async fn network_key(&mut self, period: i64) -> Stored<Option<String>>;
    async fn add_network_key(&mut self, period: i64, secret: &str) -> Stored<()>;
    /// The sum over the hashes of one network.
    async fn network_counts(&mut self, networks: [&str; 2], campaign_id: &str) -> Stored<NetworkCounts>;
    async fn add_network_counts(&mut self, row: NetworkRow<'_>, more: NetworkCounts) -> Stored<()>;
    /// Deletes keys and rows of periods before this one; how many rows.
    async fn forget_networks(&mut self, before: i64) -> Stored<u64>;
}
