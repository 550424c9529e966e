//! Analyst keys: each for what it was made, guesses are slowed down, weak ones do not start.

use crate::support::{ANALYST_KEY, Answer, Endpoint, Folder, Person, winning};
use reqwest::Method;
use serde_json::{Value, json};
use std::fs;
use std::sync::Arc;
use tapvine_endpoint::clock::SystemClock;
use tapvine_endpoint::keys::{NewKey, Scope, make_key};
use tapvine_endpoint::server::Running;

/// Every call that takes an analyst's key, and what for.
const CALLS: [(&str, &str, Scope); 15] = [
    ("GET", "/v1/export/events.csv?campaign=quick", Scope::Read),
    ("GET", "/v1/export/labels.parquet?campaign=quick", Scope::Read),
    ("GET", "/v1/insights/funnel?campaign=quick", Scope::Read),
    ("GET", "/v1/insights/chains?campaign=quick", Scope::Read),
    ("GET", "/v1/insights/labels?campaign=quick", Scope::Read),
    ("GET", "/v1/runs/none", Scope::Read),
    ("GET", "/v1/segments?campaign=quick", Scope::Segments),
    ("POST", "/v1/segments", Scope::Segments),
    ("POST", "/v1/segments/preview", Scope::Segments),
    ("DELETE", "/v1/segments/none", Scope::Segments),
    ("GET", "/v1/groups?campaign=quick", Scope::Segments),
    ("POST", "/v1/groups", Scope::Segments),
    ("DELETE", "/v1/players/none", Scope::Erase),
    ("DELETE", "/v1/invites/AAAAAAAAAAAAAAAAAAAAAA", Scope::Erase),
    ("GET", "/metrics", Scope::Operate),
];

async fn ask(endpoint: &Endpoint, method: &str, path: &str, key: &str) -> Answer {
    let method: Method = method.parse().expect("a method");
    let request = endpoint.request(method, path).bearer_auth(key).json(&json!({}));
    Answer::of(request.send().await.expect("answered")).await
}

/// An endpoint with a key for each scope alone.
async fn with_a_key_for_each_scope() -> (Endpoint, Vec<(Scope, NewKey)>) {
    let folder = Folder::with_codes(1);
    let made = Scope::ALL.iter().map(|scope| (*scope, make_key(scope.name(), &[*scope]).expect("made")));
    let made: Vec<(Scope, NewKey)> = made.collect();
    let lines: Vec<&str> = made.iter().map(|(_, key)| key.line.as_str()).collect();
    fs::write(folder.path("keys"), lines.join("\n")).expect("written");
    let mut config = folder.config();
    config.analyst_keys = Some(folder.path("keys"));
    (Endpoint::start_with(folder, config).await, made)
}

#[tokio::test]
async fn a_key_opens_what_it_was_made_for_and_nothing_else() {
    let (endpoint, keys) = with_a_key_for_each_scope().await;
    for (method, path, needed) in CALLS {
        for (scope, NewKey { key, .. }) in &keys {
            let answer = ask(&endpoint, method, path, key).await;
            if *scope == needed {
                assert!(![401, 403, 429].contains(&answer.status), "{method} {path}: {}", answer.body);
            } else {
                answer.is_refused(403, &format!("needs_scope_{needed}"));
            }
        }
        let all = ask(&endpoint, method, path, ANALYST_KEY).await;
        assert!(![401, 403, 429].contains(&all.status), "the one configured key opens {path}");
        endpoint.clock.advance_ms(60_000);
        ask(&endpoint, method, path, &keys[0].1.line).await.is_refused(401, "wrong_analyst_key");
    }
}

