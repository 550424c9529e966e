//! Why a stock stops the start: the line, and a reason a person can act on.

use std::fmt;

/// Why a file is no stock; the line is counted from one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadStock {
    pub line: Option<usize>,
    pub why: String,
}

impl BadStock {
    pub fn whole_file(why: impl Into<String>) -> BadStock {
        BadStock { line: None, why: why.into() }
    }

    pub fn at(line: usize, why: impl Into<String>) -> BadStock {
        BadStock { line: Some(line), why: why.into() }
    }
}

impl fmt::Display for BadStock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{line}: {}", self.why),
            None => write!(f, " {}", self.why),
        }
    }
}
