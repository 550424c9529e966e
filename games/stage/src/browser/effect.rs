//! Effects: pictures and texts that appear, move as their tweens say, and go.

use super::atlas::Art;
use super::colour::Colour;
use super::pen::Pen;
use crate::{Motion, Tweens};
use bevy_ecs::prelude::{Component, Entity, World};
use bevy_ecs::query::QueryState;

/// What an effect looks like.
#[derive(Debug)]
pub enum Visual {
    Sprite { art: Art, size_px: f32 },
    Text { text: String, size_px: f32, colour: Colour },
}

/// An entity that moves as its tweens say and is removed when they are done.
#[derive(Component, Debug)]
pub struct Effect {
    pub visual: Visual,
    pub tweens: Tweens,
}

/// The stage's own systems over everything that moves. They share one query: each kind of query weighs a kilobyte.
pub struct MotionSystems {
    query: QueryState<(Entity, &'static mut Motion, Option<&'static mut Effect>)>,
    done: Vec<Entity>,
}

impl MotionSystems {
    pub fn new(world: &mut World) -> MotionSystems {
        MotionSystems { query: world.query(), done: Vec::new() }
    }

    /// System: keeps every pose as the previous one before the step changes it.
    pub fn save_previous_poses(&mut self, world: &mut World) {
        for (_, mut motion, _) in self.query.iter_mut(world) {
            motion.save_previous();
        }
    }

    /// System: moves every effect and despawns those whose tweens are done.
    pub fn run_tweens(&mut self, world: &mut World) {
        for (entity, mut motion, effect) in self.query.iter_mut(world) {
            if effect.is_some_and(|mut effect| effect.tweens.step(&mut motion.now)) {
                self.done.push(entity);
            }
        }
        for entity in self.done.drain(..) {
            world.despawn(entity);
        }
    }

    /// System: draws every effect, first the pictures, then the texts above them.
    pub fn draw_effects(&mut self, world: &mut World, pen: &Pen, part: f32) {
        for texts in [false, true] {
            for (_, motion, effect) in self.query.iter_mut(world) {
                match effect.as_ref().map(|effect| &effect.visual) {
                    Some(Visual::Sprite { art, size_px }) if !texts => {
                        pen.sprite(*art, *size_px, &motion.interpolated(part));
                    }
                    Some(Visual::Text { text, size_px, colour }) if texts => {
                        pen.text(text, *size_px, *colour, &motion.interpolated(part));
                    }
                    _ => {}
                }
            }
        }
    }
}
