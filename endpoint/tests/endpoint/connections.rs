//! Connections that are slow, idle, too many or cut: nobody else notices, and the end comes in time.

use crate::support::{Folder, Program, WRITE_KEY, track};
use futures_util::future::join_all;
use serde_json::json;
use std::fs;
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::{sleep, timeout};

async fn connect(program: &Program, sent: &[u8]) -> TcpStream {
    let mut socket = TcpStream::connect(program.socket()).await.expect("connected");
    socket.write_all(sent).await.expect("sent");
    socket
}

/// Everything that comes until the other side closes.
async fn read_to_end(mut socket: TcpStream) -> String {
    let mut answer = Vec::new();
    // A reset is an end, too.
    drop(socket.read_to_end(&mut answer).await);
    String::from_utf8_lossy(&answer).into_owned()
}

const HALF_HEAD: &[u8] = b"POST /v1/batch HTTP/1.1\r\nhost: x\r\ncontent-le";
const HALF_BODY: &[u8] = b"POST /v1/batch HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{\"batch\": [";
const HEALTH: &[u8] = b"GET /health HTTP/1.1\r\nhost: x\r\n\r\n";

#[tokio::test(flavor = "multi_thread")]
async fn half_a_request_is_not_waited_for_and_a_quiet_connection_is_kept_longer() {
    let program = Program::start(&Folder::with_codes(1));
    let mut quiet = connect(&program, HEALTH).await;
    let (head, body) = tokio::join!(async { read_to_end(connect(&program, HALF_HEAD).await).await }, async {
        read_to_end(connect(&program, HALF_BODY).await).await
    });
    assert_eq!(head, "", "there is no request to answer");
    assert!(body.starts_with("HTTP/1.1 408 ") && body.contains("body_too_slow"), "{body}");
    // By now half a minute has passed.
    quiet.write_all(b"GET /health HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").await.expect("sent");
    let answers = read_to_end(quiet).await;
    assert_eq!(answers.matches("HTTP/1.1 200 OK").count(), 2, "{answers}");
    program.kill();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_end_comes_within_eight_seconds_whatever_is_half_sent_and_keeps_what_was_taken() {
    let folder = Folder::with_codes(1);
    let program = Program::start(&folder);
    let mut open = Vec::new();
    for sent in [HALF_HEAD, HALF_BODY, HEALTH, b""] {
        for _ in 0..20 {
            open.push(connect(&program, sent).await);
        }
    }
    let batch = json!({"writeKey": WRITE_KEY, "batch": [track("kept", "p")]});
    let answer = program.post("/v1/batch", "", "", &batch).await.expect("answered");
    assert_eq!(answer["results"]["kept"]["result"], "ok");
    program.terminate();
    let status = timeout(Duration::from_secs(8), program.ended()).await.expect("ended in time");
    assert!(status.success(), "{status}");
    drop(open);
    let program = Program::start(&folder);
    let answer = program.post("/v1/batch", "", "", &batch).await.expect("answered");
    assert_eq!(answer["results"]["kept"]["result"], "duplicate");
    program.kill();
}

#[tokio::test(flavor = "multi_thread")]
async fn too_many_connections_get_a_503_and_never_a_page_that_is_not_there() {
    let folder = Folder::with_codes(1);
    fs::write(folder.path("www/insights.html"), "<!doctype html><!--tapvine:head-->").expect("written");
    fs::create_dir(folder.path("www/assets")).expect("made");
    fs::write(folder.path("www/assets/a.js"), "x".repeat(1_000_000)).expect("written");
    // Room for (256 - 64) / 2 connections.
    let program = Program::with_file_handles(&folder, 256);
    let idle = join_all((0..300).map(|_| connect(&program, b""))).await;
    let ask = |path: &'static str| {
        let sent = format!("GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
        let program = &program;
        async move { read_to_end(connect(program, sent.as_bytes()).await).await }
    };
    let answers = join_all((0..300).map(|number| ask(["/insights", "/assets/a.js"][number % 2]))).await;
    for answer in &answers {
        let head: String = answer.chars().take(300).collect();
        let is_busy = answer.starts_with("HTTP/1.1 503 ") && answer.contains("retry-after: ");
        assert!(answer.starts_with("HTTP/1.1 200 ") || is_busy || answer.is_empty(), "{head}");
    }
    drop(idle);
    sleep(Duration::from_millis(500)).await;
    assert!(ask("/insights").await.starts_with("HTTP/1.1 200 "), "there is room again");
    program.kill();
}

#[tokio::test(flavor = "multi_thread")]
async fn connections_that_nobody_uses_make_room_for_one_that_asks() {
    let program = Program::with_file_handles(&Folder::with_codes(1), 256);
    let idle = join_all((0..96).map(|_| connect(&program, HEALTH))).await;
    // Unused long enough to be the first to go.
    sleep(Duration::from_millis(1_500)).await;
    let answer =
        read_to_end(connect(&program, b"GET /health HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").await)
            .await;
    assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
    drop(idle);
    program.kill();
}
