//! A person takes consent back, and is erased: the page forgets, and no byte of the endpoint knows who it was.

use anyhow::{Context, Result};
use serde_json::{Value, json};
use tapvine_tests::browser::{Browser, Setting};
use tapvine_tests::endpoint::Endpoint;
use tapvine_tests::phone::Phone;
use tapvine_tests::site::Site;

const PLAYER: &str = "const key = Object.keys(localStorage).find((key) => key.startsWith('tv.player'));
     return key ? JSON.parse(localStorage[key]).player_id : null";
const STORED: &str = "return JSON.stringify(Object.keys(localStorage).sort())";

/// The player of this browser, once there is one.
async fn player(phone: &Phone) -> Result<String> {
    phone
        .until("there is a player", &PLAYER.replace("player_id : null", "player_id.length > 0 : false"))
        .await?;
    Ok(phone.ask(PLAYER).await?.as_str().context("an id")?.to_owned())
}

/// Everything an analyst gets of a campaign.
async fn exported(endpoint: &Endpoint, campaign: &str) -> Result<String> {
    let mut all = String::new();
    for kind in ["events", "invites", "coupons"] {
        for ending in ["csv", "ndjson"] {
            let path = format!("/v1/export/{kind}.{ending}?campaign={campaign}");
            all.push_str(&endpoint.analyst(&path).await?);
            all.push_str(&endpoint.analyst(&format!("{path}&cursor=")).await?);
        }
    }
    Ok(all)
}

fn says(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

#[tokio::test]
async fn who_takes_consent_back_and_is_erased_is_nowhere_any_more() -> Result<()> {
    let endpoint = Endpoint::start(5).await?;
    let browser = Browser::start().await?;
    let phone = Phone::new(browser.session(Setting::default()).await?);
    let page = format!("{}/play?campaign=short", endpoint.url);
    phone.open(&page).await?;
    phone.start().await?;
    phone.play(&["green"]).await?;
    phone.see("result").await?;
    let first = player(&phone).await?;
    phone.until("the run is checked", "return !document.querySelector('[data-tv=checking]')").await?;

    phone.touch("privacy").await?;
    phone.touch("withdraw-consent").await?;
    phone.touch("confirm-yes").await?;
    phone.see("consent-withdrawn").await?;
    assert_eq!(
        phone.ask(STORED).await?,
        json!("[\"tv.consent.short\"]"),
        "that it was taken back, and nothing else"
    );
    assert!(!exported(&endpoint, "short").await?.contains(&first));
    assert!(endpoint.events("short").await?.iter().any(|event| event["event"] == "Consent Withdrawn"));

    phone.touch("practice").await?;
    phone.play(&["green"]).await?;
    phone.see("result").await?;
    assert_eq!(phone.ask(STORED).await?, json!("[\"tv.consent.short\"]"), "a round for fun");
    phone.open(&page).await?;
    phone.see("consent-decline").await?;

    phone.start().await?;
    let second = player(&phone).await?;
    assert_ne!(first, second, "somebody new, by a new consent");
    phone.play(&["green"]).await?;
    phone.see("result").await?;
    phone.until("the run is checked", "return !document.querySelector('[data-tv=checking]')").await?;
    for id in [&first, &second] {
        assert_eq!(endpoint.erase(id).await?, 200);
        assert_eq!(endpoint.erase(id).await?, 410, "a second time says so");
    }
    phone.touch("play-again").await?;
    phone.see("player-erased").await?;
    assert_eq!(phone.ask(STORED).await?, json!("[\"tv.consent.short\"]"));
    phone.open(&page).await?;
    phone.see("consent-decline").await?;

    let (exported, bytes, log) =
        (exported(&endpoint, "short").await?, endpoint.database_bytes()?, endpoint.log()?);
    for id in [&first, &second] {
        assert!(!exported.contains(id.as_str()), "an export");
        assert!(!says(&bytes, id), "a byte of the database");
        assert!(!log.contains(id.as_str()), "the log");
    }
    assert!(!log.is_empty());
    phone.driver.quit().await?;
    Ok(())
}

#[tokio::test]
async fn a_host_page_that_says_no_in_the_middle_of_a_round_ends_everything() -> Result<()> {
    let endpoint = Endpoint::start(5).await?;
    let site = Site::embedding(&endpoint, "short", "").await?;
    let browser = Browser::start().await?;
    let phone = Phone::new(browser.session(Setting::default()).await?);
    phone.open_embedded(&site.url).await?;
    phone.start().await?;
    phone.find("target").await?;
    phone.look_out().await?;
    let id = player(&phone).await?;
    phone.ask("tapvine.consent('denied')").await?;
    phone.until("nothing is stored", "return Object.keys(localStorage).length === 0").await?;
    phone.look_into_frame(0).await?;
    phone.play(&["green"]).await?;
    phone.see("result").await?;
    assert!(!phone.sees("coupon").await?);
    phone.look_out().await?;
    assert_eq!(phone.ask(STORED).await?, json!("[]"));
    let told = |events: &[Value]| events.iter().any(|event| event["event"] == "Consent Withdrawn");
    assert!(told(&endpoint.events("short").await?), "the endpoint knows");
    let exported = exported(&endpoint, "short").await?;
    assert!(!exported.contains(&id) && !exported.contains("CODE-"), "{exported}");
    phone.driver.quit().await?;
    Ok(())
}
