//! Layer 2 of fair play: a run is used once, now.

use crate::support::{Answer, Endpoint, Folder, Person, losing, winning};
use futures_util::future::join_all;
use serde_json::{Value, json};
use sqlx::Row as _;
use std::collections::HashSet;

const MINUTE_MS: i64 = 60_000;
const HOUR_MS: i64 = 60 * MINUTE_MS;

async fn start(endpoint: &Endpoint, person: &Person) -> Answer {
    person.post(endpoint, "/v1/runs", &json!({"campaign": "quick", "rules_version": 1})).await
}

async fn with_runs(policy: &str) -> Endpoint {
    let folder = Folder::with_codes(3);
    folder.write_campaign("quick", &[("[coupon]", &format!("[runs]\n{policy}\n\n[coupon]"))]);
    Endpoint::start_in(folder).await
}

async fn count(endpoint: &Endpoint, sql: &str) -> i64 {
    endpoint.query(sql).await[0].get(0)
}

async fn open_runs(endpoint: &Endpoint) -> i64 {
    count(endpoint, "SELECT COUNT(*) FROM runs WHERE state = 'issued' AND abandoned_at_ms IS NULL").await
}

#[tokio::test]
async fn a_third_start_gives_up_the_oldest_run_and_nobody_is_locked_out() {
    let endpoint = Endpoint::start().await;
    let person = Person::new(&endpoint).await;
    let mut runs = Vec::new();
    for _ in 0..3 {
        runs.push(start(&endpoint, &person).await.ok());
        endpoint.clock.advance_ms(6_000);
    }
    assert_eq!(open_runs(&endpoint).await, 2);
    let finish = async |run: &Value| person.finish(&endpoint, run, &losing(run), Some("key")).await;
    for _ in 0..2 {
        finish(&runs[0]).await.is_refused(410, "run_abandoned");
    }
    finish(&runs[1]).await.ok();
    finish(&runs[2]).await.ok();
    assert_eq!(person.play(&endpoint, winning).await["prize"], "won");
}

#[tokio::test]
async fn a_run_ends_with_the_length_of_its_game_and_the_pause_and_not_before() {
    let endpoint = with_runs("pause_seconds = 120").await;
    let person = Person::new(&endpoint).await;
    let run = start(&endpoint, &person).await.ok();
    let begun_ms = run["expires_at_ms"].as_i64().expect("a time") - 5_000 - 120_000;
    let stored = count(&endpoint, "SELECT issued_at_ms FROM runs").await;
    assert_eq!(begun_ms, stored, "five seconds of play and two minutes of pause");
    endpoint.clock.advance_ms(124_900);
    assert_eq!(person.finish(&endpoint, &run, &winning(&run), None).await.ok()["prize"], "won");
    let late = start(&endpoint, &person).await.ok();
    endpoint.clock.advance_ms(125_000);
    person.finish(&endpoint, &late, &losing(&late), None).await.is_refused(410, "run_expired");
}

#[tokio::test]
async fn without_a_rule_of_the_campaign_five_minutes_of_pause_are_allowed_and_no_half_hour() {
    let endpoint = Endpoint::start().await;
    let person = Person::new(&endpoint).await;
    let run = start(&endpoint, &person).await.ok();
    endpoint.clock.advance_ms(5 * MINUTE_MS);
    person.finish(&endpoint, &run, &losing(&run), None).await.ok();
    let run = start(&endpoint, &person).await.ok();
    endpoint.clock.advance_ms(6 * MINUTE_MS);
    person.finish(&endpoint, &run, &losing(&run), None).await.is_refused(410, "run_expired");
}

