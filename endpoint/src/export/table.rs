//! A table: typed columns and the cells of its rows.

/// A column and what its cells hold. Any cell may be empty.
#[derive(Clone, Debug)]
pub struct Column {
    pub name: String,
    pub kind: ColumnKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnKind {
    /// What somebody wrote.
    Text,
    /// An id, a code or a word of a closed list: the very same in every format.
    Id,
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

/// A time in UTC with milliseconds, as spreadsheets and databases read it.
pub fn time(at_ms: i64) -> String {
    jiff::Timestamp::from_millisecond(at_ms).map(|time| format!("{time:.3}")).unwrap_or_default()
}

/// The columns of these names and kinds.
pub fn columns(named: &[(&str, ColumnKind)]) -> Vec<Column> {
    named.iter().map(|(name, kind)| Column { name: (*name).to_owned(), kind: *kind }).collect()
}

#[cfg(test)]
mod tests {
    use super::time;

    #[test]
    fn a_time_is_utc_with_milliseconds() {
        assert_eq!(time(1_500), "1970-01-01T00:00:01.500Z");
    }
}
