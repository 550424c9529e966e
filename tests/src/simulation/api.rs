//! The endpoint over HTTP: a bounded number of requests at once, and patience when it asks for it.

use anyhow::{Context, Result, bail};
use reqwest::{Client, Method, StatusCode};
use serde_json::Value;
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::time::sleep;

const AT_ONCE: usize = 64;
const MOST_TRIES: usize = 30;

pub struct Api {
    client: Client,
    base: String,
    analyst_key: String,
    gate: Semaphore,
}

/// A request to be sent, again if need be.
#[derive(Clone, Default)]
pub struct Request<'a> {
    pub path: &'a str,
    /// A player's token or the analyst key.
    pub bearer: Option<&'a str>,
    pub idempotency_key: Option<&'a str>,
    pub body: Option<Value>,
}

impl Api {
    pub fn new(base: &str, analyst_key: &str) -> Api {
        Api {
            client: Client::new(),
            base: base.trim_end_matches('/').to_owned(),
            analyst_key: analyst_key.to_owned(),
            gate: Semaphore::new(AT_ONCE),
        }
    }

    pub async fn get(&self, path: &str, bearer: Option<&str>) -> Result<Value> {
        parse(&self.send(Method::GET, Request { path, bearer, ..Request::default() }).await?)
    }

    pub async fn post(&self, request: Request<'_>) -> Result<Value> {
        parse(&self.send(Method::POST, request).await?)
    }

    /// An analyst's call; the answer as text.
    pub async fn analyst(&self, path: &str) -> Result<String> {
        let bytes = self.analyst_bytes(path).await?;
        Ok(String::from_utf8(bytes)?)
    }

    pub async fn analyst_bytes(&self, path: &str) -> Result<Vec<u8>> {
        let bearer = Some(self.analyst_key.as_str());
        self.send(Method::GET, Request { path, bearer, ..Request::default() }).await
    }

    /// The body of a good answer. An error names the address, the status and the endpoint's words.
    async fn send(&self, method: Method, request: Request<'_>) -> Result<Vec<u8>> {
        for _ in 0..MOST_TRIES {
            let permit = self.gate.acquire().await?;
            let answer = self.once(method.clone(), &request).await;
            drop(permit);
            let (status, wait, body) = answer.with_context(|| request.path.to_owned())?;
            match (status, wait) {
                (status, _) if status.is_success() => return Ok(body),
                (StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE, wait) => {
                    sleep(wait.unwrap_or(Duration::from_secs(1))).await;
                }
                _ => bail!("{} {}: {status} {}", method, request.path, String::from_utf8_lossy(&body)),
            }
        }
        bail!("{} {}: the endpoint asked to wait {MOST_TRIES} times", method, request.path)
    }

    async fn once(
        &self,
        method: Method,
        request: &Request<'_>,
    ) -> Result<(StatusCode, Option<Duration>, Vec<u8>)> {
        let mut builder = self.client.request(method, format!("{}{}", self.base, request.path));
        if let Some(bearer) = request.bearer {
            builder = builder.bearer_auth(bearer);
        }
        if let Some(key) = request.idempotency_key {
            builder = builder.header("idempotency-key", key);
        }
        if let Some(body) = &request.body {
            builder = builder.json(body);
        }
        let response = builder.send().await?;
        let wait =
            response.headers().get("retry-after").and_then(|seconds| seconds.to_str().ok()?.parse().ok());
        Ok((response.status(), wait.map(Duration::from_secs), response.bytes().await?.to_vec()))
    }
}

fn parse(body: &[u8]) -> Result<Value> {
    serde_json::from_slice(body).context("the answer is JSON")
}
