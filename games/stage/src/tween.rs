//! Tweens: values of a pose that change over time; and the spring of squash and stretch.

use crate::ease::Ease;
use crate::pose::Pose;

/// Which value of a pose changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Channel {
    X,
    Y,
    /// Both scales at once.
    Scale,
    ScaleX,
    ScaleY,
    Rotation,
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

/// The tracks of one entity, all counted from its spawn.
#[derive(Debug, Default)]
pub struct Tweens {
    age_ticks: u32,
    tracks: Vec<Track>,
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

    /// Moves `pose` by one tick; whether every track is done.
    pub fn step(&mut self, pose: &mut Pose) -> bool {
        self.age_ticks += 1;
        for track in self.tracks.iter().filter(|track| track.delay_ticks <= self.age_ticks) {
            let done = (self.age_ticks - track.delay_ticks) as f32 / track.ticks.max(1) as f32;
            let value = track.from + (track.to - track.from) * track.ease.at(done);
            match track.channel {
                Channel::X => pose.x = value,
                Channel::Y => pose.y = value,
                Channel::Scale => (pose.scale_x, pose.scale_y) = (value, value),
                Channel::ScaleX => pose.scale_x = value,
                Channel::ScaleY => pose.scale_y = value,
                Channel::Rotation => pose.rotation = value,
                Channel::Alpha => pose.alpha = value,
            }
        }
        self.tracks.iter().all(|track| self.age_ticks >= track.delay_ticks + track.ticks)
    }
}

/// A damped spring: after a kick a thing gets wide and flat, and swings back to its shape.
#[derive(Clone, Copy, Debug, Default)]
pub struct Squash {
    pub amount: f32,
    speed: f32,
}

impl Squash {
    pub fn kick(&mut self, speed: f32) {
        self.speed += speed;
    }

    pub fn step(&mut self) {
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
    fn a_tween_waits_moves_and_arrives() {
        let mut tweens = Tweens::default().with(Channel::X, (0.0, 10.0), (2, 4), Ease::Linear);
        let mut pose = Pose::at(-1.0, 0.0);
        let seen: Vec<(bool, f32)> = (0..6).map(|_| (tweens.step(&mut pose), pose.x)).collect();
        let on_the_way =
            [(false, -1.0), (false, 0.0), (false, 2.5), (false, 5.0), (false, 7.5), (true, 10.0)];
        assert_eq!(seen, on_the_way);
    }

    #[test]
    fn a_kicked_spring_swings_and_comes_to_rest() {
        let mut squash = Squash::default();
        squash.kick(0.2);
        let swing: Vec<f32> = (0..120)
            .map(|_| {
                squash.step();
                squash.amount
            })
            .collect();
        assert!(swing.iter().any(|amount| *amount > 0.1) && swing.iter().any(|amount| *amount < -0.01));
        assert!(squash.amount.abs() < 0.001);
    }
}
