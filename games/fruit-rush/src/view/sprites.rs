//! The sprites: every picture by its name, found once.

use crate::rules::Phase;
use tapvine_stage::{Art, Stage};
use wasm_bindgen::JsValue;

/// A fruit's body and where on it the face sits, in design pixels at full size.
#[derive(Clone, Copy)]
pub struct Body {
    pub art: Art,
    pub face: (f32, f32),
}

pub struct Sprites {
    greens: [Body; 2],
    ambers: [Body; 2],
    reds: [Body; 2],
    gold: Body,
    pub smile: Art,
    pub worried: Art,
    pub sleep: Art,
    pub angry: Art,
    pub beaming: Art,
    pub burr: Art,
    pub rays: Art,
    pub ring: Art,
    pub star: Art,
    pub drop: Art,
    pub drop_red: Art,
    pub leaf: Art,
    pub puff: Art,
    pub zed: Art,
    pub basket: Art,
    pub glove: Art,
    pub robot: Art,
}

impl Sprites {
    pub fn find(stage: &Stage) -> Result<Sprites, JsValue> {
        let body = |name: &str, x: f32, y: f32| stage.art(name).map(|art| Body { art, face: (x, y) });
        Ok(Sprites {
            greens: [body("green-apple", 0.0, 0.0)?, body("pear", 5.0, 5.0)?],
            ambers: [body("tangerine", 1.0, 0.0)?, body("lemon", 2.0, -3.0)?],
            reds: [body("tomato", 0.0, 6.0)?, body("strawberry", 0.0, 1.0)?],
            gold: body("gold", 0.0, 0.0)?,
            smile: stage.art("face-smile")?,
            worried: stage.art("face-worried")?,
            sleep: stage.art("face-sleep")?,
            angry: stage.art("face-angry")?,
            beaming: stage.art("face-gold")?,
            burr: stage.art("burr")?,
            rays: stage.art("rays")?,
            ring: stage.art("ring")?,
            star: stage.art("star")?,
            drop: stage.art("drop")?,
            drop_red: stage.art("drop-red")?,
            leaf: stage.art("leaf")?,
            puff: stage.art("puff")?,
            zed: stage.art("zed")?,
            basket: stage.art("basket")?,
            glove: stage.art("glove")?,
            robot: stage.art("robot")?,
        })
    }

    /// The body of the fruit `id` in a phase: two kinds take turns.
    pub fn body(&self, phase: Phase, id: u16) -> Body {
        let kind = usize::from(id % 2);
        match phase {
            Phase::Green => self.greens[kind],
            Phase::Amber => self.ambers[kind],
            Phase::Red => self.reds[kind],
            Phase::Gold => self.gold,
        }
    }
}
