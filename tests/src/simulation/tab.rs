//! A browser tab of one person: the rounds played in it and the events its page sends.

use super::api::Request;
use super::tracker::Tracker;
use super::world::World;
use crate::round::Round;
use anyhow::{Context, Result};
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;
use tapvine_shared::event::Event;
use tapvine_shared::run::{TICKS_PER_SECOND, Trace};
use tokio::task::spawn_blocking;
use tokio::time::sleep;

/// The friend a round is about, and the name that friend shall see.
pub struct About {
    pub code: String,
    pub name: String,
}

pub struct Tab {
    world: Arc<World>,
    token: String,
    tracker: Tracker,
}

impl Tab {
    pub fn open(world: Arc<World>, player_id: &str, token: &str, number: usize) -> Result<Tab> {
        let mut tracker = Tracker::open(player_id, number, &world.campaign);
        tracker.track(&Event::GameOpened {}, &world.campaign)?;
        Ok(Tab { world, token: token.to_owned(), tracker })
    }

    pub fn shared_the_link(&mut self) -> Result<()> {
        self.tracker.track(&Event::InviteShared { method: "copy".to_owned() }, &self.world.campaign)
    }

    /// What happened in it reaches the endpoint.
    pub async fn close(mut self) -> Result<()> {
        self.tracker.send(&self.world.api, &self.world.write_key).await
    }

    /// One round from its start to its verdict, in the time it takes.
    pub async fn play(
        &mut self,
        about: Option<About>,
        taps: impl FnOnce(&Round<'_>) -> Result<Trace> + Send + 'static,
    ) -> Result<Value> {
        let world = self.world.clone();
        let campaign = &world.campaign;
        let mut body = json!({"campaign": campaign.id, "rules_version": campaign.game.game.current.version});
        if let Some(About { code, name }) = about {
            body["about"] = code.into();
            body["name"] = name.into();
        }
        let started = self.post("/v1/runs", None, body).await?;
        let run_id = started["run_id"].as_str().context("a run")?.to_owned();
        self.tracker.track(&Event::GameStarted { run_id: run_id.clone() }, campaign)?;
        let seed = started["seed"].as_str().and_then(|seed| seed.parse().ok()).context("a seed")?;
        let dials = serde_json::from_value(started["dials"].clone())?;
        let replaying = world.clone();
        let (trace, outcome) = spawn_blocking(move || -> Result<_> {
            let round = Round { game: &replaying.campaign.game, seed, dials };
            let trace = taps(&round)?;
            let outcome = round.outcome(&trace)?;
            Ok((trace, outcome))
        })
        .await??;
        sleep(Duration::from_secs(1) * trace.ticks / TICKS_PER_SECOND).await;
        let (score, rival, ticks) = (outcome.score, outcome.rival, i64::from(outcome.ticks));
        self.tracker.track(&Event::RunFinished { run_id: run_id.clone(), score, rival, ticks }, campaign)?;
        self.tracker.send(&world.api, &world.write_key).await?;
        let body = json!({"trace": trace.encode(), "score": score});
        let answer = self.post(&format!("/v1/runs/{run_id}/finish"), Some(&run_id), body).await?;
        world.progress.round_played();
        Ok(answer)
    }

    async fn post(&self, path: &str, idempotency_key: Option<&str>, body: Value) -> Result<Value> {
        let bearer = Some(self.token.as_str());
        self.world.api.post(Request { path, bearer, idempotency_key, body: Some(body) }).await
    }
}
