//! The published contract and the routes say the same.

use crate::support::{Answer, Endpoint};
use reqwest::Method;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use tapvine_endpoint::error::ApiError;

const ROUTES: &str = include_str!("../../src/routes/mod.rs");
const INGEST: &str = include_str!("../../src/routes/ingest.rs");
const CONTRACT: &str = include_str!("../../openapi.json");

fn contract() -> Value {
    serde_json::from_str(CONTRACT).expect("JSON")
}

#[test]
fn every_route_is_in_the_contract_and_nothing_else() {
    let routed = ROUTES.split(".route(\"").skip(1).filter_map(|rest| rest.split('"').next());
    // Those of the SDKs are lists; each is also answered with a slash at its end.
    let of_sdks = INGEST
        .split('"')
        .filter(|text| text.starts_with('/') && !text.contains('\n') && !text.ends_with('/'));
    // A code comes with what is glued to it.
    let routed: BTreeSet<String> = routed.chain(of_sdks).map(|path| path.replace("{*", "{")).collect();
    let contract = contract();
    let written: BTreeSet<String> = contract["paths"].as_object().expect("paths").keys().cloned().collect();
    assert_eq!(routed, written);
}

#[test]
fn every_tag_of_an_error_is_in_the_contract() {
    let everywhere = ["not_found", "method_not_allowed", "body_too_slow", "internal"];
    let tags = ApiError::all().into_iter().map(|facts| facts.tag);
    let missing: Vec<&str> =
        tags.filter(|tag| !CONTRACT.contains(tag) && !everywhere.contains(tag)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[tokio::test]
async fn every_method_of_the_contract_is_answered_and_a_public_campaign_has_what_it_says() {
    let endpoint = Endpoint::start().await;
    let contract = endpoint.get("/openapi.json").await.ok();
    for (path, methods) in contract["paths"].as_object().expect("paths") {
        for method in methods.as_object().expect("methods").keys() {
            let method: Method = method.to_uppercase().parse().expect("a method");
            let request = endpoint.request(method.clone(), path).json(&json!({}));
            let answer = Answer::of(request.send().await.expect("answered")).await;
            assert_ne!(answer.tag(), "method_not_allowed", "{method} {path}");
        }
    }
    let campaign = endpoint.get("/v1/campaigns/quick").await.ok();
    let schema = &contract["components"]["schemas"]["Campaign"];
    for name in schema["required"].as_array().expect("names") {
        assert!(campaign.get(name.as_str().expect("a name")).is_some(), "{name}");
    }
    let known = schema["properties"].as_object().expect("properties");
    assert!(
        campaign.as_object().expect("an object").keys().all(|name| known.contains_key(name)),
        "{campaign}"
    );
}
