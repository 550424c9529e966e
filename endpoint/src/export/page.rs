//! A page of an export: which rows it has, and which page comes after it.

use super::table::Cell;
use crate::store::page::{Changes, Page};

/// Which rows come next.
#[derive(Clone, Debug)]
pub enum Which {
    /// Those of a span of time.
    Span(Page),
    /// Those that changed.
    Changes(Changes),
}

pub struct ExportPage {
    pub rows: Vec<Vec<Cell>>,
    /// `None` after the last page.
    pub next: Option<Which>,
}

/// Where a row stands in either order.
pub struct Place {
    pub log_position: i64,
    pub at_ms: i64,
    pub id: String,
}

impl Which {
    /// The page after one of `count` rows that ends at `last`; `None` when that one was short.
    pub fn after(self, count: usize, last: Option<Place>) -> Option<Which> {
        let limit = match &self {
            Which::Span(page) => page.limit,
            Which::Changes(changes) => changes.limit,
        };
        let last = last.filter(|_| count == limit as usize)?;
        Some(match self {
            Which::Span(page) => Which::Span(Page { after: Some((last.at_ms, last.id)), ..page }),
            Which::Changes(changes) => Which::Changes(Changes { after: last.log_position, ..changes }),
        })
    }
}
