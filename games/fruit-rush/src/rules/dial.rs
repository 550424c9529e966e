//! The dials of Fruit Rush: what a campaign may set, its default and its limits, as in `game.toml`.

use tapvine_shared::run::{Dials, TICKS_PER_SECOND};

pub struct Dial {
    pub name: &'static str,
    pub default: i64,
    pub min: i64,
    pub max: i64,
}

pub const DURATION_SECONDS: Dial = dial("duration_seconds", 30, 5, 120);
/// How fast fruit come and go, in percent of the usual.
pub const PACE_PERCENT: Dial = dial("pace_percent", 100, 50, 200);
pub const AMBER_PERCENT: Dial = dial("amber_percent", 30, 0, 50);
pub const RED_PERCENT: Dial = dial("red_percent", 22, 0, 40);
/// Golden fruit in one run.
pub const GOLD_FRUITS: Dial = dial("gold_fruits", 2, 0, 4);
/// How long the hand takes at least from a fruit turning ripe to picking it.
pub const HAND_REACTION_MS: Dial = dial("hand_reaction_ms", 640, 150, 2_000);
/// How much longer it takes at most.
pub const HAND_JITTER_MS: Dial = dial("hand_jitter_ms", 300, 0, 1_000);
/// How long the hand rests between two picks.
pub const HAND_GAP_MS: Dial = dial("hand_gap_ms", 330, 50, 2_000);
/// How many ripe fruit of a hundred the hand overlooks.
pub const HAND_MISS_PERCENT: Dial = dial("hand_miss_percent", 12, 0, 100);
/// How many red fruit of a hundred the hand picks by mistake.
pub const HAND_SLIP_PERCENT: Dial = dial("hand_slip_percent", 8, 0, 100);

/// Every dial.
#[cfg(test)]
pub const ALL: [&Dial; 10] = [
    &DURATION_SECONDS,
    &PACE_PERCENT,
    &AMBER_PERCENT,
    &RED_PERCENT,
    &GOLD_FRUITS,
    &HAND_REACTION_MS,
    &HAND_JITTER_MS,
    &HAND_GAP_MS,
    &HAND_MISS_PERCENT,
    &HAND_SLIP_PERCENT,
];

const fn dial(name: &'static str, default: i64, min: i64, max: i64) -> Dial {
    Dial { name, default, min, max }
}

impl Dial {
    /// Its value in a run, never outside the limits.
    pub fn of(&self, dials: &Dials) -> u32 {
        dials.get(self.name, self.default).clamp(self.min, self.max) as u32
    }

    pub fn ticks_of(&self, dials: &Dials) -> u32 {
        self.of(dials) * TICKS_PER_SECOND / 1_000
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rules_and_the_manifest_name_the_same_dials_defaults_and_limits() {
        let manifest: toml::Table = include_str!("../../game.toml").parse().expect("valid");
        let named = manifest["dials"].as_table().expect("a table");
        assert_eq!(named.len(), ALL.len());
        for dial in ALL {
            let limit = |key: &str| named[dial.name][key].as_integer();
            let here = [dial.default, dial.min, dial.max].map(Some);
            assert_eq!([limit("default"), limit("min"), limit("max")], here, "{}", dial.name);
        }
    }
}
