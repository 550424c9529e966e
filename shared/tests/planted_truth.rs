//! Whether the interest profile finds what is true: people whose interests were planted, friends who are honest at a stated rate.
//!
//! `cargo test -p tapvine-shared --test planted_truth -- --nocapture` prints the figures.

use tapvine_shared::label::{Formula, Shown, Signs, interest};
use tapvine_shared::run::{Rng, Seed};

const PLAYERS: usize = 2_000;
const LABELS: usize = 46;
/// Of a hundred answers so many follow the truth; the others are given one time in four, whatever is true.
const HONEST_PERCENT: u32 = 97;
const CARELESS_YES_PERCENT: u32 = 25;
/// An interest is real when most friends would say so.
const REAL_FROM: f64 = 0.5;
const NOW_MS: i64 = 1_790_000_000_000;

struct Pair {
    truth: f64,
    friends_who_gave: usize,
    lower: f64,
    upper: f64,
}

fn uniform(rng: &mut Rng) -> f64 {
    (rng.next_u64() >> 11) as f64 / (1u64 << 53) as f64
}

/// Few people have many friends at the party: 1 to 24, half of them at most 4.
fn number_of_friends(rng: &mut Rng) -> usize {
    let share = uniform(rng);
    1 + (share * share * share * 24.0) as usize
}

/// Every pair of a person and a label for which some friend said yes.
fn party(seed: u64) -> Vec<Pair> {
    let mut rng = Rng::new(Seed(seed), 0);
    let formula = Formula::default();
    let mut pairs = Vec::new();
    for _ in 0..PLAYERS {
        let friends = number_of_friends(&mut rng);
        for _ in 0..LABELS {
            // Drawn from the formula's prior, Beta(1, 3), by its inverse distribution function.
            let truth = 1.0 - (1.0 - uniform(&mut rng)).powf(1.0 / formula.prior_no);
            let says_yes = |rng: &mut Rng| {
                if rng.chance_percent(HONEST_PERCENT) {
                    uniform(rng) < truth
                } else {
                    rng.chance_percent(CARELESS_YES_PERCENT)
                }
            };
            let shown = (0..friends).map(|_| Shown { at_ms: NOW_MS, accepted: says_yes(&mut rng) });
            let signs = Signs { friends: shown.collect(), ..Signs::default() };
            if let Some(found) = interest(&signs, &formula, NOW_MS) {
                let friends_who_gave = found.n_givers;
                pairs.push(Pair { truth, friends_who_gave, lower: found.lower, upper: found.upper });
            }
        }
    }
    pairs
}

/// Of the first tenth in this order, how many interests are real.
fn precision_at_ten_percent(pairs: &mut [Pair], rank: impl Fn(&Pair) -> f64) -> f64 {
    pairs.sort_by(|a, b| rank(b).total_cmp(&rank(a)));
    let tenth = &pairs[..pairs.len() / 10];
    tenth.iter().filter(|pair| pair.truth >= REAL_FROM).count() as f64 / tenth.len() as f64
}

#[test]
fn the_lower_bound_ranks_better_than_counting_and_the_interval_covers_the_truth() {
    for seed in [1, 2, 3] {
        let mut pairs = party(seed);
        let covered = pairs.iter().filter(|pair| (pair.lower..=pair.upper).contains(&pair.truth)).count();
        let coverage = covered as f64 / pairs.len() as f64;
        let by_lower_bound = precision_at_ten_percent(&mut pairs, |pair| pair.lower);
        let by_count = precision_at_ten_percent(&mut pairs, |pair| pair.friends_who_gave as f64);
        println!(
            "seed {seed}: {} pairs, 90 % interval covers {:.1} %, precision at 10 %: lower bound {:.1} %, count {:.1} %",
            pairs.len(),
            coverage * 100.0,
            by_lower_bound * 100.0,
            by_count * 100.0
        );
        assert!((0.87..=0.93).contains(&coverage), "{coverage}");
        assert!(by_lower_bound > by_count + 0.05, "{by_lower_bound} against {by_count}");
    }
}
