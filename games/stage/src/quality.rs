//! Quality: a screen too slow for all its pixels gets fewer of them, never fewer frames.

/// Above the 33 ms of a phone that saves power at 30 Hz, which is not slow.
const SLOW_FRAME_MS: f64 = 40.0;
/// A longer frame means that the page was away, not that drawing is slow.
const ABSENCE_MS: f64 = 400.0;
const SLOW_FRAMES: u32 = 24;
/// The pixel ratios to fall back to, one after the other.
const LOWER_RATIOS: [f32; 3] = [2.0, 1.5, 1.0];

#[derive(Clone, Copy, Debug)]
pub struct Quality {
    /// The most device pixels for one CSS pixel.
    pub max_pixel_ratio: f32,
    last_ms: f64,
    slow_frames: u32,
}

impl Default for Quality {
    fn default() -> Quality {
        Quality { max_pixel_ratio: 3.0, last_ms: 0.0, slow_frames: 0 }
    }
}

impl Quality {
    /// Counts a frame drawn at `pixel_ratio`; whether the ratio must fall now.
    pub fn record_frame(&mut self, now_ms: f64, pixel_ratio: f32) -> bool {
        let took_ms = now_ms - self.last_ms;
        self.last_ms = now_ms;
        let is_slow = took_ms > SLOW_FRAME_MS && took_ms < ABSENCE_MS;
        self.slow_frames = if is_slow { self.slow_frames + 1 } else { self.slow_frames.saturating_sub(2) };
        let lower = LOWER_RATIOS.into_iter().find(|ratio| *ratio < pixel_ratio);
        match lower.filter(|_| self.slow_frames >= SLOW_FRAMES) {
            Some(ratio) => {
                self.max_pixel_ratio = ratio;
                self.slow_frames = 0;
                true
            }
            None => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ratio_after(frames: u32, took_ms: f64) -> f32 {
        let mut quality = Quality::default();
        for n in 0..frames {
            let ratio = quality.max_pixel_ratio;
            quality.record_frame(1_000.0 + f64::from(n) * took_ms, ratio);
        }
        quality.max_pixel_ratio
    }

    #[test]
    fn a_slow_screen_gets_fewer_pixels_step_by_step() {
        assert_eq!(ratio_after(30, 60.0), 2.0);
        assert_eq!(ratio_after(55, 60.0), 1.5);
        assert_eq!(ratio_after(900, 60.0), 1.0);
    }

    #[test]
    fn a_fast_screen_and_one_that_saves_power_keep_theirs() {
        assert_eq!(ratio_after(900, 16.7), 3.0);
        assert_eq!(ratio_after(900, 33.4), 3.0);
    }

    #[test]
    fn an_absence_is_not_slowness() {
        assert_eq!(ratio_after(60, 1_000.0), 3.0);
    }
}
