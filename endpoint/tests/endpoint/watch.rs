//! What an operator is told: every metric is in the list, and a campaign that looks wrong sounds.

use crate::support::{Endpoint, Folder, Person, taps_of_a_machine, winning};
use reqwest::Method;
use serde_json::Value;
use std::time::Duration;
use tokio::time::sleep;

async fn metrics(endpoint: &Endpoint) -> String {
    match endpoint.as_analyst(Method::GET, "/metrics").await.body {
        Value::String(text) => text,
        other => panic!("no text: {other}"),
    }
}

#[tokio::test]
async fn every_metric_is_documented_and_a_campaign_that_looks_wrong_sounds() {
    let folder = Folder::with_codes(3);
    folder.write_campaign("watched", &[]);
    let mut config = folder.config();
    config.sweep_every = Duration::from_millis(50);
    let endpoint = Endpoint::start_with(folder, config).await;
    let people: Vec<Person> =
        futures_util::future::join_all((0..7).map(|_| Person::of_campaign(&endpoint, "watched"))).await;
    let start = serde_json::json!({"campaign": "watched", "rules_version": 1});
    for _ in 0..3 {
        for person in &people {
            let run = person.post(&endpoint, "/v1/runs", &start).await.ok();
            endpoint.clock.advance_ms(6_000);
            person
                .finish(&endpoint, &run, &taps_of_a_machine(&run), None)
                .await
                .is_refused(422, "taps_too_fast");
        }
    }
    let run = people[0].post(&endpoint, "/v1/runs", &start).await.ok();
    endpoint.clock.advance_ms(6_000);
    people[0].finish(&endpoint, &run, &winning(&run), None).await.ok();
    endpoint.clock.advance_ms(1_000);
    let sounds = "tapvine_alarm{campaign=\"watched\",alarm=\"hands\"} 1";
    let left = "tapvine_coupons_left{campaign=\"watched\"} 2";
    let mut text = String::new();
    for _ in 0..200 {
        text = metrics(&endpoint).await;
        if text.contains(sounds) && text.contains(left) {
            break;
        }
        sleep(Duration::from_millis(25)).await;
    }
    assert!(text.contains(sounds) && text.contains(left), "{text}");
    assert!(text.contains("tapvine_alarm{campaign=\"watched\",alarm=\"wins\"} 0"), "{text}");
    let list = include_str!("../../METRICS.md");
    for name in text.lines().filter_map(|line| line.strip_prefix("# TYPE ")?.split(' ').next()) {
        assert!(list.contains(&format!("| `{name}` |")), "{name} is not in endpoint/METRICS.md");
    }
}
