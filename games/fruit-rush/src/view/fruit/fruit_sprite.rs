//! The sprite of one fruit: how it moves, what face it makes and what it says, phase by phase.

use crate::rules::{FruitNow, Phase};
use crate::view::sprites::Sprites;
use bevy_ecs::prelude::Component;
use tapvine_stage::{Colour, Ease, Pen, Pose, Squash, sine};

pub const FRUIT_PX: f32 = 84.0;
const APPEAR_TICKS: f32 = 16.0;
const TURN_TICKS: f32 = 14.0;
/// So many fruit at the start of a run say what to do with them.
const TUTORIAL_FRUITS: u16 = 4;
/// From here on, in thousandths of its time, a green fruit looks worried that it falls.
const WORRIED_PERMILLE: u32 = 640;
const AMBER: Colour = Colour::Css("#f08a00");
const AMBER_TRACK: Colour = Colour::Css("#f08a0038");

#[derive(Component, Debug)]
pub struct FruitSprite {
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

/// What the first fruit of a run say.
pub struct TutorialTexts {
    pub pick: String,
    pub wait: String,
    pub leave: String,
}

impl FruitSprite {
    pub fn new(fruit: &FruitNow, home: (f32, f32)) -> FruitSprite {
        FruitSprite {
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

    pub fn sync(&mut self, fruit: &FruitNow, home: (f32, f32)) {
        if self.phase != fruit.phase {
            self.phase = fruit.phase;
            self.phase_ticks = 0;
            self.squash.kick(0.22);
        }
        self.progress_permille = fruit.progress_permille;
        self.home = home;
    }

    /// Its pose one tick later.
    pub fn step(&mut self, reduced_motion: bool) -> Pose {
        self.age_ticks += 1;
        self.phase_ticks += 1;
        self.squash.step();
        if reduced_motion { self.still_pose() } else { self.animated_pose().squashed(self.squash.amount) }
    }

    fn still_pose(&self) -> Pose {
        let growth = (self.age_ticks as f32 / 6.0).min(1.0);
        Pose::at(self.home.0, self.home.1).faded(growth)
    }

    fn animated_pose(&self) -> Pose {
        let age = self.age_ticks as f32;
        let done = self.progress_permille as f32 / 1_000.0;
        let growth = Ease::BackOut.at(age / APPEAR_TICKS);
        // A fruit that changes its phase is narrow for a moment, like a coin that turns over.
        let turned =
            if self.age_ticks > self.phase_ticks { self.phase_ticks as f32 / TURN_TICKS } else { 1.0 };
        let flip = if turned < 1.0 { (1.0 - turned) * 0.6 } else { 0.0 };
        let (mut x, mut y) = self.home;
        let (mut scale, mut rotation) = (1.0, 0.0);
        match self.phase {
            Phase::Green => {
                let worry = ((done - 0.64) / 0.36).max(0.0);
                y += sine(age * 0.11) * 3.0 + worry * 9.0;
                rotation = sine(age * 0.08) * 0.05 + sine(age * 0.85) * 0.11 * worry;
            }
            Phase::Amber => {
                let urgency = done * done;
                rotation = sine(age * 0.075) * 0.15 * (1.0 - urgency) + sine(age * 0.9) * 0.16 * urgency;
                scale = 1.0 + sine(age * 0.075) * 0.025 + urgency * 0.08;
            }
            Phase::Red => {
                scale = 1.0 + sine(age * 0.22).abs() * 0.07;
                x += sine(age * 1.3) * 1.2;
            }
            Phase::Gold => {
                y += sine(age * 0.16) * 5.0;
                rotation = sine(age * 0.1) * 0.12;
                scale = 1.06 + sine(age * 0.2) * 0.05;
            }
        }
        let size = growth * scale;
        Pose { scale_x: size * (1.0 - flip), scale_y: size * (1.0 + flip * 0.4), rotation, ..Pose::at(x, y) }
    }

    pub fn draw(&self, pen: &Pen, sprites: &Sprites, pose: &Pose, reduced_motion: bool) {
        let age = self.age_ticks as f32;
        let upright = Pose { rotation: 0.0, ..*pose };
        match self.phase {
            Phase::Red => {
                let rotation = if reduced_motion { 0.0 } else { age * 0.02 };
                pen.sprite(sprites.burr, FRUIT_PX * 1.12, &Pose { rotation, y: pose.y + 4.0, ..*pose });
            }
            Phase::Gold => {
                let rotation = if reduced_motion { 0.0 } else { age * 0.03 };
                pen.sprite(sprites.rays, FRUIT_PX * 1.55, &Pose { rotation, ..*pose });
            }
            Phase::Amber => {
                pen.place(&upright);
                pen.arc(47.0, 1.0, 6.0, AMBER_TRACK);
                pen.arc(47.0, 1.0 - self.progress_permille as f32 / 1_000.0, 6.0, AMBER);
            }
            Phase::Green => {}
        }
        let body = sprites.body(self.phase, self.id);
        pen.place(pose);
        pen.art_at(body.art, FRUIT_PX, 0.0, 0.0);
        let face = match self.phase {
            Phase::Green if self.progress_permille > WORRIED_PERMILLE => sprites.worried,
            Phase::Green => sprites.smile,
            Phase::Amber => sprites.sleep,
            Phase::Red => sprites.angry,
            Phase::Gold => sprites.beaming,
        };
        pen.art_at(face, FRUIT_PX * 0.86, body.face.0, body.face.1);
        self.draw_badge(pen, sprites, &upright, reduced_motion);
    }

    pub fn draw_tutorial(&self, pen: &Pen, texts: &TutorialTexts, pose: &Pose) {
        if self.id >= TUTORIAL_FRUITS {
            return;
        }
        let (text, colour) = match self.phase {
            Phase::Green | Phase::Gold => (&texts.pick, Colour::Primary),
            Phase::Amber => (&texts.wait, Colour::Css("#b86200")),
            Phase::Red => (&texts.leave, Colour::Css("#d3123a")),
        };
        let below = Pose { rotation: 0.0, y: self.home.1 + 46.0, x: self.home.0, ..*pose };
        pen.text(text, 19.0, colour, &below);
    }

    fn draw_badge(&self, pen: &Pen, sprites: &Sprites, upright: &Pose, reduced_motion: bool) {
        let cycle = if reduced_motion { 0.5 } else { (self.age_ticks % 50) as f32 / 50.0 };
        let shown = Ease::PingPong.at(cycle);
        match self.phase {
            Phase::Green | Phase::Gold => {
                pen.place(&Pose { alpha: 1.0, ..*upright });
                pen.art_at(sprites.star, 8.0 + 15.0 * shown, 33.0, -28.0);
            }
            Phase::Amber => {
                pen.place(&upright.faded(shown));
                pen.art_at(sprites.zed, 17.0, 30.0 + cycle * 8.0, -26.0 - cycle * 14.0);
            }
            Phase::Red => {
                pen.place(&upright.faded(shown * 0.9));
                pen.art_at(sprites.puff, 20.0, 30.0 + cycle * 5.0, -34.0 - cycle * 14.0);
                pen.art_at(sprites.puff, 20.0, -30.0 - cycle * 5.0, -34.0 - cycle * 14.0);
            }
        }
    }
}
