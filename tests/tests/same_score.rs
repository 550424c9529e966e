//! The same trace gives the same score natively and in the WebAssembly module that phones get.

use anyhow::{Context, Result};
use serde_json::{Value, json};
use tapvine_shared::run::{Dials, Input, Rng, Seed, Trace};
use tapvine_tests::browser::{Browser, Setting};
use tapvine_tests::endpoint::Endpoint;

const TRACES: u64 = 10_000;
const BATCH: u64 = 500;

/// Taps at random: some rounds lazy, some frantic, now and then at a place that does not exist.
fn random_trace(rng: &mut Rng, rules_version: u16, ticks: u32) -> Trace {
    let average_gap = 1 + rng.below(60);
    let mut inputs = Vec::new();
    let mut tick = rng.below(average_gap);
    while tick < ticks {
        inputs.push(Input { tick, action: rng.below(14) as u16 });
        tick += rng.below(2 * average_gap);
    }
    inputs.truncate(4_000);
    Trace { rules_version, ticks, inputs }
}

#[tokio::test]
async fn ten_thousand_random_traces_score_the_same_natively_and_in_the_module() -> Result<()> {
    let endpoint = Endpoint::start(0).await?;
    let browser = Browser::start().await?;
    let page = browser.session(Setting::default()).await?;
    page.goto(&format!("{}/health", endpoint.url)).await?;
    page.set_script_timeout(std::time::Duration::from_secs(120)).await?;
    let manifest: Value =
        serde_json::from_slice(&std::fs::read(tapvine_tests::folders::dist().join("games/manifest.json"))?)?;
    for game in tapvine_games::all()? {
        let dials = game.manifest.dials(&Dials::default())?;
        let ticks = 60 * u32::try_from(dials.get("duration_seconds", 30))?;
        let mut rng = Rng::new(Seed(2_026), 0);
        let mut scored = 0;
        for _ in 0..TRACES / BATCH {
            let mut asked = Vec::new();
            let mut native = Vec::new();
            for _ in 0..BATCH {
                let seed = Seed(rng.next_u64());
                let trace = random_trace(&mut rng, game.game.current.version, ticks);
                let outcome = (game.game.current.replay)(seed, &dials, &trace)
                    .map_err(|refusal| anyhow::anyhow!(refusal.tag()))?
                    .outcome;
                scored += usize::from(outcome.score > 0);
                native.push(json!([outcome.score, outcome.rival, outcome.ticks]));
                asked.push(json!([seed.to_string(), trace.encode()]));
            }
            let script = r"
                const [files, dials, asked, done] = arguments;
                import(files.js).then(async (game) => {
                    await game.default({ module_or_path: files.wasm });
                    done(asked.map(([seed, trace]) => {
                        const outcome = game.replay(seed, dials, trace);
                        return [Number(outcome.score), outcome.rival == null ? null : Number(outcome.rival), outcome.ticks];
                    }));
                }).catch((error) => done(String(error)));";
            let files = manifest[&game.manifest.id].clone();
            let answer = page.execute_async(script, vec![files, json!(dials), json!(asked)]).await?;
            let answer = answer.json();
            let wasm = answer.as_array().with_context(|| format!("the module says {answer}"))?;
            for (index, (wasm, native)) in wasm.iter().zip(&native).enumerate() {
                assert_eq!(wasm, native, "{} {}", game.manifest.id, asked[index]);
            }
            assert_eq!(wasm.len(), native.len());
        }
        assert!(
            scored > TRACES as usize / 10,
            "random taps score now and then, so the test can fail: {scored}"
        );
    }
    page.quit().await?;
    Ok(())
}
