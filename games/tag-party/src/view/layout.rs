//! Where things are: the ring the labels drift on, the avatar inside it, the places on the avatar.

use crate::rules::SLOTS;
use std::f32::consts::{FRAC_PI_2, PI};
use tapvine_stage::{DESIGN_WIDTH, Stage, cosine, sine};

/// The widest sticker; the ring leaves it room at both sides.
pub const WIDEST_PX: f32 = 128.0;
const CORNER_PX: f32 = 58.0;
/// What is stuck is a little smaller than what drifts, so that both have room.
pub const STUCK_SCALE: f32 = 0.84;
const MAX_STEP_PX: f32 = 45.0;

#[derive(Clone, Copy, Debug, Default)]
pub struct Layout {
    middle: (f32, f32),
    /// Half the width and half the height of the ring.
    half: (f32, f32),
    pub head: (f32, f32),
    pub torso: (f32, f32),
    /// The scale of the avatar: larger on a tall screen.
    pub size: f32,
    /// Where the hill before the avatar begins.
    pub ground: f32,
    pub done: (f32, f32),
    places_top: f32,
    places_height: f32,
}

impl Layout {
    pub fn new(stage: &Stage) -> Layout {
        let done = (DESIGN_WIDTH / 2.0, stage.bottom - 36.0);
        let (top, bottom) = (stage.top + 20.0, done.1 - 55.0);
        let height = bottom - top;
        let size = (height / 458.0).clamp(1.0, 1.24);
        let ground = bottom - 46.0;
        let head = (180.0, ground - 303.0 * size);
        Layout {
            middle: (DESIGN_WIDTH / 2.0, (top + bottom) / 2.0),
            half: ((DESIGN_WIDTH - WIDEST_PX) / 2.0 - 2.0, height / 2.0),
            head,
            torso: (180.0, ground + 32.0),
            size,
            ground,
            done,
            places_top: head.1 + 110.0 * size,
            places_height: ground - 22.0 - (head.1 + 110.0 * size),
        }
    }

    /// The place number `place` of `places` on the avatar, and its tilt.
    pub fn place(&self, place: usize, places: usize) -> (f32, f32, f32) {
        const TILTS: [f32; 8] = [-0.07, 0.05, -0.03, 0.08, -0.05, 0.06, -0.08, 0.04];
        let gaps = places.saturating_sub(1).max(1) as f32;
        let step = (self.places_height / gaps).min(MAX_STEP_PX * self.size);
        let y =
            self.places_top + self.places_height / 2.0 + (place as f32 - (places as f32 - 1.0) / 2.0) * step;
        let aside = if place.is_multiple_of(2) { -3.0 } else { 4.0 };
        (180.0 + aside, y, TILTS[place % TILTS.len()])
    }

    /// The place of a slot after the ring has made so many turns, clockwise.
    pub fn slot(&self, slot: usize, turns: f32) -> (f32, f32) {
        let part = slot as f32 / SLOTS as f32 + turns;
        let (x, y) = self.point_on_ring(part - part.floor());
        (self.middle.0 + x, self.middle.1 + y)
    }

    /// Away from the avatar, as a direction.
    pub fn outwards(&self, x: f32, y: f32) -> (f32, f32) {
        let (dx, dy) = ((x - self.middle.0) / self.half.0, (y - self.middle.1) / self.half.1);
        let length = (dx * dx + dy * dy).sqrt().max(0.01);
        (dx / length, dy / length)
    }

    /// The point at `part` of the way around a rectangle with round corners, from the middle of its upper edge.
    fn point_on_ring(&self, part: f32) -> (f32, f32) {
        let (wide, high) = (self.half.0 - CORNER_PX, self.half.1 - CORNER_PX);
        let bend = CORNER_PX * FRAC_PI_2;
        let mut left = part * 4.0 * (wide + high + bend);
        let corner = |x: f32, y: f32, from: f32, done: f32| {
            let angle = from + done / CORNER_PX;
            (x + sine(angle) * CORNER_PX, y - cosine(angle) * CORNER_PX)
        };
        let legs = [wide, bend, 2.0 * high, bend, 2.0 * wide, bend, 2.0 * high, bend, wide];
        for (leg, length) in legs.into_iter().enumerate() {
            if left <= length || leg == 8 {
                return match leg {
                    0 => (left, -self.half.1),
                    1 => corner(wide, -high, 0.0, left),
                    2 => (self.half.0, left - high),
                    3 => corner(wide, high, FRAC_PI_2, left),
                    4 => (wide - left, self.half.1),
                    5 => corner(-wide, high, PI, left),
                    6 => (-self.half.0, high - left),
                    7 => corner(-wide, -high, PI + FRAC_PI_2, left),
                    _ => (left - wide, -self.half.1),
                };
            }
            left -= length;
        }
        (0.0, -self.half.1)
    }
}
