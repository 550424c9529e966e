//! The outbox: the client's queue of events that the endpoint has not acknowledged yet.
//!
//! The queue is pure: it knows no clock, no network and no storage, so every fault can be tested.
//! Its browser edge, the feature `browser` on wasm32, lends it a clock, `fetch` and a storage that may be missing.

#[cfg(all(target_arch = "wasm32", feature = "browser"))]
mod browser;
mod kept;
mod queue;
mod retry;

#[cfg(all(target_arch = "wasm32", feature = "browser"))]
pub use browser::Outbox;
pub use queue::{Entry, Queue, Reply, Settled};
