//! Erasure: no table and no byte of the files knows the person any more, whatever they left where.

use crate::support::{Endpoint, Person, losing, track, winning};
use reqwest::Method;
use serde_json::{Value, json};
use sqlx::{Connection as _, Row as _, SqliteConnection};
use std::fs;

/// How columns are called that say who somebody is: an id of a player stands in them.
const WHO: [&str; 9] =
    ["player", "inviter", "invitee", "receiver", "giver", "person", "holder", "member", "anonymous"];

impl Endpoint {
    pub async fn erase(&self, player_id: &str) -> crate::support::Answer {
        self.as_analyst(Method::DELETE, &format!("/v1/players/{player_id}")).await
    }
}

/// Not in any row of any table, and not in the bytes of the database file and its log.
pub async fn nowhere_in_the_database(endpoint: &Endpoint, text: &str) {
    for (table, columns) in tables(endpoint).await {
        for (column, _) in columns {
            let said =
                format!("SELECT 1 FROM \"{table}\" WHERE instr(CAST(\"{column}\" AS TEXT), '{text}') > 0");
            assert!(endpoint.query(&said).await.is_empty(), "{table}.{column} still knows {text}");
        }
    }
    let folder = endpoint.folder.path(".");
    for file in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        let name = file.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if name.starts_with("tapvine.sqlite") {
            let bytes = fs::read(&file).expect("read");
            let found = bytes.windows(text.len()).any(|window| window == text.as_bytes());
            assert!(!found, "the bytes of {name} still say {text}");
        }
    }
}

/// Every table with its columns and their types.
async fn tables(endpoint: &Endpoint) -> Vec<(String, Vec<(String, String)>)> {
    let names = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'";
    let mut tables = Vec::new();
    for table in endpoint.query(names).await {
        let table: String = table.get("name");
        let columns = endpoint.query(&format!("PRAGMA table_info(\"{table}\")")).await;
        let column = |row: &sqlx::sqlite::SqliteRow| (row.get("name"), row.get("type"));
        tables.push((table, columns.iter().map(column).collect()));
    }
    tables
}

fn says_who(column: &str) -> bool {
    !column.ends_with("hash") && !column.ends_with("name") && WHO.iter().any(|who| column.contains(who))
}

/// Rows of the person in every column of every table that says who somebody is, also of tables this test does
/// not know.
async fn put_into_every_table(endpoint: &Endpoint, player_id: &str) -> usize {
    let mut database = SqliteConnection::connect(&endpoint.folder.database_url()).await.expect("opened");
    sqlx::query("PRAGMA foreign_keys = OFF").execute(&mut database).await.expect("set");
    sqlx::query("PRAGMA ignore_check_constraints = ON").execute(&mut database).await.expect("set");
    let mut put = 0;
    for (table, columns) in tables(endpoint).await {
        for (who, _) in columns.iter().filter(|(column, kind)| kind == "TEXT" && says_who(column)) {
            let filler = |number: usize, (column, kind): &(String, String)| match kind.as_str() {
                _ if column == who => format!("'{player_id}'"),
                _ if column == "campaign_id" => format!("'filled-{who}'"),
                "TEXT" => format!("'filler-{table}-{who}-{number}'"),
                // Places in the log are taken once.
                _ => format!("{}", 900_000 + put * 100 + number),
            };
            let values: Vec<String> =
                columns.iter().enumerate().map(|(at, column)| filler(at, column)).collect();
            let names: Vec<String> = columns.iter().map(|(column, _)| format!("\"{column}\"")).collect();
            let insert = format!(
                "INSERT OR IGNORE INTO \"{table}\" ({}) VALUES ({})",
                names.join(","),
                values.join(",")
            );
            sqlx::query(sqlx::AssertSqlSafe(insert)).execute(&mut database).await.expect("inserted");
            put += 1;
        }
    }
    put
}

