//! The log: every event once, in the order of commit; and the events that were refused.

use super::Stored;
use super::page::{Changes, Page};
use async_trait::async_trait;
use std::collections::HashSet;

#[derive(Clone, Debug)]
pub struct EventRow {
    /// Who sent it; `message_id` is unique within a source.
    pub source: String,
    pub message_id: String,
    /// `None` is of the site.
    pub campaign_id: Option<String>,
    /// `None` where a server knows its user and no browser.
    pub player_id: Option<String>,
    pub user_id: Option<String>,
    /// The event's name, or the Segment call for what is not an event.
    pub name: String,
    pub consent_version: Option<String>,
    pub happened_at_ms: i64,
    pub received_at_ms: i64,
    /// The Segment message as it is exported and forwarded.
    pub body: String,
    /// Kept for counting only: in no export.
    pub is_internal: bool,
}

/// An event with its place in the log.
#[derive(Clone, Debug)]
pub struct LoggedEvent {
    pub log_position: i64,
    /// The brand had signed for the event's user id and player when it came.
    pub is_user_verified: bool,
    pub event: EventRow,
}

/// An event that was refused, kept with its reason.
#[derive(Clone, Debug)]
pub struct RejectedRow {
    /// The same bad event sent again is the same row.
    pub rejected_id: String,
    pub received_at_ms: i64,
    pub source: String,
    /// As the event says it, of a campaign that is known.
    pub campaign_id: Option<String>,
    pub player_id: Option<String>,
    pub user_id: Option<String>,
    pub reason: String,
    pub detail: String,
    pub body: String,
}

/// Refused events that were the same.
#[derive(Clone, Debug)]
pub struct RejectedEvents {
    pub row: RejectedRow,
    pub last_received_at_ms: i64,
    pub times: i64,
}

/// What the endpoint's next event about a player carries.
#[derive(Clone, Debug)]
pub struct ServerSeq {
    pub seq: i64,
    /// What the player agreed to in the campaign.
    pub consent_version: Option<String>,
    /// Who the player is in the campaign, as the brand signed it.
    pub user_id: Option<String>,
}

#[async_trait]
pub trait EventReads {
    /// The position of the latest change of all.
    async fn last_position(&mut self) -> Stored<i64>;
    /// Exported events in the order of the log.
    async fn events_after(&mut self, changes: &Changes) -> Stored<Vec<LoggedEvent>>;
    /// Those of one name.
    async fn events_named_after(&mut self, name: &str, changes: &Changes) -> Stored<Vec<LoggedEvent>>;
    /// Exported events in the order in which they were received, up to a position of the log; those of every
    /// campaign and of the site in the order of the log.
    async fn events_page(&mut self, page: &Page, up_to: i64) -> Stored<Vec<LoggedEvent>>;
    /// Refused events in the order in which they were first received.
    async fn rejected_page(&mut self, page: &Page) -> Stored<Vec<RejectedEvents>>;
}

#[async_trait]
pub trait EventWrites {
    /// Appends those of one source whose `message_id` is not in the log yet; the ids of these.
    async fn append_events(&mut self, events: &[&EventRow]) -> Stored<HashSet<String>>;
    async fn add_rejected(&mut self, rejected: &[RejectedRow]) -> Stored<()>;
    /// Counts the endpoint's own stream of events about a player up by one; `None` is no such player.
    async fn next_server_seq(&mut self, player_id: &str, campaign_id: &str) -> Stored<Option<ServerSeq>>;
}
