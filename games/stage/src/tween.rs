//! Tweens: values of a pose on their way, and squash, the spring that makes things feel alive.

use crate::ease::Ease;
use crate::pose::{Motion, Pose};
use bevy_ecs::prelude::{Component, Entity, World};
use bevy_ecs::query::QueryState;

/// Which value of a pose moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Channel {
    X,
    Y,
    /// Both stretches at once.
    Scale,
    ScaleX,
    ScaleY,
    Turn,
    Alpha,
}

#[derive(Clone, Copy, Debug)]
struct Track {
    channel: Channel,
    from: f32,
    to: f32,
    delay_ticks: u32,
    ticks: u32,
    ease: Ease,
}

/// The tracks of one entity, all counted from when it was spawned.
#[derive(Component, Debug, Default)]
pub struct Tweens {
    age_ticks: u32,
    tracks: Vec<Track>,
    leaves: bool,
}

impl Tweens {
    /// Adds a track: `channel` goes `from`–`to` after `delay_ticks` within `ticks`.
    pub fn with(
        mut self,
        channel: Channel,
        (from, to): (f32, f32),
        (delay_ticks, ticks): (u32, u32),
        ease: Ease,
    ) -> Tweens {
        self.tracks.push(Track { channel, from, to, delay_ticks, ticks, ease });
        self
    }

    /// The entity goes when its last track is done.
    pub fn then_leave(mut self) -> Tweens {
        self.leaves = true;
        self
    }

    fn is_done(&self) -> bool {
        self.tracks.iter().all(|track| self.age_ticks >= track.delay_ticks + track.ticks)
    }

    fn apply(&self, pose: &mut Pose) {
        for track in self.tracks.iter().filter(|track| track.delay_ticks <= self.age_ticks) {
            let done = (self.age_ticks - track.delay_ticks) as f32 / track.ticks.max(1) as f32;
            let value = track.from + (track.to - track.from) * track.ease.at(done);
            match track.channel {
                Channel::X => pose.x = value,
                Channel::Y => pose.y = value,
                Channel::Scale => (pose.scale_x, pose.scale_y) = (value, value),
                Channel::ScaleX => pose.scale_x = value,
                Channel::ScaleY => pose.scale_y = value,
                Channel::Turn => pose.turn = value,
                Channel::Alpha => pose.alpha = value,
            }
        }
    }
}

/// System: moves everything that is on its way and lets go what has arrived.
pub fn run_tweens(
    world: &mut World,
    tweens: &mut QueryState<(Entity, &mut Tweens, &mut Motion)>,
    gone: &mut Vec<Entity>,
) {
    for (entity, mut tween, mut motion) in tweens.iter_mut(world) {
        tween.age_ticks += 1;
        tween.apply(&mut motion.now);
        if tween.leaves && tween.is_done() {
            gone.push(entity);
        }
    }
    for entity in gone.drain(..) {
        world.despawn(entity);
    }
}

/// A damped spring: kicked, it widens and flattens, then swings out.
#[derive(Clone, Copy, Debug, Default)]
pub struct Squash {
    pub amount: f32,
    speed: f32,
}

impl Squash {
    pub fn kick(&mut self, speed: f32) {
        self.speed += speed;
    }

    pub fn swing(&mut self) {
        const STIFFNESS: f32 = 0.16;
        const DAMPING: f32 = 0.80;
        self.speed = (self.speed - self.amount * STIFFNESS) * DAMPING;
        self.amount = (self.amount + self.speed).clamp(-0.5, 0.5);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tween_waits_moves_arrives_and_leaves() {
        let mut world = World::new();
        let tween = Tweens::default().with(Channel::X, (0.0, 10.0), (2, 4), Ease::Linear).then_leave();
        let thing = world.spawn((Motion::from(Pose::at(-1.0, 0.0)), tween)).id();
        let (mut query, mut gone) = (world.query(), Vec::new());
        let mut seen = Vec::new();
        for _ in 0..6 {
            run_tweens(&mut world, &mut query, &mut gone);
            seen.push(world.get::<Motion>(thing).map(|motion| motion.now.x));
        }
        assert_eq!(seen, [Some(-1.0), Some(0.0), Some(2.5), Some(5.0), Some(7.5), None]);
    }

    #[test]
    fn a_kicked_spring_swings_and_comes_to_rest() {
        let mut squash = Squash::default();
        squash.kick(0.2);
        let swing: Vec<f32> = (0..120)
            .map(|_| {
                squash.swing();
                squash.amount
            })
            .collect();
        assert!(swing.iter().any(|amount| *amount > 0.1) && swing.iter().any(|amount| *amount < -0.01));
        assert!(squash.amount.abs() < 0.001);
    }
}
