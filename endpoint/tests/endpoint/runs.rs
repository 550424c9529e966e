//! Runs: what is verified, and every way to be refused.

use crate::support::{Answer, Endpoint, Folder, Person, losing, taps_of_a_machine, winning};
use reqwest::Method;
use serde_json::{Value, json};

const RUN_MS: i64 = 6_000;

/// An endpoint, a person and a run that has lasted long enough.
async fn at_the_end_of_a_run() -> (Endpoint, Person, Value) {
    let endpoint = Endpoint::start().await;
    let person = Person::new(&endpoint).await;
    let run = person.start_run(&endpoint).await;
    endpoint.clock.advance_ms(RUN_MS);
    (endpoint, person, run)
}

#[tokio::test]
async fn a_replayed_win_brings_a_coupon_once() {
    let (endpoint, person, run) = at_the_end_of_a_run().await;
    let played = winning(&run);
    let verdict = person.finish(&endpoint, &run, &played, None).await.ok();
    assert_eq!(verdict["verdict"], "verified");
    assert_eq!((&verdict["won"], &verdict["prize"]), (&json!(true), &json!("won")));
    assert_eq!(
        (&verdict["score"], &verdict["best"], &verdict["plays"]),
        (&json!(played.score), &json!(played.score), &json!(1))
    );
    assert_eq!(verdict["coupon"]["code"], "CODE-0");
    let again = person.play(&endpoint, winning).await;
    assert_eq!((&again["prize"], &again["coupon"]), (&json!("already_won"), &verdict["coupon"]));
    assert_eq!(again["plays"], 2);
    let lost = person.play(&endpoint, losing).await;
    assert_eq!(
        (&lost["won"], &lost["prize"], &lost["coupon"]),
        (&json!(false), &json!("not_won"), &Value::Null)
    );
    let me = person.me(&endpoint).await;
    assert_eq!((&me["plays"], &me["coupons"][0]["code"]), (&json!(3), &json!("CODE-0")));
}

#[tokio::test]
async fn what_was_decided_stands_in_the_events() {
    let (endpoint, person, run) = at_the_end_of_a_run().await;
    person.finish(&endpoint, &run, &winning(&run), None).await.ok();
    let verified = endpoint.exported("Run Verified").await;
    assert_eq!(verified.len(), 1);
    let event = &verified[0];
    assert_eq!(event["anonymousId"], person.id.as_str());
    assert_eq!(event["context"]["library"]["name"], "tapvine-endpoint");
    assert_eq!(event["context"]["consent"]["version"], "v1");
    let properties = &event["properties"];
    assert_eq!((&properties["campaign_id"], &properties["stream"]), (&json!("quick"), &json!("endpoint")));
    assert_eq!((&properties["run_id"], &properties["seq"]), (&run["run_id"], &json!(1)));
    let issued = &endpoint.exported("Coupon Issued").await[0];
    assert_eq!(issued["properties"]["seq"], 2);
    assert!(!issued.to_string().contains("CODE-0"), "the code is worth money");
}

#[tokio::test]
async fn the_same_request_gets_the_same_answer_and_any_other_none() {
    let (endpoint, person, run) = at_the_end_of_a_run().await;
    let played = winning(&run);
    let first = person.finish(&endpoint, &run, &played, Some("key-1")).await.ok();
    endpoint.clock.advance_ms(3_600_000);
    assert_eq!(person.finish(&endpoint, &run, &played, Some("key-1")).await.ok(), first, "also much later");
    let mut other = played.clone();
    other.score += 1;
    for (played, key) in [(&played, None), (&played, Some("key-2")), (&other, Some("key-1"))] {
        person.finish(&endpoint, &run, played, key).await.is_refused(409, "run_already_finished");
    }
    assert_eq!(endpoint.exported("Run Verified").await.len(), 1);
}

#[tokio::test]
async fn the_same_finish_sent_many_times_at_once_counts_once() {
    let (endpoint, person, run) = at_the_end_of_a_run().await;
    let played = winning(&run);
    let finishes = (0..12).map(|_| person.finish(&endpoint, &run, &played, Some("key")));
    let answers: Vec<Value> =
        futures_util::future::join_all(finishes).await.into_iter().map(Answer::ok).collect();
    assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:?}");
    assert_eq!(endpoint.exported("Coupon Issued").await.len(), 1);
}

#[tokio::test]
async fn a_claimed_score_that_the_trace_does_not_give_spends_the_run() {
    let (endpoint, person, run) = at_the_end_of_a_run().await;
    let played = winning(&run);
    let mut forged = played.clone();
    forged.score += 1_000;
    person.finish(&endpoint, &run, &forged, Some("k")).await.is_refused(422, "score_mismatch");
    person.finish(&endpoint, &run, &forged, Some("k")).await.is_refused(422, "score_mismatch");
    person.finish(&endpoint, &run, &played, None).await.is_refused(409, "run_already_finished");
    let rejected = endpoint.exported("Run Rejected").await;
    assert_eq!(rejected.len(), 1);
    assert_eq!(rejected[0]["properties"]["reason"], "score_mismatch");
    assert_eq!(person.me(&endpoint).await["coupons"], json!([]));
}

