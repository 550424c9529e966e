//! Runs outlive a deployment: a run started before an upgrade of the rules ends by the rules it was issued with.

use crate::support::{Endpoint, Folder, Person};
use serde_json::{Value, json};
use tapvine_games::RegisteredGame;
use tapvine_shared::run::{Dials, Game, Input, Rules, RulesVersion, Seed, Trace};

/// As many ticks as the quick campaign's runs have; every tap is worth `POINTS`.
struct Toy<const VERSION: u16, const POINTS: i64> {
    ticks: u32,
    score: i64,
}

const TICKS: u32 = 300;

impl<const VERSION: u16, const POINTS: i64> Rules for Toy<VERSION, POINTS> {
    const VERSION: u16 = VERSION;

    fn new(_: Seed, _: &Dials) -> Self {
        Toy { ticks: 0, score: 0 }
    }

    fn longest_ticks(_: &Dials) -> u32 {
        TICKS
    }

    fn step(&mut self, actions: &[u16]) {
        self.ticks += 1;
        self.score += POINTS * actions.len() as i64;
    }

    fn is_over(&self) -> bool {
        self.ticks == TICKS
    }

    fn score(&self) -> i64 {
        self.score
    }

    fn rival_score(&self) -> Option<i64> {
        None
    }
}

type First = Toy<1, 10>;
type Second = Toy<2, 25>;

/// The quick campaign's game with toy rules in the place of its own.
fn games(game: impl Fn(&'static str) -> Game) -> Vec<RegisteredGame> {
    let mut games = tapvine_games::all().expect("valid");
    for registered in &mut games {
        if registered.manifest.id == "fruit-rush" {
            registered.game = game(registered.game.manifest);
        }
    }
    games
}

fn before() -> Vec<RegisteredGame> {
    games(Game::of::<First>)
}

fn after() -> Vec<RegisteredGame> {
    const EARLIER: &[RulesVersion] = &[RulesVersion::of::<First>()];
    games(|manifest| Game::of::<Second>(manifest).with_earlier(EARLIER))
}

fn without_earlier() -> Vec<RegisteredGame> {
    games(Game::of::<Second>)
}

/// Two taps, recorded under some rules.
fn trace(rules_version: u16) -> String {
    let inputs = [60, 120].map(|tick| Input { tick, action: 0 });
    Trace { rules_version, ticks: TICKS, inputs: inputs.into() }.encode()
}

async fn finish(
    endpoint: &Endpoint,
    person: &Person,
    run: &Value,
    version: u16,
    score: i64,
) -> crate::support::Answer {
    let path = format!("/v1/runs/{}/finish", run["run_id"].as_str().expect("an id"));
    person.post(endpoint, &path, &json!({"trace": trace(version), "score": score})).await
}

#[tokio::test]
async fn a_run_started_before_an_upgrade_and_finished_after_it_verifies() {
    let endpoint = Endpoint::with_games(Folder::with_codes(3), before()).await;
    let person = Person::new(&endpoint).await;
    let run = person.start_run(&endpoint).await;
    let folder = endpoint.stop().await;
    let endpoint = Endpoint::with_games(folder, after()).await;
    endpoint.clock.advance_ms(6_000);
    let verdict = finish(&endpoint, &person, &run, 1, 20).await.ok();
    assert_eq!(
        (&verdict["verdict"], &verdict["score"]),
        (&json!("verified"), &json!(20)),
        "by the old rules"
    );
    let request = json!({"campaign": "quick", "rules_version": 1});
    person.post(&endpoint, "/v1/runs", &request).await.is_refused(409, "rules_version_mismatch");
    let request = json!({"campaign": "quick", "rules_version": 2});
    let run = person.post(&endpoint, "/v1/runs", &request).await.ok();
    endpoint.clock.advance_ms(6_000);
    finish(&endpoint, &person, &run, 1, 20).await.is_refused(422, "trace_version");
    assert_eq!(finish(&endpoint, &person, &run, 2, 50).await.ok()["score"], 50, "by the new rules");
}

#[tokio::test]
async fn a_run_of_rules_that_are_no_longer_listed_is_refused_and_not_lost() {
    let endpoint = Endpoint::with_games(Folder::with_codes(3), before()).await;
    let person = Person::new(&endpoint).await;
    let run = person.start_run(&endpoint).await;
    let folder = endpoint.stop().await;
    let endpoint = Endpoint::with_games(folder, without_earlier()).await;
    endpoint.clock.advance_ms(6_000);
    finish(&endpoint, &person, &run, 1, 20).await.is_refused(422, "rules_retired");
    let folder = endpoint.stop().await;
    let endpoint = Endpoint::with_games(folder, after()).await;
    endpoint.clock.advance_ms(6_000);
    assert_eq!(finish(&endpoint, &person, &run, 1, 20).await.ok()["verdict"], "verified");
}
