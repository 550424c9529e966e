//! People with planted interests, friendships and honesty, who play a campaign over HTTP like everybody else.
//!
//! Truth, friendships and decisions follow from the seed alone. What the endpoint draws itself, the seeds of
//! rounds above all, decides only when a label drifts by.

pub mod api;
pub mod campaign;
pub mod chance;
pub mod choice;
mod decide;
pub mod deeds;
mod events;
pub mod findings;
pub mod friends;
pub mod guest;
pub mod homophily;
pub mod report;
pub mod scene;
mod tab;
pub mod truth;

use anyhow::Result;
use api::Api;
use campaign::Campaign;
use choice::Opinions;
use friends::Friends;
use guest::Guest;
use scene::{Progress, Scene};
use std::future::Future;
use std::sync::Arc;
use tokio::sync::SetOnce;
use tokio::task::JoinSet;
use truth::Truth;

#[derive(Clone, Debug)]
pub struct Settings {
    pub endpoint: String,
    pub analyst_key: String,
    /// Without it, the one the endpoint tells every browser.
    pub write_key: Option<String>,
    pub campaign: String,
    pub players: usize,
    pub seed: u64,
    pub honesty: f64,
}

/// What was planted and what people did.
pub struct Simulated {
    pub scene: Arc<Scene>,
    /// In the order of their numbers.
    pub guests: Vec<Guest>,
}

pub async fn simulate(settings: &Settings) -> Result<Simulated> {
    let api = Api::new(&settings.endpoint, &settings.analyst_key);
    let campaign = Campaign::read(&api, &settings.campaign).await?;
    // A wrong key shall not show only when everybody has played.
    api.analyst(&format!("/v1/insights/funnel?campaign={}", campaign.id)).await?;
    let friends = Friends::meet(settings.seed, settings.players);
    let plant = |labels| Truth::plant(settings.seed, labels, &friends.circle_of);
    let truth = campaign.labels.as_ref().map(plant);
    let opinions = truth.map(|truth| Opinions { seed: settings.seed, truth, honesty: settings.honesty });
    let scene = Arc::new(Scene {
        seed: settings.seed,
        write_key: settings.write_key.clone().unwrap_or_else(|| campaign.write_key.clone()),
        wanted: friends.wanted(),
        links: friends.of.iter().map(|_| SetOnce::new()).collect(),
        progress: Progress::default(),
        api,
        campaign,
        friends,
        opinions,
    });
    let coming = (0..settings.players).map(|number| Guest::come(scene.clone(), number));
    let guests = all(&scene, "playing", coming).await?;
    let guests = all(&scene, "deciding", guests.into_iter().map(Guest::decide)).await?;
    Ok(Simulated { scene, guests })
}

/// Everybody at once; the first failure ends it.
async fn all(
    scene: &Scene,
    what: &str,
    doings: impl Iterator<Item = impl Future<Output = Result<Guest>> + Send + 'static>,
) -> Result<Vec<Guest>> {
    let mut tasks: JoinSet<Result<Guest>> = doings.collect();
    let people = tasks.len();
    let ended = async {
        let mut guests = Vec::with_capacity(people);
        while let Some(guest) = tasks.join_next().await {
            guests.push(guest??);
        }
        guests.sort_by_key(|guest: &Guest| guest.number);
        Ok(guests)
    };
    tokio::select! {
        ended = ended => ended,
        never = scene.progress.tell(&scene.campaign.id, what, people) => match never {},
    }
}
