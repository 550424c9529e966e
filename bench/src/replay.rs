//! How many full rounds a core verifies in a second.

use anyhow::Result;
use std::hint::black_box;
use std::time::Instant;
use tapvine_shared::run::{Dials, Input, Rng, Seed, Trace};

const ROUNDS: u32 = 5_000;

pub fn measure() -> Result<()> {
    for game in tapvine_games::all()? {
        let dials = game.manifest.dials(&Dials::default())?;
        let ticks = 60 * u32::try_from(dials.get("duration_seconds", 30))?;
        let mut rng = Rng::new(Seed(1), 0);
        let traces: Vec<(Seed, String)> = (0..ROUNDS)
            .map(|_| {
                let inputs =
                    (0..ticks / 30).map(|n| Input { tick: n * 30, action: rng.below(12) as u16 }).collect();
                let trace = Trace { rules_version: game.game.current.version, ticks, inputs };
                (Seed(rng.next_u64()), trace.encode())
            })
            .collect();
        let started = Instant::now();
        for (seed, text) in &traces {
            let trace = Trace::decode(text).map_err(|error| anyhow::anyhow!("{error:?}"))?;
            let outcome = (game.game.current.replay)(*seed, &dials, &trace);
            black_box(outcome.map_err(|refusal| anyhow::anyhow!(refusal.tag()))?);
        }
        let rate = f64::from(ROUNDS) / started.elapsed().as_secs_f64();
        println!("replay   {}: {rate:.0} rounds of {ticks} ticks a second on one core", game.manifest.id);
    }
    Ok(())
}
