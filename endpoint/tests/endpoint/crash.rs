//! The real program under `kill -9` and under an orderly end: what was acknowledged is there, once.

use crate::support::{ANALYST_KEY, Folder, Program, WRITE_KEY, track, winning};
use futures_util::future::join_all;
use reqwest::Client;
use serde_json::{Value, json};
use std::collections::{HashMap, HashSet};
use std::process::Command;
use std::time::Duration;

/// Sends batches until nobody answers; the ids that were acknowledged.
async fn send_until_it_dies(address: String, sender: usize) -> Vec<String> {
    let client = Client::builder().no_proxy().build().expect("a client");
    let mut acknowledged = Vec::new();
    for round in 0.. {
        let ids: Vec<String> = (0..5).map(|number| format!("m-{sender}-{round}-{number}")).collect();
        let messages: Vec<Value> = ids.iter().map(|id| track(id, "p")).collect();
        let request = client.post(format!("{address}/v1/batch"));
        let sent = request.json(&json!({"writeKey": WRITE_KEY, "batch": messages})).send().await;
        let Ok(response) = sent else { break };
        let Ok(answer) = response.json::<Value>().await else { break };
        acknowledged.extend(ids.into_iter().filter(|id| answer["results"][id]["result"] == "ok"));
    }
    acknowledged
}

async fn stored(program: &Program) -> HashMap<String, usize> {
    let request = Client::builder().no_proxy().build().expect("a client");
    let request = request.get(format!("{}/v1/export/events.ndjson?campaign=quick", program.address));
    let text = request.bearer_auth(ANALYST_KEY).send().await.expect("answered").text().await.expect("a body");
    let mut times = HashMap::new();
    for line in text.lines() {
        let event: Value = serde_json::from_str(line).expect("JSON");
        *times.entry(event["messageId"].as_str().expect("an id").to_owned()).or_insert(0) += 1;
    }
    times
}

#[tokio::test(flavor = "multi_thread")]
async fn kill_9_under_load_loses_no_acknowledged_event_and_doubles_none() {
    let folder = Folder::with_codes(1);
    let mut acknowledged = HashSet::new();
    for lives in 0..3 {
        let program = Program::start(&folder);
        let senders = (0..8)
            .map(|sender| tokio::spawn(send_until_it_dies(program.address.clone(), lives * 8 + sender)));
        let senders: Vec<_> = senders.collect();
        tokio::time::sleep(Duration::from_millis(700)).await;
        program.kill();
        for ids in join_all(senders).await {
            acknowledged.extend(ids.expect("the sender lives"));
        }
    }
    assert!(acknowledged.len() > 100, "there was a load: {}", acknowledged.len());
    let program = Program::start(&folder);
    let stored = stored(&program).await;
    let lost: Vec<&String> = acknowledged.iter().filter(|id| !stored.contains_key(*id)).collect();
    assert!(lost.is_empty(), "lost {lost:?}");
    assert!(stored.values().all(|times| *times == 1));
    program.kill();
}

#[tokio::test(flavor = "multi_thread")]
async fn sigterm_ends_the_program_after_what_it_accepted_is_written() {
    let folder = Folder::with_codes(1);
    let program = Program::start(&folder);
    let sender = tokio::spawn(send_until_it_dies(program.address.clone(), 0));
    tokio::time::sleep(Duration::from_millis(300)).await;
    program.terminate();
    let status = program.ended().await;
    assert!(status.success(), "{status}");
    let acknowledged = sender.await.expect("the sender lives");
    let program = Program::start(&folder);
    let stored = stored(&program).await;
    assert!(!acknowledged.is_empty() && acknowledged.iter().all(|id| stored.contains_key(id)));
    program.kill();
}

/// A person whose run is over and not yet sent.
struct Winner {
    token: String,
    path: String,
    body: Value,
}

async fn start_winning(program: &Program) -> Winner {
    let consent = json!({"campaign": "quick", "consent_version": "v1"});
    let player = program.post("/v1/players", "", "", &consent).await.expect("answered");
    let token = player["token"].as_str().expect("a token").to_owned();
    let run = json!({"campaign": "quick", "rules_version": 1});
    let run = program.post("/v1/runs", &token, "", &run).await.expect("answered");
    let played = winning(&run);
    let path = format!("/v1/runs/{}/finish", run["run_id"].as_str().expect("an id"));
    Winner { token, path, body: json!({"trace": played.trace.encode(), "score": played.score}) }
}

#[tokio::test(flavor = "multi_thread")]
async fn kill_9_while_coupons_are_issued_neither_loses_nor_doubles_one() {
    const CODES: usize = 15;
    const WINNERS: usize = 25;
    let folder = Folder::with_codes(CODES);
    folder.be_open_for_long();
    let mut program = Program::start(&folder);
    let winners = join_all((0..WINNERS).map(|_| start_winning(&program))).await;
    tokio::time::sleep(Duration::from_millis(5_500)).await;
    let mut promised: HashMap<usize, Value> = HashMap::new();
    for (number, winner) in winners.iter().enumerate() {
        // Every few coupons the program dies, a little later each time: before, while or after it answers.
        if number % 5 == 4 {
            let asked = program.post(&winner.path, &winner.token, "key", &winner.body);
            let answer = tokio::time::timeout(Duration::from_millis(number as u64 / 2), asked).await;
            promised.extend(answer.ok().flatten().map(|answer| (number, answer)));
            program.kill();
            program = Program::start(&folder);
        } else if let Some(answer) = program.post(&winner.path, &winner.token, "key", &winner.body).await {
            promised.insert(number, answer);
        }
    }
    let mut codes = HashSet::new();
    for (number, winner) in winners.iter().enumerate() {
        let answer = program.post(&winner.path, &winner.token, "key", &winner.body).await.expect("answered");
        assert!(promised.get(&number).is_none_or(|before| *before == answer), "{answer}");
        assert_eq!(answer["verdict"], "verified", "{answer}");
        if let Some(code) = answer["coupon"]["code"].as_str() {
            assert!(codes.insert(code.to_owned()), "{code} twice");
        }
    }
    assert_eq!(codes.len(), CODES);
    program.kill();
}

#[test]
fn a_bad_campaign_ends_the_program_with_file_and_line() {
    let folder = Folder::with_codes(1);
    folder.write_campaign("bad", &[("\"strict\"", "\"loose\"")]);
    let output = Command::new(env!("CARGO_BIN_EXE_tapvine-endpoint"))
        .env("TAPVINE_LISTEN", "127.0.0.1:0")
        .env("TAPVINE_DATABASE", folder.database_url())
        .env("TAPVINE_CAMPAIGNS", folder.path("campaigns"))
        .output()
        .expect("ran");
    assert!(!output.status.success());
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("bad.toml:8: "), "{said}");
}
