//! The rows of a person who goes: counted, deleted, or parted from the person.

use super::Stored;
use async_trait::async_trait;
use std::collections::HashSet;

/// A person's rows, in one campaign or everywhere.
#[derive(Clone, Copy, Debug)]
pub struct Whose<'a> {
    pub player_id: &'a str,
    pub campaign_id: Option<&'a str>,
}

/// So many rows of a kind a player has in a campaign.
#[derive(Clone, Debug)]
pub struct CountedRows {
    pub campaign_id: String,
    /// An event's name, a run's or a label's state.
    pub name: String,
    pub count: i64,
}

/// A run's state and outcome, counted.
#[derive(Clone, Debug)]
pub struct CountedRuns {
    pub campaign_id: String,
    pub state: String,
    pub count: i64,
    pub won: i64,
}

#[async_trait]
pub trait ErasureReads {
    /// Those of the hashes that belong to erased players.
    async fn erased(&mut self, player_hashes: &[String]) -> Stored<HashSet<String>>;
    /// Whether there is such a player, or an event of such an id, also a rejected one.
    async fn knows(&mut self, player_id: &str) -> Stored<bool>;
    /// The campaigns in which anything is known of a player; `None` for events of no campaign.
    async fn campaigns_of(&mut self, player_id: &str) -> Stored<Vec<Option<String>>>;
    async fn count_events_of(&mut self, whose: Whose<'_>) -> Stored<Vec<CountedRows>>;
    async fn count_runs_of(&mut self, player_id: &str) -> Stored<Vec<CountedRuns>>;
    /// Labels given to the player, by status.
    async fn count_labels_of(&mut self, whose: Whose<'_>) -> Stored<Vec<CountedRows>>;
    async fn invite_codes_of(&mut self, whose: Whose<'_>) -> Stored<Vec<String>>;
    /// Positions of the events after this one that say one of the texts anywhere. Reads all of them.
    async fn events_that_say(&mut self, texts: &[String], after: i64) -> Stored<Vec<i64>>;
}

#[async_trait]
pub trait ErasureWrites {
    async fn add_to_tally(&mut self, campaign_id: &str, name: &str, count: i64) -> Stored<()>;
    async fn add_erased(&mut self, player_hash: &str) -> Stored<()>;
    /// The code leads nowhere from now on, also not in what friends' events say.
    async fn replace_code(&mut self, code: &str, stand_in: &str, at_ms: i64) -> Stored<()>;
    /// In the events of those whom the player invited, or who played about the player.
    async fn replace_in_events_of_friends(&mut self, whose: Whose<'_>, stand_in: &str) -> Stored<()>;
    /// In the events at these positions, whoever said it.
    async fn replace_in_events(&mut self, positions: &[i64], text: &str, stand_in: &str) -> Stored<()>;
    /// Labels about the player, what was shown about the player, and what the player declared.
    async fn delete_labels_of(&mut self, whose: Whose<'_>) -> Stored<()>;
    /// Labels that the player gave lose the giver.
    async fn replace_giver(&mut self, whose: Whose<'_>, stand_in: &str) -> Stored<()>;
    /// Without a campaign all of them. Rejected ones go in any case.
    async fn delete_events_of(&mut self, whose: Whose<'_>) -> Stored<()>;
    /// Whom a server knows by this id, whichever browser was there.
    async fn delete_events_of_user(&mut self, user_id: &str) -> Stored<()>;
    async fn delete_events_of_no_campaign(&mut self, player_id: &str) -> Stored<()>;
    /// Rejected events that say the text keep their reason alone.
    async fn forget_rejected_that_say(&mut self, text: &str) -> Stored<()>;
    /// With how they were judged.
    async fn delete_runs_of(&mut self, player_id: &str) -> Stored<()>;
    /// Coupons lose their holder and stay issued.
    async fn clear_coupon_holder(&mut self, player_id: &str, at_ms: i64) -> Stored<()>;
    /// Arrivals name the stand-in, as inviter and as invitee.
    async fn replace_in_arrivals(&mut self, whose: Whose<'_>, stand_in: &str, at_ms: i64) -> Stored<()>;
    /// The invites name the stand-in and are revoked.
    async fn replace_inviter(&mut self, whose: Whose<'_>, stand_in: &str) -> Stored<()>;
    /// With the consents, and by them the memberships in groups; with every block and withdrawal.
    async fn delete_player(&mut self, player_id: &str) -> Stored<()>;
}
