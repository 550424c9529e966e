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

    #[test]
    fn every_registered_game_has_a_valid_manifest_and_a_name_of_its_own() {
        let games = all().expect("all manifests are valid");
        let names: BTreeSet<&str> = games.iter().map(|game| game.manifest.id.as_str()).collect();
        assert_eq!(names.len(), games.len());
        assert!(!games.is_empty());
    }
}
