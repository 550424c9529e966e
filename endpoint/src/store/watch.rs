//! Counts of the last minutes, for whoever watches.

use super::Stored;
use async_trait::async_trait;

/// What happened in a campaign in a span of time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PlayCounts {
    pub started: i64,
    pub verified: i64,
    pub won: i64,
}

#[async_trait]
pub trait WatchReads {
    /// How many runs were rejected, by reason.
    async fn rejections(&mut self, campaign_id: &str, from_ms: i64, to_ms: i64)
    -> Stored<Vec<(String, i64)>>;
    /// How many prizes the network that took most took lately, and how many all of them took.
    async fn network_prizes(&mut self, campaign_id: &str) -> Stored<(i64, i64)>;
    async fn play_counts(&mut self, campaign_id: &str, from_ms: i64, to_ms: i64) -> Stored<PlayCounts>;
}
