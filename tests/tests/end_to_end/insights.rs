//! An analyst with a phone: reads the labels, builds a segment, gathers a flash group, lets the segment go.

use anyhow::{Context, Result};
use reqwest::Method;
use serde_json::{Value, json};
use tapvine_tests::api_player::ApiPlayer;
use tapvine_tests::browser::{Browser, Setting};
use tapvine_tests::endpoint::{ANALYST_KEY, Endpoint};
use tapvine_tests::phone::Phone;

#[tokio::test]
async fn an_analyst_builds_a_segment_and_gathers_its_people_for_a_time() -> Result<()> {
    let endpoint = Endpoint::start(0).await?;
    let (label, words) = first_label(&endpoint).await?;
    let carrier = ApiPlayer::join(&endpoint, "party").await?;
    let declared = json!({"campaign": "party", "labels": [label]});
    let (status, answer) = carrier.call(Method::POST, "/v1/labels", Some(declared)).await?;
    assert!(status.is_success(), "{answer}");
    ApiPlayer::join(&endpoint, "party").await?;

    let browser = Browser::start().await?;
    let phone = Phone::new(browser.session(Setting::default()).await?);
    phone.open(&format!("{}/insights", endpoint.url)).await?;
    phone.see("campaign").await?.send_keys("party").await?;
    phone.see("key").await?.send_keys("not the key").await?;
    phone.touch("open").await?;
    phone.see("error").await?;
    let key = phone.see("key").await?;
    key.clear().await?;
    key.send_keys(ANALYST_KEY).await?;
    phone.touch("open").await?;

    phone.touch("tab-labels").await?;
    let in_table = format!(
        "return [...document.querySelectorAll('td')].some((cell) => cell.textContent === {})",
        json!(words)
    );
    phone.until("the table names the label that is carried", &in_table).await?;
    phone.touch("tab-segments").await?;
    phone.until("one of the two matches", &shows("preview-size", "1 person")).await?;
    phone.see("segment-name").await?.send_keys("Carriers").await?;
    phone.touch("save-segment").await?;
    assert!(phone.reads("segment").await?.contains("Carriers"));

    phone.touch("make-group").await?;
    phone.see("group-purpose").await?.send_keys("A tasting").await?;
    phone.touch("create-group").await?;
    let group = phone.see("group").await?;
    assert_eq!(group.attr("data-state").await?.as_deref(), Some("open"));
    assert_eq!(phone.reads("group-size").await?, "1 person");
    phone.see("members-csv").await?;
    let id = group.attr("data-id").await?.context("an id")?;
    let members = endpoint.rows(&format!("/v1/groups/{id}/members.csv")).await?;
    assert_eq!(members.len(), 1);
    assert_eq!(members[0]["player_id"], carrier.player_id);

    phone.touch("delete-segment").await?;
    assert!(phone.sees("segment").await?, "the first touch only asks");
    phone.touch("delete-segment").await?;
    phone.until("it is deleted", r#"return !document.querySelector('[data-tv="segment"]')"#).await?;
    assert!(phone.sees("group").await?, "its group stays");
    let overflow = "return document.documentElement.scrollWidth - document.documentElement.clientWidth";
    assert_eq!(phone.ask(overflow).await?, json!(0), "nothing hangs out of a phone's screen");
    phone.driver.quit().await?;
    Ok(())
}

/// The label that the builder begins with: its id, and its words in English.
async fn first_label(endpoint: &Endpoint) -> Result<(String, String)> {
    let address = format!("{}/v1/campaigns/party?locale=en", endpoint.url);
    let campaign: Value = reqwest::get(address).await?.json().await?;
    let label = &campaign["labels"]["list"][0];
    let text = |key: &str| label[key].as_str().map(str::to_owned).context("a label");
    Ok((text("id")?, text("text")?))
}

fn shows(id: &str, text: &str) -> String {
    format!("return document.querySelector('[data-tv=\"{id}\"]')?.innerText === {}", json!(text))
}
