//! One sick event of any kind is dropped alone: its neighbours are stored, and its sender can tell which it was.

use crate::support::{Answer, Endpoint, WRITE_KEY, track};
use reqwest::Method;
use serde_json::{Value, json};

/// The results of these events as text, each between two good ones, and how many were stored.
async fn between_good_ones(endpoint: &Endpoint, sick: &[&[u8]]) -> Value {
    let good = |number: usize| track(&format!("good-{number}"), "p").to_string().into_bytes();
    let mut body = format!("{{\"writeKey\":\"{WRITE_KEY}\",\"batch\":[").into_bytes();
    body.extend(good(0));
    for (number, event) in sick.iter().enumerate() {
        body.push(b',');
        body.extend_from_slice(event);
        body.push(b',');
        body.extend(good(number + 1));
    }
    body.extend(b"]}");
    let request = endpoint.request(Method::POST, "/v1/batch").body(body);
    Answer::of(request.send().await.expect("answered")).await.ok()["results"].take()
}

/// A good event with this in place of its title.
fn titled(id: &str, title: &[u8]) -> Vec<u8> {
    let mut event = track(id, "p");
    event["properties"]["title"] = json!("@");
    let text = event.to_string();
    let (before, after) = text.split_once("\"@\"").expect("the place");
    [before.as_bytes(), title, after.as_bytes()].concat()
}

