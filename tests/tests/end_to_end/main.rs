//! People play on a real browser or over HTTP against the real endpoint. One binary: its tests run side by side.

mod consent;
mod contract;
mod faults;
mod host_pages;
mod insights;
mod labels;
mod names;
mod play;
mod refusals;
mod reviews;
mod same_score;
mod sdks;
mod simulation;
mod story;
