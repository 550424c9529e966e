//! Flash groups: the people of a segment for one purpose and a time; who takes something back leaves, and at the end all do.

use crate::support::{ANALYST_KEY, Answer, Endpoint, Folder, IDENTITY_KEY, Person, sticking, track};
use bytes::Bytes;
use parquet::file::reader::{FileReader as _, SerializedFileReader};
use parquet::record::RowAccessor as _;
use reqwest::Method;
use serde_json::{Value, json};
use sqlx::Row as _;
use std::time::Duration;
use tapvine_endpoint::domain::execute;
use tapvine_endpoint::domain::group::MakeGroup;
use tapvine_endpoint::segment::Candidate;
use tapvine_endpoint::store::Store as _;
use tapvine_endpoint::store::group::Group;
use tapvine_endpoint::store::sqlite::SqliteStore;

/// When the endpoint of a test starts.
const NOW_MS: i64 = 1_767_571_200_000;
const HOUR_MS: i64 = 3_600_000;
const DAY_MS: i64 = 24 * HOUR_MS;

async fn segment(endpoint: &Endpoint, rule: Value) -> Value {
    let segment = json!({"campaign": "party", "name": "Segment", "rule": rule});
    endpoint.tell_as_analyst("/v1/segments", &segment).await.ok()["id"].take()
}

/// A group of a day that opens in an hour.
async fn group(endpoint: &Endpoint, rule: Value) -> String {
    let asked = json!({
        "segment_id": segment(endpoint, rule).await, "name": "Tasting", "purpose": "A free tasting",
        "opens_at": NOW_MS + HOUR_MS, "closes_at": NOW_MS + DAY_MS,
    });
    let made = endpoint.tell_as_analyst("/v1/groups", &asked).await;
    assert_eq!(made.status, 201, "{}", made.body);
    made.body["id"].as_str().expect("an id").to_owned()
}

async fn members(endpoint: &Endpoint, group: &str) -> Answer {
    endpoint.as_analyst(Method::GET, &format!("/v1/groups/{group}/members.csv")).await
}

/// The ids of the members in the database file, of whatever group.
async fn kept(endpoint: &Endpoint) -> Vec<String> {
    let rows = endpoint.query("SELECT player_id FROM flash_group_members ORDER BY player_id").await;
    rows.iter().map(|row| row.get("player_id")).collect()
}

async fn listed(endpoint: &Endpoint) -> Vec<(Value, Value)> {
    let list = endpoint.as_analyst(Method::GET, "/v1/groups?campaign=party").await.ok();
    let groups = list["groups"].as_array().expect("groups").iter();
    groups.map(|group| (group["size"].clone(), group["state"].clone())).collect()
}

#[tokio::test]
async fn members_are_fixed_at_the_start_readable_while_it_is_open_and_gone_after_it() {
    let endpoint = Endpoint::with_party().await;
    let (one, late) = (Person::at_the_party(&endpoint).await, Person::at_the_party(&endpoint).await);
    one.declare(&endpoint, &["foodie"]).await.ok();
    let id = group(&endpoint, json!({"label": "foodie"})).await;
    late.declare(&endpoint, &["foodie"]).await.ok();

    members(&endpoint, &id).await.is_refused(409, "group_not_open");
    assert_eq!(listed(&endpoint).await, [(json!(1), json!("waiting"))]);
    endpoint.clock.advance_ms(HOUR_MS - 1);
    members(&endpoint, &id).await.is_refused(409, "group_not_open");
    endpoint.clock.advance_ms(1);
    let table = format!("player_id,group_id,user_id,consent_version\n{},{id},,v1\n", one.id);
    assert_eq!(members(&endpoint, &id).await.ok(), json!(table));
    assert_eq!(listed(&endpoint).await, [(json!(1), json!("open"))]);
    endpoint.clock.advance_ms(DAY_MS - HOUR_MS - 1);
    assert_eq!(members(&endpoint, &id).await.ok(), json!(table));
    assert_eq!(kept(&endpoint).await, std::slice::from_ref(&one.id));

    endpoint.clock.advance_ms(1);
    members(&endpoint, &id).await.is_refused(410, "group_closed");
    assert!(kept(&endpoint).await.is_empty(), "asking for them forgot them");
    assert_eq!(listed(&endpoint).await, [(json!(1), json!("closed"))], "the size stays");
    members(&endpoint, &id).await.is_refused(410, "group_closed");
}

