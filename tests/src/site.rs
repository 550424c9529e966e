//! A brand's web site on an origin of its own, with a page that embeds the game.

use crate::endpoint::Endpoint;
use crate::folders;
use crate::process::Process;
use anyhow::Result;
use std::fs;
use tempfile::TempDir;
use tokio::process::Command;

pub struct Site {
    _process: Process,
    _folder: TempDir,
    pub url: String,
}

impl Site {
    /// The demo's brand page.
    pub async fn brand(endpoint: &Endpoint) -> Result<Site> {
        Site::start(endpoint, &fs::read_to_string(folders::dist().join("brand.html"))?).await
    }

    /// A page with this body; `__TAPVINE_ENDPOINT__` in it becomes the endpoint's address.
    pub async fn page(endpoint: &Endpoint, body: &str) -> Result<Site> {
        let head = r#"<!doctype html><html><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"></head>"#;
        Site::start(endpoint, &format!("{head}<body>{body}</body></html>")).await
    }

    /// The two lines a marketer pastes.
    pub async fn embedding(endpoint: &Endpoint, campaign: &str, attributes: &str) -> Result<Site> {
        let body = format!(
            r#"<h1>A host page</h1><p id="before">Text before.</p>
            <script async src="__TAPVINE_ENDPOINT__/tapvine.js"></script>
            <tapvine-game campaign="{campaign}" style="display:block;aspect-ratio:9/16" {attributes}></tapvine-game>
            <p>Text after.</p>"#
        );
        Site::page(endpoint, &body).await
    }

    async fn start(endpoint: &Endpoint, page: &str) -> Result<Site> {
        let folder = TempDir::new()?;
        let file = folder.path().join("page.html");
        fs::write(&file, page)?;
        let mut command = Command::new("node");
        command.arg(folders::project().join("www/brand-site.mjs"));
        command.args(["--endpoint", &endpoint.url, "--port", "0", "--page"]).arg(&file);
        let process = Process::start(command, "listening on ").await?;
        let url = process.announced.clone();
        Ok(Site { _process: process, _folder: folder, url })
    }
}

/// Host pages that are hard on what is embedded in them: `tests/fixtures/host-pages`.
pub struct HostPages {
    _process: Process,
    pub url: String,
}

impl HostPages {
    pub async fn start(endpoint: &Endpoint) -> Result<HostPages> {
        let mut command = Command::new("node");
        command.arg(folders::project().join("tests/fixtures/host-site.mjs"));
        command.args(["--endpoint", &endpoint.url]);
        let process = Process::start(command, "listening on ").await?;
        let url = process.announced.clone();
        Ok(HostPages { _process: process, url })
    }
}
