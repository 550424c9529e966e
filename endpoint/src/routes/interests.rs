//! `GET /v1/insights/labels`: who carries what, what goes together, what travels along chains.

use crate::app::App;
use crate::campaign::label_text;
use crate::domain::funnel::label_totals;
use crate::error::ApiError;
use crate::interest::{Carried, assortativity, carriers, pairs};
use crate::keys::asks::Read;
use crate::request::analyst::Analyst;
use crate::request::query::{CampaignQuery, Query};
use axum::Json;
use axum::extract::State;
use serde_json::{Value, json};
use std::sync::Arc;
use tokio::task::spawn_blocking;

/// More referrals than this are not measured at once.
const MAX_REFERRALS: u32 = 200_000;

pub async fn show(
    State(app): State<Arc<App>>,
    _: Analyst<Read>,
    Query(asked): Query<CampaignQuery>,
) -> Result<Json<Value>, ApiError> {
    let playable = app.campaign(&asked.campaign)?;
    let labels = playable.labels.as_ref().ok_or(ApiError::LabelsDisabled)?;
    let mut rows = app.store.read().await?;
    let counts = label_totals(&mut *rows, &asked.campaign).await?;
    let givers = rows.labels_per_giver(&asked.campaign).await?;
    let referrals = rows.referrals(&asked.campaign, MAX_REFERRALS).await?;
    let mut carried = Carried::new();
    for (player_id, label) in rows.carried_labels(&asked.campaign).await? {
        if labels.taxonomy.get(&label).is_some() {
            carried.entry(player_id).or_default().insert(label);
        }
    }
    let people = carried.len();
    // Thousands of permutations do not belong on the threads that serve requests.
    drop(rows);
    let compute = move || (carriers(&carried), pairs(&carried), assortativity(&carried, &referrals));
    let (carriers, pairs, chains) =
        spawn_blocking(compute).await.map_err(|error| ApiError::Broken(error.into()))?;
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
    let givers = givers.iter().map(|(given, people)| json!({"labels_given": given, "people": people}));
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
