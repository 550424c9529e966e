//! How one sticker moves: it drifts, flies to its place, lands, is peeled off and flutters away.

use crate::view::layout::{Layout, STUCK_SCALE};
use bevy_ecs::prelude::Component;
use tapvine_stage::{Ease, Pose, Squash, cosine, sine};

const APPEAR_TICKS: f32 = 18.0;
/// From here on, in thousandths of its time, a drifting sticker fades out.
const FADE_FROM_PERMILLE: u32 = 900;
const ANTICIPATION_TICKS: f32 = 7.0;
const FLIGHT_TICKS: f32 = 27.0;
/// A fade in or out, all that moves when less motion was asked for.
const FADE_TICKS: f32 = 10.0;
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
    /// Ticks since this state began.
    age_ticks: u32,
    /// Where it was when the state began; none when it has just been spawned.
    from: Option<Pose>,
    was_stuck: bool,
    shake_ticks: u32,
    shows_back: bool,
}

fn lerp(from: f32, to: f32, part: f32) -> f32 {
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
            shows_back: false,
        }
    }

    pub fn set_state(&mut self, state: State, now: Pose) {
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

    /// The place it lands on in this tick.
    pub fn lands_on(&self, reduced_motion: bool) -> Option<usize> {
        let flight_ticks = if reduced_motion { FADE_TICKS } else { FLIGHT_TICKS };
        match self.state {
            State::Stuck { place, .. } => (self.age_ticks == flight_ticks as u32).then_some(place),
            _ => None,
        }
    }

    pub fn is_over(&self, reduced_motion: bool) -> bool {
        let ticks = if reduced_motion || !self.was_stuck { FADE_TICKS } else { FLUTTER_TICKS };
        self.state == State::Gone && self.age_ticks as f32 > ticks
    }

    pub fn shows_back(&self) -> bool {
        self.shows_back
    }

    /// Its pose one tick later.
    pub fn step(&mut self, layout: &Layout, turns: f32, bounce: f32, reduced_motion: bool) -> Pose {
        self.age_ticks += 1;
        self.squash.step();
        self.shows_back = false;
        let mut pose = match self.state {
            State::Drifting { slot, progress_permille } => {
                self.drifting(layout, turns, slot, progress_permille, reduced_motion)
            }
            State::Stuck { place, places } => {
                let (x, y, rotation) = layout.place(place, places);
                let at = Pose { rotation, ..Pose::at(x, y + bounce).scaled(STUCK_SCALE) };
                if reduced_motion { self.fading_in(at) } else { self.flying(at).squashed(self.squash.amount) }
            }
            State::Gone => self.leaving(reduced_motion),
        };
        if self.shake_ticks > 0 {
            self.shake_ticks -= 1;
            let force = self.shake_ticks as f32 / SHAKE_TICKS as f32;
            pose.x += if reduced_motion { 0.0 } else { sine(self.shake_ticks as f32 * 1.15) * 9.0 * force };
        }
        pose
    }

    fn fading_in(&self, at: Pose) -> Pose {
        at.faded((self.age_ticks as f32 / FADE_TICKS).min(1.0))
    }

    fn drifting(
        &self,
        layout: &Layout,
        turns: f32,
        slot: usize,
        progress_permille: u32,
        reduced_motion: bool,
    ) -> Pose {
        let age = self.age_ticks as f32;
        let (x, y) = layout.slot(slot, turns);
        let late =
            progress_permille.saturating_sub(FADE_FROM_PERMILLE) as f32 / (1_000 - FADE_FROM_PERMILLE) as f32;
        if reduced_motion {
            return self.fading_in(Pose::at(x, y)).faded((age / FADE_TICKS).min(1.0 - late));
        }
        let own = f32::from(self.label);
        let sway = Pose {
            rotation: sine(age * 0.045 + own * 1.7) * 0.055,
            ..Pose::at(x + sine(age * 0.03 + own) * 3.0, y + sine(age * 0.052 + own * 2.3) * 4.0)
        };
        let (out_x, out_y) = layout.outwards(x, y);
        let pose = match self.from {
            // Peeled off in time it flies back to its slot.
            Some(from) => {
                let part = Ease::InOut.at(age / 24.0);
                let lift = sine(part * std::f32::consts::PI);
                Pose {
                    rotation: lerp(from.rotation, sway.rotation, part) - lift * 0.5,
                    ..Pose::at(lerp(from.x, sway.x, part), lerp(from.y, sway.y, part) - lift * 26.0)
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

    /// Draws back, flies in an arc, grows as if it came nearer, and drops on its place like a stamp.
    fn flying(&self, at: Pose) -> Pose {
        let Some(from) = self.from.filter(|_| self.is_flying()) else { return at };
        let age = self.age_ticks as f32;
        let back = Ease::Out.at(age / ANTICIPATION_TICKS) * 16.0;
        let (dx, dy) = (at.x - from.x, at.y - from.y);
        let distance = (dx * dx + dy * dy).sqrt().max(1.0);
        let start = Pose::at(from.x - dx / distance * back, from.y - dy / distance * back);
        if age < ANTICIPATION_TICKS {
            return Pose { rotation: from.rotation, ..start }.squashed(0.16 * age / ANTICIPATION_TICKS);
        }
        let part = ((age - ANTICIPATION_TICKS) / (FLIGHT_TICKS - ANTICIPATION_TICKS)).min(1.0);
        let along = Ease::InOut.at(part);
        let height = sine(part * std::f32::consts::PI);
        // It is largest just before it drops.
        let scale = lerp(1.0, STUCK_SCALE, part)
            + 0.6 * Ease::Out.at(part) * (1.0 - Ease::In.at((part - 0.7).max(0.0) / 0.3));
        Pose {
            rotation: lerp(from.rotation, at.rotation, along) + height * if dx < 0.0 { -0.35 } else { 0.35 },
            ..Pose::at(lerp(start.x, at.x, along), lerp(start.y, at.y, along) - height * 34.0).scaled(scale)
        }
    }

    /// Unstuck it curls off from one end and flutters away, turning over and over.
    fn leaving(&mut self, reduced_motion: bool) -> Pose {
        let age = self.age_ticks as f32;
        let Some(from) = self.from else { return Pose::at(0.0, 0.0).faded(0.0) };
        if reduced_motion || !self.was_stuck {
            return from.faded(from.alpha * (1.0 - age / FADE_TICKS));
        }
        let curled = Ease::Out.at(age / PEEL_TICKS);
        let fall = (age - PEEL_TICKS).max(0.0);
        let side = if self.label.is_multiple_of(2) { 1.0 } else { -1.0 };
        let flip = cosine(fall * 0.17);
        self.shows_back = flip < 0.0;
        Pose {
            x: from.x + side * (curled * 16.0 + fall * 1.1 + sine(fall * 0.13) * 24.0),
            y: from.y - curled * 26.0 + fall * fall * 0.045 + fall * 0.8,
            scale_x: STUCK_SCALE + 0.12 * curled,
            scale_y: flip.abs().max(0.08) * (1.0 - 0.35 * sine(curled * 3.1)),
            rotation: from.rotation + side * (curled * 0.42 + sine(fall * 0.13) * 0.4),
            alpha: ((FLUTTER_TICKS - age) / 16.0).clamp(0.0, 1.0),
        }
    }
}
