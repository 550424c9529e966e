//! Brands' pages as they are: isolated, with policies and resets, with loaders that tag managers move about, and downloads
//! that go wrong. The game shows, or words and `tapvine:error` do.

use anyhow::{Context as _, Result, bail};
use std::time::Duration;
use tapvine_tests::browser::{Browser, Setting};
use tapvine_tests::endpoint::Endpoint;
use tapvine_tests::phone::Phone;
use tapvine_tests::site::HostPages;
use tokio::time::sleep;

/// Waits until the page's title, which its script sets, tells of as many events.
async fn told(phone: &Phone, events: usize) -> Result<Vec<String>> {
    for _ in 0..400 {
        let title = phone.driver.title().await?;
        let told: Vec<String> = title.split_whitespace().map(str::to_owned).collect();
        if told.len() >= events {
            return Ok(told);
        }
        sleep(Duration::from_millis(50)).await;
    }
    bail!("nothing was told")
}

/// What stands in the element when the game does not.
async fn words(phone: &Phone) -> Result<String> {
    let script = "const root = document.querySelector('tapvine-game').shadowRoot;
        const slot = root.querySelector('slot');
        return slot ? (slot.assignedElements()[0] ?? slot).innerText : '';";
    Ok(phone.ask(script).await?.as_str().unwrap_or_default().to_owned())
}

#[tokio::test]
async fn the_game_shows_on_every_kind_of_host_page_or_says_why_not() -> Result<()> {
    let endpoint = Endpoint::start(1).await?;
    let pages = HostPages::start(&endpoint).await?;
    let browser = Browser::start().await?;
    let phone = Phone::new(browser.session(Setting::default()).await?);
    for page in [
        "coep",
        "credentialless",
        "module",
        "injected",
        "twice",
        "evaluated-with-endpoint",
        "unset",
        "frozen",
    ] {
        phone.open(&format!("{}/{page}.html", pages.url)).await?;
        assert_eq!(told(&phone, 1).await.context(page)?, ["ready"], "{page}");
    }
    for (page, expect, says) in [
        ("evaluated", "error:no_endpoint", "endpoint"),
        ("frame-src", "error:frame_blocked", "The game is in our shop."),
        ("wasm-404", "error:game_not_loaded", ""),
        ("wasm-html", "error:game_not_loaded", ""),
        ("no-wasm", "error:no_wasm", ""),
    ] {
        phone.open(&format!("{}/{page}.html", pages.url)).await?;
        assert_eq!(told(&phone, 1).await.context(page)?, [expect], "{page}");
        let words = words(&phone).await?;
        assert!(words.contains(says) && words.is_empty() == says.is_empty(), "{page}: {words}");
    }
    phone.open_embedded(&format!("{}/wasm-html.html", pages.url)).await?;
    assert!(phone.reads("error").await?.contains("blocked or damaged"), "the true cause");
    phone.driver.quit().await?;
    Ok(())
}

#[tokio::test]
async fn a_reset_of_all_styles_leaves_the_game_in_its_box() -> Result<()> {
    let endpoint = Endpoint::start(1).await?;
    let pages = HostPages::start(&endpoint).await?;
    let browser = Browser::start().await?;
    let phone = Phone::new(browser.session(Setting::default()).await?);
    phone.open(&format!("{}/unset.html", pages.url)).await?;
    told(&phone, 1).await?;
    let boxes = "const game = document.querySelector('tapvine-game'), frame = game.shadowRoot.querySelector('iframe');
        const size = (of) => { const { width, height } = of.getBoundingClientRect(); return [width, height]; };
        return [size(game), size(frame)];";
    let boxes = phone.ask(boxes).await?;
    assert_eq!(boxes[0], boxes[1]);
    assert!(boxes[0][0].as_f64() > Some(300.0) && boxes[0][1].as_f64() > Some(500.0), "{boxes}");
    phone.driver.quit().await?;
    Ok(())
}
