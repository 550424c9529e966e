//! What everybody in a simulation shares: the campaign, the planted people, their links and the progress.

use super::api::Api;
use super::campaign::Campaign;
use super::choice::Opinions;
use super::friends::Friends;
use anyhow::{Context, Result};
use std::collections::BTreeSet;
use std::convert::Infallible;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tokio::sync::SetOnce;
use tokio::time::sleep;

const TELL_EVERY: Duration = Duration::from_secs(10);

pub struct Scene {
    pub seed: u64,
    pub api: Api,
    pub write_key: String,
    pub campaign: Campaign,
    pub friends: Friends,
    /// `None` in a campaign without labels.
    pub opinions: Option<Opinions>,
    /// Whose link somebody needs.
    pub wanted: BTreeSet<usize>,
    /// Person → the code of their link, once it is made.
    pub links: Vec<SetOnce<String>>,
    pub progress: Progress,
}

impl Scene {
    pub fn opinions(&self) -> Result<&Opinions> {
        self.opinions.as_ref().context("the campaign has labels")
    }
}

#[derive(Default)]
pub struct Progress {
    rounds: AtomicUsize,
    people: AtomicUsize,
}

impl Progress {
    pub fn played(&self) {
        self.rounds.fetch_add(1, Ordering::Relaxed);
    }

    pub fn gone_through(&self) {
        self.people.fetch_add(1, Ordering::Relaxed);
    }

    /// Says again and again how far the people are, until it is dropped.
    pub async fn tell(&self, campaign: &str, what: &str, people: usize) -> Infallible {
        self.people.store(0, Ordering::Relaxed);
        loop {
            sleep(TELL_EVERY).await;
            let (through, rounds) =
                (self.people.load(Ordering::Relaxed), self.rounds.load(Ordering::Relaxed));
            println!("  {campaign}: {through} of {people} people are through {what}, {rounds} rounds played");
        }
    }
}
