//! The system's hand: a robot beside the basket whose long arm reaches for the fruit it picks.

use super::layout::Layout;
use super::sprites::Sprites;
use crate::rules::FruitRush;
use tapvine_stage::{Colour, Pen, Pose, Squash, sine};

/// It starts to move so long before it picks.
const REACH_TICKS: u32 = 24;
const ARM: Colour = Colour::Css("#8f7ac8");
const ARM_LIGHT: Colour = Colour::Css("#cfc4ff");
/// The glove comes from the lower right, so that the fruit stays visible.
const ASIDE_PX: f32 = 37.0;

#[derive(Clone, Copy, Debug, Default)]
pub struct HandView {
    at: (f32, f32),
    previous: (f32, f32),
    age_ticks: u32,
    grip: Squash,
    body: Squash,
    /// Ticks for which it still staggers after a red fruit.
    dizzy_ticks: u32,
}

impl HandView {
    pub fn at_rest(layout: &Layout) -> HandView {
        HandView { at: layout.glove_rest, previous: layout.glove_rest, ..HandView::default() }
    }

    pub fn grab(&mut self) {
        self.grip.kick(0.3);
        self.body.kick(0.12);
    }

    pub fn slip(&mut self) {
        self.body.kick(0.3);
        self.dizzy_ticks = 60;
    }

    /// System: the glove glides to the next fruit, or home.
    pub fn step(&mut self, rules: &FruitRush, layout: &Layout) {
        let goal = rules.hand_reaches_for(REACH_TICKS).map_or(layout.glove_rest, |cell| {
            let (x, y) = layout.cell(cell);
            (x + ASIDE_PX, y + ASIDE_PX)
        });
        self.previous = self.at;
        self.at.0 += (goal.0 - self.at.0) * 0.16;
        self.at.1 += (goal.1 - self.at.1) * 0.16;
        self.age_ticks += 1;
        self.dizzy_ticks = self.dizzy_ticks.saturating_sub(1);
        self.grip.step();
        self.body.step();
    }

    pub fn draw_arm(&self, pen: &Pen, layout: &Layout, part: f32) {
        let (x, y) = self.interpolated(part);
        let (robot_x, robot_y) = layout.robot;
        let bend = (robot_x.max(x) + 26.0, (y + robot_y) / 2.0);
        pen.place(&Pose::at(0.0, 0.0).faded(0.55));
        pen.curve((robot_x - 8.0, robot_y), bend, (x, y + 10.0), 10.0, ARM);
        pen.curve((robot_x - 8.0, robot_y), bend, (x, y + 10.0), 3.5, ARM_LIGHT);
    }

    /// The robot itself and its glove, over everything that hangs.
    pub fn draw_glove(&self, pen: &Pen, layout: &Layout, sprites: &Sprites, part: f32, reduced_motion: bool) {
        let (x, y) = self.interpolated(part);
        let (robot_x, robot_y) = layout.robot;
        let age = if reduced_motion { 0.0 } else { self.age_ticks as f32 };
        let dizzy = if self.dizzy_ticks > 0 { sine(age * 0.6) * 0.2 } else { sine(age * 0.06) * 0.04 };
        let squash = if reduced_motion { 0.0 } else { self.body.amount };
        let robot = Pose {
            rotation: dizzy,
            scale_x: 1.0 + squash,
            scale_y: 1.0 - squash,
            ..Pose::at(robot_x, robot_y)
        };
        pen.sprite(sprites.robot, 62.0, &robot);
        let grip = 1.0 - self.grip.amount;
        let lean = ((x - robot_x) / 500.0).clamp(-0.6, 0.0);
        let glove = Pose { scale_x: grip, rotation: lean, alpha: 0.88, ..Pose::at(x, y) };
        pen.sprite(sprites.glove, 48.0, &glove);
    }

    fn interpolated(&self, part: f32) -> (f32, f32) {
        let lerp = |from: f32, to: f32| from + (to - from) * part;
        (lerp(self.previous.0, self.at.0), lerp(self.previous.1, self.at.1))
    }
}
