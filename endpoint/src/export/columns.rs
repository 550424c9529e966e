//! What each export has in its columns: names, types and the cells of a row.

use super::flatten::flattened;
use super::table::{Cell, Column, ColumnKind, columns};
use crate::store::coupon::CouponRow;
use crate::store::event::{EventRow, LoggedEvent, RejectedEvents};
use crate::store::invite::ArrivalRow;
use ColumnKind::{Flag, Id, Text, Time, Whole};
use serde_json::Value;

/// What can be exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportKind {
    Events,
    Invites,
    Coupons,
    Labels,
    /// The rows behind the numbers of labels.
    Evidence,
    /// Events that were refused.
    Rejected,
}

impl ExportKind {
    pub fn of_name(name: &str) -> Option<ExportKind> {
        use ExportKind::{Coupons, Events, Evidence, Invites, Labels, Rejected};
        [Events, Invites, Coupons, Labels, Evidence, Rejected].into_iter().find(|kind| kind.name() == name)
    }

    pub const fn name(self) -> &'static str {
        match self {
            ExportKind::Events => "events",
            ExportKind::Invites => "invites",
            ExportKind::Coupons => "coupons",
            ExportKind::Labels => "labels",
            ExportKind::Evidence => "evidence",
            ExportKind::Rejected => "rejected",
        }
    }
}

/// The first columns of an event are of the message.
const MESSAGE_COLUMNS: usize = 8;
/// The last ones too; those between are its properties of those names.
const LAST_COLUMNS: usize = 7;

const EVENTS: &[(&str, ColumnKind)] = &[
    ("message_id", Id),
    ("campaign_id", Id),
    ("player_id", Id),
    ("user_id", Id),
    ("event", Text),
    ("happened_at", Time),
    ("received_at", Time),
    ("consent_version", Id),
    ("game_id", Id),
    ("stream", Id),
    ("seq", Whole),
    ("run_id", Id),
    ("score", Whole),
    ("rival", Whole),
    ("ticks", Whole),
    ("won", Flag),
    ("reason", Text),
    ("method", Text),
    ("code", Id),
    ("inviter_id", Id),
    ("coupon_id", Id),
    ("label", Id),
    ("label_id", Id),
    ("givers", Whole),
    ("player_hash", Id),
    ("type", Id),
    ("source", Id),
    ("group_id", Id),
    ("previous_id", Id),
    ("name", Text),
    ("properties", Text),
    ("traits", Text),
];

const REJECTED: &[(&str, ColumnKind)] = &[
    ("rejected_id", Id),
    ("received_at", Time),
    ("last_received_at", Time),
    ("times", Whole),
    ("source", Id),
    ("campaign_id", Id),
    ("reason", Id),
    ("detail", Text),
    ("player_id", Id),
    ("user_id", Id),
    ("body", Text),
];

/// What was added later stands last, so that nobody's columns move.
const AFTER_EVENTS: &[(&str, ColumnKind)] = &[(USER_ID_VERIFIED, Flag)];
/// Whether the brand had signed for the user id; a browser says what it likes.
const USER_ID_VERIFIED: &str = "user_id_verified";

const INVITES: &[(&str, ColumnKind)] = &[
    ("campaign_id", Id),
    ("code", Id),
    ("inviter_id", Id),
    ("invitee_id", Id),
    ("arrived_at", Time),
    ("qualified_at", Time),
    ("run_id", Id),
    ("depth", Whole),
    ("state", Id),
    ("consent_version", Id),
    ("arrival_id", Id),
    ("updated_at", Time),
];

const COUPONS: &[(&str, ColumnKind)] = &[
    ("campaign_id", Id),
    ("coupon_id", Id),
    ("code", Id),
    ("state", Id),
    ("player_id", Id),
    ("run_id", Id),
    ("issued_at", Time),
    ("consent_version", Id),
    ("updated_at", Time),
];

pub fn event_columns() -> Vec<Column> {
    columns(&[EVENTS, AFTER_EVENTS].concat())
}

pub fn invite_columns() -> Vec<Column> {
    columns(INVITES)
}

pub fn coupon_columns() -> Vec<Column> {
    columns(COUPONS)
}

pub fn rejected_columns() -> Vec<Column> {
    columns(REJECTED)
}

/// The message itself with what the endpoint knows besides: its source, within which ids are unique, and of one that
/// names a user, whether the brand signed for that.
pub fn message(logged: LoggedEvent) -> String {
    let EventRow { user_id, source, body, .. } = logged.event;
    let members = body.strip_suffix('}').unwrap_or(&body);
    let source = Value::from(source);
    match user_id {
        None => format!("{members},\"source\":{source}}}"),
        Some(_) => {
            let verified = logged.is_user_verified;
            format!("{members},\"source\":{source},\"{USER_ID_VERIFIED}\":{verified}}}")
        }
    }
}

