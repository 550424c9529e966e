//! The rules of Tag Party: labels drift by; a tap sticks one on, at most a few; a tap on a stuck one peels it off.

mod game_event;
mod reactions;
mod schedule;

#[cfg(test)]
mod tests;

pub use game_event::GameEvent;
pub use schedule::SLOTS;

use schedule::Schedule;
use tapvine_shared::run::{Dials, LabelChoice, Reaction, Rules, Seed, TICKS_PER_SECOND};

/// The action that ends the party early; every other action is a label's number.
pub const DONE: u16 = u16::MAX;
/// So early nobody means to end the party: it would be an accident.
const EARLIEST_DONE_TICKS: u32 = 3 * TICKS_PER_SECOND;
/// A label counts as shown once it could be seen for so long.
const SEEN_AFTER_TICKS: u32 = TICKS_PER_SECOND / 2;

/// The state of one party.
#[derive(Clone, Debug)]
pub struct TagParty {
    schedule: Schedule,
    /// The places on the avatar; a label keeps its place until it is peeled off.
    places: Vec<Option<u16>>,
    tick: u32,
    duration_ticks: u32,
    done: bool,
    game_events: Vec<GameEvent>,
}

impl Rules for TagParty {
    const VERSION: u16 = 1;

    fn new(seed: Seed, dials: &Dials) -> TagParty {
        let number = |name, default, low, high| dials.get(name, default).clamp(low, high) as u32;
        let duration_ticks = TagParty::longest_ticks(dials);
        let labels = number("labels", 46, 8, 60) as u16;
        TagParty {
            schedule: Schedule::new(seed, labels, duration_ticks),
            places: vec![None; number("max_given", 5, 1, 8) as usize],
            tick: 0,
            duration_ticks,
            done: false,
            game_events: Vec::new(),
        }
    }

    /// Its length; it may end early.
    fn longest_ticks(dials: &Dials) -> u32 {
        dials.get("duration_seconds", 20).clamp(5, 60) as u32 * TICKS_PER_SECOND
    }

    fn step(&mut self, actions: &[u16]) {
        self.game_events.clear();
        for action in actions {
            self.apply(*action);
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

    fn reactions(&self, actions: &[u16]) -> Vec<Reaction> {
        let is_first = |place: usize| !actions[..place].contains(&actions[place]);
        let firsts = (0..actions.len()).filter(|place| is_first(*place)).map(|place| actions[place]);
        firsts.filter_map(|label| self.reaction(label)).collect()
    }

    fn labels(&self) -> Option<LabelChoice> {
        let is_chosen = |label: &u16| self.place_of(*label).is_some();
        let was_seen = |label: &u16| self.schedule.seen_since(*label, SEEN_AFTER_TICKS) <= self.tick;
        let all = 0..self.schedule.label_count();
        Some(LabelChoice {
            shown: all.clone().filter(|label| was_seen(label) || is_chosen(label)).collect(),
            chosen: all.filter(is_chosen).collect(),
        })
    }
}

impl TagParty {
    fn apply(&mut self, action: u16) {
        if self.is_over() {
            return;
        }
        if action == DONE {
            if self.may_end() {
                self.done = true;
                self.game_events.push(GameEvent::Done);
            }
        } else if let Some(place) = self.place_of(action) {
            self.places[place] = None;
            self.game_events.push(GameEvent::Peeled { label: action, place });
        } else if self.schedule.slot_of(action, self.tick).is_some() {
            self.stick(action);
        }
    }

    fn stick(&mut self, label: u16) {
        match self.places.iter().position(Option::is_none) {
            Some(place) => {
                self.places[place] = Some(label);
                self.game_events.push(GameEvent::Stuck { label, place });
            }
            None => self.game_events.push(GameEvent::Full { label }),
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
        self.schedule.labels_at(self.tick).map(|label| label.filter(|label| self.place_of(*label).is_none()))
    }

    /// How much of its time a drifting label has been there, 0 to 1000.
    pub fn progress_permille(&self, label: u16) -> u32 {
        self.schedule.progress_permille(label, self.tick)
    }

    pub fn tick(&self) -> u32 {
        self.tick
    }

    pub fn ticks_left(&self) -> u32 {
        self.duration_ticks.saturating_sub(self.tick)
    }

    /// What happened in the last step, in order.
    pub fn game_events(&self) -> &[GameEvent] {
        &self.game_events
    }
}
