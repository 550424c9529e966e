//! A table with typed columns, written a page of rows at a time as CSV, NDJSON or Parquet.

use super::cell::{safe, time};
use super::parquet::ParquetTable;
use bytes::Bytes;
use serde_json::{Map, Value, json};

/// A column and what its cells hold. Any cell may be empty.
#[derive(Clone, Debug)]
pub struct Column {
    pub name: String,
    pub kind: ColumnKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnKind {
    Text,
    Real,
    Whole,
    /// Milliseconds since 1970.
    Time,
    Flag,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    Empty,
    Text(String),
    Real(f64),
    Whole(i64),
    Time(i64),
    Flag(bool),
}

impl From<Option<String>> for Cell {
    fn from(text: Option<String>) -> Cell {
        text.map_or(Cell::Empty, Cell::Text)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableFormat {
    Csv,
    Ndjson,
    Parquet,
}

impl TableFormat {
    pub fn of_ending(ending: &str) -> Option<TableFormat> {
        match ending {
            "csv" => Some(TableFormat::Csv),
            "ndjson" => Some(TableFormat::Ndjson),
            "parquet" => Some(TableFormat::Parquet),
            _ => None,
        }
    }

    pub const fn content_type(self) -> &'static str {
        match self {
            TableFormat::Csv => "text/csv; charset=utf-8",
            TableFormat::Ndjson => "application/x-ndjson",
            TableFormat::Parquet => "application/vnd.apache.parquet",
        }
    }
}

/// What turns rows into bytes.
pub enum TableWriter {
    Csv { columns: Vec<Column>, begun: bool },
    Ndjson { columns: Vec<Column> },
    Parquet(Box<ParquetTable>),
}

impl TableWriter {
    /// # Errors
    /// When the columns make no Parquet schema.
    pub fn new(format: TableFormat, columns: Vec<Column>) -> anyhow::Result<TableWriter> {
        Ok(match format {
            TableFormat::Csv => TableWriter::Csv { columns, begun: false },
            TableFormat::Ndjson => TableWriter::Ndjson { columns },
            TableFormat::Parquet => TableWriter::Parquet(Box::new(ParquetTable::new(columns)?)),
        })
    }

    /// The bytes of a page; `is_last` ends the file.
    pub fn page(&mut self, rows: Vec<Vec<Cell>>, is_last: bool) -> anyhow::Result<Bytes> {
        match self {
            TableWriter::Csv { columns, begun } => {
                let header = columns.iter().map(|column| column.name.clone()).collect();
                let header = (!std::mem::replace(begun, true)).then_some(header);
                let cells = rows.into_iter().map(|row| row.into_iter().map(text).collect());
                csv(header.into_iter().chain(cells))
            }
            TableWriter::Ndjson { columns } => {
                let mut text = String::new();
                for row in rows {
                    let names = columns.iter().map(|column| column.name.clone());
                    let line: Map<String, Value> = names.zip(row.into_iter().map(value)).collect();
                    text.push_str(&Value::Object(line).to_string());
                    text.push('\n');
                }
                Ok(text.into())
            }
            TableWriter::Parquet(table) => table.page(&rows, is_last),
        }
    }
}

fn csv(records: impl Iterator<Item = Vec<String>>) -> anyhow::Result<Bytes> {
    let mut table = csv::Writer::from_writer(Vec::new());
    for record in records {
        table.write_record(record.into_iter().map(safe))?;
    }
    Ok(table.into_inner()?.into())
}

fn text(cell: Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => text,
        Cell::Real(number) => number.to_string(),
        Cell::Whole(number) => number.to_string(),
        Cell::Time(at_ms) => time(at_ms),
        Cell::Flag(flag) => flag.to_string(),
    }
}

fn value(cell: Cell) -> Value {
    match cell {
        Cell::Empty => Value::Null,
        Cell::Text(text) => json!(text),
        Cell::Real(number) => json!(number),
        Cell::Whole(number) => json!(number),
        Cell::Time(at_ms) => json!(time(at_ms)),
        Cell::Flag(flag) => json!(flag),
    }
}
