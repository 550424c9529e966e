//! Layer 3: what one network may take, the work for more of it, and what is known of a network afterwards.

use crate::support::{Answer, Endpoint, Folder, Person, losing, winning};
use altcha::{Challenge, Payload, SolveChallengeOptions, solve_challenge};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use futures_util::future::join_all;
use reqwest::Method;
use serde_json::{Value, json};
use sqlx::Row as _;

const RUN_MS: i64 = 6_000;
const HALF_DAY_MS: i64 = 12 * 3_600_000;
pub const NO_LIMITS: &str = "[network]
prizes = { soft = 1000000, hard = 1000000 }
runs = { soft = 1000000, hard = 1000000 }
players = { soft = 1000000, hard = 1000000 }
";

/// The product's limits in all but how long the work takes.
const FAST_WORK: &str = "[network]\nwork_ms = 40\n";

async fn with_limits(codes: usize, limits: &str) -> Endpoint {
    Endpoint::start_in(folder(codes, limits)).await
}

fn folder(codes: usize, limits: &str) -> Folder {
    let folder = Folder::with_codes(codes);
    folder.write_campaign("quick", &[(NO_LIMITS, limits)]);
    folder
}

pub fn solved(work: &Value) -> Value {
    let challenge: Challenge = serde_json::from_value(work["altcha"].clone()).expect("a challenge");
    let solution = solve_challenge(SolveChallengeOptions::new(&challenge)).expect("valid").expect("solved");
    let payload = serde_json::to_string(&Payload { challenge, solution }).expect("JSON");
    json!({"altcha": BASE64_STANDARD.encode(payload)})
}

/// Ends a won run with what was done for its prize.
pub async fn finish(person: &Person, endpoint: &Endpoint, run: &Value, work: Option<Value>) -> Answer {
    let played = winning(run);
    let mut body = json!({"trace": played.trace.encode(), "score": played.score});
    if let Some(work) = work {
        body["work"] = work;
    }
    let path = format!("/v1/runs/{}/finish", run["run_id"].as_str().expect("an id"));
    person.post(endpoint, &path, &body).await
}

/// New people who win one after the other without working, until one is asked for work.
async fn take_without_work(endpoint: &Endpoint, most: usize) -> usize {
    for taken in 0..most {
        let person = Person::new(endpoint).await;
        let run = person.start_run(endpoint).await;
        endpoint.clock.advance_ms(RUN_MS);
        let answer = finish(&person, endpoint, &run, None).await;
        if answer.status != 200 {
            answer.is_refused(409, "work_required");
            return taken;
        }
        assert_eq!(answer.ok()["prize"], "won");
    }
    most
}

#[tokio::test]
async fn ten_prizes_are_free_and_the_eleventh_asks_for_work_that_counts_once() {
    let endpoint = with_limits(20, FAST_WORK).await;
    assert_eq!(take_without_work(&endpoint, 20).await, 10);
    let person = Person::new(&endpoint).await;
    let run = person.start_run(&endpoint).await;
    let other = person.start_run(&endpoint).await;
    assert_eq!(run["without_prize"], Value::Null);
    endpoint.clock.advance_ms(RUN_MS);
    for work in [None, Some(json!({"altcha": "e30="})), Some(solved(&other["work"]))] {
        let refused = finish(&person, &endpoint, &run, work).await;
        assert!(refused.body["error"]["details"]["work"]["altcha"]["parameters"].is_object());
        refused.is_refused(409, "work_required");
    }
    let verdict = finish(&person, &endpoint, &run, Some(solved(&run["work"]))).await.ok();
    assert_eq!(verdict["prize"], "won");
    let again = finish(&person, &endpoint, &other, Some(solved(&run["work"]))).await.ok();
    assert_eq!(again["prize"], "already_won", "who holds the coupon is asked for nothing");
    assert_eq!(person.start_run(&endpoint).await["work"], Value::Null);
}

#[tokio::test]
async fn work_that_is_asked_for_only_at_the_end_can_be_done_then() {
    let endpoint = with_limits(20, FAST_WORK).await;
    let early = Person::new(&endpoint).await;
    let run = early.start_run(&endpoint).await;
    assert_eq!(run["work"], Value::Null);
    assert_eq!(take_without_work(&endpoint, 20).await, 10);
    let refused = finish(&early, &endpoint, &run, None).await;
    let work = solved(&refused.body["error"]["details"]["work"]);
    assert_eq!(finish(&early, &endpoint, &run, Some(work)).await.ok()["prize"], "won");
}

