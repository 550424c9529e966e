//! The stock of a coupon as people save it: a list, a spreadsheet's CSV, in the encoding of their machine. What is
//! read is surely what was meant, or the start stops with file, line and a true reason.

mod bad_stock;
mod code;
mod decode;
mod foreign;
mod header;
mod invisible;
mod quotes;
mod table;
mod twins;

use anyhow::{Context as _, anyhow};
use bad_stock::BadStock;
use std::path::Path;
use table::Table;

/// The codes of a file in the order of its lines, which is the order of issue.
///
/// # Errors
/// When the file cannot be read, or could be read in more than one way; the text names file, line and what to do.
pub fn load(file: &Path) -> anyhow::Result<Vec<String>> {
    let shown = file.display();
    let bytes = std::fs::read(file).with_context(|| shown.to_string())?;
    let stock = parse(&bytes).map_err(|bad| anyhow!("{shown}:{bad}"))?;
    let (codes, header) = (stock.codes.len(), stock.header.unwrap_or_default());
    tracing::info!(file = %shown, codes, encoding = stock.encoding, header, "stock read");
    if codes == 0 {
        tracing::warn!(file = %shown, "there is no code in it: nothing can be won");
    }
    Ok(stock.codes)
}

/// What a file holds, and how it was understood.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Stock {
    codes: Vec<String>,
    /// The first cell of a line that names the columns.
    header: Option<String>,
    encoding: &'static str,
}

fn parse(bytes: &[u8]) -> Result<Stock, BadStock> {
    foreign::refuse(bytes)?;
    let text = decode::decode(bytes)?;
    let table = Table::parse(&text.text)?;
    let header = header::find(&table, &text)?;
    let mut codes = Vec::new();
    for row in &table.rows[usize::from(header.is_some())..] {
        codes.push((row.line, code::read(row, &text)?));
    }
    header::refuse_other_columns(&table, &codes)?;
    if codes.is_empty() {
        table.refuse_commented_codes()?;
    }
    twins::refuse(&codes)?;
    Ok(Stock { codes: codes.into_iter().map(|(_, code)| code).collect(), header, encoding: text.encoding })
}

#[cfg(test)]
mod tests;
