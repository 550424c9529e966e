//! Sine and cosine, exact enough for looks: those of the standard library weigh more than all tweens.

use std::f32::consts::{FRAC_PI_2, TAU};

/// The sine of an angle in radians, within a thousandth.
pub fn sine(angle: f32) -> f32 {
    let turns = angle / TAU;
    let t = 2.0 * (turns - (turns + 0.5).floor());
    let parabola = 4.0 * t * (1.0 - t.abs());
    parabola * (0.775 + 0.225 * parabola.abs())
}

/// The cosine of an angle in radians, within a thousandth.
pub fn cosine(angle: f32) -> f32 {
    sine(angle + FRAC_PI_2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_stays_within_a_thousandth_or_so_of_the_true_sine() {
        for n in -4_000..4_000 {
            let angle = n as f32 * 0.01;
            assert!((sine(angle) - angle.sin()).abs() < 0.0015, "{angle}");
            assert!((cosine(angle) - angle.cos()).abs() < 0.0015, "{angle}");
        }
    }
}
