//! Fruit Rush.

pub mod rules;

/// What the endpoint and the build know of this game.
pub const GAME: tapvine_shared::run::Game =
    tapvine_shared::run::Game::of::<rules::FruitRush>(include_str!("../game.toml"));
