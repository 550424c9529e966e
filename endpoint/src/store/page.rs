//! Which rows of an export: a page of those in a span of time, or of those that changed since a position.

/// A page in the order of time.
#[derive(Clone, Debug)]
pub struct Page {
    /// `None` is every campaign, and what belongs to none; for events alone.
    pub campaign_id: Option<String>,
    pub span: Span,
    /// The place of the last row already read: its time and its id.
    pub after: Option<(i64, String)>,
    pub limit: u32,
}

impl Page {
    /// The time and the id after which the page begins.
    pub fn start(&self) -> (i64, &str) {
        self.after.as_ref().map_or((self.span.from_ms, ""), |(at_ms, id)| (*at_ms, id))
    }
}

/// From `from_ms` up to and without `to_ms`.
#[derive(Clone, Copy, Debug)]
pub struct Span {
    pub from_ms: i64,
    pub to_ms: i64,
}

impl Span {
    pub const ALWAYS: Span = Span { from_ms: i64::MIN, to_ms: i64::MAX };
}

/// A page in the order of the log: every change takes the next position when it is committed.
#[derive(Clone, Debug)]
pub struct Changes {
    /// `None` as in [`Page`].
    pub campaign_id: Option<String>,
    /// The last position already read.
    pub after: i64,
    /// The last position to be read: what is committed later has a higher one.
    pub up_to: i64,
    pub limit: u32,
}
