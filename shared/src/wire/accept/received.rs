//! What is known of a batch beside its events.

use serde_json::Value;

/// When a batch came, and what it says of all its events.
#[derive(Clone, Copy, Debug)]
pub struct Received<'a> {
    pub at_ms: i64,
    /// The batch's `context`, for events that have none.
    pub context: Option<&'a Value>,
    /// The batch's `sentAt`, for events that have none.
    pub sent_at: Option<&'a Value>,
}
