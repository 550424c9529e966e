//! The rules of Fruit Rush.

use tapvine_shared::run::{Dials, Rules, Seed};

/// The state of a run.
pub struct FruitRush(u32);

impl Rules for FruitRush {
    const VERSION: u16 = 1;
    fn new(_: Seed, dials: &Dials) -> Self {
        FruitRush(60 * dials.get("duration_seconds", 30) as u32)
    }
    fn step(&mut self, _: &[u16]) {
        self.0 -= 1;
    }
    fn is_over(&self) -> bool {
        self.0 == 0
    }
    fn score(&self) -> i64 {
        0
    }
    fn rival_score(&self) -> Option<i64> {
        Some(0)
    }
}
