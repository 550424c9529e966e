//! What entities look like: pictures and labels, drawn where they are.

use super::{Art, Pen, Tone};
use crate::Motion;
use bevy_ecs::prelude::{Component, World};
use bevy_ecs::query::QueryState;

#[derive(Component, Debug)]
pub enum Look {
    /// A picture of the atlas.
    Sprite { art: Art, size_px: f32 },
    /// A floating text.
    Label { text: String, size_px: f32, tone: Tone },
}

pub type Looks = QueryState<(&'static Motion, &'static Look)>;

/// System: draws pictures, then texts above them.
pub fn draw_looks(world: &mut World, looks: &mut Looks, pen: &Pen, part: f32) {
    for texts in [false, true] {
        for (motion, look) in looks.iter(world) {
            match look {
                Look::Sprite { art, size_px } if !texts => pen.sprite(*art, *size_px, &motion.between(part)),
                Look::Label { text, size_px, tone } if texts => {
                    pen.text(text, *size_px, *tone, &motion.between(part));
                }
                _ => {}
            }
        }
    }
}
