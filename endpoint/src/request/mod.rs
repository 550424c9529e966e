//! What handlers take from a request: its body, its query, and who sent it.

pub mod analyst;
pub mod body;
pub mod credentials;
pub mod link;
pub mod network;
pub mod query;
pub mod unpack;
