//! `GET /v1/insights/labels`: who carries what, what goes together, what travels along chains.

use super::query::{OfCampaign, Query};
use crate::app::App;
use crate::campaign::label_text;
use crate::error::ApiError;
use crate::interest::{Carried, assortativity, carriers, pairs};
use crate::request::Analyst;
use axum::Json;
use axum::extract::State;
use serde_json::{Value, json};
use std::sync::Arc;
use tokio::task::spawn_blocking;

/// More hops than this are not measured at once.
const MAX_HOPS: u32 = 200_000;

pub async fn show(
    State(app): State<Arc<App>>,
    _: Analyst,
    Query(asked): Query<OfCampaign>,
) -> Result<Json<Value>, ApiError> {
    let playable = app.campaign(&asked.campaign)?;
    let labels = playable.labels.as_ref().ok_or(ApiError::LabelsDisabled)?;
    let counts = app.store.label_counts(&asked.campaign).await?;
    let hops = app.store.hops(&asked.campaign, MAX_HOPS).await?;
    let mut carried = Carried::new();
    for (player_id, label) in counts.carried {
        if labels.taxonomy.get(&label).is_some() {
            carried.entry(player_id).or_default().insert(label);
        }
    }
    let people = carried.len();
    // Thousands of permutations do not belong on the threads that serve requests.
    let reckon = move || (carriers(&carried), pairs(&carried), assortativity(&carried, &hops));
    let (carriers, pairs, chains) =
        spawn_blocking(reckon).await.map_err(|error| ApiError::Broken(error.into()))?;
    let locale = playable.campaign.locale_for(&[]);
    let carriers: Vec<Value> = carriers
        .iter()
        .map(|row| {
            let text = labels.taxonomy.get(&row.label).map(|label| label_text(label, locale));
            json!({
                "label": row.label, "text": text, "people": row.people, "share": row.share, "low": row.low,
                "high": row.high,
            })
        })
        .collect();
    // What was accepted once was accepted, also when it was taken back later.
    let accepted = counts.accepted + counts.withdrawn;
    let decided = accepted + counts.declined;
    let givers = counts.givers.iter().map(|(given, people)| json!({"labels_given": given, "people": people}));
    Ok(Json(json!({
        "totals": {
            "given": decided + counts.pending, "pending": counts.pending, "accepted": counts.accepted,
            "declined": counts.declined, "withdrawn": counts.withdrawn,
            "acceptance_rate": (decided > 0).then(|| accepted as f64 / decided as f64),
        },
        "carriers": carriers,
        "pairs": pairs,
        "chains": chains,
        "givers": givers.collect::<Vec<_>>(),
        "players_with_profile": people,
    })))
}
