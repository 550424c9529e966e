//! The music: a light tune that gains voices with the labels that stick.

use super::sounds::scale_hz;
use tapvine_stage::{Stage, Waveform};

const BEAT_TICKS: u32 = 16;
const BASS_HZ: [f32; 8] = [130.8, 164.8, 174.6, 196.0, 130.8, 220.0, 174.6, 196.0];
const TUNE: [usize; 16] = [0, 2, 3, 2, 4, 3, 2, 1, 0, 2, 3, 5, 4, 3, 1, 2];

#[derive(Clone, Copy, Debug, Default)]
pub struct Music {
    ticks: u32,
}

impl Music {
    pub fn step(&mut self, stuck: i64, stage: &Stage) {
        self.ticks += 1;
        if !self.ticks.is_multiple_of(BEAT_TICKS) {
            return;
        }
        let beat = (self.ticks / BEAT_TICKS) as usize;
        if beat.is_multiple_of(2) {
            let hz = BASS_HZ[beat / 2 % BASS_HZ.len()];
            stage.sound.note(Waveform::Triangle, (hz, hz), 0, 260, 0.1);
        } else {
            stage.sound.noise(7_000.0, 0, 30, 0.018);
        }
        if stuck > 0 {
            let hz = scale_hz(TUNE[beat % TUNE.len()]) / 2.0;
            stage.sound.note(Waveform::Sine, (hz, hz), 0, 190, 0.05);
        }
        if stuck > 2 {
            let hz = scale_hz(TUNE[(beat + 5) % TUNE.len()]);
            stage.sound.note(Waveform::Sine, (hz, hz), 0, 150, 0.03);
        }
    }
}
