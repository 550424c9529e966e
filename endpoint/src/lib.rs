//! The reference data endpoint: takes events, verifies runs, gives coupons, keeps invite chains.
//!
//! A request passes `routes` (one file per call), which take what they need with `request`, ask
//! `campaign` and `verdict` what is allowed, and the `store` for everything that lasts. What the
//! store answered is on disk; nothing that matters is kept in memory.

mod app;
mod campaign;
mod chain;
pub mod clock;
pub mod config;
mod consent;
pub mod error;
mod export;
mod interest;
mod random;
mod request;
mod routes;
mod segment;
pub mod server;
pub mod store;
mod sweep;
mod token;
mod traffic;
mod verdict;
mod www;
