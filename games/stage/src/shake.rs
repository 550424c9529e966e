//! Screen shake that dies away; none at all for people who asked for less motion.

use crate::trigonometry::{cosine, sine};

#[derive(Clone, Copy, Debug, Default)]
pub struct Shake {
    strength: f32,
    age_ticks: u32,
    is_off: bool,
}

impl Shake {
    pub fn new(is_off: bool) -> Shake {
        Shake { is_off, ..Shake::default() }
    }

    /// `strength` 0 to 1; shakes do not add up, the stronger one wins.
    pub fn start(&mut self, strength: f32) {
        if !self.is_off {
            self.strength = self.strength.max(strength);
        }
    }

    pub fn step(&mut self) {
        self.age_ticks = self.age_ticks.wrapping_add(1);
        self.strength = (self.strength * 0.88 - 0.004).max(0.0);
    }

    /// How far the picture is off its place, in design pixels.
    pub fn offset(&self) -> (f32, f32) {
        const MAX_PX: f32 = 11.0;
        let reach = self.strength * MAX_PX;
        let age = self.age_ticks as f32;
        (sine(age * 1.9) * reach, cosine(age * 2.7) * reach)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shake_dies_away() {
        let mut shake = Shake::default();
        shake.start(1.0);
        assert_ne!(shake.offset(), (0.0, 0.0));
        (0..90).for_each(|_| shake.step());
        assert_eq!(shake.offset(), (0.0, 0.0));
    }

    #[test]
    fn nothing_shakes_when_it_is_off() {
        let mut shake = Shake::new(true);
        shake.start(1.0);
        assert_eq!(shake.offset(), (0.0, 0.0));
    }
}
