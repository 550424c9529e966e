//! `GET /v1/insights/chains`: the trees of who brought whom, ready to draw, with their measures.

use super::query::{OfCampaign, Query};
use crate::app::App;
use crate::chain::Forest;
use crate::error::ApiError;
use crate::request::Analyst;
use crate::store::Played;
use axum::Json;
use axum::extract::State;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::Arc;

/// More hops than this are not measured at once; the exports have them all.
const MAX_HOPS: u32 = 200_000;
/// More people than this nobody can see in a picture; the largest trees come first.
const MAX_NODES: usize = 2_000;

pub async fn show(
    State(app): State<Arc<App>>,
    _: Analyst,
    Query(asked): Query<OfCampaign>,
) -> Result<Json<Value>, ApiError> {
    app.campaign(&asked.campaign)?;
    let hops = app.store.hops(&asked.campaign, MAX_HOPS).await?;
    let measured_all = hops.len() < MAX_HOPS as usize;
    let forest = Forest::grow(&hops);
    let shown = forest.people(MAX_NODES);
    let ids: Vec<String> = shown.iter().map(|person| person.id.to_owned()).collect();
    let played = app.store.played(&asked.campaign, &ids).await?;
    let played: HashMap<&str, &Played> =
        played.iter().map(|played| (played.player_id.as_str(), played)).collect();
    let nodes: Vec<Value> = shown
        .iter()
        .map(|person| {
            let played = played.get(person.id);
            json!({
                "id": person.id,
                "name": played.and_then(|played| played.name.as_deref()),
                "root": person.depth == 0,
                "depth": person.depth,
                "plays": played.map_or(0, |played| played.plays),
                "best": played.and_then(|played| played.best),
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
        "truncated": !measured_all || shown.len() < forest.size(),
        "nodes": nodes,
        "stats": forest.measures(),
    })))
}
