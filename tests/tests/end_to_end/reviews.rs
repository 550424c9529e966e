//! A win that is held: the analyst sees its evidence and accepts, and the player has the coupon.

use anyhow::Result;
use reqwest::Method;
use serde_json::json;
use std::time::Duration;
use tapvine_shared::run::Cue;
use tapvine_tests::api_player::ApiPlayer;
use tapvine_tests::browser::{Browser, Setting};
use tapvine_tests::endpoint::{ANALYST_KEY, Endpoint};
use tapvine_tests::fair_play::Sight;
use tapvine_tests::phone::Phone;

#[tokio::test]
async fn an_analyst_accepts_a_held_win_and_the_player_has_the_coupon() -> Result<()> {
    let endpoint = Endpoint::start(5).await?;
    let player = ApiPlayer::join(&endpoint, "short").await?;
    let run = player.start_run().await?;
    let sight = Sight::of(&run.round())?;
    let wanted = sight.chances.iter().filter(|chance| chance.right && chance.cue == Cue::Sight);
    // Two come sooner than anybody reacts, the others as people's do.
    let after_ms = |place: usize| if place < 2 { 110.0 } else { 380.0 + (place * 61 % 190) as f64 };
    let taps = wanted
        .enumerate()
        .map(|(place, chance)| (f64::from(chance.from) * 1_000.0 / 60.0 + after_ms(place), chance.action));
    let trace = sight.trace(&taps.collect::<Vec<_>>());
    let outcome = run.round().outcome(&trace)?;
    tokio::time::sleep(Duration::from_secs(1) * trace.ticks / 60).await;
    let (status, verdict) = player.finish(&run, &trace, outcome.score).await?;
    assert_eq!((&verdict["prize"], &verdict["coupon"]), (&json!("held"), &json!(null)), "{status} {verdict}");

    let browser = Browser::start().await?;
    let phone = Phone::new(browser.session(Setting::default()).await?);
    phone.open(&format!("{}/insights#key={ANALYST_KEY}&campaign=short", endpoint.url)).await?;
    assert!(phone.reads("review").await?.contains(&outcome.score.to_string()));
    phone.touch("review-accept").await?;
    let gone = "return !document.querySelector('[data-tv=\"review-accept\"]')";
    phone.until("it is decided", gone).await?;
    let me = player.call(Method::GET, "/v1/me?campaign=short", None).await?.1;
    assert_eq!(me["checked_win"]["state"], "accepted");
    assert!(me["coupons"][0]["code"].is_string(), "{me}");
    phone.touch("refresh").await?;
    phone.see("reviews-empty").await?;
    let overflow = "return document.documentElement.scrollWidth - document.documentElement.clientWidth";
    assert_eq!(phone.ask(overflow).await?, json!(0), "nothing hangs out of a phone's screen");
    phone.driver.quit().await?;
    Ok(())
}
