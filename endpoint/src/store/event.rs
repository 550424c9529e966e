//! Events as the store takes them.

use tapvine_shared::wire::Accepted;

/// The events of one request.
#[derive(Debug, Default)]
pub struct Batch {
    pub received_at_ms: i64,
    pub events: Vec<Incoming>,
    pub rejected: Vec<Rejected>,
}

/// An event that may be kept.
#[derive(Debug)]
pub struct Incoming {
    pub message_id: String,
    pub player_id: String,
    pub user_id: Option<String>,
    pub name: &'static str,
    pub campaign_id: Option<String>,
    pub consent_version: Option<String>,
    pub happened_at_ms: i64,
    pub body: String,
}

/// An event that was refused and is kept with its reason.
#[derive(Debug)]
pub struct Rejected {
    pub player_id: Option<String>,
    pub reason: &'static str,
    pub detail: String,
    pub body: String,
}

/// What became of an event that may be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    New,
    Duplicate,
    /// Its player asked to be forgotten.
    Erased,
}

impl From<Accepted> for Incoming {
    fn from(accepted: Accepted) -> Incoming {
        Incoming {
            name: accepted.kind.name(),
            message_id: accepted.message_id,
            player_id: accepted.anonymous_id,
            user_id: accepted.user_id,
            campaign_id: accepted.campaign_id,
            consent_version: accepted.consent_version,
            happened_at_ms: accepted.timestamp_ms,
            body: accepted.json,
        }
    }
}
