//! A browser tab of one person: the rounds played in it and the events its page sends.

use super::api::Request;
use super::events::Page;
use super::scene::Scene;
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
    scene: Arc<Scene>,
    token: String,
    page: Page,
}

impl Tab {
    pub fn open(scene: Arc<Scene>, player_id: &str, token: &str, number: usize) -> Result<Tab> {
        let mut page = Page::open(player_id, number, &scene.campaign);
        page.happened(&Event::GameOpened {}, &scene.campaign)?;
        Ok(Tab { scene, token: token.to_owned(), page })
    }

    pub fn shared_the_link(&mut self) -> Result<()> {
        self.page.happened(&Event::InviteShared { method: "copy".to_owned() }, &self.scene.campaign)
    }

    /// What happened in it reaches the endpoint.
    pub async fn close(mut self) -> Result<()> {
        self.page.send(&self.scene.api, &self.scene.write_key).await
    }

    /// One round from its start to its verdict, in the time it takes.
    pub async fn play(
        &mut self,
        about: Option<About>,
        hand: impl FnOnce(&Round<'_>) -> Result<Trace> + Send + 'static,
    ) -> Result<Value> {
        let scene = self.scene.clone();
        let campaign = &scene.campaign;
        let mut body = json!({"campaign": campaign.id, "rules_version": campaign.game.game.current.version});
        if let Some(About { code, name }) = about {
            body["about"] = code.into();
            body["name"] = name.into();
        }
        let started = self.post("/v1/runs", None, body).await?;
        let run_id = started["run_id"].as_str().context("a run")?.to_owned();
        self.page.happened(&Event::GameStarted { run_id: run_id.clone() }, campaign)?;
        let seed = started["seed"].as_str().and_then(|seed| seed.parse().ok()).context("a seed")?;
        let dials = serde_json::from_value(started["dials"].clone())?;
        let stage = scene.clone();
        let (trace, outcome) = spawn_blocking(move || -> Result<_> {
            let round = Round { game: &stage.campaign.game, seed, dials };
            let trace = hand(&round)?;
            let outcome = round.outcome(&trace)?;
            Ok((trace, outcome))
        })
        .await??;
        sleep(Duration::from_secs(1) * trace.ticks / TICKS_PER_SECOND).await;
        let (score, rival, ticks) = (outcome.score, outcome.rival, i64::from(outcome.ticks));
        self.page.happened(&Event::RunFinished { run_id: run_id.clone(), score, rival, ticks }, campaign)?;
        self.page.send(&scene.api, &scene.write_key).await?;
        let body = json!({"trace": trace.encode(), "score": score});
        let answer = self.post(&format!("/v1/runs/{run_id}/finish"), Some(&run_id), body).await?;
        scene.progress.played();
        Ok(answer)
    }

    async fn post(&self, path: &str, idempotency_key: Option<&str>, body: Value) -> Result<Value> {
        let bearer = Some(self.token.as_str());
        self.scene.api.post(Request { path, bearer, idempotency_key, body: Some(body) }).await
    }
}
