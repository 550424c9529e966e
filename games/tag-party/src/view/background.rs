//! The background: the party room, baked once for each size of the screen, and its twinkling lights.

use super::layout::Layout;
use tapvine_stage::{Baked, Colour, DESIGN_WIDTH, Pen, Pose, Stage, sine};
use wasm_bindgen::JsValue;

const HIGH: Colour = Colour::Css("#ffd9b0");
const MIDDLE: Colour = Colour::Css("#ffe9cf");
const LOW: Colour = Colour::Css("#ffd3cf");
const GLOW: [(f32, Colour); 3] =
    [(0.0, Colour::Css("#fffaf0")), (0.5, Colour::Css("#fff3d9b0")), (1.0, Colour::Css("#fff3d900"))];
const FLAGS: [Colour; 5] = [
    Colour::Css("#ff7a9c"),
    Colour::Css("#ffc53d"),
    Colour::Css("#4fc7ae"),
    Colour::Css("#5aaeff"),
    Colour::Css("#a98bf0"),
];
const CORD: Colour = Colour::Css("#b0705a");
const HILL: [Colour; 3] = [Colour::Css("#ffb3a0"), Colour::Css("#ff9f8f"), Colour::Css("#f98a80")];
const LIGHTS: usize = 9;
/// More than the screen shake moves the picture.
const MARGIN_PX: f32 = 14.0;

pub struct Background {
    back: Baked,
    /// The hill before the avatar.
    hill: Baked,
    hill_y: f32,
    middle: (f32, f32),
    left: f32,
    width: f32,
    top: f32,
}

impl Background {
    pub fn bake(stage: &Stage, pen: &Pen, layout: &Layout) -> Result<Background, JsValue> {
        let width = DESIGN_WIDTH + 2.0 * (stage.fit.side + MARGIN_PX);
        let height = stage.fit.height + 2.0 * MARGIN_PX;
        let middle = (DESIGN_WIDTH / 2.0, stage.fit.height / 2.0);
        let left = middle.0 - width / 2.0;
        let top = stage.top - 14.0;
        let back = pen.bake(width, height, |pen| {
            pen.place(&Pose::at(-middle.0, -middle.1));
            wall(pen, left, width, height);
            rays(pen, layout, width.max(height));
            pen.alpha(1.0);
            pen.radial_gradient(layout.head.0, layout.head.1 + 70.0, 240.0 * layout.size, &GLOW);
            dots(pen, left, width, height);
            garland(pen, left, width, top);
        })?;
        let hill_height = stage.fit.height + MARGIN_PX - (layout.ground - 26.0);
        let hill = pen.bake(width, hill_height, |pen| {
            pen.place(&Pose::at(-middle.0, -hill_height / 2.0));
            let reach = width * 0.62;
            pen.ellipse(middle.0 - width * 0.16, 26.0 + reach * 0.32, reach, reach * 0.34, HILL[0]);
            pen.ellipse(middle.0 + width * 0.1, 40.0 + reach * 0.4, reach, reach * 0.4, HILL[1]);
            pen.ellipse(middle.0, 90.0 + reach * 0.5, reach, reach * 0.48, HILL[2]);
            pen.rectangle(left, 90.0 + reach * 0.4, width, hill_height, HILL[2]);
        })?;
        Ok(Background {
            back,
            hill,
            hill_y: layout.ground - 26.0 + hill_height / 2.0,
            middle,
            left,
            width,
            top,
        })
    }

    pub fn draw(&self, pen: &Pen, age_ticks: u32, reduced_motion: bool) {
        pen.baked(&self.back, &Pose::at(self.middle.0, self.middle.1));
        for light in 0..LIGHTS {
            let part = (light as f32 + 0.5) / LIGHTS as f32;
            let (x, y) = (self.left + self.width * part, self.top + 8.0 + sag(part) + 16.0);
            let lit = if reduced_motion {
                0.7
            } else {
                0.6 + 0.4 * sine(age_ticks as f32 * 0.06 + light as f32 * 2.1)
            };
            pen.place(&Pose::at(x, y).faded(lit));
            pen.ellipse(0.0, 0.0, 9.0, 9.0, Colour::Css("#fff1b866"));
            pen.ellipse(0.0, 0.0, 4.0, 4.5, Colour::Css("#fff6d6"));
        }
    }

    pub fn draw_hill(&self, pen: &Pen) {
        pen.baked(&self.hill, &Pose::at(self.middle.0, self.hill_y));
    }
}

fn wall(pen: &Pen, left: f32, width: f32, height: f32) {
    pen.vertical_gradient(left, -MARGIN_PX, width, height, &[(0.0, HIGH), (0.45, MIDDLE), (1.0, LOW)]);
    // The campaign's own colours, faintly over the wall.
    pen.alpha(0.3);
    pen.vertical_gradient(
        left,
        -MARGIN_PX,
        width,
        height,
        &[(0.0, Colour::Background), (1.0, Colour::Accent)],
    );
    pen.alpha(1.0);
}

/// Broad soft rays from behind the avatar.
fn rays(pen: &Pen, layout: &Layout, far: f32) {
    let (x, y) = (layout.head.0, layout.head.1 + 60.0);
    pen.alpha(0.2);
    for n in 0..12 {
        let angle = n as f32 * std::f32::consts::TAU / 12.0 + 0.13;
        let point = |rotation: f32| {
            (x + sine(rotation) * far, y - sine(rotation + std::f32::consts::FRAC_PI_2) * far)
        };
        pen.polygon(&[(x, y), point(angle - 0.12), point(angle + 0.12)], Colour::Css("#ffffff"));
    }
}

/// Paper snippets in the air.
fn dots(pen: &Pen, left: f32, width: f32, height: f32) {
    pen.alpha(0.34);
    for n in 0..40u32 {
        let along = (n * 37 % 100) as f32 / 100.0;
        let down = (n * 61 % 97) as f32 / 97.0;
        let size = 2.0 + (n % 3) as f32;
        pen.ellipse(left + width * along, height * down, size, size, FLAGS[n as usize % FLAGS.len()]);
    }
    pen.alpha(1.0);
}

fn sag(part: f32) -> f32 {
    let swing = part * 2.0 - (part * 2.0).floor();
    4.0 * swing * (1.0 - swing) * 20.0
}

/// A garland of flags in two bows.
fn garland(pen: &Pen, left: f32, width: f32, top: f32) {
    const PIECES: usize = 36;
    let point = |n: usize| {
        let part = n as f32 / PIECES as f32;
        (left + width * part, top + sag(part))
    };
    for n in 0..PIECES {
        pen.curve(point(n), point(n), point(n + 1), 2.0, CORD);
    }
    for n in (1..PIECES).step_by(2) {
        let (x, y) = point(n);
        let colour = FLAGS[n / 2 % FLAGS.len()];
        pen.polygon(&[(x - 8.0, y), (x + 8.0, y), (x, y + 17.0)], colour);
    }
}
