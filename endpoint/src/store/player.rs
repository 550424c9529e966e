//! Players and what they agreed to, as rows.

use super::Stored;
use async_trait::async_trait;

#[async_trait]
pub trait PlayerReads {
    async fn has_player(&mut self, player_id: &str) -> Stored<bool>;
    /// The version a player agreed to in a campaign, if any; the outer `None` is no such player.
    async fn consent_of(&mut self, player_id: &str, campaign_id: &str) -> Stored<Option<Option<String>>>;
}

#[async_trait]
pub trait PlayerWrites {
    /// Nothing changes for a player who is there.
    async fn add_player(&mut self, player_id: &str, at_ms: i64) -> Stored<()>;
    /// Replaces the version agreed to before.
    async fn put_consent(
        &mut self,
        player_id: &str,
        campaign_id: &str,
        version: &str,
        at_ms: i64,
    ) -> Stored<()>;
}
