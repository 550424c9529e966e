//! The toast: a short text that says what cannot be done, and goes.

use super::paper::pill;
use tapvine_stage::{Colour, Ease, Pen, Pose, Stage, sine};

const STAYS_TICKS: u32 = 96;
const TEXT_PX: f32 = 18.0;
const WIDEST_PX: f32 = 316.0;

#[derive(Debug, Default)]
pub struct Toast {
    text: String,
    ticks_left: u32,
}

impl Toast {
    pub fn show(&mut self, text: String) {
        *self = Toast { text, ticks_left: STAYS_TICKS };
    }

    pub fn step(&mut self) {
        self.ticks_left = self.ticks_left.saturating_sub(1);
    }

    pub fn draw(&self, stage: &Stage, pen: &Pen, (x, y): (f32, f32)) {
        if self.ticks_left == 0 {
            return;
        }
        let age = (STAYS_TICKS - self.ticks_left) as f32;
        let fades = (self.ticks_left as f32 / 12.0).min(1.0);
        let grown = if stage.reduced_motion { 1.0 } else { Ease::BackOut.at(age / 12.0) };
        let shaken =
            if stage.reduced_motion { 0.0 } else { sine(age * 0.9) * (1.0 - age / 30.0).max(0.0) * 5.0 };
        let width = pen.text_width(&self.text, TEXT_PX);
        let text_px = TEXT_PX * ((WIDEST_PX - 36.0) / width).min(1.0);
        let half = width.min(WIDEST_PX - 36.0) / 2.0 + 20.0;
        let at = Pose::at(x + shaken, y).scaled(grown).faded(fades);
        pen.place(&Pose { y: at.y + 4.0, ..at });
        pill(pen, half, 23.0, Colour::Css("#5b1f2e40"));
        pen.place(&at);
        pill(pen, half, 23.0, Colour::Css("#c2264f"));
        pill(pen, half - 3.0, 20.0, Colour::Css("#fff6f0"));
        pen.plain_text(&self.text, text_px, Colour::Css("#c2264f"), &Pose { y: at.y + 1.0, ..at });
    }
}
