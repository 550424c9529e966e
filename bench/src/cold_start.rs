//! The cold start of the play page on an emulated slow phone, beside a hand-written canvas page in the same run.

use anyhow::{Context, Result};
use serde_json::{Value, json};
use tapvine_tests::browser::{Browser, Setting};
use tapvine_tests::endpoint::Endpoint;
use tapvine_tests::site::Site;

const RUNS: usize = 5;
/// Slow 4G: 1.6 Mbit/s down, 150 ms round trip; a processor four times slower.
const BYTES_PER_SECOND: u32 = 200_000;
const ROUND_TRIP_MS: u32 = 150;
const CPU_SLOWDOWN: u32 = 4;

const PLAIN: &str = include_str!("../pages/plain.html");

pub async fn measure() -> Result<()> {
    let endpoint = Endpoint::start(1).await?;
    let plain = Site::page(&endpoint, PLAIN).await?;
    let browser = Browser::start().await?;
    let play = format!("{}/play?campaign=short", endpoint.url);
    let card = "return performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null";
    let frame = "return performance.getEntriesByName('tv-ready')[0]?.startTime ?? null";
    let mut times = [Vec::new(), Vec::new(), Vec::new()];
    for _ in 0..RUNS {
        times[0].push(once(&browser, &plain.url, frame).await?);
        times[1].push(once(&browser, &play, card).await?);
        times[2].push(once(&browser, &play, frame).await?);
    }
    let [plain_ms, card_ms, frame_ms] = times.map(median);
    println!("cold start, median of {RUNS}, CPU ×{CPU_SLOWDOWN}, 1.6 Mbit/s, {ROUND_TRIP_MS} ms:");
    println!("  hand-written canvas page, first frame {plain_ms:.0} ms");
    println!("  play page, card painted               {card_ms:.0} ms ({:.2} of it)", card_ms / plain_ms);
    println!("  play page, game's first frame         {frame_ms:.0} ms ({:.2} of it)", frame_ms / plain_ms);
    Ok(())
}

/// One load in a fresh profile; the script says when it happened, or null while it has not.
async fn once(browser: &Browser, url: &str, script: &str) -> Result<f64> {
    let driver = browser.session(Setting::default()).await?;
    let tools = driver.cdp();
    let network = json!({"offline": false, "latency": ROUND_TRIP_MS,
        "downloadThroughput": BYTES_PER_SECOND, "uploadThroughput": BYTES_PER_SECOND / 2});
    tools.send_raw("Network.enable", json!({})).await?;
    tools.send_raw("Network.emulateNetworkConditions", network).await?;
    tools.send_raw("Emulation.setCPUThrottlingRate", json!({"rate": CPU_SLOWDOWN})).await?;
    driver.goto(url).await?;
    let mut at_ms = None;
    for _ in 0..600 {
        at_ms = driver.execute(script, Vec::<Value>::new()).await?.json().as_f64();
        if at_ms.is_some() {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    driver.quit().await?;
    at_ms.with_context(|| format!("{url} shows nothing within 30 s"))
}

/// The middle of some measurements.
fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}
