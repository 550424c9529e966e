//! Every game of the kit with its parsed manifest: what the endpoint verifies and the build compiles.

pub mod golden;
mod manifest;

pub use manifest::{BadManifest, DialSpec, Manifest};

use tapvine_shared::run::Game;

include!(concat!(env!("OUT_DIR"), "/registered.rs"));

/// A game and what its `game.toml` says.
#[derive(Clone, Debug)]
pub struct RegisteredGame {
    pub manifest: Manifest,
    pub game: Game,
}

/// All games, in the order of their names.
///
/// # Errors
/// When a `game.toml` is not valid; the message names the game.
pub fn all() -> Result<Vec<RegisteredGame>, BadManifest> {
    REGISTERED
        .iter()
        .map(|game| Ok(RegisteredGame { manifest: Manifest::parse(game.manifest)?, game: *game }))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use tapvine_shared::run::{Dials, MAX_RUN_TICKS, Seed, Trace};

    #[test]
    fn a_run_in_which_nothing_is_done_ends_within_the_length_its_rules_tell() {
        for RegisteredGame { manifest, game } in all().expect("all manifests are valid") {
            let limits: [fn(&DialSpec) -> i64; 3] = [|dial| dial.default, |dial| dial.min, |dial| dial.max];
            for (limit, rules) in
                limits.iter().flat_map(|limit| game.versions().map(move |rules| (limit, rules)))
            {
                let mut dials = Dials::default();
                manifest.dials.iter().for_each(|(name, dial)| dials.set(name.as_str(), limit(dial)));
                let longest = (rules.longest_ticks)(&dials);
                assert!(longest <= MAX_RUN_TICKS, "{}", manifest.id);
                let ends_after = |ticks: u32| {
                    let trace = Trace { rules_version: rules.version, ticks, inputs: Vec::new() };
                    (rules.replay)(Seed(7), &dials, &trace).is_ok()
                };
                assert!(
                    (1..=longest).rev().any(ends_after),
                    "{} lasts longer than {longest} ticks",
                    manifest.id
                );
            }
        }
    }

    #[test]
    fn every_registered_game_has_a_valid_manifest_and_a_name_of_its_own() {
        let games = all().expect("all manifests are valid");
        let names: BTreeSet<&str> = games.iter().map(|game| game.manifest.id.as_str()).collect();
        assert_eq!(names.len(), games.len());
        assert!(!games.is_empty());
    }
}
