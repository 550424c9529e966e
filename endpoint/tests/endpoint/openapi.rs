//! The published contract and the routes say the same.

use crate::support::{Answer, CONTRACT, Endpoint};
use reqwest::Method;
use serde_json::{Value, json};
use std::collections::{BTreeSet, HashMap};
use tapvine_endpoint::error::ApiError;

const ROUTES: &str = include_str!("../../src/routes/mod.rs");
const INGEST: &str = include_str!("../../src/routes/ingest.rs");
const WRITTEN: &str = include_str!("../../openapi.json");

#[test]
fn every_route_is_in_the_contract_and_nothing_else() {
    let routed = ROUTES.split(".route(\"").skip(1).filter_map(|rest| rest.split('"').next());
    // Those of the SDKs are lists; each is also answered with a slash at its end.
    let of_sdks = INGEST
        .split('"')
        .filter(|text| text.starts_with('/') && !text.contains('\n') && !text.ends_with('/'));
    // A code comes with what is glued to it.
    let routed: BTreeSet<String> = routed.chain(of_sdks).map(|path| path.replace("{*", "{")).collect();
    let written: BTreeSet<String> = CONTRACT["paths"].as_object().expect("paths").keys().cloned().collect();
    assert_eq!(routed, written);
}

#[test]
fn every_tag_of_an_error_is_in_the_contract() {
    let everywhere = ["not_found", "method_not_allowed", "body_too_slow", "internal"];
    let tags = ApiError::all().into_iter().map(|facts| facts.tag);
    let missing: Vec<&str> = tags.filter(|tag| !WRITTEN.contains(tag) && !everywhere.contains(tag)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

/// Every operation by its name, such as `post /v1/runs`.
fn operations() -> Vec<(String, &'static Value)> {
    let paths = CONTRACT["paths"].as_object().expect("paths");
    let named = |(path, methods): (&String, &'static Value)| {
        let methods = methods.as_object().expect("methods");
        methods.iter().map(|(method, operation)| (format!("{method} {path}"), operation)).collect::<Vec<_>>()
    };
    paths.iter().flat_map(named).collect()
}

/// What can come of every operation of a kind is stated with it.
#[test]
fn every_operation_states_what_its_kind_can_answer() {
    let plain = ["get /health", "get /openapi.json", "get /metrics"];
    // Whatever else stands in the address of a page travels on.
    let pages = ["get /play", "get /i/{code}"];
    let mut missing = Vec::new();
    for (name, operation) in operations() {
        let is_secured = |scheme: &str| {
            let ways = operation["security"].as_array();
            ways.into_iter().flatten().any(|way| way.get(scheme).is_some())
        };
        let has_query =
            operation["parameters"].as_array().into_iter().flatten().any(|given| given["in"] == "query");
        let expected: Vec<&str> = [
            (operation.get("requestBody").is_some(), ["400", "408", "413"].as_slice()),
            (has_query && !pages.contains(&name.as_str()), &["400"]),
            (is_secured("player"), &["401"]),
            (is_secured("analyst"), &["401", "403", "429"]),
            (name.contains('{'), &["404"]),
            (!plain.contains(&name.as_str()), &["500", "503"]),
        ]
        .into_iter()
        .filter(|(applies, _)| *applies)
        .flat_map(|(_, statuses)| statuses.iter().copied())
        .collect();
        let states = |status: &&&str| operation["responses"].get(**status).is_some();
        let absent: Vec<&&str> = expected.iter().filter(|status| !states(status)).collect();
        if !absent.is_empty() {
            missing.push(format!("{name}: {absent:?}"));
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

/// A tag stands at a status that it has.
#[test]
fn a_tag_is_stated_at_its_own_status_only() {
    let known: HashMap<&str, u16> = ApiError::all().iter().map(|facts| (facts.tag, facts.status)).collect();
    let mut wrong = Vec::new();
    for (name, operation) in operations() {
        for (status, response) in operation["responses"].as_object().expect("responses") {
            let response = match response["$ref"].as_str() {
                Some(target) => CONTRACT.pointer(target.trim_start_matches('#')).expect("a response"),
                None => response,
            };
            let text = response["description"].as_str().expect("a description");
            let words = text.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_');
            let tags = words.filter(|word| word.contains('_') && known.contains_key(word));
            let misplaced = tags.filter(|tag| known[tag].to_string() != *status);
            wrong.extend(misplaced.map(|tag| format!("{name}: {tag} at {status}")));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn whoever_is_told_to_wait_is_told_how_long() {
    for (name, operation) in operations() {
        for status in ["429", "503"] {
            let Some(response) = operation["responses"].get(status) else { continue };
            let response = match response["$ref"].as_str() {
                Some(target) => CONTRACT.pointer(target.trim_start_matches('#')).expect("a response"),
                None => response,
            };
            assert!(response["headers"].get("Retry-After").is_some(), "{name} {status}");
        }
    }
}

#[tokio::test]
async fn another_method_is_refused_with_those_the_address_takes() {
    let endpoint = Endpoint::start().await;
    for path in ["/v1/batch", "/v1/runs/x/finish", "/v1/segments", "/health", "/play"] {
        let response = endpoint.request(Method::PATCH, path).send().await.expect("answered");
        let allowed = response.headers()["allow"].to_str().expect("ASCII").to_lowercase();
        let stated = CONTRACT["paths"].get(path.replace("/x/", "/{id}/")).expect("a path");
        let stated = stated.as_object().expect("methods");
        assert!(stated.keys().all(|method| allowed.contains(method.as_str())), "{path}: {allowed}");
        Answer::of(response).await.is_refused(405, "method_not_allowed");
    }
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
