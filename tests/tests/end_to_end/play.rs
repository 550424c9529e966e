//! A round on a phone: what fruit are worth, the keyboard alone, and what consent means.

use anyhow::Result;
use serde_json::json;
use std::time::Duration;
use tapvine_shared::run::TICKS_PER_SECOND;
use tapvine_tests::api_player::ApiPlayer;
use tapvine_tests::browser::{Browser, Setting};
use tapvine_tests::endpoint::Endpoint;
use tapvine_tests::phone::{Phone, Sight};
use tapvine_tests::site::Site;
use thirtyfour::prelude::*;
use tokio::time::sleep;

#[tokio::test]
async fn a_red_fruit_costs_points() -> Result<()> {
    let endpoint = Endpoint::start(1).await?;
    let browser = Browser::start().await?;
    let phone = Phone::new(browser.session(Setting::default()).await?);
    phone.open(&format!("{}/play?campaign=summer-fruit", endpoint.url)).await?;
    phone.start().await?;
    phone.find("target").await?;
    let mut before = 0;
    while before < 30 {
        if let Sight::Target(x, y) = phone.look(&["green"]).await? {
            phone.touch_at(x, y).await?;
        }
        before = phone.number("score").await?;
    }
    // A red fruit may be gone before the finger is there; then the next one.
    'costs: loop {
        let before = phone.number("score").await?;
        match phone.look(&["red"]).await? {
            Sight::Target(x, y) => phone.touch_at(x, y).await?,
            Sight::Nothing => continue,
            Sight::Over => panic!("no red fruit cost a point in a whole round"),
        }
        for _ in 0..10 {
            if phone.number("score").await? < before {
                break 'costs;
            }
        }
    }
    phone.driver.quit().await?;
    Ok(())
}

#[tokio::test]
async fn the_keyboard_alone_finishes_a_game() -> Result<()> {
    let endpoint = Endpoint::start(10).await?;
    let browser = Browser::start().await?;
    let phone = Phone::new(browser.session(Setting { width_px: 800, ..Setting::default() }).await?);
    phone.open(&format!("{}/play?campaign=short", endpoint.url)).await?;
    phone.see("start").await?;
    press_until(&phone, "\u{e004}", "document.activeElement.dataset.tv === 'start'").await?;
    press(&phone, "\u{e007}").await?;
    phone.find("target").await?;
    while !phone.sees("result").await? {
        let ripe = "return document.querySelector('[data-tv=target][data-kind=green]')?.dataset.cell ?? null";
        if let Some(cell) = phone.ask(ripe).await?.as_str().and_then(|cell| cell.parse::<usize>().ok()) {
            press(&phone, &KEYS[cell..=cell]).await?;
        }
    }
    assert!(phone.number("result").await? > 0, "keys scored");
    phone.see("play-again").await?;
    press_until(&phone, "\u{e004}", "document.activeElement.dataset.tv === 'play-again'").await?;
    press(&phone, "\u{e007}").await?;
    phone.find("target").await?;
    phone.driver.quit().await?;
    Ok(())
}

/// The block of keys that stands for the twelve cells.
const KEYS: &str = "123qweasdzxc";

async fn press(phone: &Phone, key: &str) -> Result<()> {
    Ok(phone.driver.action_chain().send_keys(key).perform().await?)
}

async fn press_until(phone: &Phone, key: &str, condition: &str) -> Result<()> {
    for _ in 0..30 {
        if phone.ask(&format!("return {condition}")).await? == json!(true) {
            return Ok(());
        }
        press(phone, key).await?;
    }
    anyhow::bail!("the keyboard does not reach: {condition}")
}

#[tokio::test]
async fn nothing_is_stored_or_sent_before_consent() -> Result<()> {
    let endpoint = Endpoint::start(1).await?;
    let site = Site::embedding(&endpoint, "short", "").await?;
    let browser = Browser::start().await?;
    let phone = Phone::new(browser.session(Setting::default()).await?);
    phone.open_embedded(&site.url).await?;
    phone.touch("consent-decline").await?;
    phone.play(&["green"]).await?;
    phone.see("result").await?;
    let kept =
        "return JSON.stringify([Object.keys(localStorage), Object.keys(sessionStorage), document.cookie])";
    assert_eq!(phone.ask(kept).await?, json!("[[],[],\"\"]"), "in the frame");
    let sent = "return performance.getEntriesByType('resource').map(entry => entry.name).filter(name => /v1\\/(players|runs|batch|invites)/.test(name))";
    assert_eq!(phone.ask(sent).await?, json!([]));
    assert!(!phone.sees("coupon").await?);
    phone.look_out().await?;
    assert_eq!(phone.ask(kept).await?, json!("[[],[],\"\"]"), "on the host page");
    assert_eq!(endpoint.events("short").await?.len(), 0);
    phone.driver.quit().await?;
    Ok(())
}

