//! The wire: Segment-Spec messages in the profile that every receiver takes.

#[cfg(not(target_arch = "wasm32"))]
mod accept;
mod context;
mod message;

#[cfg(not(target_arch = "wasm32"))]
pub use accept::{Accepted, Fault, Kind, Received, accept};
pub use context::{CampaignSource, ConsentGiven, Context, Library, Page, Referrer};
pub use message::{Envelope, Stream, encode_identify, encode_track};

/// Segment's limits, which the others share or exceed.
pub const MAX_EVENT_BYTES: usize = 32 * 1024;
pub const MAX_BATCH_BYTES: usize = 500 * 1024;
pub const MAX_BATCH_EVENTS: usize = 2_500;
pub const MAX_PROPERTIES: usize = 25;

/// What became of one event of a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// It is on disk.
    Ok,
    /// It was on disk already.
    Duplicate,
    /// It never will be; the details say why. It is kept among the rejected.
    Drop,
    /// Nobody knows; send it again.
    Retry,
}
