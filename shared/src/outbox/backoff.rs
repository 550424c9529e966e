//! When to try again: half a second, doubling to a minute, with jitter, never before `Retry-After`.

const FIRST_DELAY_MS: u64 = 500;
const LONGEST_DELAY_MS: u64 = 60_000;

/// The waiting time between attempts.
#[derive(Clone, Debug, Default)]
pub(super) struct Backoff {
    failures: u32,
    not_before_ms: u64,
}

impl Backoff {
    pub fn may_try_at(&self, now_ms: u64) -> bool {
        now_ms >= self.not_before_ms
    }

    pub fn not_before_ms(&self) -> u64 {
        self.not_before_ms
    }

    /// `jitter_permille` spreads many clients over the upper half of the delay.
    pub fn failed(&mut self, now_ms: u64, retry_after_ms: Option<u64>, jitter_permille: u32) {
        let full_ms = (FIRST_DELAY_MS << self.failures.min(7)).min(LONGEST_DELAY_MS);
        self.failures = self.failures.saturating_add(1);
        let delay_ms = full_ms / 2 + full_ms / 2 * u64::from(jitter_permille.min(1_000)) / 1_000;
        self.not_before_ms = now_ms + delay_ms.max(retry_after_ms.unwrap_or(0));
    }

    pub fn succeeded(&mut self) {
        *self = Backoff::default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delay_doubles_to_a_minute_and_starts_over_after_a_success() {
        let mut backoff = Backoff::default();
        let mut delays = Vec::new();
        for _ in 0..10 {
            backoff.failed(1_000, None, 1_000);
            delays.push(backoff.not_before_ms() - 1_000);
        }
        assert_eq!(delays, [500, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000]);
        backoff.succeeded();
        assert!(backoff.may_try_at(0));
    }

    #[test]
    fn a_server_that_names_a_time_is_not_asked_before() {
        let mut backoff = Backoff::default();
        backoff.failed(0, Some(90_000), 0);
        assert!(!backoff.may_try_at(89_999));
        assert!(backoff.may_try_at(90_000));
    }
}
