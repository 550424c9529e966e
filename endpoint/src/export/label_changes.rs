//! The interests that changed since a cursor: each as it is now, or deleted; and people who were erased or took consent back.

use super::labels::{DeletedKey, LabelExport};
use super::page::{ExportPage, Place, Which};
use super::table::Cell;
use crate::interest::profiles;
use crate::store::event::LoggedEvent;
use crate::store::evidence::ProfileChange;
use crate::store::page::Changes;
use crate::store::{Snapshot, Stored};
use serde_json::Value;
use tapvine_shared::event::EventKind;

/// What the log says of labels, in its order.
enum LabelChange {
    Profile(ProfileChange),
    Gone(LoggedEvent),
}

impl LabelChange {
    fn log_position(&self) -> i64 {
        match self {
            LabelChange::Profile(change) => change.log_position,
            LabelChange::Gone(tombstone) => tombstone.log_position,
        }
    }
}

pub async fn label_changes_page(
    export: &LabelExport,
    rows: &mut dyn Snapshot,
    changes: Changes,
) -> Stored<ExportPage> {
    let profiles = rows.profile_changes(&changes).await?;
    let mut gone = rows.events_named_after(EventKind::PlayerErased.name(), &changes).await?;
    gone.extend(rows.events_named_after(EventKind::ConsentWithdrawn.name(), &changes).await?);
    let mut all: Vec<LabelChange> = profiles.into_iter().map(LabelChange::Profile).collect();
    all.extend(gone.into_iter().map(LabelChange::Gone));
    all.sort_by_key(LabelChange::log_position);
    all.truncate(changes.limit as usize);
    let mut cells = Vec::with_capacity(all.len());
    for change in &all {
        cells.extend(row(export, rows, change).await?);
    }
    let place =
        |change: &LabelChange| Place { log_position: change.log_position(), at_ms: 0, id: String::new() };
    let next = Which::Changes(changes).after(all.len(), all.last().map(place));
    Ok(ExportPage { rows: cells, next })
}

/// `None` for what the filter leaves out.
async fn row(
    export: &LabelExport,
    rows: &mut dyn Snapshot,
    change: &LabelChange,
) -> Stored<Option<Vec<Cell>>> {
    let change = match change {
        LabelChange::Profile(change) => change,
        LabelChange::Gone(LoggedEvent { event, .. }) => {
            let body: Value = serde_json::from_str(&event.body).unwrap_or_default();
            let player_hash = body["properties"]["player_hash"].as_str().unwrap_or_default();
            let key = DeletedKey::Player { player_hash };
            return Ok(Some(export.deleted_row(key, event.happened_at_ms)));
        }
    };
    let ProfileChange { player_id, label, updated_at_ms, .. } = change;
    if !export.filter.has_label(label) || !export.filter.has_player(player_id) {
        return Ok(None);
    }
    let person = rows.evidence_of(&export.campaign_id, player_id, &export.labels.watched()).await?;
    let profiles = profiles(&person, &export.labels, export.now_ms);
    let profile = profiles.iter().find(|profile| profile.label == *label);
    Ok(Some(match profile {
        Some(profile) => export.long_row(&person, profile, *updated_at_ms),
        None => export.deleted_row(DeletedKey::Label { player_id, label }, *updated_at_ms),
    }))
}