#[tokio::test]
async fn a_day_has_so_many_runs_and_the_next_begins_at_midnight_of_the_campaign() {
    let folder = Folder::with_codes(3);
    let zone = "game = \"fruit-rush\"\ntime_zone = \"Asia/Shanghai\"";
    let runs = "[runs]\nper_day = 3\n\n[coupon]";
    folder.write_campaign("quick", &[("game = \"fruit-rush\"", zone), ("[coupon]", runs)]);
    let endpoint = Endpoint::start_in(folder).await;
    let person = Person::new(&endpoint).await;
    // 08:00 in Shanghai.
    for left in [2, 1, 0] {
        let run = start(&endpoint, &person).await.ok();
        assert_eq!(run["left_today"], left);
        endpoint.clock.advance_ms(6_000);
        person.finish(&endpoint, &run, &losing(&run), None).await.ok();
    }
    let refused = start(&endpoint, &person).await;
    refused.is_refused(429, "daily_runs_used");
    assert_eq!(refused.retry_after.as_deref(), Some("57582"), "sixteen hours without eighteen seconds");
    start(&endpoint, &Person::new(&endpoint).await).await.ok();
    endpoint.clock.advance_ms(57_582_000);
    assert_eq!(start(&endpoint, &person).await.ok()["left_today"], 2);
}

#[tokio::test]
async fn whoever_starts_runs_to_finish_the_easiest_sees_only_a_few() {
    let endpoint = Endpoint::start().await;
    let person = Person::new(&endpoint).await;
    let mut seeds = HashSet::new();
    let mut last = Value::Null;
    let refused = loop {
        let answer = start(&endpoint, &person).await;
        if answer.status != 201 {
            break answer;
        }
        last = answer.ok();
        seeds.insert(last["seed"].to_string());
        endpoint.clock.advance_ms(10_000);
    };
    refused.is_refused(429, "too_many_unfinished_runs");
    assert_eq!(seeds.len(), 12, "ten given up and two open");
    assert!(refused.retry_after.is_some());
    assert_eq!(
        person.finish(&endpoint, &last, &winning(&last), None).await.ok()["prize"],
        "won",
        "the open ones count"
    );
    start(&endpoint, &person).await.is_refused(429, "too_many_unfinished_runs");
    endpoint.clock.advance_ms(24 * HOUR_MS);
    start(&endpoint, &person).await.ok();
}

#[tokio::test]
async fn a_run_that_expired_was_left_unfinished_too() {
    let endpoint = with_runs("per_day = 10").await;
    let person = Person::new(&endpoint).await;
    for _ in 0..5 {
        start(&endpoint, &person).await.ok();
        endpoint.clock.advance_ms(10 * MINUTE_MS);
    }
    start(&endpoint, &person).await.is_refused(429, "too_many_unfinished_runs");
}

#[tokio::test]
async fn starts_at_once_open_no_more_than_two_and_start_no_more_than_a_day_has() {
    let endpoint = with_runs("per_day = 8").await;
    let person = Person::new(&endpoint).await;
    let answers = join_all((0..50).map(|_| start(&endpoint, &person))).await;
    let started: Vec<&Answer> = answers.iter().filter(|answer| answer.status == 201).collect();
    assert_eq!(started.len(), 7, "five given up and two open");
    assert!(answers.iter().all(|answer| answer.status == 201 || answer.status == 429));
    assert_eq!(open_runs(&endpoint).await, 2);
    let others = join_all((0..20).map(|_| Person::new(&endpoint))).await;
    let pairs = join_all(others.iter().flat_map(|other| [(); 2].map(|()| start(&endpoint, other)))).await;
    assert!(pairs.iter().all(|answer| answer.status == 201));
    assert_eq!(open_runs(&endpoint).await, 42);
}

#[tokio::test]
async fn fifty_finishes_and_starts_at_once_keep_the_cap() {
    let endpoint = with_runs("per_day = 6").await;
    let person = Person::new(&endpoint).await;
    for _ in 0..5 {
        let run = start(&endpoint, &person).await.ok();
        endpoint.clock.advance_ms(6_000);
        person.finish(&endpoint, &run, &losing(&run), None).await.ok();
    }
    let answers = join_all((0..50).map(|_| start(&endpoint, &person))).await;
    assert_eq!(answers.iter().filter(|answer| answer.status == 201).count(), 1);
    let refused = answers.iter().filter(|answer| answer.status != 201);
    refused.for_each(|answer| answer.is_refused(429, "daily_runs_used"));
}
