//! A person without a browser: speaks the endpoint's API, and plays by searching the real rules.

use crate::endpoint::Endpoint;
use anyhow::{Context, Result};
use reqwest::{Client, Method, StatusCode};
use serde_json::{Value, json};
use tapvine_games::RegisteredGame;
use tapvine_shared::run::{Dials, Input, Outcome, Seed, Trace};

/// Ticks between two taps of the search; slower than any limit on human thumbs.
const TAP_EVERY_TICKS: u32 = 20;
/// More than any game numbers its actions.
const ACTIONS: u16 = 12;

pub struct Person {
    client: Client,
    base: String,
    pub campaign: String,
    pub player_id: String,
    pub token: String,
}

/// A run as the endpoint issued it.
#[derive(Clone, Debug)]
pub struct Run {
    pub id: String,
    pub seed: Seed,
    pub dials: Dials,
    game: RegisteredGame,
}

impl Person {
    pub async fn join(endpoint: &Endpoint, campaign: &str) -> Result<Person> {
        let mut person = Person {
            client: Client::new(),
            base: endpoint.url.clone(),
            campaign: campaign.to_owned(),
            player_id: String::new(),
            token: String::new(),
        };
        let public = person.call(Method::GET, &format!("/v1/campaigns/{campaign}"), None).await?.1;
        let consent = json!({"campaign": campaign, "consent_version": public["consent"]["version"]});
        let (status, joined) = person.call(Method::POST, "/v1/players", Some(consent)).await?;
        let no_id = || format!("{status}: no player in {joined}");
        person.player_id = joined["player_id"].as_str().with_context(no_id)?.to_owned();
        person.token = joined["token"].as_str().context("a token")?.to_owned();
        Ok(person)
    }

    pub async fn call(&self, method: Method, path: &str, body: Option<Value>) -> Result<(StatusCode, Value)> {
        let mut request = self.client.request(method, format!("{}{path}", self.base));
        if !self.token.is_empty() {
            request = request.bearer_auth(&self.token);
        }
        if let Some(body) = body {
            request = request.json(&body);
        }
        let response = request.send().await?;
        Ok((response.status(), response.json().await.unwrap_or_default()))
    }

    pub async fn start_run(&self) -> Result<Run> {
        let public = self.call(Method::GET, &format!("/v1/campaigns/{}", self.campaign), None).await?.1;
        let body = json!({"campaign": self.campaign, "rules_version": public["rules_version"]});
        let (status, run) = self.call(Method::POST, "/v1/runs", Some(body)).await?;
        let text = |key: &str| run[key].as_str().with_context(|| format!("{status}: no {key} in {run}"));
        let seed = text("seed")?.parse().ok().context("a seed")?;
        let game = tapvine_games::all()?.into_iter().find(|game| public["game"] == game.manifest.id.as_str());
        Ok(Run {
            id: text("run_id")?.to_owned(),
            seed,
            dials: serde_json::from_value(run["dials"].clone())?,
            game: game.context("a registered game")?,
        })
    }

    pub async fn finish(&self, run: &Run, trace: &Trace, score: i64) -> Result<(StatusCode, Value)> {
        self.finish_text(&run.id, &trace.encode(), score).await
    }

    pub async fn finish_text(&self, run_id: &str, trace: &str, score: i64) -> Result<(StatusCode, Value)> {
        let body = json!({"trace": trace, "score": score});
        self.call(Method::POST, &format!("/v1/runs/{run_id}/finish"), Some(body)).await
    }
}

impl Run {
    /// What the rules make of a trace.
    pub fn replay(&self, trace: &Trace) -> Result<Outcome> {
        let outcome = (self.game.game.replay)(self.seed, &self.dials, trace);
        outcome.map_err(|refusal| anyhow::anyhow!(refusal.tag()))
    }

    /// A trace with these inputs that is as long as the run.
    pub fn trace(&self, inputs: Vec<Input>) -> Result<Trace> {
        let rules_version = self.game.game.rules_version;
        let of = |ticks| Trace { rules_version, ticks, inputs: inputs.clone() };
        let fits = |ticks: &u32| self.replay(&of(*ticks)).is_ok();
        let ticks = (1..=120).map(|seconds| seconds * 60).find(fits).context("no length fits")?;
        Ok(of(ticks))
    }

    /// Plays well by trying: a tap every third of a second, each the best of all.
    pub fn play_well(&self) -> Result<(Trace, Outcome)> {
        let mut best = self.trace(Vec::new())?;
        let mut outcome = self.replay(&best)?;
        for tick in (0..best.ticks).step_by(TAP_EVERY_TICKS as usize) {
            for action in 0..ACTIONS {
                let mut trial = best.clone();
                trial.inputs.retain(|input| input.tick < tick);
                trial.inputs.push(Input { tick, action });
                let worth = self.replay(&trial)?;
                if worth.score > outcome.score {
                    (best, outcome) = (trial, worth);
                }
            }
        }
        Ok((best, outcome))
    }
}
