//! The harness of the end-to-end tests: a real endpoint process, real browsers, and people who play.

pub mod api_player;
pub mod attack;
pub mod browser;
pub mod endpoint;
pub mod fair_play;
pub mod folders;
pub mod phone;
pub mod process;
pub mod random;
pub mod round;
pub mod simulation;
pub mod site;
