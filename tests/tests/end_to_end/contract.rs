//! Schemathesis against the real endpoint with a real player, write key and analyst key: what the contract
//! says is what comes, whatever is sent.
//!
//! `TAPVINE_CONTRACT_SECONDS` makes it as long as one likes (`cargo xtask fuzz contract`).

use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};
use std::env;
use std::fs;
use std::path::PathBuf;
use std::time::Duration;
use tapvine_tests::endpoint::{ANALYST_KEY, Endpoint, WRITE_KEY};
use tapvine_tests::folders;
use tempfile::TempDir;
use tokio::process::Command;

/// The campaigns of the product, to which the player consents.
const CAMPAIGNS: [&str; 2] = ["summer-fruit", "who-am-i"];
const CONSENT_VERSION: &str = "2026-11";
const USUAL_SECONDS: u64 = 50;

#[tokio::test(flavor = "multi_thread")]
#[ignore = "what it finds depends on the time it has: cargo xtask fuzz contract"]
async fn contract_and_endpoint_agree_on_whatever_is_sent() -> Result<()> {
    let endpoint = Endpoint::start(100).await?;
    let seconds: u64 = match env::var("TAPVINE_CONTRACT_SECONDS") {
        Ok(seconds) => seconds.parse()?,
        Err(_) => USUAL_SECONDS,
    };
    let examples = if seconds > USUAL_SECONDS { "1000" } else { "3" };
    let folder = TempDir::new()?;
    fs::write(folder.path().join("schemathesis.toml"), settings(&player(&endpoint.url).await?))?;
    let mut schemathesis = Command::new(python()?);
    schemathesis.current_dir(&folder).env("PYTHONUNBUFFERED", "1").kill_on_drop(true);
    schemathesis.args(["-m", "schemathesis.cli", "run", "--url", &endpoint.url, "--continue-on-failure"]);
    schemathesis.args(["--max-examples", examples, "--max-time", &seconds.to_string(), "--seed", "1"]);
    schemathesis.args(["--phases", "examples,coverage,fuzzing", "--warnings", "off"]);
    // It would erase the very player that it plays: erasures have tests of their own.
    schemathesis.args(["--exclude-path", "/v1/players/{id}"]);
    schemathesis.arg(folders::project().join("endpoint/openapi.json"));
    // It ends by itself; the rest is for a machine that is busy.
    let ended = tokio::time::timeout(Duration::from_secs(seconds * 3 + 120), schemathesis.output());
    let output = ended.await.context("Schemathesis does not end")??;
    let said = String::from_utf8_lossy(&output.stdout);
    println!("{said}");
    ensure!(said.contains("Coverage"), "it ran: {}", String::from_utf8_lossy(&output.stderr));
    ensure!(output.status.success(), "it found something: see above");
    Ok(())
}

/// The token of a player who consented to every campaign of the product.
async fn player(url: &str) -> Result<String> {
    let mut token: Option<String> = None;
    for campaign in CAMPAIGNS {
        let consent = json!({"campaign": campaign, "consent_version": CONSENT_VERSION});
        let mut request = reqwest::Client::new().post(format!("{url}/v1/players")).json(&consent);
        if let Some(token) = &token {
            request = request.bearer_auth(token);
        }
        let player: Value = request.send().await?.error_for_status()?.json().await?;
        token = Some(player["token"].as_str().context("a token")?.to_owned());
    }
    token.context("a campaign")
}

/// Whose keys it has, and names that exist, so that it also gets behind the first check.
fn settings(token: &str) -> String {
    format!(
        r#"
[dictionaries.known]
values = ["summer-fruit", "who-am-i", "{CONSENT_VERSION}", "foodie"]

[generation.dictionaries]
string = {{ dictionary = "known", probability = 0.3 }}

[auth.openapi]
player = {{ bearer = "{token}" }}
analyst = {{ bearer = "{ANALYST_KEY}" }}
queryKey = {{ api_key = "{WRITE_KEY}" }}
headerKey = {{ api_key = "{WRITE_KEY}" }}
basicKey = {{ username = "{WRITE_KEY}", password = "" }}

# Which parameters go together no schema of a parameter can say.
[[operations]]
include-path = "/v1/export/{{file}}"
checks.positive_data_acceptance.expected-statuses = [200, 400, 401, 403, 404, 409, 422, 429, 503]
"#
    )
}

fn python() -> Result<PathBuf> {
    let python = env::var_os("TAPVINE_PYTHON")
        .map_or_else(|| folders::project().join("target/python/bin/python"), PathBuf::from);
    ensure!(python.exists(), "there is no Python with Schemathesis in target/python: run `cargo xtask test`");
    Ok(python)
}
