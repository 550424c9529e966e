//! How one sticker moves: it drifts, draws back, flies, is stamped on, is peeled off and flutters away.

use crate::view::layout::{Layout, STUCK_SCALE};
use bevy_ecs::prelude::Component;
use tapvine_stage::{Ease, Pose, Squash, cosine, sine};

const APPEAR_TICKS: f32 = 18.0;
const LEAVES_PERMILLE: u32 = 900;
const DRAW_BACK_TICKS: f32 = 7.0;
const FLIGHT_TICKS: f32 = 27.0;
const CALM_TICKS: f32 = 10.0;
const PEEL_TICKS: f32 = 13.0;
const FLUTTER_TICKS: f32 = 78.0;
const SHAKE_TICKS: u32 = 26;

/// What the rules have made of a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Drifting { slot: usize, progress_permille: u32 },
    Stuck { place: usize, places: usize },
    Gone,
}

/// A label that can be seen.
#[derive(Component, Debug)]
pub struct Sticker {
    pub label: u16,
    pub state: State,
    pub squash: Squash,
    /// Since it is in this state.
    age_ticks: u32,
    /// Where it was when the state began; none when it had just come.
    from: Option<Pose>,
    was_stuck: bool,
    shake_ticks: u32,
    flips_back: bool,
}

fn mix(from: f32, to: f32, part: f32) -> f32 {
    from + (to - from) * part
}

impl Sticker {
    pub fn new(label: u16, state: State) -> Sticker {
        Sticker {
            label,
            state,
            squash: Squash::default(),
            age_ticks: 0,
            from: None,
            was_stuck: false,
            shake_ticks: 0,
            flips_back: false,
        }
    }

    pub fn become_what(&mut self, state: State, now: Pose) {
        let is_new = match (self.state, state) {
            (State::Drifting { slot: before, .. }, State::Drifting { slot, .. }) => before != slot,
            (before, state) => before != state,
        };
        if is_new {
            self.was_stuck = self.is_stuck();
            self.age_ticks = 0;
            self.from = Some(now);
        }
        self.state = state;
    }

    pub fn shake(&mut self) {
        self.shake_ticks = SHAKE_TICKS;
    }

    /// 1 stuck, 2 drifting, 3 in flight, 4 on its way out.
    pub fn layer(&self) -> u8 {
        match self.state {
            State::Stuck { .. } if self.is_flying() => 3,
            State::Stuck { .. } => 1,
            State::Drifting { .. } => 2,
            State::Gone => 4,
        }
    }

    fn is_flying(&self) -> bool {
        (self.age_ticks as f32) < FLIGHT_TICKS
    }

    pub fn is_stuck(&self) -> bool {
        matches!(self.state, State::Stuck { .. })
    }

    /// The place it comes down on in this tick.
    pub fn lands_on(&self, calm: bool) -> Option<usize> {
        let flight_ticks = if calm { CALM_TICKS } else { FLIGHT_TICKS };
        match self.state {
            State::Stuck { place, .. } => (self.age_ticks == flight_ticks as u32).then_some(place),
            _ => None,
        }
    }

    pub fn is_over(&self, calm: bool) -> bool {
        let ticks = if calm || !self.was_stuck { CALM_TICKS } else { FLUTTER_TICKS };
        self.state == State::Gone && self.age_ticks as f32 > ticks
    }

    pub fn shows_back(&self) -> bool {
        self.flips_back
    }

    /// Its pose one tick later.
    pub fn pose(&mut self, layout: &Layout, turns: f32, bounce: f32, calm: bool) -> Pose {
        self.age_ticks += 1;
        self.squash.swing();
        self.flips_back = false;
        let mut pose = match self.state {
            State::Drifting { slot, progress_permille } => {
                self.drifting(layout, turns, slot, progress_permille, calm)
            }
            State::Stuck { place, places } => {
                let (x, y, turn) = layout.place(place, places);
                let at = Pose { turn, ..Pose::at(x, y + bounce).scaled(STUCK_SCALE) };
                if calm { self.appearing(at) } else { self.flying(at).squashed(self.squash.amount) }
            }
            State::Gone => self.leaving(calm),
        };
        if self.shake_ticks > 0 {
            self.shake_ticks -= 1;
            let force = self.shake_ticks as f32 / SHAKE_TICKS as f32;
            pose.x += if calm { 0.0 } else { sine(self.shake_ticks as f32 * 1.15) * 9.0 * force };
        }
        pose
    }

    fn appearing(&self, at: Pose) -> Pose {
        at.faded((self.age_ticks as f32 / CALM_TICKS).min(1.0))
    }

