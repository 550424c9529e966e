//! A table as CSV, NDJSON or Parquet, a page of rows at a time.

use super::parquet::ParquetTable;
use super::table::{Cell, Column, time};
use bytes::Bytes;
use serde_json::{Map, Value, json};

/// What begins a formula in Excel, LibreOffice or Sheets; a leading `'` makes it text.
const STARTS_A_FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableFormat {
    Csv,
    Ndjson,
    Parquet,
}

impl TableFormat {
    pub fn of_ending(ending: &str) -> Option<TableFormat> {
        let all = [TableFormat::Csv, TableFormat::Ndjson, TableFormat::Parquet];
        all.into_iter().find(|format| format.ending() == ending)
    }

    pub const fn ending(self) -> &'static str {
        match self {
            TableFormat::Csv => "csv",
            TableFormat::Ndjson => "ndjson",
            TableFormat::Parquet => "parquet",
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
    Csv {
        columns: Vec<Column>,
        begun: bool,
    },
    Ndjson {
        columns: Vec<Column>,
    },
    /// Every row is one cell, a line of JSON already.
    Lines,
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
            TableWriter::Lines => {
                let lines = rows.into_iter().flatten().map(|cell| text(cell) + "\n");
                Ok(lines.collect::<String>().into())
            }
            TableWriter::Parquet(table) => table.page(&rows, is_last),
        }
    }
}

fn csv(records: impl Iterator<Item = Vec<String>>) -> anyhow::Result<Bytes> {
    let mut table = csv::Writer::from_writer(Vec::new());
    for record in records {
        table.write_record(record.into_iter().map(no_formula))?;
    }
    Ok(table.into_inner()?.into())
}

/// A text that a spreadsheet shows and never runs.
fn no_formula(text: String) -> String {
    if text.starts_with(STARTS_A_FORMULA) { format!("'{text}") } else { text }
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

#[cfg(test)]
mod tests {
    use super::no_formula;

    #[test]
    fn nothing_in_a_cell_is_a_formula() {
        for text in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"] {
            assert_eq!(no_formula(text.into()), format!("'{text}"));
        }
        assert_eq!(no_formula("a=1".into()), "a=1");
    }
}
