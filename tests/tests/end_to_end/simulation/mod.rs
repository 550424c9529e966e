//! People with planted interests play over HTTP: what comes out is what they did, in every form an analyst may ask for.

mod parquet;
mod planted;
mod sums;
