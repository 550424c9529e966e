//! `POST /v1/runs/{id}/finish`: replays what the player did and says what it was worth.

use crate::app::App;
use crate::campaign::Labels;
use crate::error::ApiError;
use crate::request::{Json, PlayerId};
use crate::store::{Chosen, Claim, Decision, Finish, Finished, Prize, Run, RunState};
use crate::verdict::{self, Judged};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, header::CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;
use sha2::{Digest as _, Sha256};
use std::sync::Arc;
use tapvine_shared::run::{LabelChoice, Refusal};

#[derive(Deserialize)]
pub struct Asked {
    trace: String,
    score: i64,
}

pub async fn finish(
    State(app): State<Arc<App>>,
    Path(run_id): Path<String>,
    PlayerId(player_id): PlayerId,
    headers: HeaderMap,
    Json(asked): Json<Asked>,
) -> Result<Response, ApiError> {
    let run = app.store.run(&run_id).await?.ok_or(ApiError::UnknownRun)?;
    if run.player_id != player_id {
        return Err(ApiError::RunNotYours);
    }
    let claim = claim(&headers, &asked);
    if run.state != RunState::Issued {
        return settled(&run, claim.as_ref());
    }
    let now_ms = app.clock.now_ms();
    if now_ms >= run.expires_at_ms {
        return Err(refused(ApiError::RunExpired));
    }
    let elapsed_ms = (now_ms - run.issued_at_ms).max(0).unsigned_abs();
    let playable = app.campaigns.find(&run.campaign_id);
    let mut labels = None;
    let decision = match verdict::of(&app, &run, asked.trace, asked.score, elapsed_ms).await? {
        Err(refusal) if !refusal.spends_the_run() => return Err(refused(ApiError::RunRefused(refusal))),
        Err(refusal) => Decision::Rejected(refusal),
        Ok(Judged { outcome, labels: choice }) => {
            labels = playable
                .and_then(|playable| playable.labels.as_ref())
                .zip(choice)
                .map(|(labels, choice)| chosen(labels, &run, &choice));
            Decision::Verified(outcome)
        }
    };
    let has_prize = playable.is_some_and(|playable| playable.campaign.coupon.is_some());
    let finish = Finish { run, claim: claim.clone(), decision, has_prize, labels, now_ms };
    match app.store.finish_run(finish).await? {
        Finished::Verified { answer, prize, .. } => {
            metrics::counter!("tapvine_runs_total", "verdict" => "verified").increment(1);
            if prize == Prize::Won {
                metrics::counter!("tapvine_coupons_issued_total").increment(1);
            }
            Ok(json_text(answer))
        }
        Finished::Rejected(refusal) => Err(refused(ApiError::RunRefused(refusal))),
        Finished::Before(run) => settled(&run, claim.as_ref()),
        Finished::Gone => Err(ApiError::UnknownRun),
    }
}

/// The choice in the taxonomy's ids, at most as many as the policy allows.
fn chosen(labels: &Arc<Labels>, run: &Run, choice: &LabelChoice) -> Chosen {
    let most = if run.about.is_some() { labels.policy.max_given } else { labels.policy.max_declared };
    let (shown, chosen) = labels.ids(choice, most);
    Chosen { shown, chosen, reading: labels.clone() }
}

fn refused(error: ApiError) -> ApiError {
    metrics::counter!("tapvine_runs_total", "verdict" => error.tag()).increment(1);
    error
}

/// What makes this request the same as another: its key and everything it says.
fn claim(headers: &HeaderMap, asked: &Asked) -> Option<Claim> {
    let key = headers.get("idempotency-key")?.to_str().ok().filter(|key| (1..=100).contains(&key.len()))?;
    let hash = Sha256::digest(format!("{} {}", asked.score, asked.trace));
    Some(Claim {
        idempotency_key: key.to_owned(),
        request_hash: hash.iter().map(|byte| format!("{byte:02x}")).collect(),
    })
}

/// A run that has ended: the same request gets the same answer, any other none.
fn settled(run: &Run, claim: Option<&Claim>) -> Result<Response, ApiError> {
    if claim.is_none() || run.claim.as_ref() != claim {
        return Err(ApiError::RunAlreadyFinished);
    }
    match (&run.answer, run.reason.as_deref().and_then(Refusal::from_tag)) {
        (Some(answer), _) => Ok(json_text(answer.clone())),
        (None, Some(refusal)) => Err(ApiError::RunRefused(refusal)),
        (None, None) => Err(ApiError::RunAlreadyFinished),
    }
}

fn json_text(json: String) -> Response {
    ([(CONTENT_TYPE, "application/json")], json).into_response()
}
