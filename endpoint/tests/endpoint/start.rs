//! A database that cannot be used: the start says which and what to do, in one sentence. An old one is brought up to date.

use crate::support::{Endpoint, Folder, Person, winning};
use serde_json::json;
use sqlx::migrate::Migrator;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, SqliteConnection};
use std::fs;
use std::path::Path;
use std::process::Command;
use tapvine_endpoint::config::Config;

/// What the program says when it does not start.
fn refused(folder: &Folder, database: &str) -> String {
    refused_with(folder, database, &[])
}

fn refused_with(folder: &Folder, database: &str, settings: &[(&str, &str)]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_tapvine-endpoint"))
        .env("TAPVINE_LISTEN", "127.0.0.1:0")
        .env("TAPVINE_DATABASE", database)
        .env("TAPVINE_CAMPAIGNS", folder.path("campaigns"))
        .env("RUST_LOG", "off")
        .env("RUST_BACKTRACE", "1")
        .envs(settings.iter().copied())
        .output()
        .expect("ran");
    assert!(!output.status.success());
    String::from_utf8(output.stderr).expect("text")
}

#[track_caller]
fn is_one_sentence(said: &str, names: &str, what_to_do: &str) {
    assert_eq!(said.trim_end().lines().count(), 1, "{said}");
    assert!(said.contains(names) && said.contains(what_to_do) && said.trim_end().ends_with('.'), "{said}");
}

#[tokio::test]
async fn a_database_of_a_newer_version_is_named_with_what_to_do() {
    let endpoint = Endpoint::start().await;
    endpoint
        .query(
            "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
             VALUES (9999, 'of tomorrow', 1, x'00', 0)",
        )
        .await;
    let folder = endpoint.stop().await;
    let said = refused(&folder, &folder.database_url());
    is_one_sentence(&said, "tapvine.sqlite", "start that version, or restore a backup");
}

#[test]
fn a_file_that_is_no_database_is_named() {
    let folder = Folder::with_codes(1);
    fs::write(folder.path("tapvine.sqlite"), "not a database, but quite long\n".repeat(100))
        .expect("written");
    is_one_sentence(&refused(&folder, &folder.database_url()), "tapvine.sqlite", "name another file");
}

#[test]
fn a_folder_that_is_not_there_is_named() {
    let folder = Folder::with_codes(1);
    let url = format!("sqlite:{}/none/x.sqlite", folder.path("").display());
    is_one_sentence(&refused(&folder, &url), "none/x.sqlite", "check that its folder exists");
}

#[tokio::test]
async fn a_database_that_cannot_be_written_is_named() {
    let folder = Endpoint::start().await.stop().await;
    let url = format!("{}?mode=ro", folder.database_url());
    is_one_sentence(&refused(&folder, &url), "tapvine.sqlite", "let the endpoint's user write");
}

#[test]
fn what_is_no_address_of_a_database_is_named() {
    let folder = Folder::with_codes(1);
    is_one_sentence(&refused(&folder, "mongodb:x"), "mongodb:x", "write it as in");
}

/// A database as the endpoint before this version of the tables left it.
async fn old_database(folder: &Folder) -> SqliteConnection {
    let old = folder.path("old");
    fs::create_dir(&old).expect("made");
    let migrations = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations/sqlite");
    for file in fs::read_dir(migrations).expect("migrations") {
        let file = file.expect("a file");
        if file.file_name().to_string_lossy().as_ref() < "0007" {
            fs::copy(file.path(), old.join(file.file_name())).expect("copied");
        }
    }
    let options: SqliteConnectOptions = folder.database_url().parse().expect("a URL");
    let mut database = options.create_if_missing(true).connect().await.expect("opened");
    Migrator::new(old).await.expect("read").run_direct(None, &mut database, false).await.expect("migrated");
    database
}

#[tokio::test]
async fn an_older_database_keeps_its_rows_and_gets_an_order() {
    let folder = Folder::with_codes(2);
    let mut database = old_database(&folder).await;
    for sql in [
        "INSERT INTO players (player_id, created_at_ms) VALUES ('a', 1), ('b', 1)",
        "INSERT INTO consents VALUES ('a', 'quick', 'v1', 1), ('b', 'quick', 'v1', 1)",
        "INSERT INTO events (message_id, campaign_id, player_id, name, happened_at_ms, received_at_ms, body)
         VALUES ('m2', 'quick', 'a', 'Game Opened', 1, 2, '{\"messageId\":\"m2\"}'),
                ('m1', 'quick', 'a', 'Game Opened', 1, 1, '{\"messageId\":\"m1\"}')",
        "INSERT INTO invites VALUES ('code', 'quick', 'a', 'Ann', 1, NULL)",
        "INSERT INTO arrivals (campaign_id, invitee_id, code, inviter_id, depth, state, arrived_at_ms, counts_until_ms)
         VALUES ('quick', 'b', 'code', 'a', 1, 'arrived', 5, 9)",
        "INSERT INTO coupons VALUES ('c1', 'quick', 'CODE-0', 0, 'issued', 'a', 'r', 3),
                                    ('c2', 'quick', 'CODE-1', 1, 'stock', NULL, NULL, NULL)",
        "INSERT INTO labels (label_id, campaign_id, host_id, giver_id, label, status, given_at_ms)
         VALUES ('l', 'quick', 'a', 'b', 'foodie', 'accepted', 4)",
    ] {
        sqlx::query(sql).execute(&mut database).await.expect(sql);
    }
    drop(database);
    let endpoint = Endpoint::start_in(folder).await;
    let events = endpoint.export("events.ndjson?campaign=quick&cursor=").await;
    let expect = "{\"messageId\":\"m1\",\"source\":\"site\"}\n{\"messageId\":\"m2\",\"source\":\"site\"}\n";
    assert_eq!(events, expect, "in the order of arrival");
    let invites = endpoint.export("invites.csv?campaign=quick&cursor=").await;
    assert!(invites.lines().nth(1).is_some_and(|row| row.starts_with("quick,code,a,b,")), "{invites}");
    let coupons = endpoint.export("coupons.csv?campaign=quick&cursor=").await;
    assert!(
        coupons.lines().nth(1).is_some_and(|row| row.starts_with("quick,c1,CODE-0,issued,a,r,")),
        "{coupons}"
    );
    let winner = Person::new(&endpoint).await;
    assert_eq!(winner.play(&endpoint, winning).await["coupon"]["code"], "CODE-1", "the stock goes on");
    let labels = endpoint.query("SELECT receiver_id FROM labels").await;
    assert_eq!(labels.len(), 1);
}

#[test]
fn a_public_address_with_a_path_is_refused() {
    let folder = Folder::with_codes(1);
    let settings = [("TAPVINE_PUBLIC_URL", "https://brand.example/games/")];
    let said = refused_with(&folder, &folder.database_url(), &settings);
    is_one_sentence(&said, "https://brand.example/games/", "has a path");
}

#[tokio::test]
async fn a_host_by_its_name_is_listened_on_and_stands_in_the_links() {
    let folder = Folder::with_codes(1);
    let config = Config { listen: "localhost:0".into(), public_url: None, ..folder.config() };
    let endpoint = Endpoint::start_with(folder, config).await;
    let invite =
        Person::new(&endpoint).await.post(&endpoint, "/v1/invites", &json!({"campaign": "quick"})).await.ok();
    assert!(invite["link"].as_str().is_some_and(|link| link.starts_with("http://localhost:")), "{invite}");
}
