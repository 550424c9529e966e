//! What handlers take from a request: its body, its query, and who sent it.

pub mod analyst;
pub mod body;
pub mod budget;
pub mod credentials;
pub mod link;
pub mod network;
pub mod path;
pub mod query;
pub mod unpack;
pub mod whole;
