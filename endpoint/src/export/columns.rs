//! What each export has in its columns: names, types and the cells of a row.

use super::table::{Cell, Column, ColumnKind, columns};
use crate::store::coupon::CouponRow;
use crate::store::event::EventRow;
use crate::store::invite::ArrivalRow;
use ColumnKind::{Flag, Text, Time, Whole};
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
}

impl ExportKind {
    pub fn of_name(name: &str) -> Option<ExportKind> {
        use ExportKind::{Coupons, Events, Evidence, Invites, Labels};
        [Events, Invites, Coupons, Labels, Evidence].into_iter().find(|kind| kind.name() == name)
    }

    pub const fn name(self) -> &'static str {
        match self {
            ExportKind::Events => "events",
            ExportKind::Invites => "invites",
            ExportKind::Coupons => "coupons",
            ExportKind::Labels => "labels",
            ExportKind::Evidence => "evidence",
        }
    }
}

/// The first columns of an event; the others are its properties of those names.
const OWN_EVENT_COLUMNS: usize = 8;

const EVENTS: &[(&str, ColumnKind)] = &[
    ("message_id", Text),
    ("campaign_id", Text),
    ("player_id", Text),
    ("user_id", Text),
    ("event", Text),
    ("happened_at", Time),
    ("received_at", Time),
    ("consent_version", Text),
    ("game_id", Text),
    ("stream", Text),
    ("seq", Whole),
    ("run_id", Text),
    ("score", Whole),
    ("rival", Whole),
    ("ticks", Whole),
    ("won", Flag),
    ("reason", Text),
    ("method", Text),
    ("code", Text),
    ("inviter_id", Text),
    ("coupon_id", Text),
    ("label", Text),
    ("label_id", Text),
    ("givers", Whole),
    ("player_hash", Text),
];

const INVITES: &[(&str, ColumnKind)] = &[
    ("campaign_id", Text),
    ("code", Text),
    ("inviter_id", Text),
    ("invitee_id", Text),
    ("arrived_at", Time),
    ("qualified_at", Time),
    ("run_id", Text),
    ("depth", Whole),
    ("state", Text),
    ("consent_version", Text),
    ("arrival_id", Text),
    ("updated_at", Time),
];

const COUPONS: &[(&str, ColumnKind)] = &[
    ("campaign_id", Text),
    ("coupon_id", Text),
    ("code", Text),
    ("state", Text),
    ("player_id", Text),
    ("run_id", Text),
    ("issued_at", Time),
    ("consent_version", Text),
    ("updated_at", Time),
];

pub fn event_columns() -> Vec<Column> {
    columns(EVENTS)
}

pub fn invite_columns() -> Vec<Column> {
    columns(INVITES)
}

pub fn coupon_columns() -> Vec<Column> {
    columns(COUPONS)
}

pub fn event(campaign_id: &str, row: EventRow) -> Vec<Cell> {
    let body: Value = serde_json::from_str(&row.body).unwrap_or_default();
    let mut cells = vec![
        Cell::Text(row.message_id),
        Cell::Text(campaign_id.to_owned()),
        Cell::Text(row.player_id),
        row.user_id.into(),
        Cell::Text(row.name),
        Cell::Time(row.happened_at_ms),
        Cell::Time(row.received_at_ms),
        row.consent_version.into(),
    ];
    let properties = EVENTS[OWN_EVENT_COLUMNS..].iter();
    cells.extend(properties.map(|(name, kind)| property(&body["properties"][*name], *kind)));
    cells
}

/// Empty where the property is absent or not of the column's type.
fn property(value: &Value, kind: ColumnKind) -> Cell {
    let cell = match kind {
        Whole => value.as_i64().map(Cell::Whole),
        Flag => value.as_bool().map(Cell::Flag),
        _ => value.as_str().map(|text| Cell::Text(text.to_owned())),
    };
    cell.unwrap_or(Cell::Empty)
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
    use super::{ColumnKind, EVENTS, OWN_EVENT_COLUMNS};
    use tapvine_shared::event::{Audience, Event, PropertyKind};

    /// Properties that stand in another export instead, and in which.
    const ELSEWHERE: [(&str, &str); 1] = [("depth", "a column of the invites")];

    #[test]
    fn every_property_of_an_exported_event_is_a_column_of_its_type() {
        let exported = Event::ALL.iter().filter(|event| event.audience == Audience::Exported);
        for event in exported {
            for (property, kind) in event.properties {
                let expect = match kind {
                    PropertyKind::Text => ColumnKind::Text,
                    PropertyKind::Number => ColumnKind::Whole,
                    PropertyKind::Flag => ColumnKind::Flag,
                };
                let column = EVENTS[OWN_EVENT_COLUMNS..].iter().find(|(name, _)| name == property);
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
