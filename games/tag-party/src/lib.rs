//! Tag Party: labels drift around the receiver's avatar; tap the few that fit.
//!
//! `rules` decides what drifts by and what sticks, from seed and taps alone, the same here and at the
//! endpoint. `view` follows the rules with stickers, an avatar and sounds and never decides a score. `web` is
//! the module's entry in a browser; like `view` it exists only on wasm32.

pub mod rules;

#[cfg(target_arch = "wasm32")]
mod view;
#[cfg(target_arch = "wasm32")]
pub mod web;

/// What the endpoint and the build know of this game.
pub const GAME: tapvine_shared::run::Game =
    tapvine_shared::run::Game::of::<rules::TagParty>(include_str!("../game.toml"));
