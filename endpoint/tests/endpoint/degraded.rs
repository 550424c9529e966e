//! A store that is locked, full of waiting work or read-only for a while: told at once, and over when it is over.

use crate::support::{Folder, Program, WRITE_KEY, track};
use futures_util::future::join_all;
use reqwest::{Client, Response};
use serde_json::{Value, json};
use sqlx::{Connection as _, SqliteConnection};
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;
use tokio::time::sleep;

fn client() -> Client {
    Client::builder().no_proxy().build().expect("a client")
}

async fn send(client: &Client, program: &Program, batch: &Value) -> Response {
    client.post(format!("{}/v1/batch", program.address)).json(batch).send().await.expect("answered")
}

async fn is_ready(client: &Client, program: &Program) -> bool {
    let answer = client.get(format!("{}/ready", program.address)).send().await.expect("answered");
    assert!([200, 503].contains(&answer.status().as_u16()), "{}", answer.status());
    answer.status() == 200
}

fn small(id: &str) -> Value {
    json!({"writeKey": WRITE_KEY, "batch": [track(id, "p")]})
}

/// About 480 KB of good events.
fn large(client: usize) -> Value {
    let text = "x".repeat(4_000);
    let event = |number: usize| {
        let mut event = track(&format!("large-{client}-{number}"), "p");
        event["context"]["page"] = json!({"title": text});
        event
    };
    json!({"writeKey": WRITE_KEY, "batch": (0..110).map(event).collect::<Vec<_>>()})
}

#[tokio::test(flavor = "multi_thread")]
async fn three_hundred_large_batches_while_the_file_is_locked_are_refused_in_time_and_in_little_memory() {
    let folder = Folder::with_codes(1);
    let program = Program::start(&folder);
    let client = client();
    let mut other = SqliteConnection::connect(&folder.database_url()).await.expect("opened");
    sqlx::query("BEGIN IMMEDIATE").execute(&mut other).await.expect("locked");
    let batches: Vec<Value> = (0..300).map(large).collect();
    let answers = join_all(batches.iter().map(|batch| send(&client, &program, batch))).await;
    for answer in &answers {
        assert_eq!(answer.status(), 503);
        assert!(answer.headers().contains_key("retry-after"));
    }
    assert!(!is_ready(&client, &program).await, "nothing can be written");
    let peak_kib = program.peak_kib();
    println!("at most {peak_kib} KiB were held");
    assert!(peak_kib < 300 * 1_024, "{peak_kib} KiB");
    sqlx::query("ROLLBACK").execute(&mut other).await.expect("let go");
    assert_eq!(send(&client, &program, &small("after")).await.status(), 200);
    assert!(is_ready(&client, &program).await);
    program.kill();
}

/// The files of the database, which can be frozen: then not even an administrator writes them.
struct Freezer(Vec<PathBuf>);

impl Freezer {
    /// `None` where the file system has no immutable files, or the user may not make them.
    fn of(folder: &Folder) -> Option<Freezer> {
        let files = ["", "-wal", "-shm"].map(|end| folder.path(&format!("tapvine.sqlite{end}")));
        let freezer = Freezer(files.into());
        (freezer.freeze() && freezer.thaw()).then_some(freezer)
    }

    fn freeze(&self) -> bool {
        self.change("+i")
    }

    fn thaw(&self) -> bool {
        self.change("-i")
    }

    fn change(&self, sign: &str) -> bool {
        let changed = Command::new("chattr").arg(sign).args(&self.0).status();
        changed.is_ok_and(|status| status.success())
    }
}

impl Drop for Freezer {
    fn drop(&mut self) {
        self.thaw();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn writes_go_on_after_the_file_was_unwritable_for_a_while() {
    let folder = Folder::with_codes(1);
    let program = Program::start(&folder);
    let client = client();
    assert_eq!(send(&client, &program, &small("before")).await.status(), 200);
    let Some(freezer) = Freezer::of(&folder) else {
        println!("skipped: here no file can be made immutable");
        return program.kill();
    };
    assert!(freezer.freeze());
    for number in 0..5 {
        let crowd = join_all((0..20).map(|sender| {
            let batch = small(&format!("m-{number}-{sender}"));
            let (client, program) = (&client, &program);
            async move { send(client, program, &batch).await.status() }
        }));
        assert!(crowd.await.into_iter().all(|status| status == 503));
        assert!(!is_ready(&client, &program).await, "no row can be written");
        sleep(Duration::from_millis(100)).await;
    }
    assert!(freezer.thaw());
    // The first group after it may find the old connection.
    drop(send(&client, &program, &small("first")).await);
    assert_eq!(send(&client, &program, &small("second")).await.status(), 200);
    assert!(is_ready(&client, &program).await);
    program.kill();
}
