//! Bursts of particles, ripples and floating words; few and still when less motion was asked for.

use super::art::Gallery;
use tapvine_stage::{Art, Channel, Ease, Look, Particle, Pen, Pose, Stage, Tone, Tweens, cosine, sine};

/// Pieces thrown in all directions from a place.
pub fn burst(stage: &mut Stage, art: Art, (x, y): (f32, f32), count: u32, force: f32, size_px: f32) {
    let count = if stage.reduced_motion { 0 } else { count };
    for n in 0..count {
        let direction = (n as f32 + stage.particles.wobble() * 0.5) * std::f32::consts::TAU / count as f32;
        let speed = force * (0.75 + 0.35 * stage.particles.wobble());
        let particle = Particle {
            art: art.0,
            x,
            y,
            speed_x: cosine(direction) * speed,
            speed_y: sine(direction) * speed - force * 0.4,
            gravity: 0.16,
            drag: 0.95,
            turn: direction,
            spin: stage.particles.wobble() * 0.2,
            size_px: size_px * (0.8 + 0.4 * stage.particles.wobble()),
            life_ticks: (32.0 + 12.0 * stage.particles.wobble()) as u16,
            age_ticks: 0,
        };
        stage.particles.emit(particle);
    }
}

/// A few leaves that sail down.
pub fn leaves(stage: &mut Stage, gallery: &Gallery, place: (f32, f32), count: u32) {
    burst(stage, gallery.leaf, place, count, 1.8, 17.0);
}

/// Smoke that rises and spreads.
pub fn smoke(stage: &mut Stage, gallery: &Gallery, (x, y): (f32, f32)) {
    let count = if stage.reduced_motion { 1 } else { 6 };
    for _ in 0..count {
        let (right, up) = (stage.particles.wobble(), stage.particles.wobble());
        let particle = Particle {
            art: gallery.puff.0,
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
pub fn confetti(stage: &mut Stage, gallery: &Gallery, top: f32) {
    let pieces = [gallery.star, gallery.leaf, gallery.drop, gallery.drop_red];
    let count = if stage.reduced_motion { 0 } else { 72 };
    for n in 0..count {
        let (right, down) = (stage.particles.wobble(), stage.particles.wobble());
        let particle = Particle {
            art: pieces[n % pieces.len()].0,
            x: 180.0 + right * 190.0,
            y: top + down * 60.0,
            speed_x: right * 1.5,
            speed_y: -1.0 + down * 2.5,
            gravity: 0.07,
            drag: 0.985,
            turn: right * 3.0,
            spin: down * 0.16,
            size_px: 17.0 + down * 5.0,
            life_ticks: 130,
            age_ticks: 0,
        };
        stage.particles.emit(particle);
    }
}

/// Where a finger came down.
pub fn ripple(stage: &mut Stage, gallery: &Gallery, x: f32, y: f32, hit: bool) {
    let size_px = if hit { 96.0 } else { 52.0 };
    let tweens = Tweens::default().with(Channel::Scale, (0.35, 1.0), (0, 16), Ease::Out).with(
        Channel::Alpha,
        (0.9, 0.0),
        (0, 16),
        Ease::In,
    );
    stage.show(Look::Sprite { art: gallery.ring, size_px }, Pose::at(x, y).scaled(0.35), tweens);
}

/// A word that pops up, rises and fades.
pub fn word(stage: &mut Stage, text: String, size_px: f32, tone: Tone, (x, y): (f32, f32)) {
    let x = x.clamp(44.0, 316.0);
    let rise = if stage.reduced_motion { 0.0 } else { 44.0 };
    let tweens = Tweens::default()
        .with(Channel::Scale, (0.4, 1.0), (0, 10), Ease::BackOut)
        .with(Channel::Y, (y, y - rise), (0, 46), Ease::Out)
        .with(Channel::Alpha, (1.0, 0.0), (30, 16), Ease::In);
    stage.say(text, size_px, tone, Pose::at(x, y).scaled(0.4), tweens);
}

/// A word across the whole stage.
pub fn banner(stage: &mut Stage, text: String, size_px: f32, tone: Tone, y: f32) {
    let far = if stage.reduced_motion { 0.0 } else { 300.0 };
    let tweens = Tweens::default()
        .with(Channel::X, (180.0 - far, 180.0), (0, 16), Ease::BackOut)
        .with(Channel::X, (180.0, 180.0 + far), (52, 14), Ease::BackIn)
        .with(Channel::Alpha, (1.0, 0.0), (58, 8), Ease::Linear);
    stage.say(text, size_px, tone, Pose::at(180.0 - far, y), tweens);
}

/// System: draws every particle.
pub fn paint(stage: &Stage, pen: &Pen) {
    for particle in stage.particles.alive() {
        let fresh = particle.freshness();
        let pose = Pose { turn: particle.turn, ..Pose::at(particle.x, particle.y) };
        pen.sprite(Art(particle.art), particle.size_px, &pose.scaled(0.4 + 0.6 * fresh).faded(fresh * 2.0));
    }
}
