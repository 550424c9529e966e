//! Exports: exactly what was stored, in a span of time, harmless in a spreadsheet.

use crate::support::{ANALYST_KEY, Endpoint, Folder, Person, losing, track, winning};
use reqwest::Method;
use serde_json::{Value, json};

async fn export(endpoint: &Endpoint, file: &str) -> String {
    let request = endpoint.request(Method::GET, &format!("/v1/export/{file}")).bearer_auth(ANALYST_KEY);
    let response = request.send().await.expect("answered");
    assert_eq!(response.status(), 200, "{file}");
    response.text().await.expect("a body")
}

#[tokio::test]
async fn an_export_has_the_very_messages_with_their_consent() {
    let endpoint = Endpoint::start().await;
    endpoint.send(&[track("m1", "p1"), track("m2", "p2")]).await;
    let lines: Vec<Value> = export(&endpoint, "events.ndjson?campaign=quick")
        .await
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    assert_eq!(lines.len(), 2);
    assert_eq!((&lines[0]["type"], &lines[0]["messageId"]), (&json!("track"), &json!("m1")));
    let table = export(&endpoint, "events.csv?campaign=quick").await;
    assert!(table.starts_with("message_id,campaign_id,player_id,user_id,event,"), "{table}");
    assert!(
        table.contains(
            "m1,quick,p1,,Game Opened,2026-01-05T00:00:00.000Z,2026-01-05T00:00:00.000Z,v1,g,tab,1,"
        ),
        "{table}"
    );
}

