//! People and bots who play any game natively, to measure how the judge of hands tells them apart.
//!
//! Both see a run as its rules tell it ([`tapvine_shared::run::Chance`]): what can be tapped, from when, and whether
//! it is right. Nothing here knows a game.

pub mod bot;
pub mod person;
mod player;
pub mod rates;

pub use player::Sight;
