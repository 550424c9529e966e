//! The music: a quiet beat that gains voices with the combo and gets faster in the final rush.

use super::sounds::scale_hz;
use crate::rules::{FruitRush, multiplier};
use tapvine_stage::{Stage, Waveform};

const BEAT_TICKS: u32 = 15;
const RUSH_BEAT_TICKS: u32 = 11;
const BASS_HZ: [f32; 8] = [130.8, 130.8, 196.0, 196.0, 220.0, 220.0, 174.6, 196.0];
const TUNE: [u32; 16] = [0, 2, 4, 2, 3, 2, 1, 2, 0, 2, 4, 5, 4, 3, 2, 1];

#[derive(Clone, Copy, Debug, Default)]
pub struct Music {
    beat: u32,
    ticks: u32,
}

impl Music {
    pub fn step(&mut self, rules: &FruitRush, stage: &Stage) {
        let rush = rules.is_final_rush();
        self.ticks += 1;
        if self.ticks < if rush { RUSH_BEAT_TICKS } else { BEAT_TICKS } {
            return;
        }
        self.ticks = 0;
        self.beat += 1;
        let times = multiplier(rules.combo());
        let beat = self.beat as usize;
        if beat.is_multiple_of(2) {
            let hz = BASS_HZ[beat / 2 % BASS_HZ.len()];
            stage.sound.note(Waveform::Triangle, (hz, hz), 0, 210, 0.11);
        }
        if times > 1 || rush {
            stage.sound.noise(7_000.0, 0, 35, if beat.is_multiple_of(2) { 0.022 } else { 0.04 });
        }
        if times > 2 || rush {
            let hz = scale_hz(TUNE[beat % TUNE.len()]) / 2.0;
            stage.sound.note(Waveform::Sine, (hz, hz), 0, 160, 0.06);
        }
        if times > 3 {
            let hz = scale_hz(TUNE[(beat + 3) % TUNE.len()]);
            stage.sound.note(Waveform::Sine, (hz, hz), 0, 120, 0.04);
        }
    }
}
