//! Lines and columns: which sign separates them, which lines say nothing.

use super::bad_stock::BadStock;
use super::invisible::{is_invisible, trim};
use super::quotes;
use csv::{Position, ReaderBuilder};

/// What separates columns, in the programs that write CSV.
const DELIMITERS: [char; 4] = ['\t', ';', ',', '|'];

/// The lines that say something.
pub struct Table {
    pub rows: Vec<Row>,
    /// The first line that is a comment and might be a code: `#` without a space after it.
    doubtful_comment: Option<usize>,
}

/// What spreadsheets write in place of a value that went wrong.
const ERRORS: [&str; 7] = ["#n/a", "#ref!", "#value!", "#name?", "#div/0!", "#num!", "#null!"];

pub struct Row {
    pub line: usize,
    pub cells: Vec<String>,
}

impl Row {
    /// The first cell without what nobody sees around it.
    pub fn first(&self) -> &str {
        self.cells.first().map_or("", |cell| trim(cell))
    }
}

impl Table {
    /// # Errors
    /// When lines are separated by different signs, or a quotation mark does not close.
    pub fn parse(text: &str) -> Result<Table, BadStock> {
        let Lines { lines, stated_delimiter: stated, doubtful_comment } = lines(text)?;
        let delimiter = match stated {
            Some(delimiter) => Some(delimiter),
            None => delimiter(&lines)?,
        };
        let text = lines.join("\n");
        quotes::refuse_unclosed(&text, delimiter)?;
        let mut reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            // Without columns a sign that is in no text.
            .delimiter(delimiter.map_or(b'\x1f', |sign| sign as u8))
            .from_reader(text.as_bytes());
        let mut rows = Vec::new();
        for record in reader.records() {
            let record = record.map_err(|error| BadStock::whole_file(error.to_string()))?;
            let line = record.position().map_or(1, |at| line_of_record(&text, at));
            let row = Row { line, cells: record.iter().map(str::to_owned).collect() };
            if row.cells.iter().any(|cell| !trim(cell).is_empty()) {
                rows.push(row);
            }
        }
        Ok(Table { rows, doubtful_comment })
    }

    /// # Errors
    /// When there is no code, and comments that might be some.
    pub fn refuse_commented_codes(&self) -> Result<(), BadStock> {
        match self.doubtful_comment {
            Some(line) => {
                let why = "a line that begins with # is a comment, and there is no other; put codes in quotation marks";
                Err(BadStock::at(line, why))
            }
            None => Ok(()),
        }
    }

    pub fn columns(&self) -> usize {
        self.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0)
    }
}

struct Lines {
    lines: Vec<String>,
    stated_delimiter: Option<char>,
    /// The line of a comment that might have been meant as a code.
    doubtful_comment: Option<usize>,
}

/// The lines, however they end; comments are left empty, so that lines keep their number. A first line `sep=;`, which
/// spreadsheets write, states the delimiter.
fn lines(text: &str) -> Result<Lines, BadStock> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let comments = (1..).zip(text.split('\n')).filter_map(|(line, text)| Some((line, comment(text)?)));
    let is_doubtful = |comment: &str| comment.starts_with(|letter: char| letter.is_alphanumeric());
    let mut doubtful = None;
    for (line, comment) in comments {
        let cell = format!("#{}", comment.split(DELIMITERS).next().unwrap_or_default().trim()).to_lowercase();
        if ERRORS.contains(&cell.as_str()) {
            return Err(BadStock::at(
                line,
                "a formula of the spreadsheet has failed here; export the codes again",
            ));
        }
        doubtful = doubtful.or(is_doubtful(comment).then_some(line));
    }
    let mut lines: Vec<String> = text.split('\n').map(uncommented).collect();
    let first = lines.iter_mut().find(|line| !line.is_empty());
    let stated = first.and_then(|line| {
        let sign = trim(line).strip_prefix("sep=")?.chars().next()?;
        line.clear();
        DELIMITERS.contains(&sign).then_some(sign)
    });
    Ok(Lines { lines, stated_delimiter: stated, doubtful_comment: doubtful })
}

/// What a comment says.
fn comment(line: &str) -> Option<&str> {
    trim(line).strip_prefix(['#', '＃'])
}

/// A line without the marks nobody sees at its ends; a comment says nothing. A tab in front stays: it says that the
/// first column is empty.
fn uncommented(line: &str) -> String {
    let line = line.trim_start_matches(|letter| letter != '\t' && is_invisible(letter));
    let line = line.trim_end_matches(is_invisible);
    if comment(line).is_some() { String::new() } else { line.to_owned() }
}

/// A record's position is that of the end of the one before: empty lines follow it.
fn line_of_record(text: &str, at: &Position) -> usize {
    let rest = &text.as_bytes()[at.byte() as usize..];
    at.line() as usize + rest.iter().take_while(|byte| **byte == b'\n').count()
}

/// The sign after the first column, the same in every line that has one.
fn delimiter(lines: &[String]) -> Result<Option<char>, BadStock> {
    let mut known: Option<(char, usize)> = None;
    let mut single: Option<usize> = None;
    for (line, text) in (1..).zip(lines).filter(|(_, text)| !text.is_empty()) {
        match (first_delimiter(text), known) {
            (Some(sign), Some((other, first))) if sign != other => {
                let why = format!("columns are separated by `{sign}` here, by `{other}` in line {first}");
                return Err(BadStock::at(line, why));
            }
            (Some(sign), None) => {
                if let Some(single) = single {
                    let why = format!("there is a second column after `{sign}`, but none in line {single}");
                    return Err(BadStock::at(line, why));
                }
                known = Some((sign, line));
            }
            (None, None) => single = single.or(Some(line)),
            _ => {}
        }
    }
    Ok(known.map(|(sign, _)| sign))
}

fn first_delimiter(line: &str) -> Option<char> {
    let mut quoted = false;
    line.chars().find(|letter| {
        quoted ^= *letter == '"';
        !quoted && DELIMITERS.contains(letter)
    })
}

/// The number of the line that follows these bytes.
pub fn line_of(before: &[u8]) -> usize {
    let ends =
        |at: &usize| before[*at] == b'\n' || (before[*at] == b'\r' && before.get(at + 1) != Some(&b'\n'));
    1 + (0..before.len()).filter(ends).count()
}
