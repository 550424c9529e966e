//! People with planted interests, friendships and honesty, who play a campaign over HTTP like everybody else.
//!
//! Truth, friendships and decisions follow from the seed alone. What the endpoint draws itself, the seeds of
//! rounds above all, decides only when a label drifts by.

pub mod actions;
pub mod api;
pub mod campaign;
mod decide;
pub mod evaluation;
pub mod homophily;
pub mod player;
pub mod report;
pub mod response_model;
pub mod social_graph;
mod tab;
mod tracker;
pub mod truth;
pub mod world;

use anyhow::Result;
use api::Api;
use campaign::Campaign;
use player::SimulatedPlayer;
use response_model::ResponseModel;
use social_graph::SocialGraph;
use std::future::Future;
use std::sync::Arc;
use tokio::sync::SetOnce;
use tokio::task::JoinSet;
use truth::Truth;
use world::{Progress, World};

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
    pub world: Arc<World>,
    /// In the order of their numbers.
    pub players: Vec<SimulatedPlayer>,
}

pub async fn simulate(settings: &Settings) -> Result<Simulated> {
    let api = Api::new(&settings.endpoint, &settings.analyst_key);
    let campaign = Campaign::read(&api, &settings.campaign).await?;
    // A wrong key shall not show only when everybody has played.
    api.analyst(&format!("/v1/insights/funnel?campaign={}", campaign.id)).await?;
    let graph = SocialGraph::generate(settings.seed, settings.players);
    let plant = |labels| Truth::plant(settings.seed, labels, &graph.community_of);
    let truth = campaign.labels.as_ref().map(plant);
    let response_model =
        truth.map(|truth| ResponseModel { seed: settings.seed, truth, honesty: settings.honesty });
    let world = Arc::new(World {
        seed: settings.seed,
        write_key: settings.write_key.clone().unwrap_or_else(|| campaign.write_key.clone()),
        link_owners: graph.link_owners(),
        links: graph.friends_of.iter().map(|_| SetOnce::new()).collect(),
        progress: Progress::default(),
        api,
        campaign,
        graph,
        response_model,
    });
    let visits = (0..settings.players).map(|number| SimulatedPlayer::visit(world.clone(), number));
    let players = all(&world, "playing", visits).await?;
    let players = all(&world, "deciding", players.into_iter().map(SimulatedPlayer::decide)).await?;
    Ok(Simulated { world, players })
}

/// Everybody at once; the first failure ends it.
async fn all(
    world: &World,
    what: &str,
    visits: impl Iterator<Item = impl Future<Output = Result<SimulatedPlayer>> + Send + 'static>,
) -> Result<Vec<SimulatedPlayer>> {
    let mut tasks: JoinSet<Result<SimulatedPlayer>> = visits.collect();
    let people = tasks.len();
    let ended = async {
        let mut players = Vec::with_capacity(people);
        while let Some(player) = tasks.join_next().await {
            players.push(player??);
        }
        players.sort_by_key(|player: &SimulatedPlayer| player.number);
        Ok(players)
    };
    tokio::select! {
        ended = ended => ended,
        never = world.progress.report(&world.campaign.id, what, people) => match never {},
    }
}
