//! Rows of the exports. They are read page by page, so that an export holds no lock and no memory.

use sqlx::FromRow;

/// Which rows: of one campaign, in a span of time, after a row already read.
#[derive(Clone, Debug)]
pub struct Page {
    pub campaign_id: String,
    pub span: Span,
    /// The place of the last row already read.
    pub after: Option<(i64, String)>,
    pub limit: u32,
}

/// From `from_ms` up to and without `to_ms`.
#[derive(Clone, Copy, Debug)]
pub struct Span {
    pub from_ms: i64,
    pub to_ms: i64,
}

#[derive(Debug, FromRow)]
pub struct EventRow {
    pub message_id: String,
    pub player_id: String,
    pub user_id: Option<String>,
    pub name: String,
    pub consent_version: Option<String>,
    pub happened_at_ms: i64,
    pub received_at_ms: i64,
    pub body: String,
}

#[derive(Debug, FromRow)]
pub struct InviteRow {
    pub code: String,
    pub inviter_id: String,
    pub invitee_id: String,
    pub arrived_at_ms: i64,
    pub qualified_at_ms: Option<i64>,
    pub run_id: Option<String>,
    pub depth: i64,
    pub state: String,
    pub consent_version: Option<String>,
}

#[derive(Debug, FromRow)]
pub struct CouponRow {
    pub coupon_id: String,
    pub code: String,
    pub state: String,
    pub player_id: Option<String>,
    pub run_id: Option<String>,
    pub issued_at_ms: i64,
    pub consent_version: Option<String>,
}
