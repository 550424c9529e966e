//! The outbox: the client's queue of events that the endpoint has not acknowledged yet.
//!
//! The way of an event: `browser/mod.rs` takes the page's call, `wire/message.rs` writes the event, `queue.rs`
//! holds it, `storage.rs` saves it, `browser/send.rs` posts it. The queue is pure: it knows no clock, no network
//! and no storage, so every fault can be tested. Its browser edge, the feature `browser` on wasm32, lends it those.

mod backoff;
#[cfg(all(target_arch = "wasm32", feature = "browser"))]
mod browser;
mod queue;
mod storage;

#[cfg(all(target_arch = "wasm32", feature = "browser"))]
pub use browser::Outbox;
pub use queue::{Queue, QueuedEvent, Reply};
