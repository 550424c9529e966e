//! A player without a browser: speaks the endpoint's API, and plays the real rules as people do.

use crate::endpoint::Endpoint;
use crate::fair_play::Sight;
use crate::fair_play::person::Person;
use crate::random::{Purpose, RandomStream};
use crate::round::Round;
use anyhow::{Context, Result, bail};
use reqwest::{Client, Method, StatusCode};
use serde_json::{Value, json};
use tapvine_games::RegisteredGame;
use tapvine_shared::run::{Dials, Outcome, Seed, Trace};

/// Of so many people one wins any run.
const MOST_PEOPLE: usize = 100;

pub struct ApiPlayer {
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
    /// What its prize asks for.
    pub work: Value,
    game: RegisteredGame,
}

impl ApiPlayer {
    pub async fn join(endpoint: &Endpoint, campaign: &str) -> Result<ApiPlayer> {
        ApiPlayer::join_at(&endpoint.url, campaign).await
    }

    /// The same at the address of an endpoint.
    pub async fn join_at(url: &str, campaign: &str) -> Result<ApiPlayer> {
        let mut player = ApiPlayer {
            client: Client::new(),
            base: url.to_owned(),
            campaign: campaign.to_owned(),
            player_id: String::new(),
            token: String::new(),
        };
        let public = player.call(Method::GET, &format!("/v1/campaigns/{campaign}"), None).await?.1;
        let consent = json!({"campaign": campaign, "consent_version": public["consent"]["version"]});
        let (status, joined) = player.call(Method::POST, "/v1/players", Some(consent)).await?;
        let no_id = || format!("{status}: no player in {joined}");
        player.player_id = joined["player_id"].as_str().with_context(no_id)?.to_owned();
        player.token = joined["token"].as_str().context("a token")?.to_owned();
        Ok(player)
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
        self.try_start_run().await?.map_err(|tag| anyhow::anyhow!("no run: {tag}"))
    }

    /// A run, or the tag of the refusal.
    pub async fn try_start_run(&self) -> Result<Result<Run, String>> {
        let public = self.call(Method::GET, &format!("/v1/campaigns/{}", self.campaign), None).await?.1;
        let body = json!({"campaign": self.campaign, "rules_version": public["rules_version"]});
        let (status, run) = self.call(Method::POST, "/v1/runs", Some(body)).await?;
        if let Some(tag) = run["error"]["tag"].as_str() {
            return Ok(Err(tag.to_owned()));
        }
        let text = |key: &str| run[key].as_str().with_context(|| format!("{status}: no {key} in {run}"));
        let seed = text("seed")?.parse().ok().context("a seed")?;
        let game = tapvine_games::all()?.into_iter().find(|game| public["game"] == game.manifest.id.as_str());
        Ok(Ok(Run {
            id: text("run_id")?.to_owned(),
            seed,
            dials: serde_json::from_value(run["dials"].clone())?,
            work: run["work"].clone(),
            game: game.context("a registered game")?,
        }))
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
    /// Plays as people do, one after the other until one wins.
    pub fn win(&self) -> Result<(Trace, Outcome)> {
        let round = self.round();
        let mut random = RandomStream::new(self.seed.0, Purpose::Hands, &[]);
        for _ in 0..MOST_PEOPLE {
            let trace = Person::draw(&mut random).plays(&Sight::of(&round)?, &mut random);
            let outcome = round.outcome(&trace)?;
            if outcome.is_won() {
                return Ok((trace, outcome));
            }
        }
        bail!("nobody wins this run")
    }

    pub fn round(&self) -> Round<'_> {
        Round { game: &self.game, seed: self.seed, dials: self.dials.clone() }
    }
}
