//! A captcha in place of work: a stand-in on this machine holds the endpoint to the services' documented protocols.

use crate::networks::{NO_LIMITS, finish, solved};
use crate::support::{Endpoint, Folder, Person};
use axum::Json;
use axum::Router;
use axum::extract::{Form, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use hmac::{Hmac, KeyInit, Mac};
use reqwest::Method;
use serde_json::{Value, json};
use sha2::Sha256;
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex};
use tapvine_endpoint::captcha::{CaptchaConfig, Service};

const SECRET: &str = "a-secret-of-the-brand";
const SITE_KEY: &str = "a-site-key";

#[derive(Default)]
struct Seen {
    used: Mutex<HashSet<String>>,
    is_broken: Mutex<bool>,
}

/// As the services document it: a form by POST, each answer once, `cdata` as the page gave it (here: after a `/`).
async fn siteverify(
    State(seen): State<Arc<Seen>>,
    headers: HeaderMap,
    Form(form): Form<HashMap<String, String>>,
) -> Response {
    if *seen.is_broken.lock().expect("whole") {
        return StatusCode::BAD_GATEWAY.into_response();
    }
    assert_eq!(headers["content-type"], "application/x-www-form-urlencoded");
    assert!(!form.contains_key("remoteip"), "nobody is told where a player is");
    let failed = |code: &str| Json(json!({"success": false, "error-codes": [code]})).into_response();
    if form.get("secret").map(String::as_str) != Some(SECRET) {
        return failed("invalid-input-secret");
    }
    if form.get("sitekey").is_some_and(|key| key != SITE_KEY) {
        return failed("sitekey-secret-mismatch");
    }
    let Some(response) = form.get("response").filter(|token| !token.is_empty()) else {
        return failed("missing-input-response");
    };
    let Some(cdata) = response.strip_prefix("good/") else { return failed("invalid-input-response") };
    if !seen.used.lock().expect("whole").insert(response.clone()) {
        return failed("timeout-or-duplicate");
    }
    Json(json!({"success": true, "challenge_ts": "2026-01-05T00:00:00Z", "hostname": "play.example", "cdata": cdata}))
        .into_response()
}

async fn validate(
    Query(query): Query<HashMap<String, String>>,
    Form(form): Form<HashMap<String, String>>,
) -> Json<Value> {
    let lot_number = form.get("lot_number").cloned().unwrap_or_default();
    let mut mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).expect("any length");
    mac.update(lot_number.as_bytes());
    let signed: String = mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    if query.get("captcha_id").map(String::as_str) != Some(SITE_KEY)
        || form.get("sign_token") != Some(&signed)
    {
        return Json(json!({"status": "error", "code": "-50005", "msg": "illegal sign_token"}));
    }
    let is_right = form.get("pass_token").map(String::as_str) == Some("good");
    let result = if is_right { "success" } else { "fail" };
    Json(json!({"status": "success", "result": result, "reason": "", "captcha_args": {}}))
}

/// An endpoint on which every prize asks for this captcha, and its stand-in.
async fn asking(service: Service, secret: &str) -> (Endpoint, Arc<Seen>) {
    let seen = Arc::new(Seen::default());
    let router = Router::new()
        .route("/siteverify", post(siteverify))
        .with_state(seen.clone())
        .route("/validate", post(validate));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move { axum::serve(listener, router).await });
    let folder = Folder::with_codes(9);
    folder.write_campaign(
        "quick",
        &[(NO_LIMITS, "[network]\nwork_ms = 40\nprizes = { soft = 0, hard = 9 }\n")],
    );
    let mut config = folder.config();
    let path = if service == Service::Geetest { "validate" } else { "siteverify" };
    config.captcha = Some(CaptchaConfig {
        service,
        site_key: SITE_KEY.into(),
        secret: secret.into(),
        url: Some(format!("http://{address}/{path}")),
    });
    (Endpoint::start_with(folder, config).await, seen)
}

async fn at_the_end(endpoint: &Endpoint) -> (Person, Value) {
    let person = Person::new(endpoint).await;
    let run = person.start_run(endpoint).await;
    assert_eq!(run["work"], Value::Null, "a captcha has time until the round is over");
    endpoint.clock.advance_ms(6_000);
    (person, run)
}

