//! The system's hand: decides from the seed what it will reach for and when, and picks by the same rules.

use super::dial;
use super::fruit::{Fruit, Phase};
use super::orchard::Orchard;
use super::score_keeper::{Picked, ScoreKeeper};
use tapvine_shared::run::{Dials, Rng, Seed};

const HAND_STREAM: u64 = 2;

pub struct Hand {
    /// What it is going to pick, the earliest last.
    planned: Vec<PlannedPick>,
    gap_ticks: u32,
    free_from: u32,
}

struct PlannedPick {
    tick: u32,
    cell: u8,
    id: u16,
}

impl Hand {
    pub fn new(seed: Seed, dials: &Dials, plan: &[Fruit]) -> Hand {
        let mut rng = Rng::new(seed, HAND_STREAM);
        let reaction_ticks = dial::HAND_REACTION_MS.ticks_of(dials);
        let jitter_ticks = dial::HAND_JITTER_MS.ticks_of(dials);
        let miss_percent = dial::HAND_MISS_PERCENT.of(dials);
        let slip_percent = dial::HAND_SLIP_PERCENT.of(dials);
        let mut planned: Vec<PlannedPick> = plan
            .iter()
            .filter_map(|fruit| {
                // Every fruit draws the same numbers, so one dial does not change what another one draws.
                let (misses, slips) = (rng.chance_percent(miss_percent), rng.chance_percent(slip_percent));
                let tick = fruit.turns + reaction_ticks + rng.below(jitter_ticks + 1);
                let will_pick = if fruit.becomes == Phase::Red { slips } else { !misses };
                will_pick.then_some(PlannedPick { tick, cell: fruit.cell, id: fruit.id })
            })
            .collect();
        planned.sort_by_key(|pick| std::cmp::Reverse((pick.tick, pick.id)));
        Hand { planned, gap_ticks: dial::HAND_GAP_MS.ticks_of(dials), free_from: 0 }
    }

    /// One pick the hand makes in this tick, if any; call again until there is none.
    pub fn pick_next(&mut self, orchard: &Orchard, keeper: &mut ScoreKeeper, tick: u32) -> Option<Picked> {
        while tick >= self.free_from {
            let due = self.planned.pop_if(|pick| pick.tick <= tick)?;
            let fruit = orchard.fruit_on(due.cell).filter(|fruit| fruit.id == due.id);
            if let Some(picked) = fruit.and_then(|fruit| keeper.pick(fruit, tick)) {
                self.free_from = tick + self.gap_ticks.max(1);
                return Some(picked);
            }
        }
        None
    }

    /// The branch it picks from within `ticks`, if any: the view shows the hand on its way.
    pub fn reaches_for(&self, tick: u32, ticks: u32) -> Option<u8> {
        let next = self.planned.last()?;
        (next.tick.max(self.free_from) <= tick + ticks).then_some(next.cell)
    }
}
