//! A stock of N issues N: whatever the concurrency, restarts and repetitions.

use crate::support::{Answer, Endpoint, Folder, Person, losing, winning};
use futures_util::future::join_all;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::HashSet;

/// Everybody wins at the same moment, each sending their finish twice.
async fn rush(codes: usize, people: usize) {
    let endpoint = Endpoint::start_in(Folder::with_codes(codes)).await;
    let people = join_all((0..people).map(|_| Person::new(&endpoint))).await;
    let runs = join_all(people.iter().map(|person| person.start_run(&endpoint))).await;
    endpoint.clock.advance_ms(6_000);
    let played: Vec<_> = runs.iter().map(winning).collect();
    let finishes = people.iter().zip(&runs).zip(&played).flat_map(|((person, run), played)| {
        [(); 2].map(|()| person.finish(&endpoint, run, played, Some("once")))
    });
    let answers: Vec<Value> = join_all(finishes).await.into_iter().map(Answer::ok).collect();
    for pair in answers.chunks(2) {
        assert_eq!(pair[0], pair[1], "the same request, the same answer");
    }
    let firsts = answers.iter().step_by(2);
    let issued: Vec<&str> = firsts.filter_map(|answer| answer["coupon"]["code"].as_str()).collect();
    let distinct: HashSet<&str> = issued.iter().copied().collect();
    assert_eq!((issued.len(), distinct.len()), (codes.min(people.len()), codes.min(people.len())));
    assert_eq!(endpoint.exported("Coupon Issued").await.len(), issued.len());
    for answer in &answers {
        let expect = if answer["coupon"].is_null() { "sold_out" } else { "won" };
        assert_eq!(answer["prize"], expect);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, ..ProptestConfig::default() })]

    #[test]
    fn n_codes_are_issued_to_n_people_whoever_comes_at_once(codes in 0_usize..8, people in 1_usize..24) {
        let runtime = tokio::runtime::Runtime::new().expect("a runtime");
        runtime.block_on(rush(codes, people));
    }
}

#[tokio::test]
async fn a_restart_adds_only_codes_that_are_new() {
    let endpoint = Endpoint::start_in(Folder::with_codes(1)).await;
    let winner = Person::new(&endpoint).await;
    assert_eq!(winner.play(&endpoint, winning).await["coupon"]["code"], "CODE-0");
    let late = Person::new(&endpoint).await;
    assert_eq!(late.play(&endpoint, winning).await["prize"], "sold_out");
    let folder = endpoint.stop().await;
    let endpoint = Endpoint::start_in(folder).await;
    let prize = |campaign: &Value| (campaign["prize"]["quantity"].clone(), campaign["prize"]["left"].clone());
    assert_eq!(prize(&endpoint.get("/v1/campaigns/quick").await.ok()), (json!(1), json!(0)));
    let folder = endpoint.stop().await;
    folder.write_codes(3);
    let endpoint = Endpoint::start_in(folder).await;
    assert_eq!(prize(&endpoint.get("/v1/campaigns/quick").await.ok()), (json!(3), json!(2)));
    assert_eq!(late.play(&endpoint, winning).await["coupon"]["code"], "CODE-1");
    assert_eq!(winner.play(&endpoint, winning).await["coupon"]["code"], "CODE-0");
}

#[tokio::test]
async fn a_campaign_without_coupons_has_no_prize() {
    let folder = Folder::with_codes(1);
    folder.write_campaign("plain", &[("[coupon]\nstock = \"quick.codes.txt\"\n", "")]);
    let endpoint = Endpoint::start_in(folder).await;
    assert_eq!(endpoint.get("/v1/campaigns/plain").await.ok()["prize"], Value::Null);
    let person = Person::new(&endpoint).await;
    person.agree_to(&endpoint, "plain").await;
    let run =
        person.post(&endpoint, "/v1/runs", &json!({"campaign": "plain", "rules_version": 1})).await.ok();
    endpoint.clock.advance_ms(6_000);
    assert_eq!(person.finish(&endpoint, &run, &losing(&run), None).await.ok()["prize"], "none");
}
