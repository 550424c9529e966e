//! A cell of a CSV that a spreadsheet shows and never runs.

/// What begins a formula in Excel, LibreOffice or Sheets; a leading `'` makes it text.
const STARTS_A_FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

pub fn safe(text: String) -> String {
    if text.starts_with(STARTS_A_FORMULA) { format!("'{text}") } else { text }
}

/// A time as spreadsheets and databases read it; nothing for no time.
pub fn time(at_ms: impl Into<Option<i64>>) -> String {
    let time = at_ms.into().and_then(|at_ms| jiff::Timestamp::from_millisecond(at_ms).ok());
    time.map(|time| format!("{time:.3}")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_cell_is_a_formula() {
        for text in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"] {
            assert_eq!(safe(text.into()), format!("'{text}"));
        }
        assert_eq!(safe("a=1".into()), "a=1");
    }

    #[test]
    fn a_time_is_utc_with_milliseconds() {
        assert_eq!(time(1_500), "1970-01-01T00:00:01.500Z");
        assert_eq!(time(None), "");
    }
}