#[tokio::test]
async fn whatever_is_wrong_inside_an_event_is_its_own_trouble() {
    let endpoint = Endpoint::start().await;
    let deep = ["[".repeat(40), "]".repeat(40)].concat();
    let kinds: [(&[u8], &str); 22] = [
        (br#""\ud83c""#, "bad_text"),
        (br#""\udf4e x""#, "bad_text"),
        (br#""\u0000""#, "bad_text"),
        (b"\"\xff\xfe\"", "bad_text"),
        (b"\"\xf0\x9f\x8d\"", "bad_text"),
        (b"1e999", "bad_number"),
        (b"-1e999", "bad_number"),
        (b"1e-400", "bad_number"),
        (b"18446744073709551616", "bad_number"),
        (b"-9223372036854775809", "bad_number"),
        (deep.as_bytes(), "too_deep"),
        (br#"{"a":1,"a":2}"#, "duplicate_key"),
        (br#"[{"a":1,"\u0061":2}]"#, "duplicate_key"),
        (b"NaN", "broken_json"),
        (b"-Infinity", "broken_json"),
        (b"undefined", "broken_json"),
        (b"'single'", "broken_json"),
        (b"\"a\nb\"", "broken_json"),
        (br#""\x41""#, "broken_json"),
        (br#"[1,]"#, "broken_json"),
        (b"01", "broken_json"),
        (br#"{"a" "b"}"#, "broken_json"),
    ];
    let events: Vec<Vec<u8>> = kinds
        .iter()
        .enumerate()
        .map(|(number, (title, _))| titled(&format!("sick-{number}"), title))
        .collect();
    let sick: Vec<&[u8]> = events.iter().map(Vec::as_slice).collect();
    let results = between_good_ones(&endpoint, &sick).await;
    for (number, (title, tag)) in kinds.iter().enumerate() {
        let title = String::from_utf8_lossy(title);
        assert_eq!(results[format!("sick-{number}")], json!({"result": "drop", "details": tag}), "{title}");
        assert_eq!(results[format!("good-{}", number + 1)]["result"], "ok", "{title}");
    }
    assert_eq!(endpoint.exported("").await.len(), kinds.len() + 1);
    let rejected = endpoint.export("rejected.csv").await;
    assert_eq!(csv::Reader::from_reader(rejected.as_bytes()).records().count(), kinds.len());
}

#[tokio::test]
async fn a_sender_can_tell_which_event_a_result_is_of() {
    let endpoint = Endpoint::start().await;
    let nameless = json!({"type": "page", "userId": "u"}).to_string();
    let odd = json!({"type": "page", "userId": "u", "messageId": {"a": 1}}).to_string();
    let placed = json!({"type": "page", "userId": "u", "messageId": "#1"}).to_string();
    let twice = track("good-0", "p").to_string();
    let number =
        json!({"type": "page", "userId": "u", "messageId": 7, "context": {"consent": {"version": "v1"}}})
            .to_string();
    let sick: Vec<&[u8]> =
        [&nameless, &odd, &placed, &twice, &number].iter().map(|text| text.as_bytes()).collect();
    let results = between_good_ones(&endpoint, &[&sick[..], &[b"null", b"7"]].concat()).await;
    assert_eq!(results.as_object().expect("results").len(), 15, "one each: {results}");
    let check = |key: &str, result: &str, details: Value| {
        assert_eq!(results[key], json!({"result": result, "details": details}), "{key}");
    };
    check("good-0", "ok", Value::Null);
    check("#1", "drop", json!("missing_message_id"));
    check("#3", "drop", json!("bad_message_id"));
    check("#5", "drop", json!("bad_message_id"));
    check("#7", "duplicate", Value::Null);
    check("7", "ok", Value::Null);
    check("#11", "drop", json!("not_an_object"));
    check("#13", "drop", json!("not_an_object"));
}

#[tokio::test]
async fn a_sick_single_call_has_its_tag_too() {
    let endpoint = Endpoint::start().await;
    let body = format!(
        "{{\"writeKey\":\"{WRITE_KEY}\",\"userId\":\"u\",\"messageId\":\"m\",\"event\":\"\\ud83c\"}}"
    );
    let request = endpoint.request(Method::POST, "/v1/t").body(body);
    let answer = Answer::of(request.send().await.expect("answered")).await.ok();
    assert_eq!(answer["results"]["m"], json!({"result": "drop", "details": "bad_text"}));
    let rejected = endpoint.export("rejected.ndjson").await;
    assert!(rejected.contains("bad_text") && !rejected.contains(WRITE_KEY), "{rejected}");
    for text in ["", "7", "[]", "{", "{\"a\"}"] {
        let request = endpoint.request(Method::POST, "/v1/t").body(text);
        Answer::of(request.send().await.expect("answered")).await.is_refused(400, "bad_json");
    }
}

#[tokio::test]
async fn every_drop_is_counted_by_its_reason_and_exported() {
    let endpoint = Endpoint::start().await;
    let mut late = track("m1", "p");
    late["timestamp"] = json!("yesterday");
    let mut silent = track("m2", "somebody-who-said-no");
    silent["context"] = json!({});
    endpoint.send(&[late.clone(), silent.clone()]).await;
    endpoint.clock.advance_ms(1_000);
    endpoint.send(&[late, silent]).await;
    let table = endpoint.export("rejected.csv").await;
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let mut rows: Vec<std::collections::BTreeMap<String, String>> =
        reader.deserialize().map(|row| row.expect("a row")).collect();
    rows.sort_by_key(|row| row["reason"].clone());
    assert_eq!(rows.len(), 2, "the same again is the same row: {table}");
    let column = |name: &str| [rows[0][name].as_str(), rows[1][name].as_str()];
    assert_eq!(column("reason"), ["bad_timestamp", "consent_required"]);
    assert_eq!(column("times"), ["2", "2"]);
    assert_eq!(column("source"), ["site", "site"]);
    assert_eq!(column("received_at")[0], "2026-01-05T00:00:00.000Z");
    assert_eq!(column("last_received_at")[0], "2026-01-05T00:00:01.000Z");
    assert_eq!(column("player_id"), ["p", ""]);
    assert!(!table.contains("somebody-who-said-no"), "who did not agree is not kept: {table}");
    let of_campaign = endpoint.export("rejected.ndjson?campaign=quick").await;
    assert!(
        of_campaign.contains("consent_required") && !of_campaign.contains("bad_timestamp"),
        "{of_campaign}"
    );
    let span = endpoint.export("rejected.ndjson?from=2026-01-06").await;
    assert_eq!(span, "");
    endpoint.as_analyst(Method::GET, "/v1/export/rejected.csv?cursor=").await.is_refused(400, "bad_query");
    endpoint.get("/v1/export/rejected.csv").await.is_refused(401, "missing_analyst_key");
    let metrics = endpoint.as_analyst(Method::GET, "/metrics").await;
    let metrics = metrics.body.as_str().unwrap_or_default().to_owned();
    assert!(metrics.contains("tapvine_events_dropped_total{reason=\"bad_timestamp\"}"), "{metrics}");
}
