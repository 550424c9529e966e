//! What a finished run costs the endpoint's processor, step by step, and how many of them a core verifies in a second.

use anyhow::{Result, anyhow};
use std::hint::black_box;
use std::time::{Duration, Instant};
use tapvine_games::RegisteredGame;
use tapvine_shared::run::{Dials, Refusal, Seed, TICKS_PER_SECOND, Trace, plausible};
use tapvine_tests::random::{Purpose, RandomStream};
use tapvine_tests::round::Round;

/// Different rounds, each verified again and again.
const ROUNDS: usize = 64;
const MEASURE_FOR: Duration = Duration::from_secs(3);

/// A finished run as a request brings it.
struct Finished {
    seed: Seed,
    text: String,
    taps: usize,
    ticks: u32,
}

/// The steps of a verdict, in their order.
#[derive(Default)]
struct Spent {
    decoding: Duration,
    /// With the score, the rival's and the labels.
    replaying: Duration,
    judging_plausible: Duration,
}

pub fn measure() -> Result<()> {
    for game in tapvine_games::all()? {
        let dials = game.manifest.dials(&Dials::default())?;
        let runs = (0..ROUNDS).map(|number| play(&game, &dials, number)).collect::<Result<Vec<_>>>()?;
        let mut spent = Spent::default();
        let mut verified = 0;
        let started = Instant::now();
        while started.elapsed() < MEASURE_FOR {
            for run in &runs {
                verify(&game, &dials, run, &mut spent).map_err(|refusal| anyhow!(refusal.tag()))?;
                verified += 1;
            }
        }
        let all = spent.decoding + spent.replaying + spent.judging_plausible;
        let percent = |part: Duration| 100.0 * part.as_secs_f64() / all.as_secs_f64();
        println!(
            "replay   {}: {:.0} rounds a second on one core, each of {} ticks and {} taps: \
             decoding {:.1} %, replaying {:.1} %, plausibility {:.1} %",
            game.manifest.id,
            f64::from(verified) / all.as_secs_f64(),
            runs.iter().map(|run| run.ticks).sum::<u32>() as usize / ROUNDS,
            runs.iter().map(|run| run.taps).sum::<usize>() / ROUNDS,
            percent(spent.decoding),
            percent(spent.replaying),
            percent(spent.judging_plausible),
        );
    }
    Ok(())
}

/// A good player's round.
fn play(game: &RegisteredGame, dials: &Dials, number: usize) -> Result<Finished> {
    let mut random = RandomStream::new(1, Purpose::Rounds, &[number]);
    let round = Round { game, seed: Seed(random.next_u64()), dials: dials.clone() };
    let trace = if round.is_about_labels()? {
        let mut wanted: Vec<usize> = (0..round.actions()).collect();
        random.shuffle(&mut wanted);
        round.choose_labels(&wanted, dials.get("max_given", 1).unsigned_abs() as usize)?
    } else {
        round.play_with_skill(4, &mut random)?
    };
    Ok(Finished { seed: round.seed, text: trace.encode(), taps: trace.inputs.len(), ticks: trace.ticks })
}

/// What the endpoint does between reading a run and storing its verdict.
fn verify(game: &RegisteredGame, dials: &Dials, run: &Finished, spent: &mut Spent) -> Result<(), Refusal> {
    let begun = Instant::now();
    let trace = Trace::decode(black_box(&run.text))?;
    let decoded = Instant::now();
    black_box(game.game.replay(game.game.current.version, run.seed, dials, &trace)?);
    let replayed = Instant::now();
    let elapsed_ms = u64::from(trace.ticks) * 1_000 / u64::from(TICKS_PER_SECOND);
    black_box(plausible(&trace, elapsed_ms))?;
    spent.decoding += decoded - begun;
    spent.replaying += replayed - decoded;
    spent.judging_plausible += replayed.elapsed();
    Ok(())
}
