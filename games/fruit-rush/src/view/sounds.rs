//! The sounds of Fruit Rush, each a handful of notes.

use crate::rules::Phase;
use tapvine_stage::{Stage, Waveform};

/// A major pentatonic scale upwards from C5: a growing combo climbs it.
const SCALE_HZ: [f32; 14] = [
    523.3, 587.3, 659.3, 784.0, 880.0, 1046.5, 1174.7, 1318.5, 1568.0, 1760.0, 2093.0, 2349.3, 2637.0, 3136.0,
];

pub fn scale_hz(step: u32) -> f32 {
    SCALE_HZ[(step as usize).min(SCALE_HZ.len() - 1)]
}

pub fn appear(stage: &Stage, phase: Phase) {
    let from_hz = if phase == Phase::Red { 180.0 } else { 420.0 };
    stage.sound.note(Waveform::Sine, (from_hz, from_hz * 1.5), 0, 70, 0.07);
}

pub fn turned_green(stage: &Stage) {
    stage.sound.chime(&[1046.5, 1568.0], 50, 130, 0.10);
}

pub fn turned_red(stage: &Stage) {
    stage.sound.note(Waveform::Sawtooth, (220.0, 130.0), 0, 160, 0.08);
}

pub fn pick(stage: &Stage, combo: u32, quick: bool) {
    let hz = scale_hz(combo.saturating_sub(1));
    stage.sound.note(Waveform::Sine, (hz * 0.6, hz), 0, 130, 0.34);
    stage.sound.note(Waveform::Triangle, (hz, hz), 15, 190, 0.22);
    stage.sound.noise(2_500.0, 0, 45, 0.12);
    if quick {
        stage.sound.note(Waveform::Sine, (hz * 2.0, hz * 2.0), 60, 150, 0.10);
    }
}

pub fn land(stage: &Stage) {
    stage.sound.note(Waveform::Sine, (190.0, 90.0), 0, 90, 0.16);
}

pub fn combo_up(stage: &Stage, times: u32) {
    let base = times * 2;
    let notes = [scale_hz(base), scale_hz(base + 1), scale_hz(base + 3)];
    stage.sound.chime(&notes, 65, 220, 0.2);
}

pub fn combo_lost(stage: &Stage) {
    stage.sound.note(Waveform::Sine, (440.0, 300.0), 0, 180, 0.09);
}

pub fn gold_appears(stage: &Stage) {
    stage.sound.chime(&[1568.0, 2093.0, 2637.0, 3136.0], 55, 260, 0.10);
}

pub fn gold_picked(stage: &Stage) {
    stage.sound.chime(&[784.0, 1046.5, 1318.5, 1568.0, 2093.0, 2637.0], 60, 380, 0.2);
    stage.sound.noise(5_000.0, 0, 400, 0.08);
}

pub fn too_soon(stage: &Stage) {
    stage.sound.note(Waveform::Triangle, (330.0, 196.0), 0, 240, 0.2);
}

pub fn red(stage: &Stage) {
    stage.sound.note(Waveform::Sawtooth, (160.0, 55.0), 0, 320, 0.28);
    stage.sound.note(Waveform::Square, (98.0, 49.0), 0, 260, 0.12);
    stage.sound.noise(600.0, 0, 180, 0.22);
}

pub fn missed(stage: &Stage) {
    stage.sound.note(Waveform::Sine, (520.0, 210.0), 0, 220, 0.08);
}

pub fn hand(stage: &Stage) {
    stage.sound.note(Waveform::Square, (310.0, 370.0), 0, 50, 0.035);
}

pub fn rush(stage: &Stage) {
    stage.sound.chime(&[659.3, 784.0, 880.0, 1046.5, 1318.5], 70, 200, 0.18);
}

pub fn over(stage: &Stage, won: bool) {
    if won {
        stage.sound.chime(&[523.3, 659.3, 784.0, 1046.5, 1318.5, 1568.0], 95, 420, 0.24);
    } else {
        stage.sound.chime(&[659.3, 587.3, 523.3], 150, 380, 0.2);
    }
}
