//! Guesses at analyst keys: how many wrong ones are answered as such before a guesser is told to wait.
//!
//! The right key always opens, so that nobody is locked out by a neighbour who guesses. What keeps a guesser
//! out is the length of the keys; this keeps the noise down and shows it. Counted by each endpoint for itself,
//! in memory: with several replicas the limits add up.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

const WINDOW_MS: i64 = 60_000;
const PER_NETWORK: u32 = 10;
const IN_TOTAL: u32 = 100;
/// So many networks are told apart; the total holds for the rest.
const MOST_NETWORKS: usize = 1_000;

#[derive(Debug, Default)]
pub struct GuessThrottle(Mutex<Guesses>);

/// The wrong guesses since the window began.
#[derive(Debug, Default)]
struct Guesses {
    began_at_ms: i64,
    total: u32,
    of_network: HashMap<String, u32>,
}

impl GuessThrottle {
    /// Counts a wrong guess. `Some`: too many, wait so many seconds.
    pub fn count(&self, network: String, now_ms: i64) -> Option<u64> {
        let mut guesses = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if !(0..WINDOW_MS).contains(&(now_ms - guesses.began_at_ms)) {
            *guesses = Guesses { began_at_ms: now_ms, ..Guesses::default() };
        }
        guesses.total = guesses.total.saturating_add(1);
        let has_room = guesses.of_network.len() < MOST_NETWORKS;
        let of_network = if has_room || guesses.of_network.contains_key(&network) {
            let count = guesses.of_network.entry(network).or_default();
            *count = count.saturating_add(1);
            *count
        } else {
            0
        };
        let is_too_many = guesses.total > IN_TOTAL || of_network > PER_NETWORK;
        is_too_many.then(|| (guesses.began_at_ms + WINDOW_MS - now_ms).max(1).unsigned_abs().div_ceil(1_000))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const T: i64 = 1_000_000;

    #[test]
    fn a_network_and_all_of_them_are_told_to_wait_until_the_window_ends() {
        let throttle = GuessThrottle::default();
        let guess = |network: &str, now_ms| throttle.count(network.to_owned(), now_ms);
        assert!((0..10).all(|_| guess("one", T).is_none()));
        assert_eq!(guess("one", T + 20_000), Some(40));
        assert_eq!(guess("two", T + 20_000), None);
        assert_eq!(guess("one", T + 59_999), Some(1));
        assert_eq!(guess("one", T + 60_000), None, "a new window");
        assert!((0..99).all(|number| guess(&format!("other {number}"), T + 60_000).is_none()));
        assert_eq!(guess("yet another", T + 60_000), Some(60));
        assert_eq!(guess("one", 0), None, "a clock that was put back begins anew");
    }

    #[test]
    fn memory_is_bounded_whoever_guesses() {
        let throttle = GuessThrottle::default();
        for number in 0..MOST_NETWORKS * 2 {
            throttle.count(number.to_string(), 0);
        }
        assert_eq!(throttle.0.lock().expect("whole").of_network.len(), MOST_NETWORKS);
    }
}
