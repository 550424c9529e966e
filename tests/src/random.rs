//! Randomness that depends only on the seed and on what it is for: no order of answers changes a decision.

use tapvine_shared::run::{Rng, Seed};

/// What a draw is for; each has a row of numbers of its own.
#[derive(Clone, Copy, Debug)]
pub enum Purpose {
    Popularity,
    Community,
    Taste,
    Person,
    Friends,
    Arriving,
    Receivers,
    Giving,
    Deciding,
    Declaring,
    Rounds,
    Estimating,
    Hands,
}

pub struct RandomStream(Rng);

impl RandomStream {
    pub fn new(seed: u64, purpose: Purpose, whose: &[usize]) -> RandomStream {
        let numbers = std::iter::once(purpose as u64).chain(whose.iter().map(|number| *number as u64));
        let key = numbers.fold(seed, |key, number| Rng::new(Seed(key), number + 1).next_u64());
        RandomStream(Rng::new(Seed(key), 0))
    }

    pub fn next_u64(&mut self) -> u64 {
        self.0.next_u64()
    }

    /// From 0 up to 1, without 1.
    pub fn uniform(&mut self) -> f64 {
        (self.0.next_u64() >> 11) as f64 / (1u64 << 53) as f64
    }

    pub fn happens(&mut self, probability: f64) -> bool {
        self.uniform() < probability
    }

    pub fn below(&mut self, bound: usize) -> usize {
        self.0.below(bound as u32) as usize
    }

    /// Normally distributed with mean 0 and variance 1 (Box and Muller, 1958).
    pub fn normal(&mut self) -> f64 {
        let radius = (-2.0 * (1.0 - self.uniform()).ln()).sqrt();
        radius * (std::f64::consts::TAU * self.uniform()).cos()
    }

    /// Fisher–Yates.
    pub fn shuffle<T>(&mut self, row: &mut [T]) {
        for last in (1..row.len()).rev() {
            row.swap(last, self.below(last + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_purpose_of_the_same_person_draws_the_same_and_another_differs() {
        let draw = |purpose, whose: &[usize]| RandomStream::new(7, purpose, whose).uniform().to_bits();
        assert_eq!(draw(Purpose::Giving, &[1, 2]), draw(Purpose::Giving, &[1, 2]));
        assert_ne!(draw(Purpose::Giving, &[1, 2]), draw(Purpose::Giving, &[2, 1]));
        assert_ne!(draw(Purpose::Giving, &[1, 2]), draw(Purpose::Deciding, &[1, 2]));
    }

    #[test]
    fn normal_draws_have_mean_zero_and_variance_one() {
        let mut random = RandomStream::new(1, Purpose::Taste, &[]);
        let draws: Vec<f64> = (0..20_000).map(|_| random.normal()).collect();
        let mean = draws.iter().sum::<f64>() / draws.len() as f64;
        let variance = draws.iter().map(|draw| draw * draw).sum::<f64>() / draws.len() as f64;
        assert!(mean.abs() < 0.03 && (variance - 1.0).abs() < 0.05, "{mean} {variance}");
    }
}
