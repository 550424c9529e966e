//! Effects: particle bursts and rings; few and still when less motion was asked for.

use super::sprites::Sprites;
use tapvine_stage::{Art, Channel, Ease, Particle, Pose, Stage, Tweens, Visual, cosine, sine};

/// Pieces thrown in all directions from a place.
pub fn burst(stage: &mut Stage, arts: &[Art], (x, y): (f32, f32), count: usize, force: f32, size_px: f32) {
    let count = if stage.reduced_motion { 0 } else { count };
    for n in 0..count {
        let angle = (n as f32 + stage.particles.jitter() * 0.5) * std::f32::consts::TAU / count as f32;
        let speed = force * (0.75 + 0.35 * stage.particles.jitter());
        let particle = Particle {
            art: arts[n % arts.len()].0,
            x: x + cosine(angle) * 34.0,
            y: y + sine(angle) * 14.0,
            speed_x: cosine(angle) * speed * 1.5,
            speed_y: sine(angle) * speed - force * 0.4,
            gravity: 0.12,
            drag: 0.94,
            rotation: stage.particles.jitter() * 0.6,
            spin: stage.particles.jitter() * 0.12,
            size_px: size_px * (0.8 + 0.4 * stage.particles.jitter()),
            life_ticks: (38.0 + 14.0 * stage.particles.jitter()) as u16,
            age_ticks: 0,
        };
        stage.particles.emit(particle);
    }
}

/// Confetti over the whole width.
pub fn confetti(stage: &mut Stage, sprites: &Sprites, top: f32) {
    let count = if stage.reduced_motion { 0 } else { 90 };
    for n in 0..count {
        let (right, down) = (stage.particles.jitter(), stage.particles.jitter());
        let particle = Particle {
            art: if n % 6 == 0 { sprites.heart.0 } else { sprites.confetti[n % 4].0 },
            x: 180.0 + right * 190.0,
            y: top + down * 70.0,
            speed_x: right * 1.6,
            speed_y: -1.0 + down * 2.5,
            gravity: 0.06,
            drag: 0.985,
            rotation: right * 3.0,
            spin: down * 0.16,
            size_px: 24.0 + down * 5.0,
            life_ticks: 140,
            age_ticks: 0,
        };
        stage.particles.emit(particle);
    }
}

/// A ring that widens and fades.
pub fn ring(stage: &mut Stage, art: Art, size_px: f32, (x, y): (f32, f32), ticks: u32) {
    let tweens = Tweens::default()
        .with(Channel::ScaleX, (0.5, 1.25), (0, ticks), Ease::Out)
        .with(Channel::ScaleY, (0.3, 0.8), (0, ticks), Ease::Out)
        .with(Channel::Alpha, (0.9, 0.0), (ticks / 4, ticks), Ease::Linear);
    stage.spawn_effect(Visual::Sprite { art, size_px }, Pose::at(x, y).scaled(0.4), tweens);
}