#[tokio::test]
async fn a_phone_that_cannot_work_keeps_its_score_and_a_lost_run_asks_for_none() {
    let endpoint = with_limits(20, FAST_WORK).await;
    take_without_work(&endpoint, 20).await;
    let person = Person::new(&endpoint).await;
    let (lost, won) = (person.start_run(&endpoint).await, person.start_run(&endpoint).await);
    endpoint.clock.advance_ms(RUN_MS);
    assert_eq!(person.finish(&endpoint, &lost, &losing(&lost), None).await.ok()["prize"], "not_won");
    let verdict = finish(&person, &endpoint, &won, Some(json!("none"))).await.ok();
    assert_eq!((&verdict["won"], &verdict["prize"]), (&json!(true), &json!("work_missing")));
    assert_eq!(verdict["coupon"], Value::Null);
    assert_eq!(person.me(&endpoint).await["best"], verdict["score"]);
}

#[tokio::test]
async fn over_the_hard_limit_a_network_plays_without_a_prize_and_is_told_so() {
    let endpoint = with_limits(5, "[network]\nprizes = { soft = 2, hard = 2 }\n").await;
    assert_eq!(take_without_work(&endpoint, 2).await, 2);
    let late = Person::new(&endpoint).await;
    let run = late.start_run(&endpoint).await;
    assert_eq!((&run["without_prize"], &run["work"]), (&json!("network_limit"), &Value::Null));
    endpoint.clock.advance_ms(RUN_MS);
    let verdict = finish(&late, &endpoint, &run, None).await.ok();
    assert_eq!((&verdict["prize"], &verdict["coupon"]), (&json!("network_limit"), &Value::Null));
    endpoint.clock.advance_ms(2 * HALF_DAY_MS);
    assert_eq!(late.play(&endpoint, winning).await["prize"], "won", "the next day is another");
}

#[tokio::test]
async fn midnight_and_noon_do_not_double_what_a_network_may_take() {
    let endpoint = with_limits(30, FAST_WORK).await;
    endpoint.clock.advance_ms(HALF_DAY_MS - 120_000);
    assert_eq!(take_without_work(&endpoint, 10).await, 10);
    endpoint.clock.advance_ms(180_000);
    assert_eq!(take_without_work(&endpoint, 1).await, 0);
    endpoint.clock.advance_ms(2 * HALF_DAY_MS);
    assert_eq!(take_without_work(&endpoint, 20).await, 10);
}

#[tokio::test]
async fn many_who_win_at_the_same_moment_take_no_more_than_one_after_the_other() {
    let endpoint = with_limits(40, FAST_WORK).await;
    let people = join_all((0..30).map(|_| Person::new(&endpoint))).await;
    let runs = join_all(people.iter().map(|person| person.start_run(&endpoint))).await;
    endpoint.clock.advance_ms(RUN_MS);
    let finishes = people.iter().zip(&runs).map(|(person, run)| finish(person, &endpoint, run, None));
    let won = join_all(finishes).await.into_iter().filter(|answer| answer.status == 200).count();
    assert_eq!(won, 10);
}

#[tokio::test]
async fn a_network_leaves_only_a_keyed_hash_and_within_a_day_nothing() {
    let endpoint = with_limits(3, FAST_WORK).await;
    Person::new(&endpoint).await.play(&endpoint, winning).await;
    let rows = endpoint.query("SELECT network, players, runs, prizes FROM network_counts").await;
    assert_eq!(rows.len(), 1);
    let name: String = rows[0].get("network");
    assert!(name.len() == 64 && name.chars().all(|letter| letter.is_ascii_hexdigit()), "{name}");
    let counts = ["players", "runs", "prizes"].map(|column| rows[0].get::<i64, _>(column));
    assert_eq!(counts, [1, 1, 1]);
    endpoint.clock.advance_ms(HALF_DAY_MS);
    Person::new(&endpoint).await;
    let rows = endpoint.query("SELECT network FROM network_counts ORDER BY period").await;
    assert_eq!(rows.len(), 2, "another half day, another key");
    assert_ne!(rows[1].get::<String, _>("network"), name);
    endpoint.clock.advance_ms(HALF_DAY_MS);
    Person::new(&endpoint).await;
    assert!(
        endpoint.query(&format!("SELECT 1 FROM network_counts WHERE network = '{name}'")).await.is_empty()
    );
    assert_eq!(endpoint.query("SELECT 1 FROM network_keys").await.len(), 2);
}

