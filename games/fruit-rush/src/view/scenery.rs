//! The orchard behind it all, painted once for each size of the screen, and the flash before it.

use super::layout::Layout;
use crate::rules::CELLS;
use tapvine_stage::{Baked, DESIGN_WIDTH, Pen, Pose, Stage, Tone};
use wasm_bindgen::JsValue;

const SKY_HIGH: Tone = Tone::Css("#8fdcff");
const SKY_LOW: Tone = Tone::Css("#fff4cf");
const SUN: [(f32, Tone); 3] =
    [(0.0, Tone::Css("#fff6c9")), (0.35, Tone::Css("#ffe9a0cc")), (1.0, Tone::Css("#ffe9a000"))];
const FAR_HILL: Tone = Tone::Css("#b9e6a4");
const HILL: Tone = Tone::Css("#8fd487");
const GRASS: Tone = Tone::Css("#6cc26a");
const LEAVES: [Tone; 3] = [Tone::Css("#2f8f55"), Tone::Css("#3fa863"), Tone::Css("#57bd74")];
const TRUNK: Tone = Tone::Css("#9a6a3c");
const TWIG: Tone = Tone::Css("#8a5a30");
const PAD: Tone = Tone::Css("#fffbe8");
const PAD_EDGE: Tone = Tone::Css("#1c6b3c40");
const LEAF: Tone = Tone::Css("#7ed957");
/// More than the shake moves the picture.
const MARGIN_PX: f32 = 14.0;

pub struct Scenery {
    picture: Baked,
    middle: (f32, f32),
}

impl Scenery {
    pub fn bake(stage: &Stage, pen: &Pen, layout: &Layout) -> Result<Scenery, JsValue> {
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
                let (x, y) = layout.cell(cell);
                branch(pen, x, y, cell % 2 == 0);
            }
        })?;
        Ok(Scenery { picture, middle })
    }

    pub fn paint(&self, pen: &Pen, stage: &Stage, in_rush: bool) {
        pen.baked(&self.picture, &Pose::at(self.middle.0, self.middle.1));
        if in_rush {
            veil(pen, stage, Tone::Accent, 0.14);
        }
    }
}

fn veil(pen: &Pen, stage: &Stage, tone: Tone, alpha: f32) {
    pen.place(&Pose::at(0.0, 0.0).faded(alpha));
    let left = -stage.fit.side - MARGIN_PX;
    pen.rectangle(left, -MARGIN_PX, DESIGN_WIDTH - 2.0 * left, stage.fit.height + 2.0 * MARGIN_PX, tone);
}

fn sky(pen: &Pen, left: f32, width: f32, height: f32) {
    pen.falling(left, -MARGIN_PX, width, height, &[(0.0, SKY_HIGH), (0.75, SKY_LOW), (1.0, SKY_LOW)]);
    pen.alpha(0.25);
    pen.falling(left, -MARGIN_PX, width, height, &[(0.0, Tone::Background), (1.0, Tone::Primary)]);
    pen.alpha(1.0);
    pen.glow(left + width * 0.82, 30.0, 190.0, &SUN);
    for (part, y, size) in [(0.12, 64.0, 26.0), (0.62, 40.0, 20.0), (0.95, 120.0, 24.0)] {
        cloud(pen, left + width * part, y, size);
    }
}

fn cloud(pen: &Pen, x: f32, y: f32, size: f32) {
    let white = Tone::Css("#ffffffb0");
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

/// The crown: a cloud of leaves in three tones around the branches.
fn tree(pen: &Pen, layout: &Layout, height: f32) {
    let (top, bottom) = (layout.grid_top - 4.0, layout.grid_bottom);
    pen.shape(
        &[
            (146.0, bottom - 30.0),
            (214.0, bottom - 30.0),
            (232.0, height.min(bottom + 62.0)),
            (128.0, height.min(bottom + 62.0)),
        ],
        TRUNK,
    );
    let rows = 5;
    for (depth, tone) in LEAVES.iter().enumerate() {
        let inset = depth as f32 * 9.0;
        for row in 0..=rows {
            let y = top + 34.0 + (bottom - top - 68.0) * row as f32 / rows as f32 - inset * 0.5;
            for x in [34.0, 326.0] {
                pen.ellipse(x, y, 48.0 - inset, 54.0 - inset, *tone);
            }
        }
        for x in [70.0, 125.0, 180.0, 235.0, 290.0] {
            pen.ellipse(x, top + 28.0 - inset * 0.3, 46.0 - inset, 40.0 - inset, *tone);
            pen.ellipse(x, bottom - 30.0 - inset, 46.0 - inset, 42.0 - inset, *tone);
        }
        pen.rectangle(34.0, top + 40.0, 292.0, bottom - top - 80.0, *tone);
    }
}

/// One branch: a bright hollow in the leaves, a twig across it and two leaves.
fn branch(pen: &Pen, x: f32, y: f32, leftwards: bool) {
    pen.ellipse(x, y + 3.0, 53.0, 53.0, PAD_EDGE);
    pen.ellipse(x, y, 51.0, 51.0, PAD);
    let side = if leftwards { -1.0 } else { 1.0 };
    let (from, to) = ((x + side * 54.0, y - 30.0), (x - side * 2.0, y - 40.0));
    pen.curve(from, (x + side * 26.0, y - 48.0), to, 6.0, TWIG);
    pen.curve(to, (x, y - 36.0), (x, y - 28.0), 3.0, TWIG);
    pen.ellipse(x + side * 30.0, y - 50.0, 11.0, 6.0, LEAF);
    pen.ellipse(x + side * 12.0, y - 49.0, 8.0, 5.0, LEAVES[2]);
}

/// A colour over everything that fades at once.
#[derive(Clone, Copy, Debug, Default)]
pub struct Flash {
    tone: Option<Tone>,
    strength: f32,
}

impl Flash {
    pub fn start(&mut self, tone: Tone, strength: f32) {
        *self = Flash { tone: Some(tone), strength };
    }

    pub fn step(&mut self) {
        self.strength *= 0.86;
    }

    pub fn paint(&self, pen: &Pen, stage: &Stage) {
        let softened = if stage.reduced_motion { 0.35 } else { 1.0 };
        if let Some(tone) = self.tone.filter(|_| self.strength > 0.02) {
            veil(pen, stage, tone, self.strength * softened);
        }
    }
}
