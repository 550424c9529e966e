//! How many events a second the endpoint acknowledges, each on disk before the answer.

use anyhow::{Result, ensure};
use serde_json::{Value, json};
use std::time::Instant;
use tapvine_tests::endpoint::{Endpoint, WRITE_KEY};
use uuid::Uuid;

const EVENTS: usize = 20_000;
const CAMPAIGN: &str = "short";

pub async fn measure() -> Result<()> {
    for (clients, batch) in [(1, 1), (64, 1), (8, 100)] {
        let endpoint = Endpoint::start(0).await?;
        let events = if clients * batch == 1 { EVENTS / 40 } else { EVENTS };
        let each = events / clients / batch;
        let started = Instant::now();
        let senders = (0..clients).map(|_| tokio::spawn(send(endpoint.url.clone(), each, batch)));
        for sender in senders.collect::<Vec<_>>() {
            sender.await??;
        }
        let rate = (each * clients * batch) as f64 / started.elapsed().as_secs_f64();
        println!(
            "ingest   {clients} clients, {batch} events a request: {rate:.0} events a second acknowledged"
        );
        let stored = endpoint.events(CAMPAIGN).await?.len();
        ensure!(stored == each * clients * batch, "every acknowledged event is stored: {stored}");
    }
    Ok(())
}

async fn send(url: String, requests: usize, batch: usize) -> Result<()> {
    let client = reqwest::Client::new();
    for request in 0..requests {
        let events: Vec<Value> = (0..batch).map(|number| event(request * batch + number)).collect();
        let body = json!({"writeKey": WRITE_KEY, "batch": events});
        let response = client.post(format!("{url}/v1/batch")).json(&body).send().await?;
        ensure!(response.status() == 200, "{}", response.status());
    }
    Ok(())
}

fn event(seq: usize) -> Value {
    json!({
        "type": "track", "event": "Game Opened", "messageId": Uuid::now_v7().to_string(), "anonymousId": "bench",
        "properties": {"campaign_id": CAMPAIGN, "game_id": "bench", "seq": seq + 1, "stream": "bench"},
        "context": {"consent": {"version": "7"}, "locale": "en", "page": {"path": "/", "url": "https://brand.example/", "title": "t", "referrer": ""}},
    })
}
