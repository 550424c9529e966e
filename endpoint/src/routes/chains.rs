//! `GET /v1/insights/chains`: the trees of who brought whom, ready to draw, with their measures.

use crate::app::App;
use crate::error::ApiError;
use crate::keys::asks::Read;
use crate::referral_graph::ReferralGraph;
use crate::request::analyst::Analyst;
use crate::request::query::{CampaignQuery, Query};
use crate::store::insight::PlayerSummary;
use axum::Json;
use axum::extract::State;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::Arc;

/// More referrals than this are not measured at once; the exports have them all.
const MAX_REFERRALS: u32 = 200_000;
/// More people than this nobody can see in a picture; the largest trees come first.
const MAX_NODES: usize = 2_000;

pub async fn show(
    State(app): State<Arc<App>>,
    _: Analyst<Read>,
    Query(asked): Query<CampaignQuery>,
) -> Result<Json<Value>, ApiError> {
    app.campaign(&asked.campaign)?;
    let mut rows = app.store.read().await?;
    let referrals = rows.referrals(&asked.campaign, MAX_REFERRALS).await?;
    let measured_all = referrals.len() < MAX_REFERRALS as usize;
    let graph = ReferralGraph::build(&referrals);
    let shown = graph.people(MAX_NODES);
    let ids: Vec<String> = shown.iter().map(|person| person.id.to_owned()).collect();
    let summaries = rows.player_summaries(&asked.campaign, &ids).await?;
    let summaries: HashMap<&str, &PlayerSummary> =
        summaries.iter().map(|summary| (summary.player_id.as_str(), summary)).collect();
    let nodes: Vec<Value> = shown
        .iter()
        .map(|person| {
            let summary = summaries.get(person.id);
            json!({
                "id": person.id,
                "name": summary.and_then(|summary| summary.name.as_deref()),
                "root": person.depth == 0,
                "depth": person.depth,
                "plays": summary.map_or(0, |summary| summary.plays),
                "best": summary.and_then(|summary| summary.best),
                "invited": person.invited,
            })
        })
        .collect();
    let edges = shown.iter().filter_map(|person| {
        let (from, at_ms) = person.came_by?;
        Some(json!({"from": from, "to": person.id, "at_ms": at_ms}))
    });
    Ok(Json(json!({
        "edges": edges.collect::<Vec<_>>(),
        "truncated": !measured_all || shown.len() < graph.size(),
        "nodes": nodes,
        "stats": graph.measures(),
    })))
}
