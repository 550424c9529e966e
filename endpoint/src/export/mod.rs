//! Exports: rows of the store as CSV or NDJSON, a page of rows at a time.

mod cell;
mod columns;
mod stream;

pub use stream::{Format, Kind, body};
