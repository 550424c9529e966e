//! Events in: outcomes one by one, keys in every place, limits, privacy.

use crate::support::{Answer, Endpoint, WRITE_KEY, track};
use reqwest::Method;
use serde_json::{Value, json};
use sqlx::{Connection as _, SqliteConnection};

async fn post_text(endpoint: &Endpoint, path: &str, text: String) -> Answer {
    Answer::of(endpoint.request(Method::POST, path).body(text).send().await.expect("answered")).await
}

fn batch(messages: &[Value]) -> Value {
    json!({"writeKey": WRITE_KEY, "batch": messages})
}

#[tokio::test]
async fn an_event_sent_again_is_a_duplicate_and_stored_once() {
    let endpoint = Endpoint::start().await;
    assert_eq!(endpoint.send(&[track("m1", "p")]).await["m1"]["result"], "ok");
    assert_eq!(endpoint.send(&[track("m1", "p")]).await["m1"]["result"], "duplicate");
    let stored = endpoint.exported("").await;
    assert_eq!(stored.len(), 1);
    assert_eq!(stored[0]["messageId"], "m1");
}

#[tokio::test]
async fn the_same_event_twice_in_one_batch_is_stored_once() {
    let endpoint = Endpoint::start().await;
    let results = endpoint.send(&[track("m1", "p"), track("m1", "p"), track("m2", "p")]).await;
    assert_eq!((&results["m1"]["result"], &results["m2"]["result"]), (&json!("ok"), &json!("ok")));
    assert_eq!(endpoint.exported("").await.len(), 2);
}

#[tokio::test]
async fn a_bad_event_takes_no_neighbour_along_and_is_kept_with_its_reason() {
    let endpoint = Endpoint::start().await;
    let mut forged = track("m3", "p");
    forged["event"] = "Coupon Issued".into();
    let mut unknown = track("m4", "p");
    unknown["event"] = "".into();
    unknown["context"]["ip"] = "203.0.113.9".into();
    let nameless = json!({"type": "track", "anonymousId": "p"});
    let sent = [track("m1", "p"), forged, json!(7), unknown, nameless, track("m2", "p")];
    let results = endpoint.send(&sent).await;
    let check = |key: &str, result: &str, details: Value| {
        assert_eq!(results[key], json!({"result": result, "details": details}), "{key}");
    };
    check("m1", "ok", Value::Null);
    check("m2", "ok", Value::Null);
    check("m3", "drop", json!("server_only_event"));
    check("m4", "drop", json!("bad_event_name"));
    check("#2", "drop", json!("not_an_object"));
    check("#4", "drop", json!("missing_message_id"));
    assert_eq!(endpoint.exported("").await.len(), 2);
    let mut database = SqliteConnection::connect(&endpoint.folder.database_url()).await.expect("opened");
    let kept: Vec<(String, String)> =
        sqlx::query_as("SELECT reason, body FROM rejected_events ORDER BY reason")
            .fetch_all(&mut database)
            .await
            .expect("read");
    let reasons: Vec<&str> = kept.iter().map(|(reason, _)| reason.as_str()).collect();
    assert_eq!(reasons, ["bad_event_name", "missing_message_id", "not_an_object", "server_only_event"]);
    assert!(kept.iter().all(|(_, body)| !body.contains("203.0.113.9")), "{kept:?}");
}

#[tokio::test]
async fn the_key_may_stand_in_any_place_an_sdk_puts_it() {
    let endpoint = Endpoint::start().await;
    let body = json!({"batch": []});
    let post = |path: &str| endpoint.request(Method::POST, path).json(&body);
    for request in [
        post("/v1/batch").basic_auth(WRITE_KEY, Some("")),
        post("/v1/batch").header("X-Write-Key", WRITE_KEY),
        post(&format!("/beacon/v1/batch?writeKey={WRITE_KEY}")),
        post(&format!("/v1/b?writeKey={WRITE_KEY}")),
    ] {
        assert_eq!(request.send().await.expect("answered").status(), 200);
    }
    endpoint.post("/v1/batch", &body).await.is_refused(401, "missing_write_key");
    endpoint.post("/v1/batch?writeKey=other", &body).await.is_refused(401, "wrong_write_key");
    endpoint
        .post("/v1/batch", &json!({"writeKey": "other", "batch": []}))
        .await
        .is_refused(401, "wrong_write_key");
}

