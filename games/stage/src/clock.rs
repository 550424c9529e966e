//! The fixed step: how many sixtieths of a second to simulate for the time that passed.

const STEP_MS: f64 = 1_000.0 / 60.0;
/// After a hitch the game goes on slower instead of leaping.
const MAX_STEPS_AT_ONCE: u32 = 5;

#[derive(Debug, Default)]
pub struct Clock {
    last_ms: Option<f64>,
    unspent_ms: f64,
}

impl Clock {
    /// Steps due at `now_ms`; the first call and the first after `reset` only start the clock.
    pub fn advance(&mut self, now_ms: f64) -> u32 {
        let passed_ms = self.last_ms.map_or(0.0, |last_ms| (now_ms - last_ms).max(0.0));
        self.last_ms = Some(now_ms);
        self.unspent_ms += passed_ms;
        let due = (self.unspent_ms / STEP_MS) as u32;
        if due > MAX_STEPS_AT_ONCE {
            self.unspent_ms = 0.0;
            return MAX_STEPS_AT_ONCE;
        }
        self.unspent_ms -= f64::from(due) * STEP_MS;
        due
    }

    /// The part of the next step whose time has passed already, 0 to 1.
    pub fn step_part(&self) -> f32 {
        (self.unspent_ms / STEP_MS) as f32
    }

    /// The time until the next `advance` does not count.
    pub fn reset(&mut self) {
        self.last_ms = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steps(times_ms: &[f64]) -> u32 {
        let mut clock = Clock::default();
        times_ms.iter().map(|now_ms| clock.advance(*now_ms)).sum()
    }

    #[test]
    fn a_second_has_sixty_steps_whatever_the_screen_refreshes_at() {
        for hertz in [30, 60, 90, 120, 144] {
            let times: Vec<f64> = (0..=hertz).map(|n| f64::from(n) * 1_000.0 / f64::from(hertz)).collect();
            assert!((59..=60).contains(&steps(&times)), "{hertz} Hz");
        }
    }

    #[test]
    fn a_hitch_slows_the_game_down_instead_of_leaping() {
        assert_eq!(steps(&[0.0, 2_000.0]), 5);
        assert_eq!(steps(&[0.0, 2_000.0, 2_017.0]), 6);
    }

    #[test]
    fn time_running_backwards_is_no_time() {
        assert_eq!(steps(&[100.0, 50.0, 60.0]), 0);
    }

    #[test]
    fn time_before_a_reset_does_not_count() {
        let mut clock = Clock::default();
        clock.advance(0.0);
        clock.reset();
        assert_eq!(clock.advance(60.0), 0);
        assert_eq!(clock.advance(60.0 + 17.0), 1);
    }
}