#[tokio::test]
async fn erasure_finds_a_person_in_every_table_there_is_and_in_the_bytes_of_the_files() {
    let endpoint = Endpoint::start().await;
    let (inviter, person, friend) =
        (Person::new(&endpoint).await, Person::new(&endpoint).await, Person::new(&endpoint).await);
    person.arrive(&endpoint, &inviter.invite(&endpoint).await).await.ok();
    person.play(&endpoint, winning).await;
    let named = json!({"campaign": "quick", "name": "Lin Known"});
    let code =
        person.post(&endpoint, "/v1/invites", &named).await.ok()["code"].as_str().expect("a code").to_owned();
    friend.arrive(&endpoint, &code).await.ok();
    friend.play(&endpoint, losing).await;
    let mut refused = track("m2", &person.id);
    refused["properties"]["seq"] = json!(-1);
    let mut by_code = track("m3", &friend.id);
    by_code["context"]["referrer"] = json!({"type": "invite", "id": code});
    let mut of_another = track("m4", "somebody-else");
    of_another["properties"]["shared_with"] = json!(person.id);
    let mut known_by_it = track("m9", "somebody-else");
    known_by_it["userId"] = json!(person.id);
    let mut refused_of_another = track("m5", "somebody-else");
    refused_of_another["properties"] = json!({"seq": person.id});
    endpoint
        .send(&[track("m1", &person.id), refused, by_code, of_another, known_by_it, refused_of_another])
        .await;
    let put = put_into_every_table(&endpoint, &person.id).await;
    assert!(put >= 15, "{put} columns say who somebody is");

    assert_eq!(endpoint.erase(&person.id).await.ok(), json!({"erased": true}));
    for secret in [person.id.as_str(), &code, "Lin Known"] {
        nowhere_in_the_database(&endpoint, secret).await;
    }
    endpoint.erase(&person.id).await.is_refused(410, "already_erased");
    for mut late in [track("m6", &person.id), track("m7", "somebody-else"), track("bad id", &person.id)] {
        late["properties"]["shared_with"] = json!(person.id);
        endpoint.send(&[late]).await;
    }
    let mut late = track("m8", "somebody-else");
    late["properties"] = json!({"seq": person.id});
    assert_eq!(endpoint.send(&[late]).await["m8"]["result"], "drop");
    nowhere_in_the_database(&endpoint, &person.id).await;
    let stays = endpoint.query("SELECT body FROM events WHERE message_id IN ('m4', 'm7')").await;
    assert_eq!(stays.len(), 2, "what others said stays, without the person");
}

#[tokio::test]
async fn an_id_that_never_registered_is_erased_like_any_other() {
    let endpoint = Endpoint::start().await;
    endpoint.erase("sdk-visitor.1").await.is_refused(404, "unknown_player");
    endpoint.send(&[track("m1", "sdk-visitor.1")]).await;
    let mut refused = track("m2", "sdk-visitor.2");
    refused["event"] = json!("No Such Event");
    refused["properties"] = Value::Null;
    endpoint.send(&[refused]).await;
    for id in ["sdk-visitor.1", "sdk-visitor.2"] {
        let (_, cursor) = endpoint.export_and_cursor("events.ndjson?campaign=quick").await;
        assert_eq!(endpoint.erase(id).await.ok(), json!({"erased": true}), "{id}");
        nowhere_in_the_database(&endpoint, id).await;
        endpoint.erase(id).await.is_refused(410, "already_erased");
        let late = endpoint.send(&[track("m3", id)]).await;
        assert_eq!(late["m3"], json!({"result": "drop", "details": "player_erased"}));
        let told = endpoint.export(&format!("events.ndjson?campaign=quick&cursor={cursor}")).await;
        let is_told = told.contains(&tapvine_endpoint::digest::sha256_hex(id));
        assert_eq!(is_told, id == "sdk-visitor.1", "of what was exported: {told}");
    }
}

#[tokio::test]
async fn among_many_people_pages_that_were_split_and_freed_say_nothing_of_the_erased() {
    let endpoint = Endpoint::start().await;
    let ids: Vec<String> = (0..1_500).map(|_| uuid::Uuid::new_v4().to_string()).collect();
    for (number, some) in ids.chunks(250).enumerate() {
        let events = some.iter().enumerate().map(|(at, id)| track(&format!("m-{number}-{at}"), id));
        endpoint.send(&events.collect::<Vec<_>>()).await;
    }
    for id in ids.iter().step_by(400) {
        assert_eq!(endpoint.erase(id).await.ok(), json!({"erased": true}));
        nowhere_in_the_database(&endpoint, id).await;
    }
}

#[tokio::test]
async fn the_browser_of_somebody_erased_is_told_so_whatever_it_asks() {
    let endpoint = Endpoint::start().await;
    let person = Person::new(&endpoint).await;
    let run = person.start_run(&endpoint).await;
    endpoint.erase(&person.id).await.ok();
    let quick = json!({"campaign": "quick", "rules_version": 1, "consent_version": "v1", "labels": []});
    for path in ["/v1/players", "/v1/me/token", "/v1/runs", "/v1/invites", "/v1/labels"] {
        person.post(&endpoint, path, &quick).await.is_refused(410, "player_erased");
    }
    person.finish(&endpoint, &run, &losing(&run), None).await.is_refused(410, "player_erased");
    person.get(&endpoint, "/v1/me?campaign=quick").await.is_refused(410, "player_erased");
    let request = endpoint.request(Method::DELETE, "/v1/consents/quick").bearer_auth(&person.token);
    let answer = crate::support::Answer::of(request.send().await.expect("answered")).await;
    answer.is_refused(410, "player_erased");
}
