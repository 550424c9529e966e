//! `POST /v1/runs`: issues a run – a seed nobody chose, the dials as they are now, and a time to end by.
//! `GET /v1/runs/{id}`: everything a prize can be audited by.

use crate::app::App;
use crate::domain::consent::ConsentTerms;
use crate::domain::coupon::Offer;
use crate::domain::execute;
use crate::domain::fair_play::allowance::Allowance;
use crate::domain::gone::has_withdrawn;
use crate::domain::run::StartRun;
use crate::error::ApiError;
use crate::export::table::time;
use crate::keys::asks::Read;
use crate::random;
use crate::request::analyst::Analyst;
use crate::request::body::Json;
use crate::request::credentials::PlayerId;
use crate::request::network::ClientNetwork;
use crate::request::path::Path;
use crate::request::query::invite_code;
use crate::request::whole;
use crate::routes::work;
use crate::store::run::NewRun;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;
use tapvine_shared::name::shown_name;
use tapvine_shared::run::Seed;
use uuid::Uuid;

#[derive(Deserialize)]
pub struct StartRunRequest {
    campaign: String,
    #[serde(deserialize_with = "whole::deserialize")]
    rules_version: u16,
    /// The invite code of the friend the run is about.
    about: Option<String>,
    /// The first name the friend shall see.
    name: Option<String>,
}

pub async fn start(
    State(app): State<Arc<App>>,
    PlayerId(player_id): PlayerId,
    client: ClientNetwork,
    Json(asked): Json<StartRunRequest>,
) -> Result<(StatusCode, axum::Json<Value>), ApiError> {
    let now_ms = app.clock.now_ms();
    let playable = app.open_campaign(&asked.campaign, now_ms)?;
    let rules_version = playable.game.game.current.version;
    if asked.rules_version != rules_version {
        return Err(ApiError::RulesVersionMismatch);
    }
    let about = asked.about.as_deref().map(invite_code).transpose()?;
    let dials = if about.is_some() { playable.dials.clone() } else { playable.dials_about_oneself() };
    let allowance = Allowance::of(&playable.campaign, now_ms);
    let run = NewRun {
        run_id: Uuid::now_v7().to_string(),
        player_id,
        campaign_id: asked.campaign,
        game_id: playable.campaign.game.clone(),
        rules_version,
        seed: Seed(u64::from_le_bytes(random::bytes()?)).to_string(),
        dials: json!(dials).to_string(),
        giver_name: about.as_ref().and(asked.name.as_deref()).and_then(shown_name),
        about,
        issued_at_ms: now_ms,
        expires_at_ms: allowance.expires_at_ms(&playable.game.game.current, &dials, now_ms),
    };
    let mut answer = json!({
        "run_id": run.run_id, "seed": run.seed, "dials": dials, "rules_version": rules_version,
        "expires_at_ms": run.expires_at_ms,
    });
    let pace = playable.pace();
    let terms = ConsentTerms::of(&playable.campaign);
    let party_ms = playable.labels.as_ref().map(|labels| labels.party_ms());
    let visit = client.visit_for_a_prize(&playable.campaign)?;
    let run_id = run.run_id.clone();
    let started = execute(&*app.store, StartRun { run, terms, allowance, pace, party_ms, visit }).await??;
    answer["without_prize"] = json!(work::without_prize(started.standing));
    answer["work"] = json!(work::at_start(&app, playable, &run_id, started.standing).await?);
    answer["left_today"] = json!(started.left_today);
    answer["prize"] = json!(started.offer.map(Offer::name));
    answer["prize_at_ms"] = json!(started.offer.and_then(Offer::next_at_ms));
    answer["about"] = json!(started.about.map(|name| json!({"name": name})));
    metrics::counter!("tapvine_runs_total", "verdict" => "issued").increment(1);
    Ok((StatusCode::CREATED, axum::Json(answer)))
}

pub async fn show(
    State(app): State<Arc<App>>,
    _: Analyst<Read>,
    Path(run_id): Path<String>,
) -> Result<axum::Json<Value>, ApiError> {
    let mut rows = app.store.read().await?;
    let run = rows.run(&run_id).await?.ok_or(ApiError::UnknownRun)?;
    let coupon_id = rows.coupon_of_run(&run_id).await?;
    let judged = rows.judged_run(&run_id).await?.map(|judged| {
        let evidence: Value = serde_json::from_str(&judged.evidence).unwrap_or_default();
        json!({"verdict": judged.verdict, "review": judged.review, "evidence": evidence})
    });
    let is_nameless = has_withdrawn(&mut *rows, &run.player_id, &run.campaign_id).await?;
    // What was done says which labels a friend was given, and only the friend may say that.
    let trace = run.trace.filter(|_| run.about.is_none());
    Ok(axum::Json(json!({
        "run_id": run.run_id,
        "campaign": run.campaign_id,
        "player_id": (!is_nameless).then_some(run.player_id),
        "game": run.game_id,
        "rules_version": run.rules_version,
        "seed": run.seed,
        "dials": serde_json::from_str::<Value>(&run.dials).unwrap_or_default(),
        "state": run.state.name(),
        "issued_at": time(run.issued_at_ms),
        "finished_at": run.finished_at_ms.map(time),
        "score": run.score,
        "rival": run.rival,
        "won": run.won,
        "reason": run.reason,
        "coupon_id": coupon_id,
        "hand": judged,
        "trace": trace,
    })))
}
