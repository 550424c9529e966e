//! The real program as a process of its own.

use super::{ANALYST_KEY, Folder, WRITE_KEY};
use reqwest::Client;
use serde_json::Value;
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, ExitStatus, Stdio};

pub struct Program {
    pub child: Child,
    /// With `http://`.
    pub address: String,
}

impl Program {
    pub fn start(folder: &Folder) -> Program {
        Program::launch(folder, Command::new(env!("CARGO_BIN_EXE_tapvine-endpoint")))
    }

    /// With so many file handles at most.
    pub fn with_file_handles(folder: &Folder, handles: usize) -> Program {
        let mut shell = Command::new("sh");
        shell.args(["-c", "ulimit -n \"$0\" && exec \"$1\"", &handles.to_string()]);
        shell.arg(env!("CARGO_BIN_EXE_tapvine-endpoint"));
        Program::launch(folder, shell)
    }

    fn launch(folder: &Folder, mut command: Command) -> Program {
        let mut child = command
            .env("TAPVINE_LISTEN", "127.0.0.1:0")
            .env("TAPVINE_DATABASE", folder.database_url())
            .env("TAPVINE_CAMPAIGNS", folder.path("campaigns"))
            .env("TAPVINE_WWW", folder.path("www"))
            .env("TAPVINE_WRITE_KEY", WRITE_KEY)
            .env("TAPVINE_ANALYST_KEY", ANALYST_KEY)
            .env("RUST_LOG", "warn")
            .stdout(Stdio::piped())
            .spawn()
            .expect("started");
        let mut line = String::new();
        let output = child.stdout.take().expect("piped");
        BufReader::new(output).read_line(&mut line).expect("a line");
        let address =
            line.trim().strip_prefix("listening on ").expect("the line of a ready endpoint").to_owned();
        Program { child, address }
    }

    /// Host and port.
    pub fn socket(&self) -> &str {
        self.address.trim_start_matches("http://")
    }

    pub async fn post(&self, path: &str, token: &str, key: &str, body: &Value) -> Option<Value> {
        let request =
            Client::builder().no_proxy().build().expect("a client").post(format!("{}{path}", self.address));
        let request = request.header("Idempotency-Key", key).json(body);
        let request = if token.is_empty() { request } else { request.bearer_auth(token) };
        request.send().await.ok()?.json().await.ok()
    }

    /// The most memory it ever had, in KiB.
    pub fn peak_kib(&self) -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).expect("a process");
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("the peak");
        peak.trim().trim_end_matches("kB").trim().parse().expect("a number")
    }

    pub fn terminate(&self) {
        let process = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &process]).status().expect("sent").success());
    }

    /// How it ended, after it did.
    pub async fn ended(mut self) -> ExitStatus {
        tokio::task::spawn_blocking(move || self.child.wait()).await.expect("waited").expect("ended")
    }

    pub fn kill(mut self) {
        self.child.kill().expect("killed");
        self.child.wait().expect("ended");
    }
}
