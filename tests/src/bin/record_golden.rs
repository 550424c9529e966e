//! `cargo xtask golden --record GAME`: players of every kind play the present rules once; what came of it is kept.

use anyhow::{Context, Result, anyhow, ensure};
use clap::Parser;
use std::fs::{self, File};
use std::io::Write as _;
use std::ops::Range;
use tapvine_games::RegisteredGame;
use tapvine_games::golden::{self, GoldenTrace};
use tapvine_shared::campaign::LabelPolicy;
use tapvine_shared::run::{Dials, Input, Seed, TICKS_PER_SECOND, Trace, plausible};
use tapvine_tests::random::{Purpose, RandomStream};
use tapvine_tests::round::{Round, with_taps};

/// Every player plays under so many settings of the dials.
const SETTINGS: usize = 12;
const PLAYERS: [Player; 9] = [
    Player::Skilful,
    Player::Average,
    Player::Beginner,
    Player::Lazy,
    Player::Frantic,
    Player::Stray,
    Player::Hasty,
    Player::Quitter,
    Player::Idle,
];
/// The number of the action that ends a round early, in a game where the player may.
const DONE: u16 = u16::MAX;

#[derive(Clone, Copy)]
enum Player {
    Skilful,
    Average,
    Beginner,
    /// Taps anything, seldom.
    Lazy,
    /// Taps anything, as fast as thumbs can.
    Frantic,
    /// Taps several at once, and what is not there.
    Stray,
    /// Ends the round soon, where that is possible.
    Hasty,
    /// Ends it later.
    Quitter,
    /// Never taps.
    Idle,
}

#[derive(Parser)]
struct Arguments {
    /// The name of the game's folder.
    game: String,
}

fn main() -> Result<()> {
    let wanted = Arguments::parse().game;
    let games = tapvine_games::all()?;
    let game = games.iter().find(|game| game.manifest.id == wanted);
    let game = game.with_context(|| format!("there is no game `{wanted}`"))?;
    let version = game.game.current.version;
    let path = golden::file(&wanted, version);
    ensure!(
        !path.exists(),
        "{} is recorded; it never changes. For changed rules raise Rules::VERSION",
        path.display()
    );
    let mut lines = String::new();
    let rounds = (0..SETTINGS).flat_map(|setting| PLAYERS.map(|player| (setting, player)));
    let mut played = 0;
    for (setting, player) in rounds {
        let mut random = RandomStream::new(u64::from(version), Purpose::Rounds, &[setting, player as usize]);
        let round = Round { game, seed: Seed(random.next_u64()), dials: dials(game, setting, &mut random)? };
        let trace = player.plays(&round, &mut random)?;
        let in_time = u64::from(trace.ticks) * 1_000 / u64::from(TICKS_PER_SECOND);
        plausible(&trace, in_time).map_err(|refusal| anyhow!("a player did this: {}", refusal.tag()))?;
        let recorded = GoldenTrace::record(&game.game.current, round.seed, &round.dials, &trace);
        let recorded = recorded.map_err(|refusal| anyhow!(refusal.tag()))?;
        lines += &serde_json::to_string(&recorded)?;
        lines.push('\n');
        played += 1;
    }
    fs::create_dir_all(path.parent().context("a folder")?)?;
    File::create_new(&path)?.write_all(lines.as_bytes())?;
    println!("  {played} runs of rules version {version} in {}", path.display());
    Ok(())
}

/// First the defaults, then every dial at its lowest or highest, then some of them anywhere, with as many labels
/// as the endpoint lets a friend give and a person declare.
fn dials(game: &RegisteredGame, setting: usize, random: &mut RandomStream) -> Result<Dials> {
    let mut dials = Dials::default();
    for (place, (name, spec)) in game.manifest.dials.iter().enumerate() {
        let any = spec.min + random.below(usize::try_from(spec.max - spec.min)? + 1) as i64;
        let value = match (setting, place % 2) {
            (0..=2, _) => spec.default,
            (3, _) | (4, 0) | (5, 1) => spec.min,
            (6, _) | (5, 0) | (4, 1) => spec.max,
            _ if random.happens(0.5) => any,
            _ => spec.default,
        };
        dials.set(name.as_str(), value);
    }
    let policy = LabelPolicy::default();
    if setting > 6 && game.manifest.dials.contains_key("max_given") {
        let is_about_oneself = setting % 2 == 1;
        let most = if is_about_oneself { policy.max_declared } else { policy.max_given };
        dials.set("max_given", i64::from(most));
    }
    Ok(game.manifest.dials(&dials)?)
}

impl Player {
    fn plays(self, round: &Round<'_>, random: &mut RandomStream) -> Result<Trace> {
        match self {
            Player::Skilful if round.is_about_labels()? => choose(round, 8, random),
            Player::Average if round.is_about_labels()? => choose(round, 4, random),
            Player::Beginner if round.is_about_labels()? => choose(round, 1, random),
            Player::Skilful => Ok(round.play_well()?.0),
            Player::Average => round.play_with_skill(4, random),
            Player::Beginner => round.play_with_skill(1, random),
            Player::Lazy => tap_anything(round, 40, 1, random),
            Player::Frantic => tap_anything(round, 4, 1, random),
            Player::Stray => tap_anything(round, 15, 3, random),
            Player::Hasty => quit(round, 8..40, random),
            Player::Quitter => quit(round, 40..95, random),
            Player::Idle => round.idle(),
        }
    }
}

/// Wants any labels, the first `most` of which are stuck.
fn choose(round: &Round<'_>, most: usize, random: &mut RandomStream) -> Result<Trace> {
    let mut wanted: Vec<usize> = (0..round.actions()).collect();
    random.shuffle(&mut wanted);
    let places = usize::try_from(round.dials.get("max_given", 1))?;
    round.choose_labels(&wanted, most.min(places))
}

/// From one to two times `gap` ticks between taps, up to `together` of them at once.
fn tap_anything(round: &Round<'_>, gap: usize, together: usize, random: &mut RandomStream) -> Result<Trace> {
    let idle = round.idle()?;
    let mut taps = Vec::new();
    let mut tick = 0;
    loop {
        tick += (gap + random.below(gap + 1)) as u32;
        if tick >= idle.ticks {
            return Ok(with_taps(&idle, &taps));
        }
        for _ in 0..=random.below(together) {
            // One in many is nowhere.
            taps.push(Input { tick, action: random.below(round.actions() + 2) as u16 });
        }
    }
}

/// Plays until so many percent of the time are over.
fn quit(round: &Round<'_>, percent: Range<usize>, random: &mut RandomStream) -> Result<Trace> {
    let played = Player::Average.plays(round, random)?;
    let at = played.ticks * (percent.start + random.below(percent.len())) as u32 / 100;
    let mut cut = with_taps(&played, &[Input { tick: at, action: DONE }]);
    cut.inputs.retain(|input| input.tick <= at);
    let ended = Trace { ticks: at + 1, ..cut.clone() };
    Ok(if round.outcome(&ended).is_ok() { ended } else { cut })
}
