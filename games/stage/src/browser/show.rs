//! What entities look like and how they go: pictures and labels, drawn where they are.

use super::{Art, Pen, Tone};
use crate::{Motion, Tweens};
use bevy_ecs::prelude::{Component, Entity, World};
use bevy_ecs::query::QueryState;

#[derive(Debug)]
pub enum Look {
    /// A picture of the atlas.
    Sprite { art: Art, size_px: f32 },
    /// A floating text.
    Label { text: String, size_px: f32, tone: Tone },
}

/// Something that is seen for a while: it moves as its tweens say, and goes when they are done.
#[derive(Component, Debug)]
pub struct Passing {
    pub look: Look,
    pub tweens: Tweens,
}

/// Everything that moves. One query for all the stage's systems: each kind of query weighs a kilobyte.
pub type Moving = QueryState<(Entity, &'static mut Motion, Option<&'static mut Passing>)>;

/// System: keeps every pose before the step changes it.
pub fn remember_poses(world: &mut World, moving: &mut Moving) {
    for (_, mut motion, _) in moving.iter_mut(world) {
        motion.remember();
    }
}

/// System: moves everything that is on its way and lets go what has arrived.
pub fn run_tweens(world: &mut World, moving: &mut Moving, gone: &mut Vec<Entity>) {
    for (entity, mut motion, passing) in moving.iter_mut(world) {
        if passing.is_some_and(|mut passing| passing.tweens.step(&mut motion.now)) {
            gone.push(entity);
        }
    }
    for entity in gone.drain(..) {
        world.despawn(entity);
    }
}

/// System: draws pictures, then texts above them.
pub fn draw_looks(world: &mut World, moving: &mut Moving, pen: &Pen, part: f32) {
    for texts in [false, true] {
        for (_, motion, passing) in moving.iter_mut(world) {
            match passing.as_ref().map(|passing| &passing.look) {
                Some(Look::Sprite { art, size_px }) if !texts => {
                    pen.sprite(*art, *size_px, &motion.between(part));
                }
                Some(Look::Label { text, size_px, tone }) if texts => {
                    pen.text(text, *size_px, *tone, &motion.between(part));
                }
                _ => {}
            }
        }
    }
}