#[tokio::test]
async fn only_a_trusted_proxy_is_believed_where_a_request_came_from() {
    let endpoint = with_limits(9, "[network]\nprizes = { soft = 1, hard = 1 }\n").await;
    assert_eq!(prize_through(&endpoint, "203.0.113.9").await, "won");
    assert_eq!(prize_through(&endpoint, "198.51.100.9").await, "network_limit", "a header from anybody");

    let folder = folder(9, "[network]\nprizes = { soft = 1, hard = 1 }\n");
    let mut config = folder.config();
    config.trusted_proxies.networks = "127.0.0.1".parse().expect("a network");
    let endpoint = Endpoint::start_with(folder, config).await;
    assert_eq!(prize_through(&endpoint, "203.0.113.9").await, "won");
    assert_eq!(prize_through(&endpoint, "6.6.6.6, 203.0.113.200").await, "network_limit", "a neighbour");
    assert_eq!(prize_through(&endpoint, "198.51.100.9").await, "won");
    assert_eq!(prize_through(&endpoint, "2001:db8:1:7::1").await, "won");
    assert_eq!(prize_through(&endpoint, "[2001:db8:1:8::1]:99").await, "network_limit", "the same site");
    assert_eq!(prize_through(&endpoint, "2001:db8:2::1").await, "won");
}

/// What a new person wins whose requests say that they came this way.
async fn prize_through(endpoint: &Endpoint, forwarded_for: &str) -> String {
    let person = Person::new(endpoint).await;
    let send = async |path: &str, body: Value| {
        let request = endpoint.request(Method::POST, path).bearer_auth(&person.token).json(&body);
        let answer = request.header("X-Forwarded-For", forwarded_for).send().await.expect("answered");
        Answer::of(answer).await.ok()
    };
    let run = send("/v1/runs", json!({"campaign": "quick", "rules_version": 1})).await;
    endpoint.clock.advance_ms(RUN_MS);
    let played = winning(&run);
    let path = format!("/v1/runs/{}/finish", run["run_id"].as_str().expect("an id"));
    let verdict = send(&path, json!({"trace": played.trace.encode(), "score": played.score})).await;
    verdict["prize"].as_str().expect("a prize").to_owned()
}

/// A class or an office: they come within ten minutes, play at the same time, and some of them win.
#[tokio::test]
async fn three_hundred_people_behind_one_address_all_play_and_win_as_often_as_they_do() {
    const PEOPLE: usize = 300;
    const BETWEEN_MS: i64 = 600_000 / PEOPLE as i64;
    const AT_ONCE: usize = (RUN_MS / BETWEEN_MS) as usize;
    let endpoint = with_limits(PEOPLE, FAST_WORK).await;
    let mut playing = std::collections::VecDeque::new();
    let (mut won, mut asked_again, mut held) = (0, 0, 0);
    for number in 0..PEOPLE + AT_ONCE {
        endpoint.clock.advance_ms(BETWEEN_MS);
        if number < PEOPLE {
            let person = Person::new(&endpoint).await;
            let run = person.start_run(&endpoint).await;
            playing.push_back((number, person, run));
        }
        if number < AT_ONCE {
            continue;
        }
        let (number, person, run) = playing.pop_front().expect("somebody plays");
        assert_eq!(run["without_prize"], Value::Null, "person {number}");
        // Three of four win.
        if number % 4 == 0 {
            let lost = person.finish(&endpoint, &run, &losing(&run), None).await.ok();
            assert_eq!(lost["prize"], "not_won");
            continue;
        }
        let work = Some(&run["work"]).filter(|work| work.is_object()).map(solved);
        let mut answer = finish(&person, &endpoint, &run, work).await;
        if answer.status == 409 {
            asked_again += 1;
            let work = solved(&answer.body["error"]["details"]["work"]);
            answer = finish(&person, &endpoint, &run, Some(work)).await;
        }
        match answer.ok()["prize"].as_str() {
            Some("won") => won += 1,
            _ => held += 1,
        }
    }
    assert_eq!((won, held), (225, 0));
    assert!(asked_again <= 6, "{asked_again} had to work after their round");
}