pub fn event(logged: LoggedEvent) -> Vec<Cell> {
    let is_verified = logged.event.user_id.as_ref().map(|_| logged.is_user_verified);
    let row: EventRow = logged.event;
    let body: Value = serde_json::from_str(&row.body).unwrap_or_default();
    let mut cells = vec![
        Cell::Text(row.message_id),
        row.campaign_id.into(),
        row.player_id.into(),
        row.user_id.into(),
        Cell::Text(row.name),
        Cell::Time(row.happened_at_ms),
        Cell::Time(row.received_at_ms),
        row.consent_version.into(),
    ];
    let (properties, stream) = (&body["properties"], &body["context"]["tapvine"]);
    let value = |name: &str| properties.get(name).or_else(|| STREAM.contains(&name).then(|| &stream[name]));
    cells.extend(property_columns().iter().map(|(name, kind)| property(value(name), *kind)));
    let text = |name: &str| property(body.get(name), Text);
    let has_no_column =
        |name: &str| name != "campaign_id" && !property_columns().iter().any(|(column, _)| *column == name);
    cells.extend([
        text("type"),
        Cell::Text(row.source),
        text("groupId"),
        text("previousId"),
        text("name"),
        flattened(properties, has_no_column).into(),
        flattened(&body["traits"], |_| true).into(),
        is_verified.map_or(Cell::Empty, Cell::Flag),
    ]);
    cells
}

/// What a call that is no event says in its context.
const STREAM: [&str; 3] = ["game_id", "stream", "seq"];

fn property_columns() -> &'static [(&'static str, ColumnKind)] {
    &EVENTS[MESSAGE_COLUMNS..EVENTS.len() - LAST_COLUMNS]
}

/// Empty where the property is absent. One that does not fit its column was refused when it came.
fn property(value: Option<&Value>, kind: ColumnKind) -> Cell {
    let cell = value.and_then(|value| match kind {
        Whole => value.as_i64().map(Cell::Whole),
        Flag => value.as_bool().map(Cell::Flag),
        _ => value.as_str().map(|text| Cell::Text(text.to_owned())),
    });
    cell.unwrap_or(Cell::Empty)
}

pub fn rejected(events: RejectedEvents) -> Vec<Cell> {
    let RejectedEvents { row, last_received_at_ms, times } = events;
    vec![
        Cell::Text(row.rejected_id),
        Cell::Time(row.received_at_ms),
        Cell::Time(last_received_at_ms),
        Cell::Whole(times),
        Cell::Text(row.source),
        row.campaign_id.into(),
        Cell::Text(row.reason),
        Cell::Text(row.detail),
        row.player_id.into(),
        row.user_id.into(),
        Cell::Text(row.body),
    ]
}

pub fn invite(campaign_id: &str, row: ArrivalRow) -> Vec<Cell> {
    vec![
        Cell::Text(campaign_id.to_owned()),
        Cell::Text(row.code),
        Cell::Text(row.inviter_id),
        Cell::Text(row.invitee_id),
        Cell::Time(row.arrived_at_ms),
        row.qualified_at_ms.map_or(Cell::Empty, Cell::Time),
        row.run_id.into(),
        Cell::Whole(row.depth),
        Cell::Text(row.state),
        row.consent_version.into(),
        Cell::Text(row.arrival_id),
        Cell::Time(row.updated_at_ms),
    ]
}

pub fn coupon(campaign_id: &str, row: CouponRow) -> Vec<Cell> {
    vec![
        Cell::Text(campaign_id.to_owned()),
        Cell::Text(row.coupon_id),
        Cell::Text(row.code),
        Cell::Text(row.state),
        row.player_id.into(),
        row.run_id.into(),
        Cell::Time(row.issued_at_ms),
        row.consent_version.into(),
        Cell::Time(row.updated_at_ms),
    ]
}

#[cfg(test)]
mod tests {
    use super::{ColumnKind, property_columns};
    use tapvine_shared::event::{Audience, Event, PropertyKind};
    use tapvine_shared::wire::FREE_TEXTS;

    /// Properties that stand in another export instead, and in which.
    const ELSEWHERE: [(&str, &str); 1] = [("depth", "a column of the invites")];

    #[test]
    fn every_property_of_an_exported_event_is_a_column_of_its_type() {
        let exported = Event::ALL.iter().filter(|event| event.audience == Audience::Exported);
        for event in exported {
            for (property, kind) in event.properties {
                let expect = match kind {
                    PropertyKind::Text if FREE_TEXTS.contains(property) => ColumnKind::Text,
                    PropertyKind::Text => ColumnKind::Id,
                    PropertyKind::Number => ColumnKind::Whole,
                    PropertyKind::Flag => ColumnKind::Flag,
                };
                let column = property_columns().iter().find(|(name, _)| name == property);
                let is_elsewhere = ELSEWHERE.iter().any(|(name, _)| name == property);
                assert!(
                    is_elsewhere || column.is_some_and(|(_, kind)| *kind == expect),
                    "`{property}` of {} has no column of the kind {expect:?}",
                    event.name
                );
            }
        }
    }
}
