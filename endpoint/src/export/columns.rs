//! What each export has in its columns. Everything in a cell is a text; NDJSON has the same names.

use super::cell::time;
use crate::store::{CouponRow, EventRow, InviteRow};
use serde_json::{Value, json};

pub const EVENTS: [&str; 24] = [
    "message_id",
    "campaign_id",
    "player_id",
    "user_id",
    "event",
    "happened_at",
    "received_at",
    "consent_version",
    "game_id",
    "stream",
    "seq",
    "run_id",
    "score",
    "rival",
    "ticks",
    "won",
    "reason",
    "method",
    "code",
    "inviter_id",
    "coupon_id",
    "label",
    "label_id",
    "givers",
];

pub const INVITES: [&str; 10] = [
    "campaign_id",
    "code",
    "inviter_id",
    "invitee_id",
    "arrived_at",
    "qualified_at",
    "run_id",
    "depth",
    "state",
    "consent_version",
];

pub const COUPONS: [&str; 8] =
    ["campaign_id", "coupon_id", "code", "state", "player_id", "run_id", "issued_at", "consent_version"];

/// The first columns of an event; the others are its properties of those names.
const OWN_EVENT_COLUMNS: usize = 8;

pub fn event(campaign_id: &str, row: EventRow) -> Vec<String> {
    let body: Value = serde_json::from_str(&row.body).unwrap_or_default();
    let mut cells = vec![
        row.message_id,
        campaign_id.to_owned(),
        row.player_id,
        row.user_id.unwrap_or_default(),
        row.name,
        time(row.happened_at_ms),
        time(row.received_at_ms),
        row.consent_version.unwrap_or_default(),
    ];
    cells.extend(EVENTS[OWN_EVENT_COLUMNS..].iter().map(|name| match &body["properties"][*name] {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }));
    cells
}

pub fn invite(campaign_id: &str, row: InviteRow) -> Vec<String> {
    vec![
        campaign_id.to_owned(),
        row.code,
        row.inviter_id,
        row.invitee_id,
        time(row.arrived_at_ms),
        time(row.qualified_at_ms),
        row.run_id.unwrap_or_default(),
        row.depth.to_string(),
        row.state,
        row.consent_version.unwrap_or_default(),
    ]
}

pub fn coupon(campaign_id: &str, row: CouponRow) -> Vec<String> {
    vec![
        campaign_id.to_owned(),
        row.coupon_id,
        row.code,
        row.state,
        row.player_id.unwrap_or_default(),
        row.run_id.unwrap_or_default(),
        time(row.issued_at_ms),
        row.consent_version.unwrap_or_default(),
    ]
}

/// One line of NDJSON with the names of the columns; an empty cell is null.
pub fn line(names: &[&str], cells: Vec<String>) -> Value {
    let value = |cell: String| if cell.is_empty() { Value::Null } else { json!(cell) };
    names.iter().zip(cells).map(|(name, cell)| ((*name).to_owned(), value(cell))).collect()
}
