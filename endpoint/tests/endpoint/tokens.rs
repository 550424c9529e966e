//! Player tokens: they expire, are exchanged without losing the player, and outlive the secret that signed them.

use crate::support::{Answer, Endpoint, Folder, Person, winning};
use reqwest::Method;
use serde_json::{Value, json};
use sqlx::Row as _;
use tapvine_endpoint::config::STORED_SECRET;

const DAY_MS: i64 = 24 * 60 * 60 * 1_000;
const ONE: &str = "b4c1f0a2d98e47733e5d6f10ab29c8e5";
const TWO: &str = "71d0e95c2fa84b36a8c7705e13f9d2b6";

async fn renew(endpoint: &Endpoint, token: &str) -> Answer {
    let request = endpoint.request(Method::POST, "/v1/me/token").bearer_auth(token);
    Answer::of(request.send().await.expect("answered")).await
}

fn with(person: &Person, answer: &Value) -> Person {
    Person { token: answer["token"].as_str().expect("a token").to_owned(), ..person.clone() }
}

/// The endpoint of this folder with another secret.
async fn signed_by(folder: Folder, secret: Option<&str>, earlier: &[&str]) -> Endpoint {
    let mut config = folder.config();
    config.secret = secret.map(str::to_owned);
    config.earlier_secrets = earlier.iter().map(|secret| (*secret).to_owned()).collect();
    Endpoint::start_with(folder, config).await
}

#[tokio::test]
async fn an_expired_token_is_exchanged_and_the_player_keeps_what_was_won() {
    let endpoint = Endpoint::start().await;
    let person = Person::new(&endpoint).await;
    let code = person.play(&endpoint, winning).await["coupon"]["code"].clone();
    endpoint.clock.advance_ms(59 * DAY_MS);
    person.me(&endpoint).await;
    endpoint.clock.advance_ms(DAY_MS);
    let path = "/v1/me?campaign=quick";
    person.get(&endpoint, path).await.is_refused(401, "token_expired");
    let body = json!({"campaign": "quick", "rules_version": 1});
    person.post(&endpoint, "/v1/runs", &body).await.is_refused(401, "token_expired");
    person.post(&endpoint, "/v1/players", &body).await.is_refused(401, "token_expired");
    let fresh = renew(&endpoint, &person.token).await.ok();
    assert_eq!(fresh["player_id"], person.id.as_str());
    let (renew_at, expires_at) = (fresh["renew_at_ms"].as_i64(), fresh["expires_at_ms"].as_i64());
    assert_eq!(expires_at.zip(renew_at).map(|(end, renew)| end - renew), Some(20 * DAY_MS));
    assert_eq!(with(&person, &fresh).me(&endpoint).await["coupons"][0]["code"], code);
    endpoint.clock.advance_ms(119 * DAY_MS);
    renew(&endpoint, &person.token).await.ok();
    endpoint.clock.advance_ms(2 * DAY_MS);
    renew(&endpoint, &person.token).await.is_refused(401, "invalid_token");
    person.get(&endpoint, path).await.is_refused(401, "invalid_token");
}

#[tokio::test]
async fn a_secret_is_rotated_without_losing_a_player() {
    let endpoint = signed_by(Folder::with_codes(1), Some(ONE), &[]).await;
    let person = Person::new(&endpoint).await;
    let endpoint = signed_by(endpoint.stop().await, Some(TWO), &[ONE]).await;
    person.me(&endpoint).await;
    let fresh = with(&person, &renew(&endpoint, &person.token).await.ok());
    let endpoint = signed_by(endpoint.stop().await, Some(TWO), &[]).await;
    person.get(&endpoint, "/v1/me?campaign=quick").await.is_refused(401, "invalid_token");
    renew(&endpoint, &person.token).await.is_refused(401, "invalid_token");
    fresh.me(&endpoint).await;
}

#[tokio::test]
async fn the_secret_that_was_made_at_the_first_start_can_be_replaced() {
    let endpoint = Endpoint::start().await;
    let person = Person::new(&endpoint).await;
    let endpoint = signed_by(endpoint.stop().await, Some(ONE), &[STORED_SECRET]).await;
    person.me(&endpoint).await;
    let endpoint = signed_by(endpoint.stop().await, Some(ONE), &[]).await;
    renew(&endpoint, &person.token).await.is_refused(401, "invalid_token");
}

#[tokio::test]
async fn a_clock_that_was_put_back_loses_nobody() {
    let endpoint = Endpoint::start().await;
    endpoint.clock.advance_ms(30 * DAY_MS);
    let person = Person::of_campaign(&endpoint, "quick").await;
    endpoint.clock.advance_ms(-DAY_MS);
    person.me(&endpoint).await;
    endpoint.clock.advance_ms(-DAY_MS);
    person.get(&endpoint, "/v1/me?campaign=quick").await.is_refused(401, "token_expired");
    with(&person, &renew(&endpoint, &person.token).await.ok()).me(&endpoint).await;
}

#[tokio::test]
async fn a_token_of_an_erased_player_is_good_for_no_other() {
    let endpoint = Endpoint::start().await;
    let person = Person::new(&endpoint).await;
    endpoint.as_analyst(Method::DELETE, &format!("/v1/players/{}", person.id)).await.ok();
    renew(&endpoint, &person.token).await.is_refused(410, "player_erased");
    let players = endpoint.query("SELECT COUNT(*) FROM players").await;
    assert_eq!(players[0].get::<i64, _>(0), 0);
}