#[tokio::test]
async fn no_free_text_of_a_csv_is_a_formula_and_no_id_or_number_is_touched() {
    let endpoint = Endpoint::start().await;
    for (number, formula) in ["=1+1", "+1", "-1", "@A1", "\t=1", "\r=1"].iter().enumerate() {
        let mut event = track(&format!("-{number}"), "p");
        event["event"] = "Invite Shared".into();
        event["properties"]["method"] = (*formula).into();
        event["properties"]["code"] = "-Aa_9".into();
        event["properties"]["score"] = json!(-5);
        event["userId"] = "+8613800000000".into();
        assert_eq!(endpoint.send(&[event]).await[format!("-{number}")]["result"], "ok");
    }
    let table = export(&endpoint, "events.csv?campaign=quick").await;
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let names = reader.headers().expect("a header").clone();
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    let column = |name: &str| {
        let place = names.iter().position(|known| known == name).expect("a column");
        rows.iter().map(|row| row[place].to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(column("method"), ["'=1+1", "'+1", "'-1", "'@A1", "'\t=1", "'\r=1"]);
    assert_eq!(column("message_id"), ["-0", "-1", "-2", "-3", "-4", "-5"]);
    for (name, same) in [("code", "-Aa_9"), ("score", "-5"), ("user_id", "+8613800000000")] {
        assert!(column(name).iter().all(|cell| cell == same), "{name}");
    }
}

#[tokio::test]
async fn a_csv_begins_with_the_mark_of_utf_8_for_whoever_asks() {
    let endpoint = Endpoint::start().await;
    endpoint.send(&[track("m1", "p"), track("m2", "p")]).await;
    let marked = export(&endpoint, "events.csv?campaign=quick&bom=1").await;
    let plain = export(&endpoint, "events.csv?campaign=quick").await;
    assert_eq!(marked.strip_prefix('\u{feff}'), Some(plain.as_str()));
    assert_eq!(export(&endpoint, "invites.csv?campaign=quick&bom=0").await.chars().next(), Some('c'));
    let (part, cursor) = endpoint.export_and_cursor("events.csv?campaign=quick&cursor=&limit=1&bom=1").await;
    assert!(part.starts_with("\u{feff}message_id"), "{part}");
    assert!(!cursor.is_empty());
    for refused in [
        "events.ndjson?campaign=quick&bom=1",
        "events.parquet?campaign=quick&bom=1",
        "events.csv?campaign=quick&bom=2",
    ] {
        let answer = endpoint.as_analyst(Method::GET, &format!("/v1/export/{refused}")).await;
        answer.is_refused(400, "bad_query");
    }
}

#[tokio::test]
async fn a_span_has_its_start_and_not_its_end() {
    let endpoint = Endpoint::start().await;
    endpoint.send(&[track("m1", "p")]).await;
    endpoint.clock.advance_ms(1_000);
    endpoint.send(&[track("m2", "p")]).await;
    let ids = async |query: &str| {
        let text = export(&endpoint, &format!("events.ndjson?campaign=quick{query}")).await;
        let id = |line: &str| serde_json::from_str::<Value>(line).expect("JSON")["messageId"].clone();
        text.lines().map(id).collect::<Vec<_>>()
    };
    assert_eq!(ids("&from=2026-01-05T00:00:00Z&to=2026-01-05T00:00:01Z").await, ["m1"]);
    assert_eq!(ids("&from=1767571201000").await, ["m2"]);
    assert_eq!(ids("&to=2026-01-05T00:00:00Z").await, Vec::<Value>::new());
    let refused = endpoint.as_analyst(Method::GET, "/v1/export/events.csv?campaign=quick&from=x").await;
    refused.is_refused(400, "bad_query");
    let unknown = endpoint.as_analyst(Method::GET, "/v1/export/events.csv?campaign=quick&form_=wide").await;
    unknown.is_refused(400, "bad_query");
}

#[tokio::test]
async fn a_day_begins_at_midnight_in_the_campaigns_zone() {
    let folder = Folder::with_codes(3);
    // The clock of the test stands at midnight UTC, which is eight in the morning in Shanghai.
    folder.write_campaign("china", &[("locales", "time_zone = \"Asia/Shanghai\"\nlocales")]);
    let endpoint = Endpoint::start_in(folder).await;
    let mut event = track("m1", "p");
    endpoint.send(&[event.clone()]).await;
    event["messageId"] = "m2".into();
    event["properties"]["campaign_id"] = "china".into();
    endpoint.send(&[event]).await;
    let rows = async |query: &str| export(&endpoint, &format!("events.ndjson?{query}")).await.lines().count();
    assert_eq!(rows("campaign=quick&from=2026-01-05&to=2026-01-06").await, 1);
    assert_eq!(rows("campaign=quick&to=2026-01-05").await, 0, "the end is not included");
    assert_eq!(rows("campaign=china&from=2026-01-05&to=2026-01-06").await, 1);
    endpoint.clock.advance_ms(16 * 3_600_000);
    let mut late = track("m3", "p");
    late["properties"]["campaign_id"] = "china".into();
    endpoint.send(&[late]).await;
    assert_eq!(rows("campaign=china&from=2026-01-06").await, 1, "the sixth began at four in the afternoon");
}

#[tokio::test]
async fn invites_and_coupons_are_exported_a_row_each() {
    let endpoint = Endpoint::start().await;
    let (inviter, friend) = (Person::new(&endpoint).await, Person::new(&endpoint).await);
    let code = inviter.invite(&endpoint).await;
    friend.arrive(&endpoint, &code).await.ok();
    let arrived = export(&endpoint, "invites.csv?campaign=quick").await;
    let row = format!("quick,{code},{},{},2026-01-05T00:00:00.000Z,,,1,arrived,v1", inviter.id, friend.id);
    let exported = arrived.lines().nth(1).expect("a row");
    assert!(exported.starts_with(&row), "{exported}");
    assert!(exported.ends_with(",2026-01-05T00:00:00.000Z"), "when it changed last: {exported}");
    friend.play(&endpoint, losing).await;
    let hop: Value =
        serde_json::from_str(export(&endpoint, "invites.ndjson?campaign=quick").await.trim()).expect("JSON");
    assert_eq!((&hop["state"], &hop["depth"]), (&json!("qualified"), &json!(1)));
    assert!(hop["run_id"].is_string() && hop["qualified_at"].is_string());
    inviter.play(&endpoint, winning).await;
    let coupons = export(&endpoint, "coupons.csv?campaign=quick").await;
    assert_eq!(coupons.lines().count(), 2, "codes in stock stay there: {coupons}");
    assert!(coupons.contains(&format!(",CODE-0,issued,{},", inviter.id)), "{coupons}");
}

#[tokio::test]
async fn what_is_not_exported_is_not_found() {
    let endpoint = Endpoint::start().await;
    let refused = async |file: &str| endpoint.as_analyst(Method::GET, &format!("/v1/export/{file}")).await;
    refused("secrets.csv?campaign=quick").await.is_refused(404, "not_found");
    refused("events.xlsx?campaign=quick").await.is_refused(404, "not_found");
    refused("events.csv?campaign=none").await.is_refused(404, "unknown_campaign");
    refused("invites.csv").await.is_refused(400, "bad_query");
    refused("labels.csv").await.is_refused(400, "bad_query");
    endpoint.get("/v1/export/events.csv?campaign=quick").await.is_refused(401, "missing_analyst_key");
}