#[tokio::test]
async fn a_plain_text_body_is_a_batch_too_and_needs_no_preflight() {
    let endpoint = Endpoint::start().await;
    let request = endpoint.request(Method::POST, "/v1/batch").header("Content-Type", "text/plain");
    let request =
        request.header("Origin", "https://shop.example").body(batch(&[track("m1", "p")]).to_string());
    let response = request.send().await.expect("answered");
    assert_eq!(response.headers()["access-control-allow-origin"], "*");
    assert_eq!(response.headers()["access-control-expose-headers"], "retry-after,link,next-cursor");
    assert_eq!(Answer::of(response).await.ok()["results"]["m1"]["result"], "ok");
}

#[tokio::test]
async fn single_calls_take_one_message_of_their_kind() {
    let endpoint = Endpoint::start().await;
    let mut message = track("m1", "p");
    message["writeKey"] = WRITE_KEY.into();
    message.as_object_mut().expect("an object").remove("type");
    assert_eq!(endpoint.post("/v1/track", &message).await.ok()["results"]["m1"]["result"], "ok");
    let context = json!({"consent": {"version": "v1"}});
    let page = json!({"writeKey": WRITE_KEY, "messageId": "m2", "anonymousId": "p", "context": context});
    assert_eq!(endpoint.post("/v1/page", &page).await.ok()["results"]["m2"]["result"], "ok");
    let identify = json!({
        "writeKey": WRITE_KEY, "messageId": "m3", "anonymousId": "p", "userId": "u", "context": context,
    });
    assert_eq!(endpoint.post("/v1/identify", &identify).await.ok()["results"]["m3"]["result"], "ok");
    let stored = endpoint.exported("").await;
    assert_eq!(stored.len(), 1, "only the track call is of the campaign");
    assert!(stored[0].get("writeKey").is_none());
}

#[tokio::test]
async fn what_is_too_large_too_many_or_no_json_is_refused_as_a_whole() {
    let endpoint = Endpoint::start().await;
    let many: Vec<Value> = (0..2_501).map(|number| json!(number)).collect();
    endpoint.post("/v1/batch", &batch(&many)).await.is_refused(400, "too_many_events");
    let mut large = batch(&[track("m1", "p")]);
    large["padding"] = "x".repeat(500 * 1024).into();
    endpoint.post("/v1/batch", &large).await.is_refused(413, "body_too_large");
    for text in ["", "{", "[]", "{\"batch\":{}}", "{\"batch\":[{]}"] {
        post_text(&endpoint, "/v1/batch", text.into()).await.is_refused(400, "bad_json");
    }
    assert!(endpoint.exported("").await.is_empty());
}

#[tokio::test]
async fn what_would_identify_a_device_is_not_stored() {
    let endpoint = Endpoint::start().await;
    let mut event = track("m1", "p");
    event["context"] = json!({"ip": "203.0.113.9", "userAgent": "UA-X", "device": {"id": "D-X"}, "consent": {"version": "v1"}});
    endpoint.send(&[event]).await;
    let stored = endpoint.exported("").await;
    assert_eq!(stored[0]["context"], json!({"consent": {"version": "v1"}}));
}

#[tokio::test]
async fn an_event_without_consent_or_of_an_unknown_campaign_is_refused_and_its_neighbour_kept() {
    let endpoint = Endpoint::start().await;
    let (mut silent, mut stray) = (track("silent", "p"), track("stray", "p"));
    silent["context"] = json!({});
    stray["properties"]["campaign_id"] = json!("nowhere");
    let results = endpoint.send(&[silent, stray, track("good", "p")]).await;
    let outcome = |id: &str| (results[id]["result"].clone(), results[id]["details"].clone());
    assert_eq!(outcome("silent"), (json!("drop"), json!("consent_required")));
    assert_eq!(outcome("stray"), (json!("drop"), json!("unknown_campaign")));
    assert_eq!(outcome("good").0, "ok");
}

#[tokio::test]
async fn a_batch_of_the_largest_size_is_stored_whole() {
    let endpoint = Endpoint::start().await;
    let events: Vec<Value> =
        (0..1_500).map(|number| track(&format!("m{number}"), &format!("p{}", number % 7))).collect();
    let results = endpoint.send(&events).await;
    let all = results.as_object().expect("an object");
    assert_eq!(all.len(), 1_500);
    assert!(all.values().all(|result| result["result"] == "ok"));
    assert_eq!(endpoint.exported("").await.len(), 1_500, "more than one page of an export");
}
