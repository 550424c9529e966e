//! What entities look like: sprites and labels, drawn layer by layer from their poses.

use super::{Art, Pen, Tone};
use crate::{Before, Pose, Squash};
use bevy_ecs::prelude::{Component, World};
use bevy_ecs::query::QueryState;

/// A picture of the atlas.
#[derive(Component, Clone, Copy, Debug)]
pub struct Sprite {
    pub art: Art,
    pub size_px: f32,
}

/// A floating text.
#[derive(Component, Clone, Debug)]
pub struct Label {
    pub text: String,
    pub size_px: f32,
    pub tone: Tone,
}

pub type Sprites = QueryState<(&'static Pose, &'static Before, &'static Sprite, Option<&'static Squash>)>;
pub type Labels = QueryState<(&'static Pose, &'static Before, &'static Label)>;

/// System: draws every sprite.
pub fn draw_sprites(world: &mut World, sprites: &mut Sprites, pen: &Pen, part: f32) {
    for (pose, before, sprite, squash) in sprites.iter(world) {
        let amount = squash.map_or(0.0, |squash| squash.amount);
        let drawn = pose.since(&before.0, part);
        let stretched = Pose {
            scale_x: drawn.scale_x * (1.0 + amount),
            scale_y: drawn.scale_y * (1.0 - amount),
            ..drawn
        };
        pen.sprite(sprite.art, sprite.size_px, &stretched);
    }
}

/// System: draws every label, above everything else.
pub fn draw_labels(world: &mut World, labels: &mut Labels, pen: &Pen, part: f32) {
    for (pose, before, label) in labels.iter(world) {
        pen.text(&label.text, label.size_px, label.tone, &pose.since(&before.0, part));
    }
}
