//! `POST /v1/runs/{id}/finish`: replays what the player did and says what it was worth.

use crate::app::App;
use crate::campaign::{Labels, Playable};
use crate::digest::sha256_hex;
use crate::domain::coupon::Prize;
use crate::domain::execute;
use crate::domain::fair_play::hand::{JudgedHand, judge_hand};
use crate::domain::labelling::ChosenLabels;
use crate::domain::run::{FinishOutcome, FinishRun, Verdict};
use crate::domain::verify_run::{BrokenRun, VerifiedRun, verify_run};
use crate::domain::withdrawal::RUN_REASON;
use crate::error::ApiError;
use crate::request::body::Json;
use crate::request::credentials::PlayerId;
use crate::request::network::ClientNetwork;
use crate::request::path::Path;
use crate::request::whole;
use crate::routes::work::{self, WorkDone};
use crate::store::run::{Claim, Run, RunState};
use axum::extract::State;
use axum::http::{HeaderMap, header::CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;
use std::sync::Arc;
use tapvine_shared::campaign::HandPolicy;
use tapvine_shared::hand;
use tapvine_shared::run::{LabelChoice, Refusal};
use tokio::task::spawn_blocking;

#[derive(Deserialize)]
pub struct FinishRunRequest {
    trace: String,
    #[serde(deserialize_with = "whole::deserialize")]
    score: i64,
    /// What the prize asked for, if it did.
    work: Option<WorkDone>,
}

pub async fn finish(
    State(app): State<Arc<App>>,
    Path(run_id): Path<String>,
    PlayerId(player_id): PlayerId,
    client: ClientNetwork,
    headers: HeaderMap,
    Json(asked): Json<FinishRunRequest>,
) -> Result<Response, ApiError> {
    let run = app.store.read().await?.run(&run_id).await?.ok_or(ApiError::UnknownRun)?;
    if run.player_id != player_id {
        return Err(ApiError::RunNotYours);
    }
    let claim = claim(&headers, &asked);
    if run.state != RunState::Issued {
        return repeated(&run, claim.as_ref());
    }
    if run.abandoned_at_ms.is_some() {
        return Err(refused(ApiError::RunAbandoned));
    }
    let now_ms = app.clock.now_ms();
    if now_ms >= run.expires_at_ms {
        return Err(refused(ApiError::RunExpired));
    }
    let playable = app.campaigns.find(&run.campaign_id);
    let has_prize = playable.is_some_and(|playable| playable.campaign.coupon.is_some());
    let policy = playable.filter(|_| has_prize).map(|playable| playable.campaign.fair_play.hand);
    let (replayed, hand) = replay(&app, &run, &asked, now_ms, policy.unwrap_or(HandPolicy::Off)).await?;
    let is_of_a_hand = hand.as_ref().is_none_or(|hand| hand.verdict != hand::Verdict::NotByHand);
    let verdict = match replayed {
        Err(refusal) if !refusal.spends_the_run() => return Err(refused(ApiError::RunRefused(refusal))),
        Err(refusal) => Verdict::Rejected(refusal),
        Ok(_) if !is_of_a_hand => Verdict::Rejected(Refusal::NotByHand),
        Ok(VerifiedRun { outcome, labels, .. }) => {
            let campaign_labels = playable.and_then(|playable| playable.labels.as_ref());
            let labels = campaign_labels.zip(labels).map(|(labels, choice)| chosen(labels, &run, &choice));
            Verdict::Verified { outcome, labels }
        }
    };
    let visit = match playable {
        Some(playable) => client.visit_for_a_prize(&playable.campaign)?,
        None => None,
    };
    let requires = playable.map(|playable| playable.campaign.prize.requires).unwrap_or_default();
    let checked = work::check(&app, &run_id, asked.work.as_ref()).await;
    let handed_in = checked.handed_in;
    let pace = playable.and_then(Playable::pace);
    let (claimed, trace) = (claim.clone(), asked.trace);
    let finish =
        FinishRun { run, claim: claimed, verdict, trace, visit, handed_in, pace, hand, requires, now_ms };
    match execute(&*app.store, finish).await? {
        FinishOutcome::Verified(answer) => {
            metrics::counter!("tapvine_runs_total", "verdict" => "verified").increment(1);
            match answer.prize {
                Prize::Won => metrics::counter!("tapvine_coupons_issued_total").increment(1),
                Prize::Held => metrics::counter!("tapvine_wins_held_total").increment(1),
                _ => {}
            }
            Ok(axum::Json(answer).into_response())
        }
        FinishOutcome::Rejected(refusal) => Err(refused(ApiError::RunRefused(refusal))),
        FinishOutcome::AlreadyFinished(run) => repeated(&run, claim.as_ref()),
        FinishOutcome::WorkRequired(level) => {
            Err(refused(work::required(&app, playable, &run_id, level, &checked).await?))
        }
        FinishOutcome::PlayerErased => Err(ApiError::UnknownRun),
    }
}

/// At most one replay per processor, away from the threads that serve requests; a won run is judged by its timing
/// where there is a prize.
async fn replay(
    app: &App,
    run: &Run,
    asked: &FinishRunRequest,
    now_ms: i64,
    policy: HandPolicy,
) -> Result<(Result<VerifiedRun, Refusal>, Option<JudgedHand>), ApiError> {
    let game = app.campaigns.game(&run.game_id).ok_or(ApiError::UnknownRun)?.game;
    let elapsed_ms = (now_ms - run.issued_at_ms).max(0).unsigned_abs();
    let (run, trace, score) = (run.clone(), asked.trace.clone(), asked.score);
    let _turn = app.replays.acquire().await.map_err(|error| ApiError::Broken(error.into()))?;
    let replayed = spawn_blocking(move || {
        let replayed = verify_run(&game, &run, &trace, score, elapsed_ms)?;
        let won = replayed.as_ref().ok().filter(|(_, run)| run.outcome.is_won());
        let hand = won.and_then(|(trace, run)| judge_hand(policy, trace, &run.reactions));
        Ok::<_, BrokenRun>((replayed.map(|(_, run)| run), hand))
    })
    .await;
    replayed.map_err(|error| ApiError::Broken(error.into()))?.map_err(|error| ApiError::Broken(error.into()))
}

/// The choice in the taxonomy's ids, at most as many as the policy allows.
fn chosen(labels: &Arc<Labels>, run: &Run, choice: &LabelChoice) -> ChosenLabels {
    let most = if run.about.is_some() { labels.policy.max_given } else { labels.policy.max_declared };
    let (shown, chosen) = labels.ids(choice, most);
    ChosenLabels { shown, chosen, labels: labels.clone() }
}

fn refused(error: ApiError) -> ApiError {
    metrics::counter!("tapvine_runs_total", "verdict" => error.tag()).increment(1);
    error
}

/// What makes this request the same as another: its key and everything it says.
fn claim(headers: &HeaderMap, asked: &FinishRunRequest) -> Option<Claim> {
    let key = headers.get("idempotency-key")?.to_str().ok().filter(|key| (1..=100).contains(&key.len()))?;
    let request_hash = sha256_hex(&format!("{} {}", asked.score, asked.trace));
    Some(Claim { idempotency_key: key.to_owned(), request_hash })
}

/// A run that has ended: the same request gets the same answer, any other none.
fn repeated(run: &Run, claim: Option<&Claim>) -> Result<Response, ApiError> {
    if run.reason.as_deref() == Some(RUN_REASON) {
        return Err(refused(ApiError::ConsentWithdrawn));
    }
    if run.abandoned_at_ms.is_some() {
        return Err(ApiError::RunAbandoned);
    }
    if claim.is_none() || run.claim.as_ref() != claim {
        return Err(ApiError::RunAlreadyFinished);
    }
    match (&run.answer, run.reason.as_deref().and_then(Refusal::from_tag)) {
        (Some(answer), _) => Ok(([(CONTENT_TYPE, "application/json")], answer.clone()).into_response()),
        (None, Some(refusal)) => Err(ApiError::RunRefused(refusal)),
        (None, None) => Err(ApiError::RunAlreadyFinished),
    }
}
