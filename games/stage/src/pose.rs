//! Where a thing is, how it is scaled, rotated and faded; and the pose before, for drawing between two steps.

use bevy_ecs::prelude::Component;

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pose {
    pub x: f32,
    pub y: f32,
    pub scale_x: f32,
    pub scale_y: f32,
    /// In radians, clockwise.
    pub rotation: f32,
    pub alpha: f32,
}

impl Pose {
    pub const fn at(x: f32, y: f32) -> Pose {
        Pose { x, y, scale_x: 1.0, scale_y: 1.0, rotation: 0.0, alpha: 1.0 }
    }

    pub const fn scaled(self, scale: f32) -> Pose {
        Pose { scale_x: scale, scale_y: scale, ..self }
    }

    pub const fn faded(self, alpha: f32) -> Pose {
        Pose { alpha, ..self }
    }

    /// Widened and flattened by `amount`, its volume kept.
    pub fn squashed(self, amount: f32) -> Pose {
        Pose { scale_x: self.scale_x * (1.0 + amount), scale_y: self.scale_y * (1.0 - amount), ..self }
    }
}

/// A pose that changes from step to step. Not `Clone`: bevy then leaves out what clones entities.
#[derive(Component, Debug)]
pub struct Motion {
    pub now: Pose,
    previous: Pose,
}

impl Motion {
    /// Something that has just been spawned: its previous pose is the same.
    pub const fn from(pose: Pose) -> Motion {
        Motion { now: pose, previous: pose }
    }

    /// Keeps the present pose as the previous one, before a step changes it.
    pub fn save_previous(&mut self) {
        self.previous = self.now;
    }

    /// The pose `part` of the way from the last step to this one.
    pub fn interpolated(&self, part: f32) -> Pose {
        let lerp = |from: f32, to: f32| from + (to - from) * part;
        let (previous, now) = (&self.previous, &self.now);
        Pose {
            x: lerp(previous.x, now.x),
            y: lerp(previous.y, now.y),
            scale_x: lerp(previous.scale_x, now.scale_x),
            scale_y: lerp(previous.scale_y, now.scale_y),
            rotation: lerp(previous.rotation, now.rotation),
            alpha: lerp(previous.alpha, now.alpha),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halfway_between_two_poses_is_in_the_middle() {
        let mut motion = Motion::from(Pose::at(0.0, 10.0).faded(0.0));
        motion.now = Pose::at(8.0, 20.0);
        let middle = motion.interpolated(0.5);
        assert_eq!((middle.x, middle.y, middle.alpha), (4.0, 15.0, 0.5));
    }

    #[test]
    fn the_previous_pose_is_the_one_before_the_step() {
        let mut motion = Motion::from(Pose::at(1.0, 1.0));
        motion.now.x = 5.0;
        assert_eq!(motion.interpolated(0.0).x, 1.0);
        motion.save_previous();
        assert_eq!(motion.interpolated(0.0).x, 5.0);
    }
}
