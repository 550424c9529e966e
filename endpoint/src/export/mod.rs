//! Exports: rows of the store as CSV, NDJSON or Parquet, a page of rows at a time.

mod cell;
mod columns;
mod interests;
mod parquet;
mod stream;
mod table;

pub use cell::time;
pub use interests::{Form, Of, Which, labels_body};
pub use stream::{Kind, body};
pub use table::{Cell, Column, ColumnKind, TableFormat, TableWriter};