#[tokio::test]
async fn when_nothing_is_left_nothing_is_promised_and_no_consent_is_asked() -> Result<()> {
    let endpoint = Endpoint::start(1).await?;
    let winner = ApiPlayer::join(&endpoint, "short").await?;
    let run = winner.start_run().await?;
    let (trace, outcome) = run.win()?;
    sleep(Duration::from_secs(1) * trace.ticks / TICKS_PER_SECOND).await;
    assert_eq!(winner.finish(&run, &trace, outcome.score).await?.1["prize"], "won");
    let browser = Browser::start().await?;
    let phone = Phone::new(browser.session(Setting::default()).await?);
    phone.open(&format!("{}/play?campaign=short", endpoint.url)).await?;
    phone.see("prize-gone").await?;
    let text = phone.ask("return document.body.innerText").await?.to_string();
    assert!(text.contains("All gone"), "{text}");
    assert!(!text.contains("0 left") && !text.contains("Agree") && !text.contains("stores"), "{text}");
    phone.touch("start").await?;
    phone.play(&["green"]).await?;
    phone.see("result").await?;
    assert!(!phone.sees("for-prize").await?, "there is no prize to play for");
    assert_eq!(phone.ask("return localStorage.length").await?, json!(0));
    phone.driver.quit().await?;
    Ok(())
}

#[tokio::test]
async fn a_host_page_too_busy_to_answer_at_once_keeps_its_game() -> Result<()> {
    let endpoint = Endpoint::start(1).await?;
    let busy = r#"
        <script>const until = performance.now() + 6000;
            (function work() {
                for (const end = performance.now() + 600; performance.now() < end;);
                if (performance.now() < until) setTimeout(work, 30);
            })();</script>
        <script async src="__TAPVINE_ENDPOINT__/tapvine.js"></script>
        <tapvine-game campaign="short" style="display:block;aspect-ratio:9/16"></tapvine-game>"#;
    let site = Site::page(&endpoint, busy).await?;
    let browser = Browser::start().await?;
    let phone = Phone::new(browser.session(Setting::default()).await?);
    phone.open_embedded(&site.url).await?;
    phone.see("start").await?;
    phone.look_out().await?;
    phone.until("the page has come to rest", "return performance.now() > 7500").await?;
    phone.look_into_frame(0).await?;
    phone.start().await?;
    phone.play(&["green"]).await?;
    phone.see("result").await?;
    phone.driver.quit().await?;
    Ok(())
}

#[tokio::test]
async fn two_games_on_a_page_leave_the_host_page_as_it_was() -> Result<()> {
    let endpoint = Endpoint::start(1).await?;
    let body = r#"
        <script>window.before = new Set(Object.getOwnPropertyNames(window));
            window.shift = 0;
            new PerformanceObserver((list) => list.getEntries().forEach((entry) => window.shift += entry.value))
                .observe({type: 'layout-shift', buffered: true});</script>
        <script async src="__TAPVINE_ENDPOINT__/tapvine.js"></script>
        <tapvine-game campaign="short" style="display:block;aspect-ratio:9/16"></tapvine-game><p>between</p>
        <tapvine-game campaign="summer-fruit" locale="zh-CN" style="display:block;aspect-ratio:9/16"></tapvine-game>"#;
    let site = Site::page(&endpoint, body).await?;
    let browser = Browser::start().await?;
    let phone = Phone::new(browser.session(Setting::default()).await?);
    phone.open(&site.url).await?;
    for (nth, title) in ["Eight seconds", "鲜果"].into_iter().enumerate() {
        phone.look_into_frame(nth).await?;
        phone.see("start").await?;
        let text = phone.driver.find(By::Tag("body")).await?.text().await?;
        assert!(text.contains(title), "{text}");
    }
    phone.look_out().await?;
    // A driver leaves functions of its own behind, which are not ours.
    let added =
        "return Object.getOwnPropertyNames(window).filter((name) => !window.before.has(name) && isNaN(name)
        && !/^(se_|ret_nodes|[$]?cdc_)/.test(name)).sort()";
    assert_eq!(phone.ask(added).await?, json!(["before", "shift", "tapvine"]));
    assert_eq!(phone.ask("return window.shift").await?, json!(0));
    phone.ask("document.querySelectorAll('tapvine-game').forEach((game) => game.remove())").await?;
    assert_eq!(phone.ask("return window.frames.length").await?, json!(0));
    phone.driver.quit().await?;
    Ok(())
}
