//! What a player sees of a run before anybody taps, and the trace its taps make.

use crate::round::Round;
use anyhow::Result;
use tapvine_shared::run::{Chance, Input, TICKS_PER_SECOND, Trace};

/// Everything that can be tapped in a run.
pub struct Sight {
    pub chances: Vec<Chance>,
    pub ticks: u32,
    /// In a game about labels things are read, and only a few are wanted.
    pub is_about_labels: bool,
    rules_version: u16,
}

impl Sight {
    pub fn of(round: &Round<'_>) -> Result<Sight> {
        let idle = round.idle()?;
        let current = round.game.game.current;
        Ok(Sight {
            chances: (current.chances)(round.seed, &round.dials, round.actions() as u16),
            ticks: idle.ticks,
            is_about_labels: round.is_about_labels()?,
            rules_version: idle.rules_version,
        })
    }

    /// Taps at times in milliseconds as a trace; what falls outside the run is left out.
    pub fn trace(&self, taps: &[(f64, u16)]) -> Trace {
        let mut inputs: Vec<Input> = taps
            .iter()
            .filter(|(at_ms, _)| *at_ms >= 0.0)
            .map(|(at_ms, action)| Input { tick: ticks(*at_ms), action: *action })
            .filter(|input| input.tick < self.ticks)
            .collect();
        inputs.sort_by_key(|input| input.tick);
        // No more in one tick, or in one second, than the endpoint takes from anybody.
        let mut kept: Vec<Input> = Vec::new();
        for input in inputs {
            let crowded = |taps: usize, ticks: u32| {
                kept.len() >= taps && input.tick - kept[kept.len() - taps].tick < ticks
            };
            if !crowded(3, 1) && !crowded(16, TICKS_PER_SECOND) {
                kept.push(input);
            }
        }
        Trace { rules_version: self.rules_version, ticks: self.ticks, inputs: kept }
    }
}

pub fn ticks(at_ms: f64) -> u32 {
    (at_ms * f64::from(TICKS_PER_SECOND) / 1_000.0) as u32
}

pub fn ms(ticks: u32) -> f64 {
    f64::from(ticks) * 1_000.0 / f64::from(TICKS_PER_SECOND)
}
