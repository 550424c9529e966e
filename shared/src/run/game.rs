//! A game as the endpoint and the build see it: its present rules, and earlier ones that runs may still end by.

use super::chance::{Chance, chances};
use super::replay::replay;
use super::{Dials, Refusal, Replay, Rules, Seed, Trace};

/// Rules that runs were issued with, and how a trace is replayed by them.
#[derive(Clone, Copy, Debug)]
pub struct RulesVersion {
    pub version: u16,
    pub replay: fn(Seed, &Dials, &Trace) -> Result<Replay, Refusal>,
    /// The longest a run with these dials can take.
    pub longest_ticks: fn(&Dials) -> u32,
    /// Everything that could be tapped below a number of actions, for whoever simulates players.
    pub chances: fn(Seed, &Dials, u16) -> Vec<Chance>,
}

impl RulesVersion {
    pub const fn of<R: Rules>() -> RulesVersion {
        RulesVersion {
            version: R::VERSION,
            replay: replay::<R>,
            longest_ticks: R::longest_ticks,
            chances: chances::<R>,
        }
    }
}

/// One game as the endpoint and the build see it.
///
/// When rules change so that a score could differ, runs already issued still end by the rules they began with.
/// Copy the present rules to a module of their own below `rules` (`src/rules/v1/`, or `src/rules/v1.rs`), raise
/// `Rules::VERSION` of the changed ones, and list the copy:
/// `Game::of::<rules::Present>(…).with_earlier(&[RulesVersion::of::<rules::v1::Present>()])`.
/// Golden traces, `golden/v<version>.ndjson`, hold every version listed to the scores it gave. To retire one, once its
/// runs have expired, take it out of the list and delete its module and its file.
#[derive(Clone, Copy, Debug)]
pub struct Game {
    /// The text of the folder's `game.toml`.
    pub manifest: &'static str,
    /// What new runs are issued with.
    pub current: RulesVersion,
    /// What runs issued before may still end by, the oldest first.
    pub earlier: &'static [RulesVersion],
}

impl Game {
    /// The game whose rules are `R`; `manifest` is `include_str!("../game.toml")`.
    pub const fn of<R: Rules>(manifest: &'static str) -> Game {
        Game { manifest, current: RulesVersion::of::<R>(), earlier: &[] }
    }

    /// The same game, whose runs may also end by these earlier rules.
    ///
    /// # Panics
    /// At compile time, when the versions do not ascend up to the present one.
    pub const fn with_earlier(self, earlier: &'static [RulesVersion]) -> Game {
        let mut place = earlier.len();
        let mut later = self.current.version;
        while place > 0 {
            place -= 1;
            assert!(earlier[place].version < later, "earlier rules are listed in ascending order");
            later = earlier[place].version;
        }
        Game { earlier, ..self }
    }

    /// The rules of a version, unless they are retired.
    pub fn rules(&self, version: u16) -> Option<&RulesVersion> {
        self.versions().find(|rules| rules.version == version)
    }

    /// Every version that runs may end by, the oldest first.
    pub fn versions(&self) -> impl Iterator<Item = &RulesVersion> {
        self.earlier.iter().chain([&self.current])
    }

    /// Plays a trace again by the rules its run was issued with.
    pub fn replay(&self, version: u16, seed: Seed, dials: &Dials, trace: &Trace) -> Result<Replay, Refusal> {
        let rules = self.rules(version).ok_or(Refusal::RulesRetired)?;
        (rules.replay)(seed, dials, trace)
    }
}

#[cfg(test)]
mod tests {
    use super::super::Input;
    use super::*;

    /// One tick for each version; every tap is worth `POINTS`.
    struct Toy<const VERSION: u16, const POINTS: i64>(i64, u16);

    impl<const VERSION: u16, const POINTS: i64> Rules for Toy<VERSION, POINTS> {
        const VERSION: u16 = VERSION;
        fn new(_: Seed, _: &Dials) -> Self {
            Toy(0, 0)
        }
        fn longest_ticks(_: &Dials) -> u32 {
            u32::from(VERSION)
        }
        fn step(&mut self, actions: &[u16]) {
            self.0 += POINTS * actions.len() as i64;
            self.1 += 1;
        }
        fn is_over(&self) -> bool {
            self.1 == VERSION
        }
        fn score(&self) -> i64 {
            self.0
        }
        fn rival_score(&self) -> Option<i64> {
            None
        }
    }

    type First = Toy<1, 10>;
    type Second = Toy<2, 25>;

    const BEFORE: Game = Game::of::<First>("");
    const AFTER: Game = Game::of::<Second>("").with_earlier(&[RulesVersion::of::<First>()]);
    const LATER: Game = Game::of::<Second>("");

    /// A run issued and recorded while version 1 was current.
    fn recorded() -> Trace {
        let version = BEFORE.current.version;
        Trace { rules_version: version, ticks: 1, inputs: vec![Input { tick: 0, action: 0 }; 2] }
    }

    fn score(game: Game, version: u16, trace: &Trace) -> Result<i64, Refusal> {
        game.replay(version, Seed(1), &Dials::default(), trace).map(|replay| replay.outcome.score)
    }

    #[test]
    fn a_run_issued_before_the_rules_changed_ends_by_the_rules_it_was_issued_with() {
        assert_eq!(score(BEFORE, 1, &recorded()), Ok(20));
        assert_eq!(score(AFTER, 1, &recorded()), Ok(20));
        let fresh = Trace { rules_version: 2, ticks: 2, ..recorded() };
        assert_eq!(score(AFTER, 2, &fresh), Ok(50));
    }

    #[test]
    fn a_run_of_retired_rules_is_refused_and_not_spent() {
        assert_eq!(score(LATER, 1, &recorded()), Err(Refusal::RulesRetired));
        assert!(!Refusal::RulesRetired.spends_the_run());
    }

    #[test]
    fn a_trace_of_other_rules_than_its_run_is_refused() {
        assert_eq!(score(AFTER, 2, &recorded()), Err(Refusal::TraceVersion));
        let fresh = Trace { rules_version: 2, ticks: 2, ..recorded() };
        assert_eq!(score(AFTER, 1, &fresh), Err(Refusal::TraceVersion));
    }

    #[test]
    #[should_panic(expected = "ascending order")]
    fn a_version_cannot_be_listed_as_earlier_than_itself() {
        const SAME: &[RulesVersion] = &[RulesVersion::of::<Toy<2, 10>>()];
        LATER.with_earlier(SAME);
    }
}