#[tokio::test]
async fn taps_that_no_hand_makes_spend_the_run() {
    let (endpoint, person, run) = at_the_end_of_a_run().await;
    person.finish(&endpoint, &run, &taps_of_a_machine(&run), None).await.is_refused(422, "taps_too_fast");
    assert_eq!(endpoint.exported("Run Rejected").await[0]["properties"]["reason"], "taps_too_fast");
}

#[tokio::test]
async fn a_garbled_foreign_or_early_trace_may_be_sent_again() {
    let endpoint = Endpoint::start().await;
    let person = Person::new(&endpoint).await;
    let run = person.start_run(&endpoint).await;
    let played = winning(&run);
    person.finish(&endpoint, &run, &played, None).await.is_refused(422, "run_too_fast");
    endpoint.clock.advance_ms(RUN_MS);
    let mut cut = played.clone();
    cut.trace.ticks -= 1;
    person.finish(&endpoint, &run, &cut, None).await.is_refused(422, "trace_malformed");
    let path = format!("/v1/runs/{}/finish", run["run_id"].as_str().expect("an id"));
    let garbled = json!({"trace": "AAAA", "score": 0});
    person.post(&endpoint, &path, &garbled).await.is_refused(422, "trace_malformed");
    person.post(&endpoint, &path, &json!({"trace": 1})).await.is_refused(400, "bad_json");
    let mut foreign = played.clone();
    foreign.trace.rules_version += 1;
    person.finish(&endpoint, &run, &foreign, None).await.is_refused(422, "trace_version");
    assert_eq!(person.finish(&endpoint, &run, &played, None).await.ok()["prize"], "won");
    assert!(endpoint.exported("Run Rejected").await.is_empty());
}

#[tokio::test]
async fn a_trace_of_another_seed_does_not_verify() {
    let (endpoint, person, run) = at_the_end_of_a_run().await;
    let other = person.start_run(&endpoint).await;
    assert_ne!(run["seed"], other["seed"]);
    let played = winning(&other);
    let answer = person.finish(&endpoint, &run, &played, None).await;
    let is_true_by_chance = answer.status == 200;
    assert!(answer.tag() == "score_mismatch" || is_true_by_chance, "{}", answer.body);
}

#[tokio::test]
async fn a_run_ends_in_time_and_belongs_to_its_player() {
    let (endpoint, person, run) = at_the_end_of_a_run().await;
    let stranger = Person::new(&endpoint).await;
    let played = losing(&run);
    stranger.finish(&endpoint, &run, &played, None).await.is_refused(403, "run_not_yours");
    let unknown = json!({"run_id": "nothing"});
    person.finish(&endpoint, &unknown, &played, None).await.is_refused(404, "unknown_run");
    endpoint.clock.advance_ms(31 * 60_000);
    person.finish(&endpoint, &run, &played, None).await.is_refused(410, "run_expired");
}

#[tokio::test]
async fn a_campaign_is_played_in_its_time_and_by_its_rules_only() {
    let folder = Folder::with_codes(1);
    folder.write_campaign("later", &[("2026-01-01T", "2026-01-20T")]);
    folder.write_campaign("over", &[("2026-02-01T", "2026-01-02T")]);
    let endpoint = Endpoint::start_in(folder).await;
    let person = Person::new(&endpoint).await;
    let start = async |campaign: &str, rules_version: u16| {
        person
            .post(&endpoint, "/v1/runs", &json!({"campaign": campaign, "rules_version": rules_version}))
            .await
    };
    start("later", 1).await.is_refused(409, "campaign_not_started");
    start("over", 1).await.is_refused(409, "campaign_closed");
    start("none", 1).await.is_refused(404, "unknown_campaign");
    start("quick", 999).await.is_refused(409, "rules_version_mismatch");
    assert_eq!(start("quick", 1).await.status, 201);
}

#[tokio::test]
async fn too_many_runs_in_a_minute_have_to_wait_and_are_told_how_long() {
    let folder = Folder::with_codes(1);
    folder.write_campaign("other", &[]);
    let endpoint = Endpoint::start_in(folder).await;
    let person = Person::new(&endpoint).await;
    person.agree_to(&endpoint, "other").await;
    for campaign in ["quick", "other"].repeat(10) {
        let run = json!({"campaign": campaign, "rules_version": 1});
        person.post(&endpoint, "/v1/runs", &run).await.ok();
    }
    endpoint.clock.advance_ms(20_000);
    let refused = person.post(&endpoint, "/v1/runs", &json!({"campaign": "quick", "rules_version": 1})).await;
    refused.is_refused(429, "too_many_runs");
    assert_eq!(refused.retry_after.as_deref(), Some("40"));
    Person::new(&endpoint).await.start_run(&endpoint).await;
    endpoint.clock.advance_ms(40_000);
    person.start_run(&endpoint).await;
}

#[tokio::test]
async fn addresses_and_methods_there_are_not_are_refused_as_json() {
    let endpoint = Endpoint::start().await;
    endpoint.get("/v1/nothing").await.is_refused(404, "not_found");
    endpoint.get("/nothing").await.is_refused(404, "not_found");
    endpoint.get("/v1/runs").await.is_refused(405, "method_not_allowed");
    endpoint.post("/nothing", &json!({})).await.is_refused(404, "not_found");
    let put = endpoint.request(Method::PUT, "/v1/players").send().await.expect("answered");
    Answer::of(put).await.is_refused(405, "method_not_allowed");
}