    fn drifting(&self, layout: &Layout, turns: f32, slot: usize, progress_permille: u32, calm: bool) -> Pose {
        let age = self.age_ticks as f32;
        let (x, y) = layout.slot(slot, turns);
        let late =
            progress_permille.saturating_sub(LEAVES_PERMILLE) as f32 / (1_000 - LEAVES_PERMILLE) as f32;
        if calm {
            return self.appearing(Pose::at(x, y)).faded((age / CALM_TICKS).min(1.0 - late));
        }
        let own = f32::from(self.label);
        let sway = Pose {
            turn: sine(age * 0.045 + own * 1.7) * 0.055,
            ..Pose::at(x + sine(age * 0.03 + own) * 3.0, y + sine(age * 0.052 + own * 2.3) * 4.0)
        };
        let (out_x, out_y) = layout.outwards(x, y);
        let pose = match self.from {
            // Peeled off in time it flies back to its slot.
            Some(from) => {
                let part = Ease::InOut.at(age / 24.0);
                let lift = sine(part * std::f32::consts::PI);
                Pose {
                    turn: mix(from.turn, sway.turn, part) - lift * 0.5,
                    ..Pose::at(mix(from.x, sway.x, part), mix(from.y, sway.y, part) - lift * 26.0)
                        .scaled(1.0 + lift * 0.2)
                }
            }
            None => {
                let part = age / APPEAR_TICKS;
                let away = (1.0 - Ease::Out.at(part)) * 70.0;
                Pose { x: sway.x + out_x * away, y: sway.y + out_y * away, ..sway }
                    .scaled(Ease::BackOut.at(part))
            }
        };
        let shrunk = 1.0 - Ease::In.at(late) * 0.7;
        Pose {
            x: pose.x + out_x * late * 26.0,
            y: pose.y + out_y * late * 26.0,
            scale_x: pose.scale_x * shrunk,
            scale_y: pose.scale_y * shrunk,
            alpha: 1.0 - late * late,
            ..pose
        }
    }

    /// Draws back, flies in an arc towards the eye, and comes down as a stamp.
    fn flying(&self, at: Pose) -> Pose {
        let Some(from) = self.from.filter(|_| self.is_flying()) else { return at };
        let age = self.age_ticks as f32;
        let back = Ease::Out.at(age / DRAW_BACK_TICKS) * 16.0;
        let (dx, dy) = (at.x - from.x, at.y - from.y);
        let far = (dx * dx + dy * dy).sqrt().max(1.0);
        let start = Pose::at(from.x - dx / far * back, from.y - dy / far * back);
        if age < DRAW_BACK_TICKS {
            return Pose { turn: from.turn, ..start }.squashed(0.16 * age / DRAW_BACK_TICKS);
        }
        let part = ((age - DRAW_BACK_TICKS) / (FLIGHT_TICKS - DRAW_BACK_TICKS)).min(1.0);
        let along = Ease::InOut.at(part);
        let height = sine(part * std::f32::consts::PI);
        // Near the end it hangs large over its place, then drops at once.
        let near = mix(1.0, STUCK_SCALE, part)
            + 0.6 * Ease::Out.at(part) * (1.0 - Ease::In.at((part - 0.7).max(0.0) / 0.3));
        Pose {
            turn: mix(from.turn, at.turn, along) + height * if dx < 0.0 { -0.35 } else { 0.35 },
            ..Pose::at(mix(start.x, at.x, along), mix(start.y, at.y, along) - height * 34.0).scaled(near)
        }
    }

    /// Unstuck it curls off from one end and flutters away, turning over and over.
    fn leaving(&mut self, calm: bool) -> Pose {
        let age = self.age_ticks as f32;
        let Some(from) = self.from else { return Pose::at(0.0, 0.0).faded(0.0) };
        if calm || !self.was_stuck {
            return from.faded(from.alpha * (1.0 - age / CALM_TICKS));
        }
        let curled = Ease::Out.at(age / PEEL_TICKS);
        let fall = (age - PEEL_TICKS).max(0.0);
        let side = if self.label.is_multiple_of(2) { 1.0 } else { -1.0 };
        let flip = cosine(fall * 0.17);
        self.flips_back = flip < 0.0;
        Pose {
            x: from.x + side * (curled * 16.0 + fall * 1.1 + sine(fall * 0.13) * 24.0),
            y: from.y - curled * 26.0 + fall * fall * 0.045 + fall * 0.8,
            scale_x: STUCK_SCALE + 0.12 * curled,
            scale_y: flip.abs().max(0.08) * (1.0 - 0.35 * sine(curled * 3.1)),
            turn: from.turn + side * (curled * 0.42 + sine(fall * 0.13) * 0.4),
            alpha: ((FLUTTER_TICKS - age) / 16.0).clamp(0.0, 1.0),
        }
    }
}
