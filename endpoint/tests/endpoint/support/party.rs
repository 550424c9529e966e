//! A campaign whose players label each other: hosts with links, friends who stick labels on them.

use super::{Answer, Endpoint, Folder, Person, Played};
use serde_json::{Value, json};
use std::fs;
use tapvine_shared::run::{Dials, Game, Input, Seed, Trace};

const PARTY: &str = include_str!("../../fixtures/party.toml");
const LABELS: &str = include_str!("../../fixtures/party.labels.toml");
/// A little longer than a party of five seconds.
const PARTY_MS: i64 = 6_000;
const PARTY_TICKS: u32 = 300;

impl Folder {
    /// With the party campaign beside the quick one.
    pub fn with_party() -> Folder {
        let folder = Folder::with_codes(3);
        folder.write_party(&[]);
        fs::write(folder.path("campaigns/party.labels.toml"), LABELS).expect("written");
        folder
    }

    pub fn write_party(&self, changes: &[(&str, &str)]) {
        let text = changes.iter().fold(PARTY.to_owned(), |text, (from, to)| {
            assert!(text.contains(from), "{from}");
            text.replace(from, to)
        });
        fs::write(self.path("campaigns/party.toml"), text).expect("written");
    }
}

impl Endpoint {
    pub async fn with_party() -> Endpoint {
        Endpoint::start_in(Folder::with_party()).await
    }
}

impl Person {
    pub async fn at_the_party(endpoint: &Endpoint) -> Person {
        Person::of_campaign(endpoint, "party").await
    }

    /// The link of the person's own party.
    pub async fn party(&self, endpoint: &Endpoint) -> String {
        let invite = self.post(endpoint, "/v1/invites", &json!({"campaign": "party"})).await.ok();
        invite["code"].as_str().expect("a code").to_owned()
    }

    pub async fn start_about(&self, endpoint: &Endpoint, code: &str, name: &str) -> Answer {
        let body = json!({"campaign": "party", "rules_version": 1, "about": code, "name": name});
        self.post(endpoint, "/v1/runs", &body).await
    }

    /// One whole run about a friend.
    pub async fn give(&self, endpoint: &Endpoint, code: &str, name: &str, labels: &[&str]) -> Given {
        let run = self.start_about(endpoint, code, name).await.ok();
        endpoint.clock.advance_ms(PARTY_MS);
        let played = sticking(&run, labels);
        let answer = self.finish(endpoint, &run, &played, Some("give")).await.ok();
        Given { run, played, answer }
    }

    pub async fn my_labels(&self, endpoint: &Endpoint) -> Value {
        self.get(endpoint, "/v1/me?campaign=party").await.ok()["labels"].take()
    }

    /// The id of a pending or accepted label, by its name and giver.
    pub async fn label_id(&self, endpoint: &Endpoint, label: &str, giver: &str) -> String {
        let mine = self.my_labels(endpoint).await;
        let pending = mine["pending"].as_array().expect("pending");
        let found = pending.iter().find(|row| row["label"] == label && row["giver"] == giver);
        found.unwrap_or_else(|| panic!("no {label} of {giver} in {mine}"))["id"]
            .as_str()
            .expect("an id")
            .to_owned()
    }

    pub async fn decide(&self, endpoint: &Endpoint, label_id: &str, action: &str) -> Answer {
        self.post(endpoint, &format!("/v1/labels/{label_id}/{action}"), &json!({})).await
    }

    pub async fn declare(&self, endpoint: &Endpoint, labels: &[&str]) -> Answer {
        self.post(endpoint, "/v1/labels", &json!({"campaign": "party", "labels": labels})).await
    }
}

/// A finished run about a friend, and what the endpoint answered.
#[derive(Clone, Debug)]
pub struct Given {
    run: Value,
    played: Played,
    pub answer: Value,
}

impl Given {
    /// The finish comes a second time.
    pub async fn send_again(&self, giver: &Person, endpoint: &Endpoint) -> Answer {
        giver.finish(endpoint, &self.run, &self.played, Some("give")).await
    }
}

/// The order of the fixture's labels is the game's numbering.
pub fn numbers(labels: &[&str]) -> Vec<u16> {
    let order: Vec<&str> =
        LABELS.lines().filter_map(|line| line.strip_prefix("id = \"")?.strip_suffix('"')).collect();
    let number = |label: &&str| order.iter().position(|known| known == label).expect("a label") as u16;
    labels.iter().map(number).collect()
}

/// A run in which exactly these labels stick, found by trying when each drifts by.
pub fn sticking(run: &Value, labels: &[&str]) -> Played {
    let dials: Dials = serde_json::from_value(run["dials"].clone()).expect("dials");
    let games = tapvine_games::all().expect("valid");
    let game: Game = games.into_iter().find(|game| game.manifest.dials(&dials).is_ok()).expect("a game").game;
    let seed: Seed = run["seed"].as_str().expect("a seed").parse().expect("a seed");
    let mut trace = Trace { rules_version: game.current.version, ticks: PARTY_TICKS, inputs: vec![] };
    let replay = |trace: &Trace| (game.current.replay)(seed, &dials, trace).expect("replays");
    for action in numbers(labels) {
        let tried = (10..PARTY_TICKS - 5).step_by(7).find_map(|tick| {
            let mut tried = trace.clone();
            tried.inputs.push(Input { tick, action });
            tried.inputs.sort_by_key(|input| input.tick);
            replay(&tried).labels.expect("a game of labels").chosen.contains(&action).then_some(tried)
        });
        trace = tried.expect("every label drifts by");
    }
    let outcome = replay(&trace).outcome;
    Played { score: outcome.score, won: outcome.is_won(), trace }
}
