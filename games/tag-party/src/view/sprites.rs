//! The sprites: every picture by its name, found once.

use tapvine_stage::{Art, Stage};
use wasm_bindgen::JsValue;

pub struct Sprites {
    pub torso: Art,
    pub head: Art,
    pub heart: Art,
    pub star: Art,
    pub ink: Art,
    pub ring: Art,
    pub confetti: [Art; 4],
}

impl Sprites {
    pub fn find(stage: &Stage) -> Result<Sprites, JsValue> {
        Ok(Sprites {
            torso: stage.art("torso")?,
            head: stage.art("head")?,
            heart: stage.art("heart")?,
            star: stage.art("star")?,
            ink: stage.art("ink")?,
            ring: stage.art("ring")?,
            confetti: [
                stage.art("paper-mint")?,
                stage.art("paper-sky")?,
                stage.art("paper-rose")?,
                stage.art("paper-sun")?,
            ],
        })
    }
}
