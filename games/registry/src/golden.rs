//! Golden traces: runs recorded once for each game and rules version; what they are worth never changes.
//!
//! `games/<id>/golden/v<version>.ndjson` holds one a line. A change of rules that changes one of them needs a
//! version of its own, or runs already issued would end otherwise than the player saw.

use crate::RegisteredGame;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use std::{fs, io};
use tapvine_shared::run::{Dials, LabelChoice, Refusal, RulesVersion, Seed, Trace};

/// Fewer say too little about a version.
const FEWEST: usize = 50;

/// A run and what it was worth when it was recorded.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct GoldenTrace {
    pub seed: String,
    pub dials: Dials,
    pub trace: String,
    pub score: i64,
    pub rival: Option<i64>,
    pub ticks: u32,
    pub labels: Option<Labels>,
}

/// The labels of a run in a game that is about labels, by number.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Labels {
    pub shown: Vec<u16>,
    pub chosen: Vec<u16>,
}

impl GoldenTrace {
    pub fn record(
        rules: &RulesVersion,
        seed: Seed,
        dials: &Dials,
        trace: &Trace,
    ) -> Result<GoldenTrace, Refusal> {
        let replay = (rules.replay)(seed, dials, trace)?;
        Ok(GoldenTrace {
            seed: seed.to_string(),
            dials: dials.clone(),
            trace: trace.encode(),
            score: replay.outcome.score,
            rival: replay.outcome.rival,
            ticks: replay.outcome.ticks,
            labels: replay.labels.map(|LabelChoice { shown, chosen }| Labels { shown, chosen }),
        })
    }

    /// How a replay differs now from what was recorded.
    fn change(&self, rules: &RulesVersion) -> Option<String> {
        let again = || {
            let seed = self.seed.parse().map_err(|_| Refusal::TraceMalformed)?;
            GoldenTrace::record(rules, seed, &self.dials, &Trace::decode(&self.trace)?)
        };
        let now = match again() {
            Ok(now) if now == *self => return None,
            Ok(now) => now,
            Err(refusal) => return Some(format!("is refused now ({})", refusal.tag())),
        };
        let rival = |rival: Option<i64>| rival.map_or("nothing".to_owned(), |score| score.to_string());
        Some(if now.score != self.score {
            format!("scores {} now and {} when it was recorded", now.score, self.score)
        } else if now.rival != self.rival {
            format!("gives the rival {} now and {} when it was recorded", rival(now.rival), rival(self.rival))
        } else if now.ticks != self.ticks {
            format!("lasts {} ticks now and {} when it was recorded", now.ticks, self.ticks)
        } else {
            "shows or chooses other labels now than when it was recorded".to_owned()
        })
    }
}

/// Where the golden traces of a game's rules are.
pub fn file(game_id: &str, version: u16) -> PathBuf {
    folder(game_id).join(format!("v{version}.ndjson"))
}

fn folder(game_id: &str) -> PathBuf {
    let games = Path::new(env!("CARGO_MANIFEST_DIR")).parent().map(Path::to_owned).unwrap_or_default();
    games.join(game_id).join("golden")
}

/// # Errors
/// When there is no such file or a line of it is not a golden trace.
pub fn read(game_id: &str, version: u16) -> io::Result<Vec<GoldenTrace>> {
    let text = fs::read_to_string(file(game_id, version))?;
    text.lines().map(|line| Ok(serde_json::from_str(line)?)).collect()
}

/// What is wrong with a game's golden traces or with the rules they were recorded by; a sentence each.
pub fn faults(game: &RegisteredGame) -> Vec<String> {
    let id = &game.manifest.id;
    let current = game.game.current.version;
    let checked = game.game.versions().filter_map(|rules| fault(id, rules, rules.version == current));
    checked.chain(unlisted(game)).collect()
}

