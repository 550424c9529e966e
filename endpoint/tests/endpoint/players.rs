//! Players: consent first, a token that nobody can make, and being forgotten.

use crate::erasures::nowhere_in_the_database;
use crate::support::{ANALYST_KEY, Answer, Endpoint, Folder, Person, losing, track, winning};
use reqwest::Method;
use serde_json::{Value, json};

#[tokio::test]
async fn a_strict_campaign_asks_for_consent_to_its_own_version_first() {
    let endpoint = Endpoint::start().await;
    let ask = |version: Value| json!({"campaign": "quick", "consent_version": version});
    endpoint.post("/v1/players", &ask(Value::Null)).await.is_refused(403, "consent_required");
    endpoint.post("/v1/players", &ask("v0".into())).await.is_refused(403, "consent_required");
    assert_eq!(endpoint.post("/v1/players", &ask("v1".into())).await.status, 201);
    endpoint.post("/v1/players", &json!({"campaign": "none"})).await.is_refused(404, "unknown_campaign");
    endpoint.post("/v1/players", &json!({})).await.is_refused(400, "bad_json");
}

#[tokio::test]
async fn consent_to_one_campaign_is_not_consent_to_another() {
    let folder = Folder::with_codes(1);
    folder.write_campaign("other", &[]);
    let endpoint = Endpoint::start_in(folder).await;
    let person = Person::new(&endpoint).await;
    let run = json!({"campaign": "other", "rules_version": 1});
    person.post(&endpoint, "/v1/runs", &run).await.is_refused(403, "consent_required");
    person.post(&endpoint, "/v1/invites", &run).await.is_refused(403, "consent_required");
    person.agree_to(&endpoint, "other").await;
    assert_eq!(person.post(&endpoint, "/v1/runs", &run).await.status, 201);
}

#[tokio::test]
async fn a_known_player_stays_who_they_are() {
    let endpoint = Endpoint::start().await;
    let person = Person::new(&endpoint).await;
    let again =
        person.post(&endpoint, "/v1/players", &json!({"campaign": "quick", "consent_version": "v1"})).await;
    assert_eq!(again.ok()["player_id"], person.id.as_str());
}

#[tokio::test]
async fn every_call_of_a_player_needs_a_token_this_endpoint_signed() {
    let endpoint = Endpoint::start().await;
    let forged = Person { id: String::new(), token: "A".repeat(75) };
    for (method, path) in [
        (Method::POST, "/v1/runs"),
        (Method::POST, "/v1/runs/x/finish"),
        (Method::POST, "/v1/invites"),
        (Method::POST, "/v1/invites/AAAAAAAAAAAAAAAAAAAAAA/arrive"),
        (Method::GET, "/v1/me?campaign=quick"),
    ] {
        let bare = endpoint.request(method.clone(), path).json(&json!({}));
        Answer::of(bare.send().await.expect("answered")).await.is_refused(401, "invalid_token");
        let signed = endpoint.request(method, path).bearer_auth(&forged.token).json(&json!({}));
        Answer::of(signed.send().await.expect("answered")).await.is_refused(401, "invalid_token");
    }
}

#[tokio::test]
async fn a_token_outlives_a_restart_because_the_secret_is_kept() {
    let endpoint = Endpoint::start().await;
    let person = Person::new(&endpoint).await;
    let endpoint = Endpoint::start_in(endpoint.stop().await).await;
    assert_eq!(person.me(&endpoint).await["plays"], 0);
}

#[tokio::test]
async fn erasure_forgets_the_person_and_keeps_the_numbers() {
    let endpoint = Endpoint::start().await;
    let (inviter, friend) = (Person::new(&endpoint).await, Person::new(&endpoint).await);
    let named =
        inviter.post(&endpoint, "/v1/invites", &json!({"campaign": "quick", "name": "Lin Known"})).await.ok();
    let code = named["code"].as_str().expect("a code").to_owned();
    friend.arrive(&endpoint, &code).await.ok();
    friend.play(&endpoint, losing).await;
    let coupon = inviter.play(&endpoint, winning).await["coupon"]["code"].clone();
    endpoint.send(&[track("m1", &inviter.id), track("m2", &friend.id)]).await;
    let before = endpoint.as_analyst(Method::GET, "/v1/insights/funnel?campaign=quick").await.ok();

    let path = format!("/v1/players/{}", inviter.id);
    let without_key = endpoint.request(Method::DELETE, &path).send().await.expect("answered");
    Answer::of(without_key).await.is_refused(401, "missing_analyst_key");
    assert_eq!(endpoint.as_analyst(Method::DELETE, &path).await.ok(), json!({"erased": true}));
    endpoint.as_analyst(Method::DELETE, &path).await.is_refused(410, "already_erased");

    let after = endpoint.as_analyst(Method::GET, "/v1/insights/funnel?campaign=quick").await.ok();
    for count in ["opened", "verified", "rejected", "players", "winners", "coupons", "invites"] {
        assert_eq!(before[count], after[count], "{count}");
    }
    inviter.get(&endpoint, "/v1/me?campaign=quick").await.is_refused(410, "player_erased");
    endpoint.get(&format!("/v1/invites/{code}")).await.is_refused(404, "unknown_invite");
    assert_eq!(friend.me(&endpoint).await["invited_by"], json!({"name": null}));
    let late = endpoint.send(&[track("m3", &inviter.id)]).await;
    assert_eq!(late["m3"], json!({"result": "drop", "details": "player_erased"}));
    for trace in [inviter.id.as_str(), &code, "Lin Known"] {
        nowhere_in_the_database(&endpoint, trace).await;
    }
    assert!(coupon.is_string());
    let chains = endpoint.as_analyst(Method::GET, "/v1/insights/chains?campaign=quick").await.ok();
    assert_eq!(chains["stats"]["hops"], 1, "the shape of the chain stays");
}

#[tokio::test]
async fn the_analyst_key_is_taken_from_the_header_only() {
    let endpoint = Endpoint::start().await;
    let path = "/v1/insights/funnel?campaign=quick";
    endpoint.get(path).await.is_refused(401, "missing_analyst_key");
    endpoint.get(&format!("{path}&key={ANALYST_KEY}")).await.is_refused(401, "missing_analyst_key");
    let wrong = endpoint.request(Method::GET, path).bearer_auth("other").send().await.expect("answered");
    Answer::of(wrong).await.is_refused(401, "wrong_analyst_key");
    endpoint.as_analyst(Method::GET, path).await.ok();
}
