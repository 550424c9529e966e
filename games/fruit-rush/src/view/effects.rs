//! Effects: particle bursts, ripples and floating texts; few and still when less motion was asked for.

use super::sprites::Sprites;
use tapvine_stage::{Art, Channel, Colour, Ease, Particle, Pose, Stage, Tweens, Visual, cosine, sine};

/// Pieces thrown in all directions from a place.
pub fn burst(stage: &mut Stage, art: Art, (x, y): (f32, f32), count: u32, force: f32, size_px: f32) {
    let count = if stage.reduced_motion { 0 } else { count };
    for n in 0..count {
        let angle = (n as f32 + stage.particles.jitter() * 0.5) * std::f32::consts::TAU / count as f32;
        let speed = force * (0.75 + 0.35 * stage.particles.jitter());
        let particle = Particle {
            art: art.0,
            x,
            y,
            speed_x: cosine(angle) * speed,
            speed_y: sine(angle) * speed - force * 0.4,
            gravity: 0.16,
            drag: 0.95,
            rotation: angle,
            spin: stage.particles.jitter() * 0.2,
            size_px: size_px * (0.8 + 0.4 * stage.particles.jitter()),
            life_ticks: (32.0 + 12.0 * stage.particles.jitter()) as u16,
            age_ticks: 0,
        };
        stage.particles.emit(particle);
    }
}

/// A few leaves that sail down.
pub fn leaves(stage: &mut Stage, sprites: &Sprites, place: (f32, f32), count: u32) {
    burst(stage, sprites.leaf, place, count, 1.8, 17.0);
}

/// Smoke that rises and spreads.
pub fn smoke(stage: &mut Stage, sprites: &Sprites, (x, y): (f32, f32)) {
    let count = if stage.reduced_motion { 1 } else { 6 };
    for _ in 0..count {
        let (right, up) = (stage.particles.jitter(), stage.particles.jitter());
        let particle = Particle {
            art: sprites.puff.0,
            x: x + right * 18.0,
            y: y + up * 14.0,
            speed_x: right * 0.9,
            speed_y: -0.9 - up * 0.4,
            drag: 0.96,
            size_px: 26.0 + right * 6.0,
            life_ticks: 34,
            ..Particle::default()
        };
        stage.particles.emit(particle);
    }
}

/// Confetti over the whole width.
pub fn confetti(stage: &mut Stage, sprites: &Sprites, top: f32) {
    let pieces = [sprites.star, sprites.leaf, sprites.drop, sprites.drop_red];
    let count = if stage.reduced_motion { 0 } else { 72 };
    for n in 0..count {
        let (right, down) = (stage.particles.jitter(), stage.particles.jitter());
        let particle = Particle {
            art: pieces[n % pieces.len()].0,
            x: 180.0 + right * 190.0,
            y: top + down * 60.0,
            speed_x: right * 1.5,
            speed_y: -1.0 + down * 2.5,
            gravity: 0.07,
            drag: 0.985,
            rotation: right * 3.0,
            spin: down * 0.16,
            size_px: 17.0 + down * 5.0,
            life_ticks: 130,
            age_ticks: 0,
        };
        stage.particles.emit(particle);
    }
}

/// Where a finger came down.
pub fn ripple(stage: &mut Stage, sprites: &Sprites, x: f32, y: f32, hit: bool) {
    let size_px = if hit { 96.0 } else { 52.0 };
    let tweens = Tweens::default().with(Channel::Scale, (0.35, 1.0), (0, 16), Ease::Out).with(
        Channel::Alpha,
        (0.9, 0.0),
        (0, 16),
        Ease::In,
    );
    stage.spawn_effect(Visual::Sprite { art: sprites.ring, size_px }, Pose::at(x, y).scaled(0.35), tweens);
}

/// A text that pops up, rises and fades.
pub fn floating_text(stage: &mut Stage, text: String, size_px: f32, colour: Colour, (x, y): (f32, f32)) {
    let x = x.clamp(44.0, 316.0);
    let rise = if stage.reduced_motion { 0.0 } else { 44.0 };
    let tweens = Tweens::default()
        .with(Channel::Scale, (0.4, 1.0), (0, 10), Ease::BackOut)
        .with(Channel::Y, (y, y - rise), (0, 46), Ease::Out)
        .with(Channel::Alpha, (1.0, 0.0), (30, 16), Ease::In);
    stage.spawn_text(text, size_px, colour, Pose::at(x, y).scaled(0.4), tweens);
}

/// A text that crosses the whole stage.
pub fn banner(stage: &mut Stage, text: String, size_px: f32, colour: Colour, y: f32) {
    let far = if stage.reduced_motion { 0.0 } else { 300.0 };
    let tweens = Tweens::default()
        .with(Channel::X, (180.0 - far, 180.0), (0, 16), Ease::BackOut)
        .with(Channel::X, (180.0, 180.0 + far), (52, 14), Ease::BackIn)
        .with(Channel::Alpha, (1.0, 0.0), (58, 8), Ease::Linear);
    stage.spawn_text(text, size_px, colour, Pose::at(180.0 - far, y), tweens);
}
