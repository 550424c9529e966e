//! One fruit: how it moves, what face it makes and what it says, phase by phase.

use crate::rules::{FruitNow, Phase};
use crate::view::art::Gallery;
use bevy_ecs::prelude::Component;
use tapvine_stage::{Ease, Pen, Pose, Squash, Tone, sine};

pub const FRUIT_PX: f32 = 84.0;
const HATCH_TICKS: f32 = 16.0;
const TURN_TICKS: f32 = 14.0;
/// The first fruit of a run, which say what to do with them.
const LESSON_FRUITS: u16 = 4;
/// A ripe fruit fears to fall in the last part of its time.
const WORRIED_PERMILLE: u32 = 640;
const AMBER: Tone = Tone::Css("#f08a00");
const AMBER_TRACK: Tone = Tone::Css("#f08a0038");

/// A fruit that hangs on a branch.
#[derive(Component, Debug)]
pub struct Hanging {
    pub id: u16,
    pub cell: u8,
    pub phase: Phase,
    progress_permille: u32,
    home: (f32, f32),
    age_ticks: u32,
    /// Since it has its present phase.
    phase_ticks: u32,
    squash: Squash,
}

/// What the first fruit of a run say of themselves.
pub struct Lesson {
    pub pick: String,
    pub wait: String,
    pub leave: String,
}

impl Hanging {
    pub fn born(fruit: &FruitNow, home: (f32, f32)) -> Hanging {
        Hanging {
            id: fruit.id,
            cell: fruit.cell,
            phase: fruit.phase,
            progress_permille: fruit.progress_permille,
            home,
            age_ticks: 0,
            phase_ticks: 0,
            squash: Squash::default(),
        }
    }

    pub fn follow(&mut self, fruit: &FruitNow, home: (f32, f32)) {
        if self.phase != fruit.phase {
            self.phase = fruit.phase;
            self.phase_ticks = 0;
            self.squash.kick(0.22);
        }
        self.progress_permille = fruit.progress_permille;
        self.home = home;
    }

    /// Its pose one tick later.
    pub fn breathe(&mut self, calm: bool) -> Pose {
        self.age_ticks += 1;
        self.phase_ticks += 1;
        self.squash.swing();
        if calm { self.still() } else { self.alive().squashed(self.squash.amount) }
    }

    fn still(&self) -> Pose {
        let grown = (self.age_ticks as f32 / 6.0).min(1.0);
        Pose::at(self.home.0, self.home.1).faded(grown)
    }

    fn alive(&self) -> Pose {
        let age = self.age_ticks as f32;
        let done = self.progress_permille as f32 / 1_000.0;
        let grown = Ease::BackOut.at(age / HATCH_TICKS);
        // A fruit that turns shows its edge for a moment, like a coin.
        let turning =
            if self.age_ticks > self.phase_ticks { self.phase_ticks as f32 / TURN_TICKS } else { 1.0 };
        let flip = if turning < 1.0 { (1.0 - turning) * 0.6 } else { 0.0 };
        let (mut x, mut y) = self.home;
        let (mut scale, mut turn) = (1.0, 0.0);
        match self.phase {
            Phase::Green => {
                let fear = ((done - 0.64) / 0.36).max(0.0);
                y += sine(age * 0.11) * 3.0 + fear * 9.0;
                turn = sine(age * 0.08) * 0.05 + sine(age * 0.85) * 0.11 * fear;
            }
            Phase::Amber => {
                let hurry = done * done;
                turn = sine(age * 0.075) * 0.15 * (1.0 - hurry) + sine(age * 0.9) * 0.16 * hurry;
                scale = 1.0 + sine(age * 0.075) * 0.025 + hurry * 0.08;
            }
            Phase::Red => {
                scale = 1.0 + sine(age * 0.22).abs() * 0.07;
                x += sine(age * 1.3) * 1.2;
            }
            Phase::Gold => {
                y += sine(age * 0.16) * 5.0;
                turn = sine(age * 0.1) * 0.12;
                scale = 1.06 + sine(age * 0.2) * 0.05;
            }
        }
        let size = grown * scale;
        Pose { scale_x: size * (1.0 - flip), scale_y: size * (1.0 + flip * 0.4), turn, ..Pose::at(x, y) }
    }

    pub fn paint(&self, pen: &Pen, gallery: &Gallery, pose: &Pose, calm: bool) {
        let age = self.age_ticks as f32;
        let upright = Pose { turn: 0.0, ..*pose };
        match self.phase {
            Phase::Red => {
                let turn = if calm { 0.0 } else { age * 0.02 };
                pen.sprite(gallery.burr, FRUIT_PX * 1.12, &Pose { turn, y: pose.y + 4.0, ..*pose });
            }
            Phase::Gold => {
                let turn = if calm { 0.0 } else { age * 0.03 };
                pen.sprite(gallery.rays, FRUIT_PX * 1.55, &Pose { turn, ..*pose });
            }
            Phase::Amber => {
                pen.place(&upright);
                pen.arc(47.0, 1.0, 6.0, AMBER_TRACK);
                pen.arc(47.0, 1.0 - self.progress_permille as f32 / 1_000.0, 6.0, AMBER);
            }
            Phase::Green => {}
        }
        let body = gallery.body(self.phase, self.id);
        pen.place(pose);
        pen.art_at(body.art, FRUIT_PX, 0.0, 0.0);
        let face = match self.phase {
            Phase::Green if self.progress_permille > WORRIED_PERMILLE => gallery.worried,
            Phase::Green => gallery.smile,
            Phase::Amber => gallery.sleep,
            Phase::Red => gallery.angry,
            Phase::Gold => gallery.beaming,
        };
        pen.art_at(face, FRUIT_PX * 0.86, body.face.0, body.face.1);
        self.paint_badge(pen, gallery, &upright, calm);
    }

    pub fn teach(&self, pen: &Pen, lesson: &Lesson, pose: &Pose) {
        if self.id >= LESSON_FRUITS {
            return;
        }
        let (text, tone) = match self.phase {
            Phase::Green | Phase::Gold => (&lesson.pick, Tone::Primary),
            Phase::Amber => (&lesson.wait, Tone::Css("#b86200")),
            Phase::Red => (&lesson.leave, Tone::Css("#d3123a")),
        };
        let below = Pose { turn: 0.0, y: self.home.1 + 46.0, x: self.home.0, ..*pose };
        pen.text(text, 19.0, tone, &below);
    }

    fn paint_badge(&self, pen: &Pen, gallery: &Gallery, upright: &Pose, calm: bool) {
        let beat = if calm { 0.5 } else { (self.age_ticks % 50) as f32 / 50.0 };
        let shown = Ease::ThereAndBack.at(beat);
        match self.phase {
            Phase::Green | Phase::Gold => {
                pen.place(&Pose { alpha: 1.0, ..*upright });
                pen.art_at(gallery.star, 8.0 + 15.0 * shown, 33.0, -28.0);
            }
            Phase::Amber => {
                pen.place(&upright.faded(shown));
                pen.art_at(gallery.zed, 17.0, 30.0 + beat * 8.0, -26.0 - beat * 14.0);
            }
            Phase::Red => {
                pen.place(&upright.faded(shown * 0.9));
                pen.art_at(gallery.puff, 20.0, 30.0 + beat * 5.0, -34.0 - beat * 14.0);
                pen.art_at(gallery.puff, 20.0, -30.0 - beat * 5.0, -34.0 - beat * 14.0);
            }
        }
    }
}
