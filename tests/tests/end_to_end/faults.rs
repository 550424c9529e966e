//! The endpoint is killed in the middle of a round and comes back: the player notices little, nothing is lost.

use anyhow::Result;
use tapvine_tests::browser::{Browser, Setting};
use tapvine_tests::endpoint::Endpoint;
use tapvine_tests::phone::Phone;

const WORTH_PICKING: [&str; 2] = ["green", "gold"];

#[tokio::test]
async fn a_killed_endpoint_costs_the_player_nothing() -> Result<()> {
    let mut endpoint = Endpoint::start(10).await?;
    let browser = Browser::start().await?;
    let phone = Phone::new(browser.session(Setting::default()).await?);
    phone.open(&format!("{}/play?campaign=short", endpoint.url)).await?;
    phone.start().await?;
    phone.find("target").await?;
    endpoint.kill().await?;
    phone.play(&WORTH_PICKING).await?;
    assert!(phone.number("result").await? > 0, "the round ended without the endpoint");
    assert!(!phone.sees("coupon").await?, "nobody promises a coupon that nobody verified");
    endpoint.restart().await?;
    let coupon = phone.reads("coupon").await?;
    assert!(coupon.contains("CODE-"), "verified after all: {coupon}");
    phone.leave().await?;

    let mut names = Vec::new();
    for _ in 0..200 {
        let events = endpoint.events("short").await?;
        names = events.iter().filter_map(|event| event["event"].as_str().map(str::to_owned)).collect();
        if names.iter().any(|name| name == "Run Finished") {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    names.sort();
    assert_eq!(names, ["Coupon Issued", "Game Opened", "Game Started", "Run Finished", "Run Verified"]);
    phone.driver.quit().await?;
    Ok(())
}

#[tokio::test]
async fn a_closed_tab_takes_no_finished_run_with_it() -> Result<()> {
    let mut endpoint = Endpoint::start(10).await?;
    let browser = Browser::start().await?;
    let phone = Phone::new(browser.session(Setting::default()).await?);
    let play = format!("{}/play?campaign=short", endpoint.url);
    phone.open(&play).await?;
    phone.start().await?;
    phone.find("target").await?;
    endpoint.kill().await?;
    phone.play(&WORTH_PICKING).await?;
    phone.leave().await?;
    endpoint.restart().await?;
    phone.open(&play).await?;
    phone.see("start").await?;
    let mut verified = 0;
    for _ in 0..200 {
        let events = endpoint.events("short").await?;
        verified = events.iter().filter(|event| event["event"] == "Run Verified").count();
        let finished = events.iter().filter(|event| event["event"] == "Run Finished").count();
        if (verified, finished) == (1, 1) {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    assert_eq!(verified, 1, "the run of the closed tab was sent by the next one");
    phone.driver.quit().await?;
    Ok(())
}
