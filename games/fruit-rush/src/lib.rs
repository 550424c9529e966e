//! Fruit Rush: twelve branches, thirty seconds, and the system's hand picking beside you.
//!
//! `rules` decides everything that counts, in integers, the same here and at the endpoint. `view`
//! follows the rules' state and game events with sprites, faces and particles and never decides a
//! score. `web` is the module's entry in a browser; like `view` it exists only on wasm32.

pub mod rules;

#[cfg(target_arch = "wasm32")]
mod view;
#[cfg(target_arch = "wasm32")]
pub mod web;

/// What the endpoint and the build know of this game.
pub const GAME: tapvine_shared::run::Game =
    tapvine_shared::run::Game::of::<rules::FruitRush>(include_str!("../game.toml"));
