//! The background: the orchard behind it all, baked once for each size of the screen.

use super::layout::Layout;
use crate::rules::CELLS;
use tapvine_stage::{Baked, Colour, DESIGN_WIDTH, Pen, Pose, Stage};
use wasm_bindgen::JsValue;

const SKY_HIGH: Colour = Colour::Css("#8fdcff");
const SKY_LOW: Colour = Colour::Css("#fff4cf");
const SUN: [(f32, Colour); 3] =
    [(0.0, Colour::Css("#fff6c9")), (0.35, Colour::Css("#ffe9a0cc")), (1.0, Colour::Css("#ffe9a000"))];
const FAR_HILL: Colour = Colour::Css("#b9e6a4");
const HILL: Colour = Colour::Css("#8fd487");
const GRASS: Colour = Colour::Css("#6cc26a");
const LEAVES: [Colour; 3] = [Colour::Css("#2f8f55"), Colour::Css("#3fa863"), Colour::Css("#57bd74")];
const TRUNK: Colour = Colour::Css("#9a6a3c");
const TWIG: Colour = Colour::Css("#8a5a30");
const RIM: Colour = Colour::Css("#57bd74");
const SHADE: Colour = Colour::Css("#b7d99a");
const HOLLOW: Colour = Colour::Css("#e2f2bf");
const LIGHT: [(f32, Colour); 2] = [(0.0, Colour::Css("#fbfdea")), (1.0, Colour::Css("#fbfdea00"))];
const LEAF: Colour = Colour::Css("#7ed957");
const RIM_FACTOR: f32 = 8.0;
/// More than the screen shake moves the picture.
pub const MARGIN_PX: f32 = 14.0;

pub struct Background {
    picture: Baked,
    /// The warm rim of the final rush, baked small and drawn large.
    rim: Baked,
    middle: (f32, f32),
}

impl Background {
    pub fn bake(stage: &Stage, pen: &Pen, layout: &Layout) -> Result<Background, JsValue> {
        let width = DESIGN_WIDTH + 2.0 * (stage.fit.side + MARGIN_PX);
        let height = stage.fit.height + 2.0 * MARGIN_PX;
        let middle = (DESIGN_WIDTH / 2.0, stage.fit.height / 2.0);
        let origin = Pose::at(-middle.0, -middle.1);
        let picture = pen.bake(width, height, |pen| {
            pen.place(&origin);
            let left = middle.0 - width / 2.0;
            sky(pen, left, width, height);
            land(pen, left, width, layout, stage.fit.height);
            tree(pen, layout, stage.fit.height);
            for cell in 0..CELLS {
                branch(pen, &origin, layout.cell(cell), cell % 2 == 0);
            }
        })?;
        let rim = pen.bake(width / RIM_FACTOR, height / RIM_FACTOR, |pen| {
            let (width, height) = (width / RIM_FACTOR, height / RIM_FACTOR);
            pen.place(&Pose { scale_y: height / width, ..Pose::at(0.0, 0.0) });
            pen.radial_gradient(
                0.0,
                0.0,
                width * 0.72,
                &[(0.55, Colour::Css("#ff6b1a00")), (1.0, Colour::Accent)],
            );
        })?;
        Ok(Background { picture, rim, middle })
    }

    pub fn draw(&self, pen: &Pen, in_rush: bool) {
        pen.baked(&self.picture, &Pose::at(self.middle.0, self.middle.1));
        if in_rush {
            pen.baked(&self.rim, &Pose::at(self.middle.0, self.middle.1).scaled(RIM_FACTOR).faded(0.8));
        }
    }
}

fn sky(pen: &Pen, left: f32, width: f32, height: f32) {
    pen.vertical_gradient(
        left,
        -MARGIN_PX,
        width,
        height,
        &[(0.0, SKY_HIGH), (0.75, SKY_LOW), (1.0, SKY_LOW)],
    );
    pen.alpha(0.25);
    pen.vertical_gradient(
        left,
        -MARGIN_PX,
        width,
        height,
        &[(0.0, Colour::Background), (1.0, Colour::Primary)],
    );
    pen.alpha(1.0);
    pen.radial_gradient(left + width * 0.82, 30.0, 190.0, &SUN);
    for (part, y, size) in [(0.12, 64.0, 26.0), (0.62, 40.0, 20.0), (0.95, 120.0, 24.0)] {
        cloud(pen, left + width * part, y, size);
    }
}

fn cloud(pen: &Pen, x: f32, y: f32, size: f32) {
    let white = Colour::Css("#ffffffb0");
    pen.ellipse(x, y, size * 1.5, size * 0.55, white);
    pen.ellipse(x - size * 0.4, y - size * 0.35, size * 0.7, size * 0.6, white);
    pen.ellipse(x + size * 0.5, y - size * 0.25, size * 0.6, size * 0.5, white);
}

