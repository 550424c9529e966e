//! Tests of the list of events.

use super::*;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

fn object(value: Value) -> Map<String, Value> {
    value.as_object().expect("an object").clone()
}

#[test]
fn every_name_fits_the_strictest_receiver() {
    for EventFacts { name, .. } in Event::ALL {
        assert!(name.len() <= 40, "{name}");
        assert!(
            name.split(' ').all(|word| word.starts_with(|letter: char| letter.is_ascii_uppercase())),
            "{name}"
        );
        assert!(name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == ' '), "{name}");
    }
}

#[test]
fn an_event_is_read_back_from_its_own_properties() {
    let event = Event::RunVerified { run_id: "r".into(), score: 7, rival: None, ticks: 1_800, won: true };
    let properties: Map<String, Value> = event
        .properties()
        .into_iter()
        .map(|(name, value)| (name.to_owned(), serde_json::to_value(value).expect("plain data")))
        .collect();
    assert!(!properties.contains_key("rival"));
    assert_eq!(Event::read(event.name(), &properties), Ok(event));
}

#[test]
fn a_missing_or_mistyped_property_is_named() {
    let check = |properties: Value, expect| {
        assert_eq!(Event::read("Run Finished", &object(properties)), Err(expect));
    };
    check(json!({"score": 1, "ticks": 1}), BadEvent::Property("run_id"));
    check(json!({"run_id": "r", "score": "1", "ticks": 1}), BadEvent::Property("score"));
    check(json!({"run_id": "r", "score": 1.5, "ticks": 1}), BadEvent::Property("score"));
    check(json!({"run_id": "r", "score": 1, "rival": "x", "ticks": 1}), BadEvent::Property("rival"));
    check(json!({"run_id": "x".repeat(101), "score": 1, "ticks": 1}), BadEvent::Property("run_id"));
}

#[test]
fn what_is_undecided_declined_or_in_doubt_is_for_the_tally_only() {
    let internal: Vec<&str> = Event::ALL
        .iter()
        .filter(|event| event.audience == Audience::Internal)
        .map(|event| event.name)
        .collect();
    assert_eq!(internal, ["Win Held", "Win Accepted", "Win Refused", "Label Given", "Label Declined"]);
    let declined = Event::LabelDeclined { label_id: "id".into() };
    assert_eq!(declined.audience(), Audience::Internal);
    assert_eq!(declined.properties().len(), 1, "a declined label is not named");
}

#[test]
fn a_property_of_one_name_has_one_type_and_takes_no_name_of_the_stream() {
    let mut kinds = BTreeMap::new();
    for (name, kind) in Event::ALL.iter().flat_map(|event| event.properties) {
        assert_eq!(*kinds.entry(*name).or_insert(*kind), *kind, "{name}");
        assert!(!["campaign_id", "game_id", "seq", "stream"].contains(name), "{name}");
    }
}

#[test]
fn only_the_server_says_what_the_server_decided() {
    for EventFacts { name, emitter, .. } in Event::ALL {
        let decided = [
            "Verified",
            "Rejected",
            "Created",
            "Arrived",
            "Qualified",
            "Issued",
            "Given",
            "Declared",
            "Accepted",
            "Declined",
            "Withdrawn",
            "Erased",
            "Held",
            "Refused",
        ];
        let expect =
            if decided.iter().any(|word| name.ends_with(word)) { Emitter::Server } else { Emitter::Player };
        assert_eq!(*emitter, expect, "{name}");
    }
    assert_eq!(Event::emitter_of("Order Completed"), None);
}
