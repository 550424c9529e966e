//! The SDKs that senders use, unmodified, against a real endpoint: every call arrives, and one sick event takes none
//! of its neighbours along. The scripts are in `tests/sdks`.

use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};
use std::fs;
use std::time::Duration;
use tapvine_tests::browser::{Browser, Setting};
use tapvine_tests::endpoint::{Endpoint, WRITE_KEY};
use tapvine_tests::folders;
use tapvine_tests::site::Site;
use tokio::process::Command;

const SEGMENT: &str = "node_modules/@segment/analytics-next/dist/umd/index.js";
/// The default one fetches its plugins from a foreign host, which a test must not need; all else is the same.
const RUDDERSTACK: &str = "node_modules/@rudderstack/analytics-js/dist/npm/modern/bundled/umd/index.js";

/// The stored calls of a user, each by its kind.
async fn calls(endpoint: &Endpoint, user: &str) -> Result<Vec<Value>> {
    let text = endpoint.analyst("/v1/export/events.ndjson").await?;
    let calls = text.lines().map(|line| Ok(serde_json::from_str(line)?)).collect::<Result<Vec<Value>>>()?;
    Ok(calls.into_iter().filter(|call| call["userId"] == user).collect())
}

async fn check(endpoint: &Endpoint, user: &str, kinds: &[&str]) -> Result<()> {
    let calls = calls(endpoint, user).await?;
    let mut found: Vec<&str> = calls.iter().filter_map(|call| call["type"].as_str()).collect();
    found.sort_unstable();
    assert_eq!(found, kinds, "{user}");
    let call = |kind: &str| calls.iter().find(|call| call["type"] == kind).unwrap_or(&Value::Null);
    // RudderStack's browser SDK says them in the context.
    let traits = call("identify").get("traits").unwrap_or(&call("identify")["context"]["traits"]);
    assert_eq!(*traits, json!({"plan": "gold"}), "{user}");
    assert_eq!(call("track")["event"], "Order Completed", "{user}");
    assert_eq!(call("track")["properties"]["products"][1]["sku"], "b", "{user}");
    assert_eq!(call("track")["properties"]["shipping"]["city"], "苏州", "{user}");
    assert_eq!(call("page")["name"], "Home", "{user}");
    assert_eq!(call("group")["groupId"], "family-7", "{user}");
    assert!(call("alias")["previousId"].is_string(), "{user}");
    Ok(())
}

/// The senders whose half emoji was refused, each by the SDK's name.
async fn refused(endpoint: &Endpoint) -> Result<Vec<String>> {
    let text = endpoint.analyst("/v1/export/rejected.ndjson").await?;
    let rows = text.lines().map(|line| Ok(serde_json::from_str(line)?)).collect::<Result<Vec<Value>>>()?;
    ensure!(rows.iter().all(|row| row["reason"] == "bad_text"), "nothing else is refused: {text}");
    let mut users: Vec<String> = rows
        .iter()
        .filter_map(|row| row["user_id"].as_str().or(row["player_id"].as_str()).map(str::to_owned))
        .collect();
    users.sort();
    Ok(users)
}

#[tokio::test]
async fn every_call_of_the_sdks_for_servers_arrives() -> Result<()> {
    let endpoint = Endpoint::start(1).await?;
    let mut node = Command::new("node");
    node.arg(folders::project().join("tests/sdks/servers.mjs")).args([&endpoint.url, WRITE_KEY]);
    let output = node.output().await?;
    let text = String::from_utf8_lossy(&output.stdout);
    ensure!(output.status.success(), "{text}{}", String::from_utf8_lossy(&output.stderr));
    for user in ["segment-node", "rudder-node", "plain-fetch"] {
        check(&endpoint, user, &["alias", "group", "identify", "page", "screen", "track"]).await?;
    }
    assert_eq!(refused(&endpoint).await?, ["plain-fetch", "rudder-node-browser", "segment-node-browser"]);
    let results =
        text.lines().find_map(|line| line.strip_prefix("delivered ")).context("the results of fetch")?;
    let results: Value = serde_json::from_str(results)?;
    assert_eq!(results["f3"], json!({"result": "drop", "details": "bad_text"}));
    assert_eq!(results["f4"]["result"], "ok");
    Ok(())
}

#[tokio::test]
async fn every_call_of_the_sdks_for_browsers_arrives() -> Result<()> {
    let endpoint = Endpoint::start(1).await?;
    let sdks = folders::project().join("tests/sdks");
    let script = |file: &str| -> Result<String> {
        Ok(format!("<script>{}</script>", fs::read_to_string(sdks.join(file)).context(file.to_owned())?))
    };
    let page =
        [script(SEGMENT)?, script(RUDDERSTACK)?, script("browser.js")?.replace("__WRITE_KEY__", WRITE_KEY)]
            .concat();
    let site = Site::page(&endpoint, &page).await?;
    let browser = Browser::start().await?;
    let driver = browser.session(Setting::default()).await?;
    driver.goto(&site.url).await?;
    for _ in 0..1_200 {
        let arrived = (
            calls(&endpoint, "segment-browser").await?.len(),
            calls(&endpoint, "rudder-browser").await?.len(),
        );
        if arrived == (6, 5) && refused(&endpoint).await?.len() == 2 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let title = driver.title().await?;
    driver.quit().await?;
    assert_eq!(title, "", "an SDK says why it does not send");
    check(&endpoint, "segment-browser", &["alias", "group", "identify", "page", "screen", "track"]).await?;
    check(&endpoint, "rudder-browser", &["alias", "group", "identify", "page", "track"]).await?;
    assert_eq!(refused(&endpoint).await?, ["rudder-browser", "segment-browser"]);
    Ok(())
}
