//! The reference data endpoint: takes events, verifies runs, gives coupons, keeps invite chains.
//!
//! A request passes `routes`, which read it with `request`, ask `campaign` what is allowed, and have the
//! `domain` decide. What is decided stands in rows of the `store` before it is answered; nothing that
//! matters is kept in memory.

mod app;
pub mod audit;
pub mod campaign;
pub mod captcha;
pub mod clock;
pub mod config;
mod connection;
pub mod digest;
pub mod domain;
pub mod error;
mod export;
mod interest;
pub mod keys;
mod listen;
mod metrics;
pub mod proxies;
mod public_url;
mod random;
mod referral_graph;
mod refusal;
mod request;
mod routes;
pub mod segment;
pub mod server;
pub mod source;
pub mod store;
mod sweep;
mod token;
mod watch;
mod www;
