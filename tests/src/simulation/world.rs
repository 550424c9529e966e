//! What everybody in a simulation shares: the campaign, the planted truth and graph, the links and the progress.

use super::api::Api;
use super::campaign::Campaign;
use super::response_model::ResponseModel;
use super::social_graph::SocialGraph;
use anyhow::{Context, Result};
use std::collections::BTreeSet;
use std::convert::Infallible;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tokio::sync::SetOnce;
use tokio::time::sleep;

const REPORT_EVERY: Duration = Duration::from_secs(10);

pub struct World {
    pub seed: u64,
    pub api: Api,
    pub write_key: String,
    pub campaign: Campaign,
    pub graph: SocialGraph,
    /// `None` in a campaign without labels.
    pub response_model: Option<ResponseModel>,
    /// Whose link somebody needs.
    pub link_owners: BTreeSet<usize>,
    /// Person → the code of their link, once it is made.
    pub links: Vec<SetOnce<String>>,
    pub progress: Progress,
}

impl World {
    pub fn response_model(&self) -> Result<&ResponseModel> {
        self.response_model.as_ref().context("the campaign has labels")
    }
}

#[derive(Default)]
pub struct Progress {
    rounds: AtomicUsize,
    people: AtomicUsize,
}

impl Progress {
    pub fn round_played(&self) {
        self.rounds.fetch_add(1, Ordering::Relaxed);
    }

    pub fn person_done(&self) {
        self.people.fetch_add(1, Ordering::Relaxed);
    }

    /// Reports again and again how far the people are, until it is dropped.
    pub async fn report(&self, campaign: &str, what: &str, people: usize) -> Infallible {
        self.people.store(0, Ordering::Relaxed);
        loop {
            sleep(REPORT_EVERY).await;
            let (through, rounds) =
                (self.people.load(Ordering::Relaxed), self.rounds.load(Ordering::Relaxed));
            println!("  {campaign}: {through} of {people} people are through {what}, {rounds} rounds played");
        }
    }
}
