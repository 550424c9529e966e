//! What `curl` cannot do: each way to cheat is refused under a tag of its own, by the real process.

use anyhow::Result;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use tapvine_tests::api_player::ApiPlayer;
use tapvine_tests::endpoint::{Endpoint, WRITE_KEY};

fn tag(answer: &(StatusCode, Value)) -> (u16, &str) {
    (answer.0.as_u16(), answer.1["error"]["tag"].as_str().unwrap_or("no tag"))
}

#[tokio::test]
async fn a_forged_score_a_used_run_and_another_players_run_are_refused() -> Result<()> {
    let endpoint = Endpoint::start(10).await?;
    let honest = ApiPlayer::join(&endpoint, "short").await?;
    let thief = ApiPlayer::join(&endpoint, "short").await?;
    let run = honest.start_run().await?;
    let (trace, outcome) = run.win()?;
    assert!(outcome.is_won());

    let early = honest.finish(&run, &trace, outcome.score).await?;
    assert_eq!(tag(&early), (422, "run_too_fast"), "eight seconds cannot be over yet");
    let foreign = thief.finish(&run, &trace, outcome.score).await?;
    assert_eq!(tag(&foreign), (403, "run_not_yours"));
    let garbled = honest.finish_text(&run.id, "AAAA", outcome.score).await?;
    assert_eq!(tag(&garbled), (422, "trace_malformed"));

    let forged_run = honest.start_run().await?;
    let (forged, real) = forged_run.win()?;
    tokio::time::sleep(std::time::Duration::from_secs(9)).await;
    let boast = honest.finish(&forged_run, &forged, real.score + 1_000).await?;
    assert_eq!(tag(&boast), (422, "score_mismatch"));
    let again = honest.finish(&forged_run, &forged, real.score).await?;
    assert_eq!(tag(&again), (409, "run_already_finished"), "a forgery uses the run up");

    let verdict = honest.finish(&run, &trace, outcome.score).await?;
    assert_eq!(verdict.0, StatusCode::OK, "{}", verdict.1);
    assert_eq!(verdict.1["score"], outcome.score);
    assert_eq!(verdict.1["won"], true);
    assert!(verdict.1["coupon"]["code"].is_string());
    let used = honest.finish(&run, &trace, outcome.score).await?;
    assert_eq!(tag(&used), (409, "run_already_finished"));

    let rejected: Vec<Value> = endpoint.events("short").await?;
    let reasons: Vec<&Value> = rejected
        .iter()
        .filter(|event| event["event"] == "Run Rejected")
        .map(|event| &event["properties"]["reason"])
        .collect();
    assert_eq!(reasons, ["score_mismatch"]);
    Ok(())
}

#[tokio::test]
async fn bad_input_has_a_tag_and_good_neighbours_are_kept() -> Result<()> {
    let endpoint = Endpoint::start(1).await?;
    let player = ApiPlayer::join(&endpoint, "short").await?;
    let unknown = player.call(Method::GET, "/v1/campaigns/nowhere", None).await?;
    assert_eq!(tag(&unknown), (404, "unknown_campaign"));
    let other_version = json!({"campaign": "short", "rules_version": 999});
    let answer = player.call(Method::POST, "/v1/runs", Some(other_version)).await?;
    assert_eq!(tag(&answer), (409, "rules_version_mismatch"));

    let event = |id: &str, event: &str, seq: Value| {
        json!({"type": "track", "messageId": id, "anonymousId": player.player_id, "event": event,
               "context": {"consent": {"version": "7"}}, "properties": {"campaign_id": "short", "game_id": "g", "seq": seq}})
    };
    let batch = json!({"writeKey": WRITE_KEY, "batch": [
        event("good-1", "Game Opened", json!(1)),
        event("bad-type", "Game Opened", json!("one")),
        event("forged", "Coupon Issued", json!(2)),
        event("good-2", "Game Opened", json!(3)),
    ]});
    let (status, answer) = player.call(Method::POST, "/v1/batch", Some(batch)).await?;
    assert_eq!(status, StatusCode::OK, "{answer}");
    let outcome =
        |id: &str| (answer["results"][id]["result"].as_str(), answer["results"][id]["details"].as_str());
    assert_eq!(outcome("good-1").0, Some("ok"));
    assert_eq!(outcome("bad-type"), (Some("drop"), Some("bad_property")));
    assert_eq!(outcome("forged"), (Some("drop"), Some("server_only_event")));
    assert_eq!(outcome("good-2").0, Some("ok"));
    let stored: Vec<Value> = endpoint.events("short").await?;
    let stored: Vec<&str> = stored.iter().filter_map(|event| event["messageId"].as_str()).collect();
    assert!(
        stored.contains(&"good-1") && stored.contains(&"good-2") && !stored.contains(&"forged"),
        "{stored:?}"
    );
    Ok(())
}
