//! Easings: how a value goes from one end to the other.

use crate::trigonometry::cosine;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ease {
    Linear,
    /// Slow at the start.
    In,
    /// Slow at the end.
    Out,
    /// Slow at both ends.
    InOut,
    /// Overshoots the end and comes back.
    BackOut,
    /// Draws back before it starts.
    BackIn,
    /// Swings around the end.
    Elastic,
    /// At the end at half time, and back at the start at the end.
    PingPong,
}

impl Ease {
    /// `done` from 0 to 1.
    pub fn at(self, done: f32) -> f32 {
        const OVERSHOOT: f32 = 1.9;
        let t = done.clamp(0.0, 1.0);
        let left = 1.0 - t;
        match self {
            Ease::Linear => t,
            Ease::In => t * t * t,
            Ease::Out => 1.0 - left * left * left,
            Ease::InOut => t * t * (3.0 - 2.0 * t),
            Ease::BackOut => 1.0 - left * left * ((OVERSHOOT + 1.0) * left - OVERSHOOT),
            Ease::BackIn => t * t * ((OVERSHOOT + 1.0) * t - OVERSHOOT),
            Ease::Elastic => 1.0 - left * left * left * cosine(t * 14.0),
            Ease::PingPong => 4.0 * t * left,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TO_THE_END: [Ease; 7] =
        [Ease::Linear, Ease::In, Ease::Out, Ease::InOut, Ease::BackOut, Ease::BackIn, Ease::Elastic];

    #[test]
    fn every_easing_starts_at_the_start_and_ends_at_the_end() {
        for ease in TO_THE_END {
            assert!(ease.at(0.0).abs() < 0.001, "{ease:?}");
            assert!((ease.at(1.0) - 1.0).abs() < 0.001, "{ease:?}");
            assert_eq!(ease.at(7.0), ease.at(1.0), "{ease:?}");
        }
    }

    #[test]
    fn back_overshoots_and_ping_pong_returns() {
        assert!((1..10).any(|n| Ease::BackOut.at(n as f32 / 10.0) > 1.05));
        assert!((1..10).any(|n| Ease::BackIn.at(n as f32 / 10.0) < -0.05));
        assert_eq!((Ease::PingPong.at(0.5), Ease::PingPong.at(1.0)), (1.0, 0.0));
    }
}
