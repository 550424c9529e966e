//! Labels shown by behaviour: they add to what a person accepted or declared, and are nowhere without it.

use crate::support::{Endpoint, Folder, Person, sticking};
use reqwest::Method;
use serde_json::{Value, json};
use std::fs;
use tapvine_endpoint::clock::HandClock;
use tapvine_endpoint::server::Running;

/// Verified runs show `gamer`, coming by an invite shows `traveller`.
fn folder() -> Folder {
    let folder = Folder::with_party();
    let table =
        "[labels.behaviour]\n\"Run Verified\" = [\"gamer\"]\n\"Invite Qualified\" = [\"traveller\"]\n";
    folder.write_party(&[("[texts.en]", &format!("{table}\n[texts.en]"))]);
    folder
}

async fn play_about_oneself(endpoint: &Endpoint, person: &Person) {
    let run = json!({"campaign": "party", "rules_version": 1});
    let run = person.post(endpoint, "/v1/runs", &run).await.ok();
    endpoint.clock.advance_ms(60_000);
    person.finish(endpoint, &run, &sticking(&run, &[]), None).await.ok();
}

async fn rows(endpoint: &Endpoint, file: &str) -> Vec<Value> {
    let text = endpoint.export(&format!("{file}?campaign=party")).await;
    text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

#[tokio::test]
async fn behaviour_adds_to_an_accepted_label_up_to_four_times_and_says_so() {
    for (folder, signs, sources) in [(folder(), 4, "friends+behaviour"), (Folder::with_party(), 0, "friends")]
    {
        let endpoint = Endpoint::start_in(folder).await;
        let (host, friend) = (Person::at_the_party(&endpoint).await, Person::at_the_party(&endpoint).await);
        let code = host.party(&endpoint).await;
        friend.give(&endpoint, &code, "Bo", &["gamer"]).await;
        for _ in 0..5 {
            play_about_oneself(&endpoint, &host).await;
        }
        let gamer = host.label_id(&endpoint, "gamer", "Bo").await;
        host.decide(&endpoint, &gamer, "accept").await.ok();
        let profile = rows(&endpoint, "labels.ndjson").await;
        assert_eq!((profile.len(), &profile[0]["sources"]), (1, &json!(sources)), "{profile:?}");
        // Beta(1 + 1 + a quarter each, 3), less what minutes fade.
        let yes = 2.0 + 0.25 * f64::from(signs);
        let score = profile[0]["score"].as_f64().expect("a number");
        assert!((score - yes / (yes + 3.0)).abs() < 1e-4, "{score}");

        let evidence = rows(&endpoint, "evidence.ndjson").await;
        let shown: Vec<&Value> = evidence.iter().filter(|row| row["source"] == "behaviour").collect();
        let times: Vec<&Value> = shown.iter().map(|row| &row["at"]).collect();
        let newest = ["05:06.000Z", "04:06.000Z", "03:06.000Z", "02:06.000Z"];
        let expect: Vec<Value> =
            newest[..signs as usize].iter().map(|time| json!(format!("2026-01-05T00:{time}"))).collect();
        assert_eq!(times, expect.iter().collect::<Vec<_>>());
        assert!(shown.iter().all(|row| row["label"] == "gamer" && row["giver_id"].is_null()), "{shown:?}");

        let from = json!({"campaign": "party", "rule": {"label": "gamer", "min_score": 0.45}});
        let size = endpoint.tell_as_analyst("/v1/segments/preview", &from).await.ok()["size"].take();
        assert_eq!(size, i32::from(signs > 0), "a segment reads the same score");
        host.decide(&endpoint, &gamer, "withdraw").await.ok();
        assert!(
            rows(&endpoint, "labels.ndjson").await.is_empty(),
            "what was withdrawn is not shown by behaviour"
        );
    }
}

#[tokio::test]
async fn behaviour_that_nobody_said_yes_to_appears_nowhere() {
    let endpoint = Endpoint::start_in(folder()).await;
    let (host, friend) = (Person::at_the_party(&endpoint).await, Person::at_the_party(&endpoint).await);
    let code = host.party(&endpoint).await;
    friend.arrive(&endpoint, &code).await.ok();
    friend.give(&endpoint, &code, "Bo", &["gamer", "foodie"]).await;
    play_about_oneself(&endpoint, &host).await;
    let gamer = host.label_id(&endpoint, "gamer", "Bo").await;
    host.declare(&endpoint, &["reader"]).await.ok();
    friend.declare(&endpoint, &["reader"]).await.ok();
    let nowhere = async |when: &str| {
        for file in ["labels.ndjson", "labels.csv", "evidence.ndjson", "events.ndjson"] {
            let text = endpoint.export(&format!("{file}?campaign=party")).await;
            assert!(!text.contains("gamer") && !text.contains("traveller"), "{when}: {text}");
        }
        for label in ["gamer", "traveller"] {
            let asked = json!({"campaign": "party", "rule": {"label": label}});
            let preview = endpoint.tell_as_analyst("/v1/segments/preview", &asked).await.ok();
            assert_eq!(preview["size"], 0, "{when}: {label}");
        }
        let insight = endpoint.as_analyst(Method::GET, "/v1/insights/labels?campaign=party").await.ok();
        assert!(!insight.to_string().contains("gamer"), "{when}: {insight}");
    };
    nowhere("pending").await;
    host.decide(&endpoint, &gamer, "decline").await.ok();
    nowhere("declined").await;
    let sources = rows(&endpoint, "labels.ndjson").await;
    assert!(sources.iter().all(|row| row["sources"] == "declared"), "{sources:?}");

    // It was only waiting for a yes: then the sign is there.
    friend.declare(&endpoint, &["traveller"]).await.ok();
    let profile = rows(&endpoint, "labels.ndjson").await;
    let traveller = profile.iter().find(|row| row["label"] == "traveller").expect("declared");
    assert_eq!(
        (&traveller["sources"], &traveller["player_id"]),
        (&json!("declared+behaviour"), &json!(friend.id))
    );
}

#[tokio::test]
async fn a_label_the_campaign_does_not_have_is_refused_with_its_line() {
    let folder = folder();
    let file = folder.path("campaigns/party.toml");
    let text = fs::read_to_string(&file).expect("read").replace("[\"traveller\"]", "[\"foodie\", \"games\"]");
    fs::write(&file, &text).expect("written");
    let line = text.lines().position(|line| line.contains("games")).expect("there") + 1;
    let started = Running::start(&folder.config(), std::sync::Arc::new(HandClock::at(0))).await;
    let error = started.err().expect("refused").to_string();
    assert!(error.ends_with(&format!("party.toml:{line}: there is no label `games`")), "{error}");
}
