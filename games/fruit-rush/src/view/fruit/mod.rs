//! The fruit on the branches: each an entity that follows the rules, breathes, and shows its phase by
//! body, face, movement and badge – never by colour alone.

mod hanging;

pub use hanging::FRUIT_PX;

use super::art::Gallery;
use super::layout::Layout;
use crate::rules::{FruitRush, Phase};
use bevy_ecs::prelude::{Entity, World};
use bevy_ecs::query::QueryState;
use hanging::{Hanging, Lesson};
use tapvine_stage::{Motion, Pen, Pose, Stage};

pub struct Fruits {
    all: QueryState<(Entity, &'static mut Hanging, &'static mut Motion)>,
    lesson: Lesson,
}

impl Fruits {
    pub fn new(stage: &mut Stage) -> Fruits {
        let [pick, wait, leave] =
            ["teach_pick", "teach_wait", "teach_leave"].map(|key| stage.text(key).to_owned());
        Fruits { all: stage.world.query(), lesson: Lesson { pick, wait, leave } }
    }

    /// The fruit the view still shows on a branch; in a moment's telling it may be picked already.
    pub fn on(&mut self, world: &mut World, cell: u8) -> Option<(Phase, u16)> {
        let mut hanging = self.all.iter_mut(world).map(|(_, hanging, _)| hanging);
        hanging.find(|hanging| hanging.cell == cell).map(|hanging| (hanging.phase, hanging.id))
    }

    /// System: spawns, updates and removes fruit as the rules have them.
    pub fn follow(&mut self, rules: &FruitRush, stage: &mut Stage, layout: &Layout) {
        let is_stale = |hanging: &Hanging| !rules.fruits().any(|fruit| fruit.id == hanging.id);
        while let Some(stale) = self
            .all
            .iter_mut(&mut stage.world)
            .find_map(|(entity, hanging, _)| is_stale(&hanging).then_some(entity))
        {
            stage.world.despawn(stale);
        }
        for fruit in rules.fruits() {
            let home = layout.cell(fruit.cell);
            let mut all = self.all.iter_mut(&mut stage.world);
            if let Some((_, mut hanging, _)) = all.find(|(_, hanging, _)| hanging.id == fruit.id) {
                hanging.follow(&fruit, home);
                continue;
            }
            let seed = Motion::from(Pose::at(home.0, home.1).scaled(0.0));
            stage.world.spawn((seed, Hanging::born(&fruit, home)));
        }
    }

    /// System: every fruit moves in the way of its phase.
    pub fn breathe(&mut self, stage: &mut Stage) {
        for (_, mut hanging, mut motion) in self.all.iter_mut(&mut stage.world) {
            motion.now = hanging.breathe(stage.reduced_motion);
        }
    }

    /// System: draws every fruit with what belongs to its phase.
    pub fn paint(&mut self, stage: &mut Stage, pen: &Pen, gallery: &Gallery, part: f32) {
        for (_, hanging, motion) in self.all.iter_mut(&mut stage.world) {
            let pose = motion.between(part);
            hanging.paint(pen, gallery, &pose, stage.reduced_motion);
            hanging.teach(pen, &self.lesson, &pose);
        }
    }
}
