//! A person with a token: opens, plays, invites and follows invites.

use super::{Answer, Endpoint, Played};
use reqwest::Method;
use serde_json::{Value, json};

/// A run of five seconds and a little.
pub const RUN_MS: i64 = 6_000;

#[derive(Clone, Debug)]
pub struct Person {
    pub id: String,
    pub token: String,
}

impl Person {
    pub async fn new(endpoint: &Endpoint) -> Person {
        Person::of_campaign(endpoint, "quick").await
    }

    pub async fn of_campaign(endpoint: &Endpoint, campaign: &str) -> Person {
        let player =
            endpoint.post("/v1/players", &json!({"campaign": campaign, "consent_version": "v1"})).await.ok();
        let text = |key: &str| player[key].as_str().expect("a text").to_owned();
        Person { id: text("player_id"), token: text("token") }
    }

    /// The same person takes part in another campaign.
    pub async fn agree_to(&self, endpoint: &Endpoint, campaign: &str) {
        let consent = json!({"campaign": campaign, "consent_version": "v1"});
        assert_eq!(self.post(endpoint, "/v1/players", &consent).await.status, 201);
    }

    pub async fn post(&self, endpoint: &Endpoint, path: &str, body: &Value) -> Answer {
        let request = endpoint.request(Method::POST, path).bearer_auth(&self.token).json(body);
        Answer::of(request.send().await.expect("answered")).await
    }

    pub async fn get(&self, endpoint: &Endpoint, path: &str) -> Answer {
        let request = endpoint.request(Method::GET, path).bearer_auth(&self.token);
        Answer::of(request.send().await.expect("answered")).await
    }

    pub async fn start_run(&self, endpoint: &Endpoint) -> Value {
        self.post(endpoint, "/v1/runs", &json!({"campaign": "quick", "rules_version": 1})).await.ok()
    }

    pub async fn finish(
        &self,
        endpoint: &Endpoint,
        run: &Value,
        played: &Played,
        key: Option<&str>,
    ) -> Answer {
        let path = format!("/v1/runs/{}/finish", run["run_id"].as_str().expect("an id"));
        let body = json!({"trace": played.trace.encode(), "score": played.score});
        let mut request = endpoint.request(Method::POST, &path).bearer_auth(&self.token).json(&body);
        if let Some(key) = key {
            request = request.header("Idempotency-Key", key);
        }
        Answer::of(request.send().await.expect("answered")).await
    }

    /// One whole run, as long as it takes.
    pub async fn play(&self, endpoint: &Endpoint, how: fn(&Value) -> Played) -> Value {
        let run = self.start_run(endpoint).await;
        endpoint.clock.advance_ms(RUN_MS);
        self.finish(endpoint, &run, &how(&run), None).await.ok()
    }

    pub async fn invite(&self, endpoint: &Endpoint) -> String {
        let invite = self.post(endpoint, "/v1/invites", &json!({"campaign": "quick"})).await.ok();
        invite["code"].as_str().expect("a code").to_owned()
    }

    pub async fn arrive(&self, endpoint: &Endpoint, code: &str) -> Answer {
        self.post(endpoint, &format!("/v1/invites/{code}/arrive"), &json!({})).await
    }

    pub async fn me(&self, endpoint: &Endpoint) -> Value {
        self.get(endpoint, "/v1/me?campaign=quick").await.ok()
    }
}
