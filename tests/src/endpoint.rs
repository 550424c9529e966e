//! The real endpoint as a process, with its database in a folder that goes when the test ends.

use crate::folders;
use crate::process::Process;
use anyhow::{Context, Result, ensure};
use serde_json::Value;
use std::fs;
use std::path::Path;
use tempfile::TempDir;
use tokio::process::Command;

pub const WRITE_KEY: &str = "write-key-of-tests";
pub const ANALYST_KEY: &str = "analyst-key-of-tests";

const LOG: &str = "endpoint.log";

/// Hundreds of people play from this machine, which is one network; the limits are tested where they are tested.
const EVERYBODY_IS_HERE: &str = "[network]
prizes = { soft = 1000000, hard = 1000000 }
runs = { soft = 1000000, hard = 1000000 }
players = { soft = 1000000, hard = 1000000 }
";

pub struct Endpoint {
    process: Process,
    folder: TempDir,
    pub url: String,
}

impl Endpoint {
    /// With every campaign of `tests/campaigns` and of the product, each with `stock` codes.
    pub async fn start(stock: usize) -> Result<Endpoint> {
        Endpoint::start_in_network(stock, EVERYBODY_IS_HERE).await
    }

    /// With the limits a network has in the product.
    pub async fn start_with_limits(stock: usize) -> Result<Endpoint> {
        Endpoint::start_in_network(stock, "").await
    }

    async fn start_in_network(stock: usize, limits: &str) -> Result<Endpoint> {
        let folder = TempDir::new()?;
        let campaigns = folder.path().join("campaigns");
        fs::create_dir(&campaigns)?;
        for source in ["tests/campaigns", "endpoint/campaigns"] {
            copy_campaigns(&folders::project().join(source), &campaigns, stock, limits)?;
        }
        let process = launch(folder.path(), "127.0.0.1:0").await?;
        let url = process.announced.clone();
        Ok(Endpoint { process, folder, url })
    }

    /// Everything the endpoint has written to its log.
    pub fn log(&self) -> Result<String> {
        Ok(fs::read_to_string(self.folder.path().join(LOG))?)
    }

    /// The bytes of the database file and of what lies beside it.
    pub fn database_bytes(&self) -> Result<Vec<u8>> {
        let mut bytes = Vec::new();
        for entry in fs::read_dir(self.folder.path())? {
            let file = entry?.path();
            if file.file_name().is_some_and(|name| name.to_string_lossy().starts_with("tapvine.sqlite")) {
                bytes.extend(fs::read(file)?);
            }
        }
        Ok(bytes)
    }

    /// A person asks the brand to be forgotten; the status of the answer.
    pub async fn erase(&self, player_id: &str) -> Result<u16> {
        let request = reqwest::Client::new().delete(format!("{}/v1/players/{player_id}", self.url));
        Ok(request.bearer_auth(ANALYST_KEY).send().await?.status().as_u16())
    }

    /// `kill -9`.
    pub async fn kill(&mut self) -> Result<()> {
        self.process.kill().await
    }

    /// Back on the same address with the same database.
    pub async fn restart(&mut self) -> Result<()> {
        let address = self.url.strip_prefix("http://").context("an http address")?;
        self.process = launch(self.folder.path(), address).await?;
        ensure!(self.process.announced == self.url, "it listens on {} again", self.url);
        Ok(())
    }

    /// An analyst's call; the answer as text.
    pub async fn analyst(&self, path: &str) -> Result<String> {
        let response =
            reqwest::Client::new().get(format!("{}{path}", self.url)).bearer_auth(ANALYST_KEY).send().await?;
        let status = response.status();
        let text = response.text().await?;
        ensure!(status.is_success(), "{path}: {status} {text}");
        Ok(text)
    }

    /// What an analyst posts; the answer.
    pub async fn analyst_posts(&self, path: &str, body: &Value) -> Result<Value> {
        let request = reqwest::Client::new().post(format!("{}{path}", self.url)).bearer_auth(ANALYST_KEY);
        let response = request.json(body).send().await?;
        let status = response.status();
        let text = response.text().await?;
        ensure!(status.is_success(), "{path}: {status} {text}");
        Ok(serde_json::from_str(&text)?)
    }

    /// Every stored event of a campaign.
    pub async fn events(&self, campaign: &str) -> Result<Vec<Value>> {
        let text = self.analyst(&format!("/v1/export/events.ndjson?campaign={campaign}")).await?;
        text.lines().map(|line| Ok(serde_json::from_str(line)?)).collect()
    }

    /// The rows of a CSV export, each by column name.
    pub async fn csv(
        &self,
        kind: &str,
        campaign: &str,
    ) -> Result<Vec<std::collections::HashMap<String, String>>> {
        self.rows(&format!("/v1/export/{kind}.csv?campaign={campaign}")).await
    }

    /// The rows of the CSV behind this path.
    pub async fn rows(&self, path: &str) -> Result<Vec<std::collections::HashMap<String, String>>> {
        let text = self.analyst(path).await?;
        csv::Reader::from_reader(text.as_bytes()).deserialize().map(|row| Ok(row?)).collect()
    }
}

async fn launch(folder: &Path, listen: &str) -> Result<Process> {
    let mut command = Command::new(folders::endpoint_program());
    command
        .env("TAPVINE_LISTEN", listen)
        .env("TAPVINE_DATABASE", format!("sqlite:{}", folder.join("tapvine.sqlite").display()))
        .env("TAPVINE_CAMPAIGNS", folder.join("campaigns"))
        .env("TAPVINE_WWW", folders::dist())
        .env("TAPVINE_WRITE_KEY", WRITE_KEY)
        .env("TAPVINE_ANALYST_KEY", ANALYST_KEY);
    let log = fs::OpenOptions::new().create(true).append(true).open(folder.join(LOG))?;
    command.stderr(log);
    Process::start(command, "listening on ").await
}

fn copy_campaigns(from: &Path, to: &Path, stock: usize, limits: &str) -> Result<()> {
    for entry in fs::read_dir(from)? {
        let file = entry?.path();
        fs::copy(&file, to.join(file.file_name().context("a name")?))?;
        if file.extension().is_none_or(|ending| ending != "toml") {
            continue;
        }
        let text = fs::read_to_string(&file)?;
        if file.to_string_lossy().ends_with(".labels.toml") {
            continue;
        }
        fs::write(to.join(file.file_name().context("a name")?), format!("{text}\n{limits}"))?;
        if let Some(name) = text.lines().find_map(|line| line.strip_prefix("stock = ")) {
            let codes: String = (0..stock).map(|number| format!("CODE-{number:05}\n")).collect();
            fs::write(to.join(name.trim_matches('"')), codes)?;
        }
    }
    Ok(())
}
