//! A prize can be audited: the trace of a verified run is kept, shown to the analyst and replayed.

use crate::support::{ANALYST_KEY, Endpoint, Folder, Person, losing, winning};
use reqwest::Method;
use serde_json::Value;
use std::process::{Command, Output};
use std::time::Duration;

/// The real program on the endpoint's database.
fn audit(folder: &Folder) -> Output {
    Command::new(env!("CARGO_BIN_EXE_tapvine-endpoint"))
        .arg("audit")
        .env("TAPVINE_DATABASE", folder.database_url())
        .output()
        .expect("ran")
}

async fn run_of(endpoint: &Endpoint, person: &Person) -> Value {
    let query = format!("SELECT run_id FROM runs WHERE player_id = '{}'", person.id);
    let rows = endpoint.query(&query).await;
    let run_id: String = sqlx::Row::get(&rows[0], "run_id");
    endpoint.as_analyst(Method::GET, &format!("/v1/runs/{run_id}")).await.ok()
}

#[tokio::test]
async fn the_analyst_sees_what_a_run_was_verified_by() {
    let endpoint = Endpoint::start().await;
    let winner = Person::new(&endpoint).await;
    let answer = winner.play(&endpoint, winning).await;
    let run = run_of(&endpoint, &winner).await;
    assert_eq!(
        (&run["state"], &run["score"], &run["won"]),
        (&"verified".into(), &answer["score"], &true.into())
    );
    let played = winning(&run);
    assert_eq!(run["trace"], played.trace.encode(), "the very trace that was sent");
    assert!(run["coupon_id"].is_string() && run["rules_version"] == 1, "{run}");
    let path = format!("/v1/runs/{}", run["run_id"].as_str().expect("an id"));
    winner.get(&endpoint, &path).await.is_refused(401, "wrong_analyst_key");
    endpoint.as_analyst(Method::GET, "/v1/runs/none").await.is_refused(404, "unknown_run");
    assert!(!ANALYST_KEY.is_empty());
}

#[tokio::test]
async fn an_audit_replays_stored_winners_and_names_the_one_that_was_changed() {
    let endpoint = Endpoint::start().await;
    let people = [Person::new(&endpoint).await, Person::new(&endpoint).await];
    for person in &people {
        person.play(&endpoint, winning).await;
    }
    Person::new(&endpoint).await.play(&endpoint, losing).await;
    let clean = audit(&endpoint.folder);
    let said = String::from_utf8_lossy(&clean.stdout);
    assert!(clean.status.success() && said.contains("2 won runs replayed: 2 agree, 0 do not"), "{said}");
    let run = run_of(&endpoint, &people[0]).await;
    let run_id = run["run_id"].as_str().expect("an id");
    endpoint.query(&format!("UPDATE runs SET score = score + 1 WHERE run_id = '{run_id}'")).await;
    let changed = audit(&endpoint.folder);
    let said = String::from_utf8_lossy(&changed.stdout);
    assert!(!changed.status.success());
    assert!(said.contains(run_id) && said.contains("1 agree, 1 do not"), "{said}");
}

#[test]
fn an_audit_makes_no_database() {
    let folder = Folder::with_codes(1);
    let audit = audit(&folder);
    assert!(!audit.status.success());
    assert!(!folder.path("tapvine.sqlite").exists());
    assert_eq!(String::from_utf8_lossy(&audit.stderr).lines().count(), 1, "one sentence");
}

#[tokio::test]
async fn traces_are_forgotten_when_the_campaigns_retention_ends() {
    let folder = Folder::with_codes(1);
    let mut config = folder.config();
    config.sweep_every = Duration::from_millis(10);
    let endpoint = Endpoint::start_with(folder, config).await;
    let winner = Person::new(&endpoint).await;
    winner.play(&endpoint, winning).await;
    assert!(run_of(&endpoint, &winner).await["trace"].is_string());
    const DAY_MS: i64 = 24 * 60 * 60 * 1_000;
    // The campaign ends in 27 days and keeps its traces for 180 more.
    endpoint.clock.advance_ms(206 * DAY_MS);
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert!(run_of(&endpoint, &winner).await["trace"].is_string());
    endpoint.clock.advance_ms(2 * DAY_MS);
    for _ in 0..4_000 {
        if run_of(&endpoint, &winner).await["trace"].is_null() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let run = run_of(&endpoint, &winner).await;
    assert_eq!((&run["trace"], &run["won"]), (&Value::Null, &true.into()), "the verdict stays");
}
