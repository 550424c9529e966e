//! Small inputs that once failed, each with its right outcome; the files are in `endpoint/tests/cases/ingest`.

use crate::support::{Endpoint, Folder, WRITE_KEY};
use reqwest::Method;
use serde_json::{Value, json};

/// 25 November 2026, seen from the clock of the tests.
const IN_NOVEMBER_MS: i64 = 324 * 24 * 3_600_000;

async fn endpoint() -> Endpoint {
    let folder = Folder::with_codes(1);
    folder.write_campaign("summer-fruit", &[]);
    let endpoint = Endpoint::start_in(folder).await;
    endpoint.clock.advance_ms(IN_NOVEMBER_MS);
    endpoint
}

/// The results of a case's batch.
async fn send(endpoint: &Endpoint, case: &'static str) -> Value {
    let request = endpoint.request(Method::POST, &format!("/v1/batch?writeKey={WRITE_KEY}")).body(case);
    let response = request.send().await.expect("answered");
    assert_eq!(response.status(), 200);
    serde_json::from_str::<Value>(&response.text().await.expect("a body")).expect("JSON")["results"].take()
}

macro_rules! case {
    ($name:literal) => {
        include_str!(concat!("../cases/ingest/", $name, ".json")).replace('@', "case-").leak()
    };
}

/// The exported events in each format: NDJSON as sent, CSV by column.
async fn exported(endpoint: &Endpoint) -> (Vec<Value>, Vec<Value>) {
    let messages = endpoint.export("events.ndjson").await;
    let messages = messages.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let table = endpoint.export("events.csv").await;
    let rows = csv::Reader::from_reader(table.as_bytes())
        .deserialize::<std::collections::HashMap<String, String>>()
        .map(|row| json!(row.expect("a row")))
        .collect();
    (messages, rows)
}

#[tokio::test]
async fn half_an_emoji_costs_its_own_event_alone() {
    let endpoint = endpoint().await;
    let results = send(&endpoint, case!("half-emoji")).await;
    assert_eq!(results["case-a01-1"]["result"], "ok");
    assert_eq!(results["case-a01-2"], json!({"result": "drop", "details": "bad_text"}));
    assert_eq!(results["case-a01-3"]["result"], "ok");
    assert_eq!(exported(&endpoint).await.0.len(), 2);
    let rejected: Value = serde_json::from_str(&endpoint.export("rejected.ndjson").await).expect("one line");
    assert_eq!((&rejected["reason"], &rejected["player_id"]), (&json!("bad_text"), &json!("case-person")));
    assert!(
        rejected["body"].as_str().is_some_and(|body| body.contains("case-a01-2") && !body.contains("Summer"))
    );
}

#[tokio::test]
async fn a_number_as_an_id_is_its_text_in_every_export() {
    let endpoint = endpoint().await;
    let results = send(&endpoint, case!("number-user-id")).await;
    assert!(
        results.as_object().expect("results").values().all(|result| result["result"] == "ok"),
        "{results}"
    );
    let (messages, rows) = exported(&endpoint).await;
    assert_eq!((messages.len(), rows.len()), (3, 3));
    assert!(messages.iter().all(|message| message["userId"] == "4711"), "{messages:?}");
    assert!(rows.iter().all(|row| row["user_id"] == "4711"), "{rows:?}");
}

#[tokio::test]
async fn a_time_in_milliseconds_is_the_moment_it_names() {
    let endpoint = endpoint().await;
    assert_eq!(send(&endpoint, case!("epoch-number-time")).await["case-1"]["result"], "ok");
    let (messages, rows) = exported(&endpoint).await;
    assert_eq!(messages[0]["timestamp"], "2026-11-01T16:00:27.029Z");
    assert_eq!(rows[0]["happened_at"], "2026-11-01T16:00:27.029Z");
}

#[tokio::test]
async fn a_score_below_zero_is_that_number() {
    let endpoint = endpoint().await;
    assert_eq!(send(&endpoint, case!("score-minus-5")).await["case-1"]["result"], "ok");
    let (messages, rows) = exported(&endpoint).await;
    assert_eq!((&messages[0]["properties"]["score"], &rows[0]["score"]), (&json!(-5), &json!("-5")));
}

#[tokio::test]
async fn a_number_that_no_table_holds_is_refused() {
    let endpoint = endpoint().await;
    let results = send(&endpoint, case!("seq-too-large")).await;
    assert_eq!(results["case-1"], json!({"result": "drop", "details": "bad_number"}));
}

#[tokio::test]
async fn times_thousands_of_years_apart_are_none() {
    let endpoint = endpoint().await;
    let results = send(&endpoint, case!("far-apart-times")).await;
    assert_eq!(results["case-1"], json!({"result": "drop", "details": "bad_timestamp"}));
}

#[tokio::test]
async fn a_page_without_a_campaign_is_of_the_site() {
    let endpoint = endpoint().await;
    assert_eq!(send(&endpoint, case!("page-without-campaign")).await["case-1"]["result"], "ok");
    let (messages, rows) = exported(&endpoint).await;
    assert_eq!((&messages[0]["name"], &messages[0]["source"]), (&json!("Home"), &json!("site")));
    assert_eq!(
        (&rows[0]["type"], &rows[0]["name"], &rows[0]["campaign_id"]),
        (&json!("page"), &json!("Home"), &json!(""))
    );
    assert_eq!(endpoint.export("events.ndjson?campaign=summer-fruit").await, "");
    let (followed, cursor) = endpoint.export_and_cursor("events.ndjson?cursor=").await;
    assert_eq!(followed.lines().count(), 1);
    assert_eq!(endpoint.export(&format!("events.ndjson?cursor={cursor}")).await, "");
    let file = format!("/v1/export/events.ndjson?campaign=quick&cursor={cursor}");
    endpoint.as_analyst(Method::GET, &file).await.is_refused(400, "cursor_mismatch");
}
