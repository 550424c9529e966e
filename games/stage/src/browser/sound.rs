//! Sound, synthesized: notes and noise; silent until the first tap and whenever muted.

use std::cell::{Cell, RefCell};
use wasm_bindgen::JsValue;
use web_sys::{
    AudioBuffer, AudioContext, AudioScheduledSourceNode, BiquadFilterType, GainNode, OscillatorType,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waveform {
    Sine,
    Triangle,
    Square,
    Sawtooth,
}

pub struct Sound {
    muted: Cell<bool>,
    /// The attract mode makes no sound.
    is_demo: Cell<bool>,
    output: RefCell<Option<Output>>,
}

struct Output {
    context: AudioContext,
    volume: GainNode,
    noise: AudioBuffer,
}

impl Sound {
    pub(super) fn new(muted: bool) -> Sound {
        Sound { muted: Cell::new(muted), is_demo: Cell::new(true), output: RefCell::new(None) }
    }

    /// To be called in a tap: browsers let a page sound only after one. Without audio the game is silent.
    pub(super) fn unlock(&self) {
        if self.muted.get() {
            return;
        }
        let mut output = self.output.borrow_mut();
        if output.is_none() {
            *output = Output::open().ok();
        }
        if let Some(output) = output.as_ref().filter(|output| !output.is_running()) {
            drop(output.context.resume());
        }
    }

    pub(super) fn set_muted(&self, muted: bool) {
        self.muted.set(muted);
        match (muted, self.output.borrow().as_ref()) {
            (true, Some(output)) => drop(output.context.suspend()),
            (false, Some(output)) => drop(output.context.resume()),
            (_, None) => {}
        }
        self.unlock();
    }

    pub(super) fn set_demo(&self, is_demo: bool) {
        self.is_demo.set(is_demo);
    }

    pub(super) fn close(&self) {
        if let Some(output) = self.output.borrow_mut().take() {
            drop(output.context.close());
        }
    }

    /// A note gliding `from_hz`–`to_hz`, after `delay_ms`, dying away within `length_ms`.
    pub fn note(
        &self,
        wave: Waveform,
        (from_hz, to_hz): (f32, f32),
        delay_ms: u16,
        length_ms: u16,
        loudness: f32,
    ) {
        self.with(|output| output.note(wave, (from_hz, to_hz), delay_ms, length_ms, loudness));
    }

    /// Notes one after the other, the next one after `gap_ms`.
    pub fn chime(&self, notes_hz: &[f32], gap_ms: u16, length_ms: u16, loudness: f32) {
        for (n, hz) in notes_hz.iter().enumerate() {
            self.note(Waveform::Triangle, (*hz, *hz), n as u16 * gap_ms, length_ms, loudness);
        }
    }

    /// Noise above `over_hz`.
    pub fn noise(&self, over_hz: f32, delay_ms: u16, length_ms: u16, loudness: f32) {
        self.with(|output| output.noise(over_hz, delay_ms, length_ms, loudness));
    }

    fn with(&self, play: impl FnOnce(&Output) -> Result<(), JsValue>) {
        let output = self.output.borrow();
        let heard = output.as_ref().filter(|output| output.is_running());
        if let Some(output) = heard.filter(|_| !self.muted.get() && !self.is_demo.get()) {
            // A note the browser refuses is not worth stopping the game for.
            play(output).unwrap_or_default();
        }
    }
}

impl Output {
    fn open() -> Result<Output, JsValue> {
        let context = AudioContext::new()?;
        let volume = context.create_gain()?;
        volume.gain().set_value(0.5);
        volume.connect_with_audio_node(&context.destination())?;
        let length = (context.sample_rate() / 2.0) as u32;
        let noise = context.create_buffer(1, length, context.sample_rate())?;
        let mut random = 0x1234_5678u32;
        let samples: Vec<f32> = (0..length)
            .map(|_| {
                random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                (random >> 9) as f32 / (1u32 << 22) as f32 - 1.0
            })
            .collect();
        noise.copy_to_channel(&samples, 0)?;
        Ok(Output { context, volume, noise })
    }

    fn is_running(&self) -> bool {
        self.context.state() == web_sys::AudioContextState::Running
    }

    fn note(
        &self,
        wave: Waveform,
        hz: (f32, f32),
        delay_ms: u16,
        length_ms: u16,
        loudness: f32,
    ) -> Result<(), JsValue> {
        let (start, end) = self.times(delay_ms, length_ms);
        let oscillator = self.context.create_oscillator()?;
        oscillator.set_type(match wave {
            Waveform::Sine => OscillatorType::Sine,
            Waveform::Triangle => OscillatorType::Triangle,
            Waveform::Square => OscillatorType::Square,
            Waveform::Sawtooth => OscillatorType::Sawtooth,
        });
        oscillator.frequency().set_value_at_time(hz.0, start)?;
        oscillator.frequency().exponential_ramp_to_value_at_time(hz.1, end)?;
        let envelope = self.envelope(start, end, loudness)?;
        oscillator.connect_with_audio_node(&envelope)?;
        oscillator.start_with_when(start)?;
        oscillator.stop_with_when(end)
    }

    fn noise(&self, over_hz: f32, delay_ms: u16, length_ms: u16, loudness: f32) -> Result<(), JsValue> {
        let (start, end) = self.times(delay_ms, length_ms);
        let source = self.context.create_buffer_source()?;
        source.set_buffer(Some(&self.noise));
        let filter = self.context.create_biquad_filter()?;
        filter.set_type(BiquadFilterType::Highpass);
        filter.frequency().set_value(over_hz);
        source.connect_with_audio_node(&filter)?;
        let envelope = self.envelope(start, end, loudness)?;
        filter.connect_with_audio_node(&envelope)?;
        source.start_with_when(start)?;
        AudioScheduledSourceNode::stop_with_when(&source, end)
    }

    fn times(&self, delay_ms: u16, length_ms: u16) -> (f64, f64) {
        let start = self.context.current_time() + f64::from(delay_ms) / 1_000.0;
        (start, start + f64::from(length_ms) / 1_000.0)
    }

    fn envelope(&self, start: f64, end: f64, loudness: f32) -> Result<GainNode, JsValue> {
        let envelope = self.context.create_gain()?;
        envelope.gain().set_value_at_time(0.0001, start)?;
        envelope.gain().exponential_ramp_to_value_at_time(loudness.max(0.0002), start + 0.006)?;
        envelope.gain().exponential_ramp_to_value_at_time(0.0001, end)?;
        envelope.connect_with_audio_node(&self.volume)?;
        Ok(envelope)
    }
}
