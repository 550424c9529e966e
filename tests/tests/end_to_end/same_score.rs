//! The same trace is worth the same natively and in the WebAssembly module that phones get.

use anyhow::{Context, Result, anyhow};
use serde_json::{Value, json};
use std::time::Duration;
use tapvine_games::RegisteredGame;
use tapvine_games::golden::{self, GoldenTrace};
use tapvine_shared::run::{Dials, Input, Rng, Seed, Trace};
use tapvine_tests::browser::{Browser, Setting};
use tapvine_tests::endpoint::Endpoint;
use tapvine_tests::folders;
use thirtyfour::WebDriver;

const TRACES: usize = 10_000;
const BATCH: usize = 500;

#[tokio::test]
async fn ten_thousand_random_traces_and_the_golden_ones_are_worth_the_same_natively_and_in_the_module()
-> Result<()> {
    let endpoint = Endpoint::start(0).await?;
    let browser = Browser::start().await?;
    let page = browser.session(Setting::default()).await?;
    page.goto(&format!("{}/play?campaign=summer-fruit", endpoint.url)).await?;
    page.set_script_timeout(Duration::from_secs(120)).await?;
    for game in tapvine_games::all()? {
        let recorded = golden::read(&game.manifest.id, game.game.current.version)?;
        same(&page, &game, &recorded).await?;
        let mut rng = Rng::new(Seed(2_026), 0);
        let mut scored = 0;
        for _ in 0..TRACES / BATCH {
            let played = (0..BATCH).map(|_| random(&game, &mut rng)).collect::<Result<Vec<_>>>()?;
            same(&page, &game, &played).await?;
            scored += played.iter().filter(|played| played.score > 0).count();
        }
        assert!(scored > TRACES / 10, "random taps score now and then, so the test can fail: {scored}");
    }
    page.quit().await?;
    Ok(())
}

/// Taps at random: some rounds lazy, some frantic, now and then at a place that does not exist.
fn random(game: &RegisteredGame, rng: &mut Rng) -> Result<GoldenTrace> {
    let dials = game.manifest.dials(&Dials::default())?;
    let ticks = 60 * u32::try_from(dials.get("duration_seconds", 30))?;
    let seed = Seed(rng.next_u64());
    let average_gap = 1 + rng.below(60);
    let mut inputs = Vec::new();
    let mut tick = rng.below(average_gap);
    while tick < ticks {
        inputs.push(Input { tick, action: rng.below(14) as u16 });
        tick += rng.below(2 * average_gap);
    }
    inputs.truncate(4_000);
    let trace = Trace { rules_version: game.game.current.version, ticks, inputs };
    let recorded = GoldenTrace::record(&game.game.current, seed, &dials, &trace);
    recorded.map_err(|refusal| anyhow!(refusal.tag()))
}

/// The module says of every trace what the rules said natively, its labels included.
async fn same(page: &WebDriver, game: &RegisteredGame, natively: &[GoldenTrace]) -> Result<()> {
    let script = r"
        const [files, runs, done] = arguments;
        import(files.js).then(async (game) => {
            await game.default({ module_or_path: files.wasm });
            done(runs.map(({ seed, dials, trace }) => {
                const { score, rival, ticks, shown, chosen } = game.replay(seed, dials, trace);
                const labels = shown ? { shown: [...shown], chosen: [...chosen] } : null;
                return { seed, dials, trace, score, rival, ticks, labels };
            }));
        }).catch((error) => done(String(error)));";
    let manifest = std::fs::read(folders::dist().join("games/manifest.json"))?;
    let manifest: Value = serde_json::from_slice(&manifest)?;
    let files = manifest[&game.manifest.id].clone();
    let answer = page.execute_async(script, vec![files, json!(natively)]).await?;
    let answer = answer.json();
    let in_the_module: Vec<GoldenTrace> = serde_json::from_value(answer.clone())
        .with_context(|| format!("the module of {} says {answer}", game.manifest.id))?;
    assert_eq!(in_the_module.len(), natively.len());
    for (in_the_module, natively) in in_the_module.iter().zip(natively) {
        assert_eq!(in_the_module, natively, "{}", game.manifest.id);
    }
    Ok(())
}