#[tokio::test]
async fn a_list_says_what_each_group_is_for_and_forgets_the_members_of_closed_ones() {
    let endpoint = Endpoint::with_party().await;
    Person::at_the_party(&endpoint).await;
    let id = group(&endpoint, json!({"not": {"played": true}})).await;
    let list = endpoint.as_analyst(Method::GET, "/v1/groups?campaign=party").await.ok();
    let segment = endpoint.as_analyst(Method::GET, "/v1/segments?campaign=party").await.ok();
    let expect = json!({"groups": [{
        "id": id, "segment_id": segment["segments"][0]["id"], "name": "Tasting", "purpose": "A free tasting",
        "size": 1, "created_at": "2026-01-05T00:00:00.000Z", "opens_at": "2026-01-05T01:00:00.000Z",
        "closes_at": "2026-01-06T00:00:00.000Z", "state": "waiting",
    }]});
    assert_eq!(list, expect);
    let path = format!("/v1/segments/{}", segment["segments"][0]["id"].as_str().expect("an id"));
    endpoint.as_analyst(Method::DELETE, &path).await.ok();
    assert_eq!(listed(&endpoint).await.len(), 1, "a group outlives its segment");
    assert_eq!(kept(&endpoint).await.len(), 1);
    endpoint.clock.advance_ms(DAY_MS);
    assert_eq!(listed(&endpoint).await, [(json!(1), json!("closed"))]);
    assert!(kept(&endpoint).await.is_empty());
    let other = endpoint.as_analyst(Method::GET, "/v1/groups?campaign=quick").await.ok();
    assert_eq!(other, json!({"groups": []}));
}

