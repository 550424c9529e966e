//! Exports: rows of the store as CSV, NDJSON or Parquet – all in a span of time, or what changed since a cursor.

pub mod columns;
pub mod cursor;
pub mod flatten;
pub mod format;
pub mod label_changes;
pub mod labels;
pub mod page;
pub mod parquet;
pub mod rows;
pub mod stream;
pub mod table;
