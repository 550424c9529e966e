//! Players the brand signed for, the one prize of each user, and wins that wait for a signature, as rows.

use super::Stored;
use super::erasure::Whose;
use async_trait::async_trait;

/// A player who is a user of the brand's in a campaign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    pub campaign_id: String,
    pub player_id: String,
    pub user_id: String,
    /// By which a user is found.
    pub user_hash: String,
}

/// A win whose player has to be identified first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnclaimedWin {
    pub run_id: String,
    /// Whether an analyst has to look at it first.
    pub is_doubtful: bool,
    pub kept_until_ms: i64,
}

/// Whose a user's one prize is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PrizeHolder {
    Player(String),
    /// The player was erased.
    Erased,
}

#[async_trait]
pub trait IdentityReads {
    async fn identity_of(&mut self, campaign_id: &str, player_id: &str) -> Stored<Option<Identity>>;
    /// Those of the players in every campaign.
    async fn identities_of(&mut self, player_ids: &[&str]) -> Stored<Vec<Identity>>;
    async fn prize_holder(&mut self, campaign_id: &str, user_hash: &str) -> Stored<Option<PrizeHolder>>;
    /// Whether a code of the campaign is the player's, or kept for the player.
    async fn has_code(&mut self, campaign_id: &str, player_id: &str) -> Stored<bool>;
    async fn unclaimed_win(&mut self, campaign_id: &str, player_id: &str) -> Stored<Option<UnclaimedWin>>;
    /// Whether there is one that was kept until then.
    async fn has_unclaimed_win_before(&mut self, now_ms: i64) -> Stored<bool>;
}

#[async_trait]
pub trait IdentityWrites {
    /// `false` when the player is somebody in the campaign already.
    async fn add_identity(&mut self, identity: &Identity, at_ms: i64) -> Stored<bool>;
    /// `false` when the user's prize is somebody's already.
    async fn take_prize(&mut self, campaign_id: &str, user_hash: &str, player_id: &str) -> Stored<bool>;
    /// From one player of a user to another; `false` when it is not (any more) the first one's.
    async fn pass_prize(&mut self, campaign_id: &str, user_hash: &str, from: &str, to: &str) -> Stored<bool>;
    /// The user has no prize.
    async fn return_prize(&mut self, campaign_id: &str, user_hash: &str) -> Stored<()>;
    /// Replaces an earlier one of the player.
    async fn put_unclaimed_win(
        &mut self,
        campaign_id: &str,
        player_id: &str,
        win: &UnclaimedWin,
    ) -> Stored<()>;
    async fn delete_unclaimed_win(&mut self, campaign_id: &str, player_id: &str) -> Stored<()>;
    /// Those kept until then; how many they were.
    async fn delete_unclaimed_wins_before(&mut self, now_ms: i64) -> Stored<u64>;
    /// The brand signed for the user id of an event.
    async fn mark_user_verified(&mut self, source: &str, message_id: &str) -> Stored<()>;
    /// Identities, and wins that wait.
    async fn delete_identities_of(&mut self, whose: Whose<'_>) -> Stored<()>;
    /// Prizes lose the player; those of users who have other players stay taken.
    async fn part_prizes_of_user(&mut self, player_id: &str) -> Stored<()>;
}
