//! Runs found by trying: the real rules say what a trace is worth, so no test knows a game.

use serde_json::Value;
use tapvine_shared::run::{Cue, Dials, Game, Input, MAX_RUN_TICKS, Outcome, Rng, Seed, Trace};

/// A trace and what it is worth.
#[derive(Clone, Debug)]
pub struct Played {
    pub trace: Trace,
    pub score: i64,
    pub won: bool,
}

/// Far enough apart for any thumb.
const TICKS_BETWEEN_TAPS: u32 = 20;
const ACTIONS: u32 = 12;

struct Table {
    game: Game,
    seed: Seed,
    dials: Dials,
}

impl Table {
    fn of(run: &Value) -> Table {
        let games = tapvine_games::all().expect("valid");
        let game = games.into_iter().find(|game| {
            let dials: Dials = serde_json::from_value(run["dials"].clone()).expect("dials");
            game.manifest.dials(&dials).is_ok()
        });
        Table {
            game: game.expect("a game with these dials").game,
            seed: run["seed"].as_str().expect("a seed").parse().expect("a seed"),
            dials: serde_json::from_value(run["dials"].clone()).expect("dials"),
        }
    }

    fn worth(&self, trace: &Trace) -> Option<Outcome> {
        (self.game.current.replay)(self.seed, &self.dials, trace).ok().map(|replay| replay.outcome)
    }

    fn untouched(&self) -> Trace {
        let seconds = self.dials.get("duration_seconds", 30) as u32;
        let lengths = std::iter::once(seconds * 60).chain(1..MAX_RUN_TICKS);
        let mut traces =
            lengths.map(|ticks| Trace { rules_version: self.game.current.version, ticks, inputs: vec![] });
        traces.find(|trace| self.worth(trace).is_some()).expect("a run ends")
    }

    fn played(&self, trace: Trace) -> Played {
        let outcome = self.worth(&trace).expect("replays");
        Played { score: outcome.score, won: outcome.is_won(), trace }
    }
}

/// Nothing was tapped.
pub fn losing(run: &Value) -> Played {
    let table = Table::of(run);
    let played = table.played(table.untouched());
    assert!(!played.won, "the rival scores nothing either");
    played
}

/// Taps tried one after the other; those that help are kept, until the run is won.
pub fn winning(run: &Value) -> Played {
    let table = Table::of(run);
    let mut best = table.played(table.untouched());
    let mut rng = Rng::new(table.seed, 1_000);
    for _ in 0..20_000 {
        if best.won {
            return best;
        }
        let tap = Input { tick: rng.below(best.trace.ticks), action: rng.below(ACTIONS) as u16 };
        if best.trace.inputs.iter().any(|input| input.tick.abs_diff(tap.tick) < TICKS_BETWEEN_TAPS) {
            continue;
        }
        let mut trace = best.trace.clone();
        trace.inputs.push(tap);
        trace.inputs.sort_by_key(|input| input.tick);
        if table.worth(&trace).is_some_and(|outcome| outcome.score > best.score) {
            best = table.played(trace);
        }
    }
    panic!("no win found: {best:?}");
}

/// Everything at which one has to react is tapped after a delay, in ticks, by its place; at most so many.
pub fn reacting(run: &Value, most: usize, delay: impl Fn(usize) -> u32) -> Played {
    let table = Table::of(run);
    let mut trace = table.untouched();
    let chances = (table.game.current.chances)(table.seed, &table.dials, ACTIONS as u16);
    let wanted = chances.into_iter().filter(|chance| chance.right && chance.cue == Cue::Sight).take(most);
    let taps = wanted.enumerate().map(|(place, chance)| (chance, chance.from + delay(place)));
    let in_time = taps.filter(|(chance, tick)| *tick < chance.until);
    trace.inputs.extend(in_time.map(|(chance, tick)| Input { tick, action: chance.action }));
    trace.inputs.sort_by_key(|input| input.tick);
    table.played(trace)
}

/// Ten taps at the same moment.
pub fn taps_of_a_machine(run: &Value) -> Played {
    let table = Table::of(run);
    let mut trace = table.untouched();
    trace.inputs = (0..10).map(|action| Input { tick: 30, action }).collect();
    table.played(trace)
}
