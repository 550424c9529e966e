//! The button that ends the party early; it appears when it may be pressed.

use super::layout::Layout;
use super::paper::pill;
use tapvine_stage::{Colour, Pen, Pose, Squash, Stage, sine};

/// Its number among the controls; labels are fewer.
pub const DONE_CONTROL: u8 = u8::MAX;
pub const HALF: (f32, f32) = (78.0, 24.0);

#[derive(Debug, Default)]
pub struct DoneButton {
    pub is_visible: bool,
    /// How much of it is shown, 0 to 1.
    shown: f32,
    squash: Squash,
    age_ticks: u32,
}

impl DoneButton {
    pub fn set_visible(&mut self, is_visible: bool) {
        if is_visible && !self.is_visible {
            self.squash.kick(0.2);
        }
        self.is_visible = is_visible;
    }

    pub fn step(&mut self) {
        self.age_ticks += 1;
        self.shown += ((if self.is_visible { 1.0 } else { 0.0 }) - self.shown) * 0.2;
        self.squash.step();
    }

    pub fn bounce(&mut self) {
        self.squash.kick(0.3);
    }

    pub fn is_hit(&self, layout: &Layout, x: f32, y: f32) -> bool {
        self.is_visible && (x - layout.done.0).abs() < HALF.0 && (y - layout.done.1).abs() < HALF.1
    }

    pub fn draw(&self, stage: &Stage, pen: &Pen, layout: &Layout, focused: bool) {
        if self.shown < 0.02 {
            return;
        }
        let reduced_motion = stage.reduced_motion;
        let beat = if reduced_motion { 0.0 } else { sine(self.age_ticks as f32 * 0.1).max(0.0) * 0.03 };
        let rise = if reduced_motion { 0.0 } else { (1.0 - self.shown) * 60.0 };
        let squash = if reduced_motion { 0.0 } else { self.squash.amount };
        let at = Pose::at(layout.done.0, layout.done.1 + rise)
            .scaled(1.0 + beat)
            .squashed(squash)
            .faded(self.shown);
        pen.place(&at);
        if focused {
            pill(pen, HALF.0 + 6.0, HALF.1 + 6.0, Colour::Css("#1b2b5a"));
            pill(pen, HALF.0 + 3.0, HALF.1 + 3.0, Colour::Css("#ffffff"));
        }
        pen.place(&Pose { y: at.y + 4.0, ..at });
        pill(pen, HALF.0, HALF.1, Colour::Css("#5b1f2e40"));
        pen.place(&at);
        pill(pen, HALF.0, HALF.1, Colour::Css("#ffffff"));
        pill(pen, HALF.0 - 3.0, HALF.1 - 3.0, Colour::Primary);
        pen.plain_text(stage.text("done"), 20.0, Colour::Css("#ffffff"), &Pose { y: at.y + 1.5, ..at });
    }
}
