//! The shared crate: what a run, an event, an invite and a campaign are, and how they travel.
//!
//! The games use it in the browser and the endpoint uses it natively, so a score, an event or a
//! trace means the same on both sides. It knows nothing of bevy, axum or any game.

#[cfg(not(target_arch = "wasm32"))]
pub mod campaign;
pub mod event;
#[cfg(not(target_arch = "wasm32"))]
pub mod hand;
pub mod invite;
#[cfg(not(target_arch = "wasm32"))]
pub mod label;
#[cfg(not(target_arch = "wasm32"))]
pub mod locale;
#[cfg(not(target_arch = "wasm32"))]
pub mod name;
pub mod outbox;
pub mod run;
mod tags;
pub mod wire;