fn land(pen: &Pen, left: f32, width: f32, layout: &Layout, height: f32) {
    let ground = layout.grid_bottom - 6.0;
    pen.ellipse(left + width * 0.2, ground + 90.0, width * 0.55, 190.0, FAR_HILL);
    pen.ellipse(left + width * 0.85, ground + 110.0, width * 0.5, 180.0, HILL);
    for (part, size) in [(0.05, 44.0), (0.16, 34.0), (0.87, 36.0), (0.96, 48.0)] {
        let x = left + width * part;
        pen.rectangle(x - 4.0, ground - 40.0, 8.0, 60.0, TRUNK);
        pen.ellipse(x, ground - 40.0 - size * 0.4, size * 0.8, size, LEAVES[1]);
        pen.ellipse(x - size * 0.2, ground - 48.0 - size * 0.5, size * 0.45, size * 0.55, LEAVES[2]);
    }
    pen.ellipse(left + width / 2.0, ground + 260.0, width * 0.9, 250.0, GRASS);
    pen.rectangle(left, ground + 120.0, width, height, GRASS);
}

/// The crown: scallops of leaves in two tones around everything, brighter tufts between the branches.
fn tree(pen: &Pen, layout: &Layout, height: f32) {
    let (top, bottom) = (layout.grid_top - 2.0, layout.grid_bottom + 2.0);
    let foot = height.min(bottom + 64.0);
    pen.polygon(&[(150.0, bottom - 30.0), (210.0, bottom - 30.0), (228.0, foot), (132.0, foot)], TRUNK);
    pen.polygon(&[(150.0, bottom - 30.0), (168.0, bottom - 30.0), (156.0, foot), (132.0, foot)], TWIG);
    for (colour, inset) in [(LEAVES[0], 0.0), (LEAVES[1], 11.0)] {
        let (left, right) = (26.0 + inset, DESIGN_WIDTH - 26.0 - inset);
        let (high, low) = (top + 26.0 + inset, bottom - 26.0 - inset * 1.4);
        let radius = 34.0 - inset * 0.4;
        scallops(pen, (left, high), (right, high), radius, colour);
        scallops(pen, (left, low), (right, low), radius, colour);
        scallops(pen, (left, high), (left, low), radius, colour);
        scallops(pen, (right, high), (right, low), radius, colour);
        pen.rectangle(left, high, right - left, low - high, colour);
    }
    for row in 0..=4 {
        for column in 0..=3 {
            let lean = if row % 2 == 0 { 5.0 } else { -4.0 };
            let x = (6.0 + 116.0 * column as f32 + lean).clamp(18.0, 342.0);
            let y = layout.grid_top + layout.row_px * row as f32;
            let y = y.clamp(top + 16.0, bottom - 22.0);
            pen.ellipse(x + 4.0, y + 5.0, 24.0, 17.0, LEAVES[0]);
            pen.ellipse(x, y, 24.0, 17.0, LEAVES[2]);
            pen.ellipse(x - 7.0, y - 6.0, 9.0, 5.0, LEAF);
        }
    }
}

fn scallops(pen: &Pen, from: (f32, f32), to: (f32, f32), radius: f32, colour: Colour) {
    let length = (to.0 - from.0).abs() + (to.1 - from.1).abs();
    let count = (length / 44.0).round().max(1.0);
    for n in 0..=count as u32 {
        let part = n as f32 / count;
        let (x, y) = (from.0 + (to.0 - from.0) * part, from.1 + (to.1 - from.1) * part);
        pen.ellipse(x, y, radius, radius * if n.is_multiple_of(2) { 1.0 } else { 1.14 }, colour);
    }
}

/// One branch: a sunlit hollow in the leaves, a twig across it and leaves on the twig.
fn branch(pen: &Pen, origin: &Pose, (x, y): (f32, f32), leftwards: bool) {
    let here = Pose { x: origin.x + x, y: origin.y + y, ..*origin };
    pen.place(&here);
    pen.ellipse(0.0, 0.0, 54.0, 54.0, RIM);
    pen.ellipse(0.0, -1.0, 51.0, 51.0, SHADE);
    pen.ellipse(0.0, 3.0, 49.5, 48.0, HOLLOW);
    pen.radial_gradient(0.0, 10.0, 40.0, &LIGHT);
    let side = if leftwards { -1.0 } else { 1.0 };
    pen.curve((side * 50.0, -26.0), (side * 26.0, -50.0), (-side * 4.0, -46.0), 6.0, TWIG);
    pen.curve((side * 2.0, -47.0), (0.0, -42.0), (0.0, -34.0), 3.5, TWIG);
    for (along, up, rotation, size, colour) in [
        (34.0, -50.0, -0.5, 13.0, LEAF),
        (18.0, -54.0, 0.35, 11.0, LEAVES[2]),
        (-10.0, -49.0, -0.3, 12.0, LEAF),
    ] {
        pen.place(&Pose { x: here.x + along * side, y: here.y + up, rotation: rotation * side, ..here });
        pen.ellipse(0.0, 0.0, size, size * 0.5, colour);
        pen.curve((-size * 0.7, 0.0), (0.0, 0.0), (size * 0.7, 0.0), 1.2, LEAVES[1]);
    }
}
