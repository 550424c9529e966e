//! Tag Party: labels drift around a friend; tap the few that fit.
//!
//! `rules` decides what drifts by and what sticks, from seed and taps alone.

pub mod rules;

/// What the endpoint and the build know of this game.
pub const GAME: tapvine_shared::run::Game =
    tapvine_shared::run::Game::of::<rules::TagParty>(include_str!("../game.toml"));
