//! The button that ends the party early; it comes when it may be pressed.

use super::layout::Layout;
use super::paper::pill;
use tapvine_stage::{Pen, Pose, Squash, Stage, Tone, sine};

/// Its number among the controls; labels are fewer.
pub const DONE_CONTROL: u8 = u8::MAX;
pub const HALF: (f32, f32) = (78.0, 24.0);

#[derive(Debug, Default)]
pub struct DoneButton {
    pub is_there: bool,
    shown: f32,
    squash: Squash,
    age_ticks: u32,
}

impl DoneButton {
    pub fn appear(&mut self, is_there: bool) {
        if is_there && !self.is_there {
            self.squash.kick(0.2);
        }
        self.is_there = is_there;
    }

    pub fn step(&mut self) {
        self.age_ticks += 1;
        self.shown += ((if self.is_there { 1.0 } else { 0.0 }) - self.shown) * 0.2;
        self.squash.swing();
    }

    pub fn press(&mut self) {
        self.squash.kick(0.3);
    }

    pub fn is_hit(&self, layout: &Layout, x: f32, y: f32) -> bool {
        self.is_there && (x - layout.done.0).abs() < HALF.0 && (y - layout.done.1).abs() < HALF.1
    }

    pub fn paint(&self, stage: &Stage, pen: &Pen, layout: &Layout, focused: bool) {
        if self.shown < 0.02 {
            return;
        }
        let calm = stage.reduced_motion;
        let beat = if calm { 0.0 } else { sine(self.age_ticks as f32 * 0.1).max(0.0) * 0.03 };
        let rise = if calm { 0.0 } else { (1.0 - self.shown) * 60.0 };
        let swing = if calm { 0.0 } else { self.squash.amount };
        let at = Pose::at(layout.done.0, layout.done.1 + rise)
            .scaled(1.0 + beat)
            .squashed(swing)
            .faded(self.shown);
        pen.place(&at);
        if focused {
            pill(pen, HALF.0 + 6.0, HALF.1 + 6.0, Tone::Css("#1b2b5a"));
            pill(pen, HALF.0 + 3.0, HALF.1 + 3.0, Tone::Css("#ffffff"));
        }
        pen.place(&Pose { y: at.y + 4.0, ..at });
        pill(pen, HALF.0, HALF.1, Tone::Css("#5b1f2e40"));
        pen.place(&at);
        pill(pen, HALF.0, HALF.1, Tone::Css("#ffffff"));
        pill(pen, HALF.0 - 3.0, HALF.1 - 3.0, Tone::Primary);
        pen.print(stage.text("done"), 20.0, Tone::Css("#ffffff"), &Pose { y: at.y + 1.5, ..at });
    }
}
