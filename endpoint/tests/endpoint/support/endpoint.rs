//! An endpoint with its own folder, database and clock.

use super::Answer;
use reqwest::{Client, Method, RequestBuilder};
use serde_json::{Value, json};
use sqlx::sqlite::SqliteRow;
use sqlx::{Connection as _, SqliteConnection};
use std::fs;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tapvine_endpoint::clock::HandClock;
use tapvine_endpoint::config::Config;
use tapvine_endpoint::proxies::TrustedProxies;
use tapvine_endpoint::server::Running;
use tapvine_games::RegisteredGame;
use tempfile::TempDir;

pub const WRITE_KEY: &str = "write-key-of-tests";
pub const ANALYST_KEY: &str = "analyst-key-of-tests";
/// 5 January 2026, while the quick campaign is open.
const START_MS: i64 = 1_767_571_200_000;

const QUICK: &str = include_str!("../../fixtures/quick.toml");

/// Everything of an endpoint that outlives its process.
pub struct Folder(TempDir);

impl Folder {
    pub fn with_codes(codes: usize) -> Folder {
        let folder = Folder(TempDir::new().expect("a folder"));
        fs::create_dir(folder.path("www")).expect("made");
        fs::create_dir(folder.path("campaigns")).expect("made");
        fs::write(folder.path("campaigns/quick.toml"), QUICK).expect("written");
        folder.write_codes(codes);
        folder
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn write_codes(&self, codes: usize) {
        let lines: String = (0..codes).map(|number| format!("CODE-{number}\n")).collect();
        fs::write(self.path("campaigns/quick.codes.txt"), lines).expect("written");
    }

    /// Writes another campaign like the quick one.
    pub fn write_campaign(&self, id: &str, changes: &[(&str, &str)]) {
        let text = changes.iter().fold(
            QUICK.replace("id = \"quick\"", &format!("id = \"{id}\"")),
            |text, (from, to)| {
                assert!(text.contains(from), "{from}");
                text.replace(from, to)
            },
        );
        fs::write(self.path(&format!("campaigns/{id}.toml")), text).expect("written");
    }

    /// For the real program, whose clock cannot be moved into the quick campaign's month.
    pub fn be_open_for_long(&self) {
        let text = QUICK
            .replace("ends_at = \"2026-02-01", "ends_at = \"2126-02-01")
            .replace("starts_at = \"2026", "starts_at = \"2020");
        fs::write(self.path("campaigns/quick.toml"), text).expect("written");
    }

    pub fn database_url(&self) -> String {
        format!("sqlite:{}", self.path("tapvine.sqlite").display())
    }

    pub fn config(&self) -> Config {
        Config {
            listen: "127.0.0.1:0".into(),
            database: self.database_url(),
            campaigns: self.path("campaigns"),
            www: self.path("www"),
            public_url: Some("https://play.example".into()),
            // So seldom that a test sees only what it asked for.
            sweep_every: Duration::from_secs(3_600),
            trusted_proxies: TrustedProxies::default(),
            captcha: None,
            write_key: Some(WRITE_KEY.into()),
            analyst_key: Some(ANALYST_KEY.into()),
            analyst_keys: None,
            secret: None,
            earlier_secrets: Vec::new(),
            identity_keys: Some(self.path("identity.toml")).filter(|keys| keys.exists()),
            metrics_listen: None,
            sources: Vec::new(),
        }
    }
}

pub struct Endpoint {
    pub folder: Folder,
    pub clock: Arc<HandClock>,
    pub client: Client,
    running: Running,
}

impl Endpoint {
    pub async fn start() -> Endpoint {
        Endpoint::start_in(Folder::with_codes(3)).await
    }

    pub async fn start_in(folder: Folder) -> Endpoint {
        let config = folder.config();
        Endpoint::start_with(folder, config).await
    }

