//! Where a thing is, how it is stretched, turned and faded: now, and one step before for drawing between.

use bevy_ecs::prelude::{Component, World};
use bevy_ecs::query::QueryState;

#[derive(Component, Clone, Copy, Debug, PartialEq)]
pub struct Pose {
    pub x: f32,
    pub y: f32,
    pub scale_x: f32,
    pub scale_y: f32,
    /// In radians, clockwise.
    pub turn: f32,
    pub alpha: f32,
}

/// The pose one step ago.
#[derive(Component, Clone, Copy, Debug, PartialEq)]
pub struct Before(pub Pose);

impl Pose {
    pub const fn at(x: f32, y: f32) -> Pose {
        Pose { x, y, scale_x: 1.0, scale_y: 1.0, turn: 0.0, alpha: 1.0 }
    }

    pub const fn scaled(self, scale: f32) -> Pose {
        Pose { scale_x: scale, scale_y: scale, ..self }
    }

    pub const fn faded(self, alpha: f32) -> Pose {
        Pose { alpha, ..self }
    }

    /// Something that has just come: it was nowhere else before.
    pub const fn arrived(self) -> (Pose, Before) {
        (self, Before(self))
    }

    /// The pose on the way from `before` to here.
    pub fn since(&self, before: &Pose, part: f32) -> Pose {
        let mix = |from: f32, to: f32| from + (to - from) * part;
        Pose {
            x: mix(before.x, self.x),
            y: mix(before.y, self.y),
            scale_x: mix(before.scale_x, self.scale_x),
            scale_y: mix(before.scale_y, self.scale_y),
            turn: mix(before.turn, self.turn),
            alpha: mix(before.alpha, self.alpha),
        }
    }
}

/// System: keeps every pose before the step changes it.
pub fn remember_poses(world: &mut World, poses: &mut QueryState<(&Pose, &mut Before)>) {
    for (pose, mut before) in poses.iter_mut(world) {
        before.0 = *pose;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halfway_between_two_poses_is_in_the_middle() {
        let (from, to) = (Pose::at(0.0, 10.0).faded(0.0), Pose::at(8.0, 20.0));
        let middle = to.since(&from, 0.5);
        assert_eq!((middle.x, middle.y, middle.alpha), (4.0, 15.0, 0.5));
    }

    #[test]
    fn the_pose_before_is_the_one_before_the_step() {
        let mut world = World::new();
        let thing = world.spawn(Pose::at(1.0, 1.0).arrived()).id();
        let mut poses = world.query();
        world.get_mut::<Pose>(thing).expect("spawned").x = 5.0;
        assert_eq!(world.get::<Before>(thing).expect("spawned").0.x, 1.0);
        remember_poses(&mut world, &mut poses);
        assert_eq!(world.get::<Before>(thing).expect("spawned").0.x, 5.0);
    }
}
