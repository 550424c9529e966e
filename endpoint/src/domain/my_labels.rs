//! The labels of one player in a campaign, as the player sees them.

use crate::store::{Snapshot, Stored};
use serde::Serialize;
use std::collections::BTreeMap;
use tapvine_shared::label::Status;

#[derive(Debug, Default, Serialize)]
pub struct MyLabels {
    pub pending: Vec<PendingLabel>,
    pub accepted: Vec<AcceptedLabel>,
    pub declared: Vec<String>,
    /// How many friends played about this player.
    pub shown_by: i64,
}

#[derive(Debug, Serialize)]
pub struct PendingLabel {
    pub id: String,
    pub label: String,
    /// The first name the giver chose to show.
    pub giver: Option<String>,
    pub given_at_ms: i64,
}

#[derive(Debug, Serialize)]
pub struct AcceptedLabel {
    pub label: String,
    pub givers: usize,
    pub ids: Vec<String>,
}

pub async fn my_labels(tx: &mut dyn Snapshot, player_id: &str, campaign_id: &str) -> Stored<MyLabels> {
    let pending = tx.labels_of(player_id, campaign_id, Status::Pending.name()).await?;
    let accepted = tx.labels_of(player_id, campaign_id, Status::Accepted.name()).await?;
    let mut by_label: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for given in accepted {
        by_label.entry(given.label).or_default().push(given.label_id);
    }
    let pending = pending.into_iter().map(|given| PendingLabel {
        id: given.label_id,
        label: given.label,
        giver: given.giver_name,
        given_at_ms: given.given_at_ms,
    });
    let accepted = by_label.into_iter().map(|(label, ids)| AcceptedLabel { label, givers: ids.len(), ids });
    Ok(MyLabels {
        pending: pending.collect(),
        accepted: accepted.collect(),
        declared: tx.declared_labels(player_id, campaign_id).await?,
        shown_by: tx.count_givers(player_id, campaign_id).await?,
    })
}
