//! The fruit on the branches: each is an entity that follows the rules and shows its phase by body, face,
//! movement and badge, never by colour alone.

mod fruit_sprite;

pub use fruit_sprite::FRUIT_PX;

use super::layout::Layout;
use super::sprites::Sprites;
use crate::rules::{FruitRush, Phase};
use bevy_ecs::prelude::{Entity, World};
use bevy_ecs::query::QueryState;
use fruit_sprite::{FruitSprite, TutorialTexts};
use tapvine_stage::{Motion, Pen, Pose, Stage};

pub struct Fruits {
    query: QueryState<(Entity, &'static mut FruitSprite, &'static mut Motion)>,
    tutorial: TutorialTexts,
}

impl Fruits {
    pub fn new(stage: &mut Stage) -> Fruits {
        let [pick, wait, leave] =
            ["teach_pick", "teach_wait", "teach_leave"].map(|key| stage.text(key).to_owned());
        Fruits { query: stage.world.query(), tutorial: TutorialTexts { pick, wait, leave } }
    }

    /// The fruit shown on a branch. While game events are handled, the rules may have let go of it already.
    pub fn shown_on(&mut self, world: &mut World, cell: u8) -> Option<(Phase, u16)> {
        let mut fruits = self.query.iter_mut(world).map(|(_, fruit, _)| fruit);
        fruits.find(|fruit| fruit.cell == cell).map(|fruit| (fruit.phase, fruit.id))
    }

    /// System: spawns, updates and removes fruit as the rules have them.
    pub fn sync(&mut self, rules: &FruitRush, stage: &mut Stage, layout: &Layout) {
        let is_stale = |sprite: &FruitSprite| !rules.fruits().any(|fruit| fruit.id == sprite.id);
        while let Some(stale) = self
            .query
            .iter_mut(&mut stage.world)
            .find_map(|(entity, sprite, _)| is_stale(&sprite).then_some(entity))
        {
            stage.world.despawn(stale);
        }
        for fruit in rules.fruits() {
            let home = layout.cell(fruit.cell);
            let mut all = self.query.iter_mut(&mut stage.world);
            if let Some((_, mut sprite, _)) = all.find(|(_, sprite, _)| sprite.id == fruit.id) {
                sprite.sync(&fruit, home);
                continue;
            }
            let motion = Motion::from(Pose::at(home.0, home.1).scaled(0.0));
            stage.world.spawn((motion, FruitSprite::new(&fruit, home)));
        }
    }

    /// System: every fruit moves in the way of its phase.
    pub fn step(&mut self, stage: &mut Stage) {
        for (_, mut fruit, mut motion) in self.query.iter_mut(&mut stage.world) {
            motion.now = fruit.step(stage.reduced_motion);
        }
    }

    /// System: draws every fruit with what belongs to its phase.
    pub fn draw(&mut self, stage: &mut Stage, pen: &Pen, sprites: &Sprites, part: f32) {
        for (_, fruit, motion) in self.query.iter_mut(&mut stage.world) {
            let pose = motion.interpolated(part);
            fruit.draw(pen, sprites, &pose, stage.reduced_motion);
            fruit.draw_tutorial(pen, &self.tutorial, &pose);
        }
    }
}
