//! The rules of Tag Party: labels drift by, at most a few stick, a tap on a stuck one peels it off.

mod drift;

pub use drift::{Drift, SLOTS};

use tapvine_shared::run::{Dials, LabelChoice, Rules, Seed, TICKS_PER_SECOND};

/// The action that ends the party early; every other action is a label's number.
pub const DONE: u16 = u16::MAX;
/// Peeling and pressing "done" by accident right at the start is not possible.
const EARLIEST_DONE_TICKS: u32 = 3 * TICKS_PER_SECOND;
/// A label counts as shown when it could be seen for so long.
const SEEN_AFTER_TICKS: u32 = TICKS_PER_SECOND / 2;

/// What happened in the last step, for the view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    Stuck {
        label: u16,
        place: usize,
    },
    Peeled {
        label: u16,
        place: usize,
    },
    /// All places are taken.
    Full {
        label: u16,
    },
    Done,
}

/// The state of one party.
#[derive(Clone, Debug)]
pub struct TagParty {
    drift: Drift,
    /// The places on the avatar; a label keeps its place until it is peeled off.
    places: Vec<Option<u16>>,
    tick: u32,
    duration_ticks: u32,
    done: bool,
    moments: Vec<Moment>,
}

impl Rules for TagParty {
    const VERSION: u16 = 1;

    fn new(seed: Seed, dials: &Dials) -> TagParty {
        let number = |name, default, low, high| dials.get(name, default).clamp(low, high) as u32;
        let duration_ticks = number("duration_seconds", 20, 5, 60) * TICKS_PER_SECOND;
        let labels = number("labels", 46, 8, 60) as u16;
        TagParty {
            drift: Drift::new(seed, labels, duration_ticks),
            places: vec![None; number("max_given", 5, 1, 8) as usize],
            tick: 0,
            duration_ticks,
            done: false,
            moments: Vec::new(),
        }
    }

    fn step(&mut self, actions: &[u16]) {
        self.moments.clear();
        for action in actions {
            self.act(*action);
        }
        self.tick += 1;
    }

    fn is_over(&self) -> bool {
        self.done || self.tick >= self.duration_ticks
    }

    /// How many labels stick.
    fn score(&self) -> i64 {
        self.places.iter().flatten().count() as i64
    }

    fn rival_score(&self) -> Option<i64> {
        None
    }

    fn labels(&self) -> Option<LabelChoice> {
        let is_chosen = |label: &u16| self.place_of(*label).is_some();
        let was_seen = |label: &u16| self.drift.seen_since(*label, SEEN_AFTER_TICKS) <= self.tick;
        let all = 0..self.drift.labels();
        Some(LabelChoice {
            shown: all.clone().filter(|label| was_seen(label) || is_chosen(label)).collect(),
            chosen: all.filter(is_chosen).collect(),
        })
    }
}

impl TagParty {
    fn act(&mut self, action: u16) {
        if self.is_over() {
            return;
        }
        if action == DONE {
            if self.may_end() {
                self.done = true;
                self.moments.push(Moment::Done);
            }
        } else if let Some(place) = self.place_of(action) {
            self.places[place] = None;
            self.moments.push(Moment::Peeled { label: action, place });
        } else if self.drift.slot_of(action, self.tick).is_some() {
            self.stick(action);
        }
    }

    fn stick(&mut self, label: u16) {
        match self.places.iter().position(Option::is_none) {
            Some(place) => {
                self.places[place] = Some(label);
                self.moments.push(Moment::Stuck { label, place });
            }
            None => self.moments.push(Moment::Full { label }),
        }
    }

    /// Whether the party may be ended now.
    pub fn may_end(&self) -> bool {
        self.tick >= EARLIEST_DONE_TICKS && self.score() > 0
    }

    pub fn place_of(&self, label: u16) -> Option<usize> {
        self.places.iter().position(|stuck| *stuck == Some(label))
    }

    pub fn places(&self) -> &[Option<u16>] {
        &self.places
    }

    /// The label in each slot around the avatar now; a stuck one leaves its slot empty.
    pub fn drifting(&self) -> [Option<u16>; SLOTS] {
        self.drift.at(self.tick).map(|label| label.filter(|label| self.place_of(*label).is_none()))
    }

    /// How far the label of a slot is through its time, in thousandths.
    pub fn progress_permille(&self, label: u16) -> u32 {
        self.drift.progress_permille(label, self.tick)
    }

    pub fn tick(&self) -> u32 {
        self.tick
    }

    pub fn duration_ticks(&self) -> u32 {
        self.duration_ticks
    }

    /// What the last step did.
    pub fn moments(&self) -> &[Moment] {
        &self.moments
    }
}

#[cfg(test)]
mod tests;
