//! The outbox: the client's queue of events that the endpoint has not acknowledged yet.
//!
//! The queue is pure: it knows no clock, no network and no storage, so every fault can be tested.
//! Its browser edge, compiled for wasm32 only, lends it a clock, `fetch` and a storage that may be missing.

#[cfg(target_arch = "wasm32")]
mod browser;
mod kept;
mod queue;
mod retry;

#[cfg(target_arch = "wasm32")]
pub use browser::Outbox;
pub use queue::{Entry, Queue, Reply, Settled};
