//! The flash: a colour over everything that fades at once.

use super::background::MARGIN_PX;
use tapvine_stage::{Colour, DESIGN_WIDTH, Pen, Pose, Stage};

#[derive(Clone, Copy, Debug, Default)]
pub struct Flash {
    colour: Option<Colour>,
    strength: f32,
}

impl Flash {
    pub fn start(&mut self, colour: Colour, strength: f32) {
        *self = Flash { colour: Some(colour), strength };
    }

    pub fn step(&mut self) {
        self.strength *= 0.86;
    }

    pub fn draw(&self, pen: &Pen, stage: &Stage) {
        let softened = if stage.reduced_motion { 0.35 } else { 1.0 };
        if let Some(colour) = self.colour.filter(|_| self.strength > 0.02) {
            pen.place(&Pose::at(0.0, 0.0).faded(self.strength * softened));
            let left = -stage.fit.side - MARGIN_PX;
            let (width, height) = (DESIGN_WIDTH - 2.0 * left, stage.fit.height + 2.0 * MARGIN_PX);
            pen.rectangle(left, -MARGIN_PX, width, height, colour);
        }
    }
}