#[tokio::test]
async fn members_of_a_closed_group_are_forgotten_when_nobody_asks() {
    let folder = Folder::with_party();
    let mut config = folder.config();
    config.sweep_every = Duration::from_millis(10);
    let endpoint = Endpoint::start_with(folder, config).await;
    Person::at_the_party(&endpoint).await;
    group(&endpoint, json!({"not": {"played": true}})).await;
    assert_eq!(kept(&endpoint).await.len(), 1);
    endpoint.clock.advance_ms(DAY_MS);
    for _ in 0..4_000 {
        if kept(&endpoint).await.is_empty() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    assert!(kept(&endpoint).await.is_empty());
    let folder = endpoint.stop().await;
    let endpoint = Endpoint::start_in(folder).await;
    assert_eq!(listed(&endpoint).await.len(), 1);
}

#[tokio::test]
async fn who_takes_a_label_back_leaves_the_groups_that_stood_on_it_waiting_or_open() {
    let endpoint = Endpoint::with_party().await;
    let (host, friend) = (Person::at_the_party(&endpoint).await, Person::at_the_party(&endpoint).await);
    let code = host.party(&endpoint).await;
    friend.give(&endpoint, &code, "Bo", &["foodie", "hiker"]).await;
    let [foodie, hiker] =
        [host.label_id(&endpoint, "foodie", "Bo").await, host.label_id(&endpoint, "hiker", "Bo").await];
    for label in [&foodie, &hiker] {
        host.decide(&endpoint, label, "accept").await.ok();
    }
    let both = group(&endpoint, json!({"all": [{"label": "foodie"}, {"label": "hiker"}]})).await;
    let either = group(&endpoint, json!({"any": [{"label": "foodie"}, {"label": "hiker"}]})).await;
    let score = group(&endpoint, json!({"label": "hiker", "min_score": 0.3})).await;
    assert_eq!(kept(&endpoint).await.len(), 3);

    host.decide(&endpoint, &foodie, "withdraw").await.ok();
    let groups = async || {
        let rows = endpoint.query("SELECT group_id FROM flash_group_members ORDER BY group_id").await;
        rows.iter().map(|row| row.get("group_id")).collect::<Vec<String>>()
    };
    assert_eq!(groups().await, [either.clone(), score.clone()], "it waits, and the person has left");
    endpoint.clock.advance_ms(HOUR_MS);
    let table = members(&endpoint, &both).await.ok();
    assert_eq!(table.as_str().map(|table| table.lines().count()), Some(1), "{table}");
    host.decide(&endpoint, &hiker, "withdraw").await.ok();
    assert!(groups().await.is_empty(), "open groups are left too");
    assert_eq!(listed(&endpoint).await, vec![(json!(1), json!("open")); 3], "the sizes stay");
}

#[tokio::test]
async fn time_alone_puts_nobody_out_of_a_group() {
    let endpoint = Endpoint::with_party().await;
    let person = Person::at_the_party(&endpoint).await;
    person.declare(&endpoint, &["foodie", "hiker"]).await.ok();
    group(&endpoint, json!({"label": "foodie", "min_score": 0.5})).await;
    endpoint.clock.advance_ms(HOUR_MS);
    person.declare(&endpoint, &["foodie"]).await.ok();
    assert_eq!(kept(&endpoint).await.len(), 1, "what they took back is not what the group stands on");
}

#[tokio::test]
async fn a_declaration_that_drops_a_label_takes_it_back_by_hand_or_in_a_run() {
    let endpoint = Endpoint::with_party().await;
    let (one, other) = (Person::at_the_party(&endpoint).await, Person::at_the_party(&endpoint).await);
    for person in [&one, &other] {
        person.declare(&endpoint, &["foodie"]).await.ok();
    }
    group(&endpoint, json!({"label": "foodie"})).await;
    assert_eq!(kept(&endpoint).await.len(), 2);
    one.declare(&endpoint, &["foodie", "music"]).await.ok();
    assert_eq!(kept(&endpoint).await.len(), 2, "to say more takes nothing back");
    one.declare(&endpoint, &["music"]).await.ok();
    assert_eq!(kept(&endpoint).await, std::slice::from_ref(&other.id));
    let run = json!({"campaign": "party", "rules_version": 1});
    let run = other.post(&endpoint, "/v1/runs", &run).await.ok();
    endpoint.clock.advance_ms(6_000);
    other.finish(&endpoint, &run, &sticking(&run, &["hiker"]), None).await.ok();
    assert!(kept(&endpoint).await.is_empty());
}

#[tokio::test]
async fn who_is_erased_or_takes_consent_back_leaves_at_once() {
    let endpoint = Endpoint::with_party().await;
    let [stays, erased, revokes] = [
        Person::at_the_party(&endpoint).await,
        Person::at_the_party(&endpoint).await,
        Person::at_the_party(&endpoint).await,
    ];
    let id = group(&endpoint, json!({"not": {"played": true}})).await;
    assert_eq!(kept(&endpoint).await.len(), 3);
    endpoint.as_analyst(Method::DELETE, &format!("/v1/players/{}", erased.id)).await.ok();
    let withdraw = endpoint.request(Method::DELETE, "/v1/consents/party").bearer_auth(&revokes.token);
    Answer::of(withdraw.send().await.expect("answered")).await.ok();
    assert_eq!(kept(&endpoint).await, std::slice::from_ref(&stays.id));
    endpoint.clock.advance_ms(HOUR_MS);
    let table = members(&endpoint, &id).await.ok();
    assert_eq!(table.as_str().map(|table| table.lines().count()), Some(2), "{table}");
    assert_eq!(listed(&endpoint).await, [(json!(3), json!("open"))]);
}

#[tokio::test]
async fn a_member_the_brand_knows_is_named_as_it_is_in_every_format() {
    let folder = Folder::with_party();
    folder.write_identity_keys(&[("party", "one", IDENTITY_KEY)]);
    let endpoint = Endpoint::start_in(folder).await;
    let person = Person::at_the_party(&endpoint).await;
    person.identify(&endpoint, "party", "+8613800000000").await.ok();
    for (message, user) in [("m1", "+8613800000000"), ("m2", "somebody else")] {
        let mut event = track(message, &person.id);
        event["properties"]["campaign_id"] = json!("party");
        event["userId"] = json!(user);
        endpoint.send(&[event]).await;
        endpoint.clock.advance_ms(1);
    }
    let mut elsewhere = track("m3", &person.id);
    elsewhere["userId"] = json!("elsewhere");
    endpoint.send(&[elsewhere]).await;
    let id = group(&endpoint, json!({"not": {"played": true}})).await;
    endpoint.clock.advance_ms(HOUR_MS);
    let table = members(&endpoint, &id).await.ok();
    let row = format!("{},{id},+8613800000000,v1", person.id);
    assert_eq!(table.as_str().and_then(|table| table.lines().nth(1)), Some(row.as_str()));
    let get = async |file: &str| {
        let request = endpoint.request(Method::GET, &format!("/v1/groups/{id}/{file}"));
        let response = request.bearer_auth(ANALYST_KEY).send().await.expect("answered");
        assert_eq!(response.status(), 200, "{file}");
        response.bytes().await.expect("a body")
    };
    let marked = get("members.csv?bom=1").await;
    assert_eq!(marked.strip_prefix(b"\xef\xbb\xbf"), table.as_str().map(str::as_bytes), "for Excel");
    let line: Value = serde_json::from_slice(&get("members.ndjson").await).expect("one line of JSON");
    let expect =
        json!({"player_id": person.id, "group_id": id, "user_id": "+8613800000000", "consent_version": "v1"});
    assert_eq!(line, expect);
    let parquet: Bytes = get("members.parquet").await;
    let parquet = SerializedFileReader::new(parquet).expect("a Parquet file");
    let rows: Vec<_> = parquet.get_row_iter(None).expect("rows").map(|row| row.expect("a row")).collect();
    assert_eq!((rows.len(), rows[0].get_string(0).expect("a text")), (1, &person.id));
}

#[tokio::test]
async fn who_changed_between_the_asking_and_the_writing_is_asked_again() {
    let endpoint = Endpoint::with_party().await;
    let [host, friend, erased] = [
        Person::at_the_party(&endpoint).await,
        Person::at_the_party(&endpoint).await,
        Person::at_the_party(&endpoint).await,
    ];
    let code = host.party(&endpoint).await;
    friend.give(&endpoint, &code, "Bo", &["foodie"]).await;
    endpoint.as_analyst(Method::DELETE, &format!("/v1/players/{}", erased.id)).await.ok();
    let candidate = |person: &Person| Candidate { player_id: person.id.clone(), server_seq: -1 };
    let group = Group {
        group_id: "g".into(),
        campaign_id: "party".into(),
        segment_id: "s".into(),
        rule: json!({"played": true}).to_string(),
        name: "n".into(),
        purpose: "p".into(),
        size: 3,
        created_at_ms: NOW_MS,
        opens_at_ms: NOW_MS,
        closes_at_ms: NOW_MS + DAY_MS,
    };
    let candidates = [&host, &friend, &erased].map(candidate).into();
    let store = SqliteStore::open(&endpoint.folder.database_url()).await.expect("opened");
    let size = execute(&store, MakeGroup { group, candidates, labels: None }).await.expect("made");
    assert_eq!((size, kept(&endpoint).await), (1, vec![friend.id]));
    assert_eq!(listed(&endpoint).await[0].0, 1, "the size is of those who are in it");
    store.shut_down().await;
}

#[tokio::test]
async fn what_is_no_group_is_refused_with_its_tag() {
    let endpoint = Endpoint::with_party().await;
    let segment = segment(&endpoint, json!({"played": true})).await;
    let check = async |key: &str, value: Value, status: u16, tag: &str| {
        let mut asked = json!({
            "segment_id": segment, "name": "n", "purpose": "p", "opens_at": NOW_MS, "closes_at": NOW_MS + DAY_MS,
        });
        asked[key] = value;
        let answer = endpoint.tell_as_analyst("/v1/groups", &asked).await;
        if tag.is_empty() {
            answer.ok();
        } else {
            answer.is_refused(status, tag);
        }
    };
    check("segment_id", json!("none"), 404, "unknown_segment").await;
    check("name", json!(" "), 422, "bad_name").await;
    check("name", json!("x".repeat(61)), 422, "bad_name").await;
    check("purpose", json!(""), 422, "bad_purpose").await;
    check("purpose", json!("x".repeat(201)), 422, "bad_purpose").await;
    check("opens_at", json!("tomorrow"), 422, "bad_time").await;
    check("closes_at", json!({}), 400, "bad_json").await;
    check("opens_at", json!(NOW_MS + DAY_MS), 422, "group_ends_before_it_opens").await;
    check("opens_at", json!(NOW_MS - DAY_MS), 201, "").await;
    check("opens_at", json!("2026-01-05T08:00:00+08:00"), 201, "").await;
    check("closes_at", json!("2026-01-04T00:00:00Z"), 422, "group_ends_before_it_opens").await;
    check("closes_at", json!(NOW_MS + 90 * DAY_MS), 201, "").await;
    check("closes_at", json!(NOW_MS + 90 * DAY_MS + 1), 422, "group_too_long").await;
    endpoint.clock.advance_ms(DAY_MS);
    check("name", json!("x"), 422, "group_ends_in_the_past").await;

    let get = async |path: &str| endpoint.as_analyst(Method::GET, path).await;
    get("/v1/groups/none/members.csv").await.is_refused(404, "unknown_group");
    get("/v1/groups/none/members.xlsx").await.is_refused(404, "not_found");
    get("/v1/groups?campaign=none").await.is_refused(404, "unknown_campaign");
    get("/v1/groups").await.is_refused(400, "bad_query");
    endpoint.get("/v1/groups/none/members.csv").await.is_refused(401, "missing_analyst_key");
    endpoint.get("/v1/groups?campaign=party").await.is_refused(401, "missing_analyst_key");
    endpoint.post("/v1/groups", &json!({})).await.is_refused(401, "missing_analyst_key");
}