    pub async fn start_with(folder: Folder, config: Config) -> Endpoint {
        let clock = Arc::new(HandClock::at(START_MS));
        let running = Running::start(&config, clock.clone()).await.expect("started");
        let client = Client::builder().no_proxy().build().expect("a client");
        Endpoint { folder, clock, client, running }
    }

    /// With other games than those of the kit.
    pub async fn with_games(folder: Folder, games: Vec<RegisteredGame>) -> Endpoint {
        let clock = Arc::new(HandClock::at(START_MS));
        let running = Running::start_with(&folder.config(), clock.clone(), games).await.expect("started");
        let client = Client::builder().no_proxy().build().expect("a client");
        Endpoint { folder, clock, client, running }
    }

    /// Stops the process, keeps what is on disk.
    pub async fn stop(self) -> Folder {
        self.running.stop().await;
        self.folder
    }

    pub fn address(&self) -> SocketAddr {
        self.running.address
    }

    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, format!("http://{}{path}", self.running.address))
    }

    pub async fn get(&self, path: &str) -> Answer {
        Answer::of(self.request(Method::GET, path).send().await.expect("answered")).await
    }

    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        Answer::of(self.request(Method::POST, path).json(body).send().await.expect("answered")).await
    }

    pub async fn as_analyst(&self, method: Method, path: &str) -> Answer {
        let request = self.request(method, path).bearer_auth(ANALYST_KEY);
        Answer::of(request.send().await.expect("answered")).await
    }

    pub async fn tell_as_analyst(&self, path: &str, body: &Value) -> Answer {
        let request = self.request(Method::POST, path).bearer_auth(ANALYST_KEY).json(body);
        Answer::of(request.send().await.expect("answered")).await
    }

    /// Rows of the database file itself, or a change past the endpoint.
    pub async fn query(&self, sql: &str) -> Vec<SqliteRow> {
        let mut database = SqliteConnection::connect(&self.folder.database_url()).await.expect("opened");
        let query = sqlx::query(sqlx::AssertSqlSafe(sql.to_owned()));
        query.fetch_all(&mut database).await.expect("read")
    }

    /// The events of the quick campaign as an analyst gets them, optionally of one name.
    pub async fn exported(&self, name: &str) -> Vec<Value> {
        self.exported_of("quick", name).await
    }

    pub async fn exported_of(&self, campaign: &str, name: &str) -> Vec<Value> {
        let text = self.export(&format!("events.ndjson?campaign={campaign}")).await;
        let events = text.lines().map(|line| serde_json::from_str::<Value>(line).expect("JSON"));
        events.filter(|event| name.is_empty() || event["event"] == name || event["type"] == name).collect()
    }

    /// A file of the exports as an analyst gets it.
    pub async fn export(&self, file: &str) -> String {
        self.export_and_cursor(file).await.0
    }

    /// The same with the cursor to go on from.
    pub async fn export_and_cursor(&self, file: &str) -> (String, String) {
        let request = self.request(Method::GET, &format!("/v1/export/{file}")).bearer_auth(ANALYST_KEY);
        let response = request.send().await.expect("answered");
        assert_eq!(response.status(), 200, "{file}");
        let cursor =
            response.headers().get("next-cursor").map(|value| value.to_str().expect("ASCII").to_owned());
        (response.text().await.expect("a body"), cursor.unwrap_or_default())
    }

    pub async fn send(&self, messages: &[Value]) -> Value {
        self.post("/v1/batch", &json!({"writeKey": WRITE_KEY, "batch": messages})).await.ok()["results"]
            .take()
    }
}

/// A good event.
pub fn track(message_id: &str, anonymous_id: &str) -> Value {
    json!({
        "type": "track", "event": "Game Opened", "messageId": message_id, "anonymousId": anonymous_id,
        "timestamp": "2026-01-05T00:00:00.000Z",
        "properties": {"campaign_id": "quick", "game_id": "g", "seq": 1, "stream": "tab"},
        "context": {"consent": {"version": "v1"}},
    })
}
