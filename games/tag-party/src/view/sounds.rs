//! The sounds of Tag Party, each a handful of notes.

use tapvine_stage::{Stage, Waveform};

/// A major pentatonic scale upwards from C5: every label that sticks is a step higher.
const SCALE_HZ: [f32; 9] = [523.3, 587.3, 659.3, 784.0, 880.0, 1046.5, 1174.7, 1318.5, 1568.0];

pub fn scale_hz(step: usize) -> f32 {
    SCALE_HZ[step.min(SCALE_HZ.len() - 1)]
}

/// A label leaves its slot and flies.
pub fn lift(stage: &Stage) {
    stage.sound.note(Waveform::Sine, (340.0, 760.0), 0, 300, 0.1);
    stage.sound.noise(1_800.0, 60, 260, 0.03);
}

/// A sticker lands: a thump, the ink, and a note.
pub fn land(stage: &Stage, count: usize) {
    let hz = scale_hz(count.saturating_sub(1) + 1);
    stage.sound.note(Waveform::Sine, (180.0, 62.0), 0, 150, 0.42);
    stage.sound.noise(1_100.0, 0, 70, 0.16);
    stage.sound.note(Waveform::Triangle, (hz, hz), 35, 260, 0.2);
    stage.sound.note(Waveform::Sine, (hz * 1.5, hz * 1.5), 90, 240, 0.09);
}

pub fn peel(stage: &Stage) {
    stage.sound.noise(2_600.0, 0, 170, 0.12);
    stage.sound.note(Waveform::Sawtooth, (210.0, 640.0), 0, 150, 0.035);
    stage.sound.note(Waveform::Sine, (700.0, 330.0), 130, 330, 0.1);
}

pub fn full(stage: &Stage) {
    stage.sound.chime(&[233.1, 207.7], 95, 170, 0.2);
}

pub fn may_end(stage: &Stage) {
    stage.sound.chime(&[784.0, 1046.5], 80, 200, 0.1);
}

pub fn second(stage: &Stage) {
    stage.sound.note(Waveform::Square, (880.0, 880.0), 0, 45, 0.03);
}

pub fn over(stage: &Stage, some_stick: bool) {
    if some_stick {
        stage.sound.chime(&[523.3, 659.3, 784.0, 1046.5, 1318.5, 1568.0], 95, 420, 0.22);
    } else {
        stage.sound.chime(&[659.3, 587.3, 523.3], 150, 380, 0.18);
    }
}
