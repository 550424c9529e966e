//! What is known of people and their labels: never what is pending or declined.

use super::Stored;
use super::page::Changes;
use async_trait::async_trait;

/// Everything of one person in a campaign.
#[derive(Clone, Debug, Default)]
pub struct PersonEvidence {
    pub player_id: String,
    pub consent_version: Option<String>,
    pub shown: Vec<ShownLabel>,
    /// Label and when it was declared.
    pub declared: Vec<(String, i64)>,
    /// What happened and when, newest first, of the events that are watched.
    pub behaviour: Vec<(String, i64)>,
}

/// Events that are evidence too, and how many of the newest of each.
#[derive(Clone, Debug, Default)]
pub struct Watched {
    pub events: Vec<String>,
    pub newest: u32,
}

/// A friend was shown a label about the person.
#[derive(Clone, Debug)]
pub struct ShownLabel {
    pub label: String,
    pub giver_id: String,
    pub shown_at_ms: i64,
    /// When it was given, if the person accepted it.
    pub accepted_given_at_ms: Option<i64>,
}

/// A page of a campaign's people, in the order of their ids.
#[derive(Clone, Debug)]
pub struct People {
    pub campaign_id: String,
    /// The last person already read; empty for the first page.
    pub after: String,
    pub limit: u32,
    pub watched: Watched,
}

/// One person who agreed to a campaign, and what is known of them there.
#[derive(Clone, Debug)]
pub struct PersonFacts {
    pub evidence: PersonEvidence,
    pub has_played: bool,
    /// How many people the person brought who qualified.
    pub invited: i64,
    pub has_coupon: bool,
    /// It grows with everything the endpoint decides about the person.
    pub server_seq: i64,
}

/// One interest of a person of which something changed.
#[derive(Clone, Debug)]
pub struct ProfileChange {
    pub log_position: i64,
    pub player_id: String,
    pub label: String,
    pub updated_at_ms: i64,
}

#[async_trait]
pub trait EvidenceReads {
    /// People with an accepted or declared label, with the evidence of all their labels.
    async fn evidence_page(&mut self, page: &People) -> Stored<Vec<PersonEvidence>>;
    /// The same of one person; empty for somebody without such a label.
    async fn evidence_of(
        &mut self,
        campaign_id: &str,
        player_id: &str,
        watched: &Watched,
    ) -> Stored<PersonEvidence>;
    /// People who agreed to a campaign, whatever is known of them.
    async fn people_page(&mut self, page: &People) -> Stored<Vec<PersonFacts>>;
    /// One of them.
    async fn person(
        &mut self,
        campaign_id: &str,
        player_id: &str,
        watched: &Watched,
    ) -> Stored<Option<PersonFacts>>;
    /// Player, label and when what is known of it changed last, of the players from `first` to `last`.
    async fn profile_updates(
        &mut self,
        campaign_id: &str,
        first: &str,
        last: &str,
    ) -> Stored<Vec<(String, String, i64)>>;
    async fn profile_changes(&mut self, changes: &Changes) -> Stored<Vec<ProfileChange>>;
}