/// The work a refused finish asks for.
async fn asked(person: &Person, endpoint: &Endpoint, run: &Value, work: Option<Value>) -> Value {
    let refused = finish(person, endpoint, run, work).await;
    refused.is_refused(409, "work_required");
    refused.body["error"]["details"]["work"].clone()
}

#[tokio::test]
async fn a_right_answer_wins_once_and_for_its_run() {
    for (service, name) in [(Service::Turnstile, "turnstile"), (Service::Hcaptcha, "hcaptcha")] {
        let (endpoint, _) = asking(service, SECRET).await;
        let (person, run) = at_the_end(&endpoint).await;
        let shown = json!({name: {"site_key": SITE_KEY}});
        let token = |text: &str| Some(json!({name: text}));
        assert_eq!(asked(&person, &endpoint, &run, None).await, shown);
        for wrong in ["bad", "", "good/another-run"] {
            assert_eq!(asked(&person, &endpoint, &run, token(wrong)).await, shown, "{wrong}");
        }
        let right = format!("good/{}", run["run_id"].as_str().expect("an id"));
        assert_eq!(finish(&person, &endpoint, &run, token(&right)).await.ok()["prize"], "won");
        let (other, other_run) = at_the_end(&endpoint).await;
        assert_eq!(asked(&other, &endpoint, &other_run, token(&right)).await, shown, "used already");
    }
}

#[tokio::test]
async fn geetest_is_asked_with_a_signature() {
    let (endpoint, _) = asking(Service::Geetest, SECRET).await;
    let (person, run) = at_the_end(&endpoint).await;
    let answer = |pass_token: &str| {
        Some(json!({"geetest": {
            "lot_number": "4dc3cfc2cdff448cad8d13107198d473", "captcha_output": "o", "pass_token": pass_token,
            "gen_time": "1767571200", "captcha_id": SITE_KEY,
        }}))
    };
    assert_eq!(
        asked(&person, &endpoint, &run, answer("bad")).await,
        json!({"geetest": {"site_key": SITE_KEY}})
    );
    assert_eq!(finish(&person, &endpoint, &run, answer("good")).await.ok()["prize"], "won");
}

#[tokio::test]
async fn a_service_that_does_not_answer_locks_nobody_out() {
    let (endpoint, seen) = asking(Service::Turnstile, SECRET).await;
    let (person, run) = at_the_end(&endpoint).await;
    let unreachable = Some(json!({"turnstile": ""}));
    let shown = asked(&person, &endpoint, &run, unreachable.clone()).await;
    assert!(shown["turnstile"].is_object(), "it answers us, whatever the page says");
    *seen.is_broken.lock().expect("whole") = true;
    let work = asked(&person, &endpoint, &run, unreachable).await;
    assert_eq!(finish(&person, &endpoint, &run, Some(solved(&work))).await.ok()["prize"], "won");

    let (endpoint, _) = asking(Service::Turnstile, "a-wrong-secret").await;
    let (person, run) = at_the_end(&endpoint).await;
    let work = asked(&person, &endpoint, &run, Some(json!({"turnstile": "good/x"}))).await;
    assert!(work["altcha"].is_object(), "what the operator set wrong is not the player's fault");
}

#[tokio::test]
async fn the_play_page_lets_the_service_in_and_nobody_else() {
    let policy = async |endpoint: &Endpoint| {
        let page = endpoint.request(Method::GET, "/play?campaign=quick").send().await.expect("answered");
        let header = |name: &str| page.headers()[name].to_str().expect("ASCII").to_owned();
        header("content-security-policy") + " " + &header("cross-origin-embedder-policy")
    };
    let (endpoint, _) = asking(Service::Turnstile, SECRET).await;
    std::fs::write(endpoint.folder.path("www/play.html"), "<head><!--tapvine:head--></head>")
        .expect("written");
    let with = policy(&endpoint).await;
    assert!(with.contains("script-src 'self' https://challenges.cloudflare.com "), "{with}");
    assert!(with.contains("frame-src 'self' https://challenges.cloudflare.com;"), "{with}");
    assert!(with.ends_with("unsafe-none"), "{with}");
    let endpoint = Endpoint::start().await;
    std::fs::write(endpoint.folder.path("www/play.html"), "<head><!--tapvine:head--></head>")
        .expect("written");
    let without = policy(&endpoint).await;
    assert!(!without.contains("cloudflare") && without.ends_with("require-corp"), "{without}");
}