#[tokio::test]
async fn every_call_that_takes_an_analysts_key_says_its_scope_in_the_contract() {
    let contract: Value = serde_json::from_str(include_str!("../../openapi.json")).expect("JSON");
    let with_key = |operation: &Value| {
        operation["security"].as_array().is_some_and(|all| all.iter().any(|one| one.get("analyst").is_some()))
    };
    for (path, methods) in contract["paths"].as_object().expect("paths") {
        for (method, operation) in methods.as_object().expect("methods") {
            if with_key(operation) {
                let refused = operation["responses"]["403"]["description"].as_str().unwrap_or_default();
                assert!(refused.contains("needs_scope_"), "{method} {path}");
                let throttled = operation["responses"]["429"]["description"].as_str().unwrap_or_default();
                assert!(throttled.contains("too_many_guesses"), "{method} {path}");
            }
        }
    }
}

#[tokio::test]
async fn who_guesses_is_told_to_wait_and_the_right_key_still_opens() {
    let endpoint = Endpoint::start().await;
    let path = "/v1/insights/funnel?campaign=quick";
    let mut refused = 0;
    while refused < 20 {
        let answer = ask(&endpoint, "GET", path, &format!("guess {refused}")).await;
        refused += 1;
        if answer.status == 429 {
            assert_eq!((answer.tag(), answer.retry_after.as_deref()), ("too_many_guesses", Some("60")));
            break;
        }
        answer.is_refused(401, "wrong_analyst_key");
    }
    assert_eq!(refused, 11, "ten guesses a network and minute");
    endpoint.as_analyst(Method::GET, path).await.ok();
    endpoint.clock.advance_ms(60_000);
    ask(&endpoint, "GET", path, "another guess").await.is_refused(401, "wrong_analyst_key");
}

#[tokio::test]
async fn metrics_have_a_door_of_their_own_where_one_is_set() {
    let folder = Folder::with_codes(1);
    let mut config = folder.config();
    config.metrics_listen = Some("localhost:0".into());
    let running = Running::start(&config, Arc::new(SystemClock)).await.expect("started");
    let address = running.metrics_address.expect("an address");
    let client = reqwest::Client::builder().no_proxy().build().expect("a client");
    let get = |url: String| client.get(url).send();
    let inside = get(format!("http://{address}/metrics")).await.expect("answered");
    assert_eq!(inside.status(), 200);
    let nothing_else = get(format!("http://{address}/v1/export/events.csv?campaign=quick")).await;
    assert_eq!(nothing_else.expect("answered").status(), 404);
    let outside = get(format!("http://{}/metrics", running.address)).await.expect("answered");
    assert_eq!(outside.status(), 401);
    running.stop().await;
}

#[tokio::test]
async fn an_endpoint_with_a_weak_key_does_not_start_and_says_which() {
    for (field, text) in
        [("TAPVINE_WRITE_KEY", "short"), ("TAPVINE_ANALYST_KEY", "analyst"), ("TAPVINE_SECRET", "s3cret")]
    {
        let folder = Folder::with_codes(1);
        let mut config = folder.config();
        match field {
            "TAPVINE_WRITE_KEY" => config.write_key = Some(text.into()),
            "TAPVINE_ANALYST_KEY" => config.analyst_key = Some(text.into()),
            _ => config.secret = Some(text.into()),
        }
        let error = Running::start(&config, Arc::new(SystemClock)).await.err().expect("refused").to_string();
        assert!(error.starts_with(field) && !error.contains(text), "{error}");
        assert_eq!(error.matches('\n').count(), 0, "one sentence");
    }
}

#[tokio::test]
async fn a_key_without_a_scope_reaches_no_row() {
    let (endpoint, keys) = with_a_key_for_each_scope().await;
    let winner = Person::new(&endpoint).await;
    winner.play(&endpoint, winning).await;
    let path = format!("/v1/players/{}", winner.id);
    for (scope, NewKey { key, .. }) in keys.iter().filter(|(scope, _)| *scope != Scope::Erase) {
        ask(&endpoint, "DELETE", &path, key).await.is_refused(403, "needs_scope_erase");
        assert_eq!(winner.me(&endpoint).await["plays"], 1, "{scope}");
    }
}