fn fault(id: &str, rules: &RulesVersion, is_current: bool) -> Option<String> {
    let version = rules.version;
    let traces = match read(id, version) {
        Ok(traces) => traces,
        Err(error) if error.kind() == io::ErrorKind::NotFound && is_current => {
            return Some(format!(
                "{id}: rules version {version} has no golden traces; `cargo xtask golden --record {id}` writes them"
            ));
        }
        Err(error) => {
            return Some(format!(
                "{id}: the golden traces of rules version {version} cannot be read: {error}"
            ));
        }
    };
    if traces.len() < FEWEST {
        return Some(format!(
            "{id}: rules version {version} has {} golden traces, at least {FEWEST} are needed",
            traces.len()
        ));
    }
    let changes = traces.iter().enumerate().filter_map(|(place, trace)| Some((place, trace.change(rules)?)));
    let changes: Vec<(usize, String)> = changes.collect();
    let (place, change) = changes.first()?;
    let others = match changes.len() - 1 {
        0 => String::new(),
        others => format!(" ({others} more changed)"),
    };
    let remedy = if is_current {
        "raise Rules::VERSION (and list the old rules as earlier ones) or undo the change"
    } else {
        "earlier rules must stay as they were: undo the change"
    };
    Some(format!("{id}: golden trace {} of rules version {version} {change}{others}; {remedy}", place + 1))
}

/// Golden traces of rules that the game lists no more: often a version was raised and the old one forgotten.
fn unlisted(game: &RegisteredGame) -> Vec<String> {
    let id = &game.manifest.id;
    let files = fs::read_dir(folder(id)).into_iter().flatten().flatten();
    let versions = files.filter_map(|file| {
        file.file_name().to_str()?.strip_prefix('v')?.strip_suffix(".ndjson")?.parse::<u16>().ok()
    });
    versions
        .filter(|version| game.game.rules(*version).is_none())
        .map(|version| {
            format!(
                "{id}: there are golden traces of rules version {version}, which the game does not list; \
                 list it as earlier rules, or delete the file when its runs may be refused"
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use tapvine_shared::run::{Input, Rules};

    /// One tick; a tap is worth `POINTS`.
    struct Toy<const POINTS: i64>(i64, bool);

    impl<const POINTS: i64> Rules for Toy<POINTS> {
        const VERSION: u16 = 1;
        fn new(_: Seed, dials: &Dials) -> Self {
            Toy(dials.get("start", 0), false)
        }
        fn longest_ticks(_: &Dials) -> u32 {
            1
        }
        fn step(&mut self, actions: &[u16]) {
            self.0 += POINTS * actions.len() as i64;
            self.1 = true;
        }
        fn is_over(&self) -> bool {
            self.1
        }
        fn score(&self) -> i64 {
            self.0
        }
        fn rival_score(&self) -> Option<i64> {
            Some(7)
        }
    }

    fn recorded() -> GoldenTrace {
        let trace = Trace { rules_version: 1, ticks: 1, inputs: vec![Input { tick: 0, action: 0 }] };
        let dials = Dials::from([("start", 410)]);
        GoldenTrace::record(&RulesVersion::of::<Toy<10>>(), Seed(1), &dials, &trace).expect("replays")
    }

    fn changed(trace: &GoldenTrace) -> Option<String> {
        trace.change(&RulesVersion::of::<Toy<10>>())
    }

    #[test]
    fn a_golden_trace_survives_its_line_and_replays_as_recorded() {
        let line = serde_json::to_string(&recorded()).expect("serializable");
        let read: GoldenTrace = serde_json::from_str(&line).expect("a golden trace");
        assert_eq!(read, recorded());
        assert_eq!(changed(&read), None);
    }

    #[test]
    fn every_kind_of_change_is_told() {
        let change = recorded().change(&RulesVersion::of::<Toy<20>>());
        assert_eq!(change.as_deref(), Some("scores 430 now and 420 when it was recorded"));
        let rival = changed(&GoldenTrace { rival: None, ..recorded() });
        assert_eq!(rival.as_deref(), Some("gives the rival 7 now and nothing when it was recorded"));
        let ticks = changed(&GoldenTrace { ticks: 2, ..recorded() });
        assert_eq!(ticks.as_deref(), Some("lasts 1 ticks now and 2 when it was recorded"));
        let labels = Some(Labels { shown: vec![1], chosen: vec![] });
        assert!(
            changed(&GoldenTrace { labels, ..recorded() }).is_some_and(|change| change.contains("labels"))
        );
        let cut = changed(&GoldenTrace { trace: String::new(), ..recorded() });
        assert_eq!(cut.as_deref(), Some("is refused now (trace_malformed)"));
    }
}
