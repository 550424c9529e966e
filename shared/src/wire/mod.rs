//! The wire: Segment-Spec messages in the profile that every receiver takes.

#[cfg(not(target_arch = "wasm32"))]
mod accept;
mod context;
mod message;
mod result;
#[cfg(not(target_arch = "wasm32"))]
mod split;
#[cfg(not(target_arch = "wasm32"))]
mod strict;

#[cfg(not(target_arch = "wasm32"))]
pub use accept::{Accepted, FREE_TEXTS, Fault, Kind, Received, accept, accept_bytes};
pub use context::{CampaignSource, ConsentGiven, Context, Library, Page, Referrer};
pub use message::{Envelope, Stream, encode_identify, encode_track};
pub use result::{DropReason, EventResult};
#[cfg(not(target_arch = "wasm32"))]
pub use split::{Batch, SplitError, members, split_batch, text_member, without_mark};
#[cfg(not(target_arch = "wasm32"))]
pub use strict::MAX_DEPTH;

/// Segment's limits, which the others share or exceed.
pub const MAX_EVENT_BYTES: usize = 32 * 1024;
pub const MAX_BATCH_BYTES: usize = 500 * 1024;
pub const MAX_BATCH_EVENTS: usize = 2_500;
pub const MAX_PROPERTIES: usize = 25;
