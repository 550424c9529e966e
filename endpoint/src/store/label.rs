//! Labels as rows: given by a friend, declared by oneself, shown to a giver, and the givers nobody wants more of.

use super::Stored;
use async_trait::async_trait;

/// A label that a giver gave a receiver.
#[derive(Clone, Debug)]
pub struct GivenLabel {
    pub label_id: String,
    pub campaign_id: String,
    pub receiver_id: String,
    pub giver_id: String,
    pub giver_name: Option<String>,
    pub label: String,
    pub status: String,
    pub given_at_ms: i64,
}

/// A label to be given, pending.
#[derive(Clone, Copy, Debug)]
pub struct NewLabel<'a> {
    pub label_id: &'a str,
    pub campaign_id: &'a str,
    pub receiver_id: &'a str,
    pub giver_id: &'a str,
    pub giver_name: Option<&'a str>,
    pub label: &'a str,
    pub run_id: &'a str,
    pub given_at_ms: i64,
}

/// Two people of a campaign.
#[derive(Clone, Copy, Debug)]
pub struct Pair<'a> {
    pub campaign_id: &'a str,
    pub receiver_id: &'a str,
    pub giver_id: &'a str,
}

#[async_trait]
pub trait LabelReads {
    async fn label(&mut self, label_id: &str) -> Stored<Option<GivenLabel>>;
    /// Those of one status, in the order in which they were given.
    async fn labels_of(
        &mut self,
        receiver_id: &str,
        campaign_id: &str,
        status: &str,
    ) -> Stored<Vec<GivenLabel>>;
    /// In the order of their names.
    async fn declared_labels(&mut self, player_id: &str, campaign_id: &str) -> Stored<Vec<String>>;
    async fn is_blocked(&mut self, pair: Pair<'_>) -> Stored<bool>;
    /// How many friends were shown labels about this person.
    async fn count_givers(&mut self, receiver_id: &str, campaign_id: &str) -> Stored<i64>;
}

#[async_trait]
pub trait LabelWrites {
    /// Adds a pending label, or renews a pending one of the same giver; the id that stands, `None` when it is decided.
    async fn put_label(&mut self, label: NewLabel<'_>) -> Stored<Option<String>>;
    async fn set_label_status(&mut self, label_id: &str, status: &str, at_ms: i64) -> Stored<()>;
    /// The giver's labels of this status are deleted, except the named ones.
    async fn delete_labels_except(&mut self, pair: Pair<'_>, status: &str, kept: &[String]) -> Stored<()>;
    /// What a giver was shown about a receiver, and when last.
    async fn put_shown(&mut self, pair: Pair<'_>, labels: &[String], at_ms: i64) -> Stored<()>;
    async fn add_block(&mut self, pair: Pair<'_>, at_ms: i64) -> Stored<()>;
    async fn add_declared_label(
        &mut self,
        player_id: &str,
        campaign_id: &str,
        label: &str,
        at_ms: i64,
    ) -> Stored<()>;
    async fn delete_declared_label(&mut self, player_id: &str, campaign_id: &str, label: &str) -> Stored<()>;
    /// What is known of these interests of a person changed: whoever follows the log hears of them again.
    async fn log_profile_change(
        &mut self,
        player_id: &str,
        campaign_id: &str,
        labels: &[String],
        at_ms: i64,
    ) -> Stored<()>;
}
