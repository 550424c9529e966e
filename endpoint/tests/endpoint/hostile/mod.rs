//! Requests that nobody means well, byte by byte over a real socket, and what each is answered.
//!
//! After every one the endpoint answers as before, tells nothing of its files, and has said one thing only.

mod addresses;
mod bodies;
mod senders;
mod transport;

use crate::support::{ANALYST_KEY, Endpoint, Folder, Person, WRITE_KEY};
use std::fs;
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;

/// Stands in a file beside the pages; no answer may hold it.
const SECRET: &str = "the-secret-beside-the-pages";

/// One request and its right answer.
struct Case {
    name: &'static str,
    /// `{TOKEN}`, `{KEY}`, `{WRITE}` and `{RUN}` are filled in.
    sent: Vec<u8>,
    /// Any of these; 0 is an end without an answer.
    statuses: &'static [u16],
    /// A tag or another text that must be in the answer.
    has: &'static str,
    has_not: &'static str,
}

impl Case {
    fn has(mut self, text: &'static str) -> Case {
        self.has = text;
        self
    }

    fn has_not(mut self, text: &'static str) -> Case {
        self.has_not = text;
        self
    }
}

fn raw(name: &'static str, sent: impl Into<Vec<u8>>, statuses: &'static [u16]) -> Case {
    Case { name, sent: sent.into(), statuses, has: "", has_not: "\0never\0" }
}

fn get(name: &'static str, path: &str, statuses: &'static [u16]) -> Case {
    with_headers(name, path, "", statuses)
}

fn with_headers(name: &'static str, path: &str, headers: &str, statuses: &'static [u16]) -> Case {
    raw(name, format!("GET {path} HTTP/1.1\r\nhost: x\r\n{headers}connection: close\r\n\r\n"), statuses)
}

fn analyst(name: &'static str, path: &str, statuses: &'static [u16]) -> Case {
    with_headers(name, path, "authorization: Bearer {KEY}\r\n", statuses)
}

fn post(name: &'static str, path: &str, body: impl AsRef<[u8]>, statuses: &'static [u16]) -> Case {
    post_with(name, path, "authorization: Bearer {TOKEN}\r\n", body, statuses)
}

fn post_with(
    name: &'static str,
    path: &str,
    headers: &str,
    body: impl AsRef<[u8]>,
    statuses: &'static [u16],
) -> Case {
    let body = body.as_ref();
    let head = format!("POST {path} HTTP/1.1\r\nhost: x\r\n{headers}connection: close\r\n");
    let mut sent = format!("{head}content-length: {}\r\n\r\n", body.len()).into_bytes();
    sent.extend_from_slice(body);
    raw(name, sent, statuses)
}

/// Everything the endpoint says to what was sent.
async fn answer_to(address: &str, sent: &[u8]) -> String {
    let mut socket = TcpStream::connect(address).await.expect("connected");
    // It may stop listening before all of it is sent.
    drop(socket.write_all(sent).await);
    let mut answer = Vec::new();
    drop(timeout(Duration::from_secs(5), socket.read_to_end(&mut answer)).await);
    String::from_utf8_lossy(&answer).into_owned()
}

struct Attacked {
    endpoint: Endpoint,
    address: String,
    token: String,
    run: String,
}

impl Attacked {
    async fn start() -> Attacked {
        let folder = Folder::with_codes(3);
        fs::write(folder.path("secret.txt"), SECRET).expect("written");
        fs::create_dir(folder.path("www/assets")).expect("made");
        fs::write(folder.path("www/assets/a.js"), "export {};\n".repeat(100)).expect("written");
        for page in ["play", "invite", "insights"] {
            let template = "<!doctype html><head><!--tapvine:head--></head>";
            fs::write(folder.path(&format!("www/{page}.html")), template).expect("written");
        }
        let endpoint = Endpoint::start_in(folder).await;
        let person = Person::new(&endpoint).await;
        let run = person.start_run(&endpoint).await["run_id"].as_str().expect("an id").to_owned();
        let address = endpoint.address().to_string();
        Attacked { endpoint, address, token: person.token, run }
    }

    /// What is wrong with the answer.
    async fn fault(&self, case: &Case) -> Option<String> {
        let sent = self.filled(&case.sent);
        let answer = answer_to(&self.address, &sent).await;
        let status: u16 = match answer.strip_prefix("HTTP/1.1 ") {
            Some(rest) => rest[..3].parse().expect("a status"),
            None => 0,
        };
        let shown: String = answer.chars().take(400).collect();
        let fault = |what: &str| Some(format!("{}: {what} in {shown:?}", case.name));
        if !case.statuses.contains(&status) {
            return fault(&format!("{status} instead of {:?}", case.statuses));
        }
        if !answer.contains(case.has) {
            return fault(&format!("no {:?}", case.has));
        }
        if answer.contains(case.has_not) || answer.contains(SECRET) || answer.contains("root:") {
            return fault("what must not be");
        }
        if answer.matches("HTTP/1.1 ").count() > 1 {
            return fault("two answers");
        }
        (self.endpoint.get("/health").await.status != 200).then(|| format!("{}: not healthy", case.name))
    }

    fn filled(&self, sent: &[u8]) -> Vec<u8> {
        let mut filled = sent.to_vec();
        let marks = [
            ("{TOKEN}", self.token.as_str()),
            ("{KEY}", ANALYST_KEY),
            ("{WRITE}", WRITE_KEY),
            ("{RUN}", &self.run),
        ];
        for (mark, value) in marks {
            while let Some(at) = filled.windows(mark.len()).position(|window| window == mark.as_bytes()) {
                filled.splice(at..at + mark.len(), value.bytes());
            }
        }
        filled
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn hostile_requests_get_their_answer_and_harm_nobody() {
    let attacked = Attacked::start().await;
    let kinds = [transport::cases(), addresses::cases(), senders::cases(), bodies::cases()];
    let cases: Vec<Case> = kinds.into_iter().flatten().collect();
    assert!(cases.len() >= 80, "{}", cases.len());
    let mut faults = Vec::new();
    for case in &cases {
        faults.extend(attacked.fault(case).await);
    }
    assert!(faults.is_empty(), "{} of {}:\n{}", faults.len(), cases.len(), faults.join("\n"));
    let good = serde_json::json!({"writeKey": WRITE_KEY, "batch": [crate::support::track("good", "p")]});
    assert_eq!(attacked.endpoint.post("/v1/batch", &good).await.ok()["results"]["good"]["result"], "ok");
}
