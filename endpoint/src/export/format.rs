//! A table as CSV, NDJSON or Parquet, a page of rows at a time.

use super::parquet::ParquetTable;
use super::table::{Cell, Column, ColumnKind, time};
use bytes::Bytes;
use serde_json::{Map, Value, json};

/// What begins a formula in Excel, LibreOffice or Sheets; a leading `'` makes it text. Only what somebody wrote gets
/// one: ids of that form were refused when they came, numbers are no text.
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

    /// Whether a table that was asked for with this `bom` begins with the mark of UTF-8; `None` is no answer.
    pub fn has_mark(self, asked: Option<&str>) -> Option<bool> {
        match asked {
            None | Some("0") => Some(false),
            Some("1") if self == TableFormat::Csv => Some(true),
            Some(_) => None,
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
        /// What stands before the first row.
        begin: Option<&'static [u8]>,
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
            TableFormat::Csv => TableWriter::Csv { columns, begin: Some(b"") },
            TableFormat::Ndjson => TableWriter::Ndjson { columns },
            TableFormat::Parquet => TableWriter::Parquet(Box::new(ParquetTable::new(columns)?)),
        })
    }

    /// With the mark by which Excel knows UTF-8; in CSV alone.
    pub fn with_byte_order_mark(mut self) -> TableWriter {
        if let TableWriter::Csv { begin: Some(begin), .. } = &mut self {
            *begin = "\u{feff}".as_bytes();
        }
        self
    }

    /// The bytes of a page; `is_last` ends the file.
    pub fn page(&mut self, rows: Vec<Vec<Cell>>, is_last: bool) -> anyhow::Result<Bytes> {
        match self {
            TableWriter::Csv { columns, begin } => {
                let begin = begin.take();
                let mut table = csv::Writer::from_writer(begin.unwrap_or_default().to_vec());
                if begin.is_some() {
                    table.write_record(columns.iter().map(|column| &column.name))?;
                }
                for row in rows {
                    let cells = columns.iter().zip(row).map(|(column, cell)| match column.kind {
                        ColumnKind::Text => no_formula(text(cell)),
                        _ => text(cell),
                    });
                    table.write_record(cells)?;
                }
                Ok(table.into_inner()?.into())
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
