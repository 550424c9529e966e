//! What many people's interests say together: who carries what, what goes together, what travels along chains.

use crate::store::insight::Referral;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use tapvine_shared::run::{Rng, Seed};

/// Player → the labels they carry, accepted or declared.
pub type Carried = BTreeMap<String, BTreeSet<String>>;

const PERMUTATIONS: u32 = 1_000;
/// The same data gives the same p-value.
const SEED: Seed = Seed(0x7461_7076_696e_6531);
const MOST_PAIRS: usize = 200;
/// The 97.5 % quantile of the normal distribution.
const Z_95: f64 = 1.959_963_984_540_054;

#[derive(Debug, Serialize)]
pub struct Carriers {
    pub label: String,
    pub people: usize,
    pub share: f64,
    /// Wilson's 95 % interval of the share.
    pub low: f64,
    pub high: f64,
}

#[derive(Debug, Serialize)]
pub struct Pair {
    pub a: String,
    pub b: String,
    pub both: usize,
    /// How much more often together than two independent labels: 1 is chance.
    pub lift: f64,
}

/// Whether inviters and invitees share interests more than chance would have it.
#[derive(Debug, Serialize)]
pub struct Assortativity {
    /// Referrals between two people with interests.
    #[serde(rename = "hops")]
    pub referrals: usize,
    /// The mean Jaccard similarity of inviter and invitee, as it is and over the permutations.
    pub observed: f64,
    pub expected: f64,
    pub z: f64,
    /// One-sided, with the observed order counted in: (1 + as large) / (1 + permutations).
    pub p_value: f64,
    pub permutations: u32,
}

/// How many people carry each label, the most carried first.
pub fn carriers(carried: &Carried) -> Vec<Carriers> {
    let mut carriers: Vec<Carriers> = counts(carried)
        .into_iter()
        .map(|(label, people)| {
            let (low, high) = wilson(people, carried.len());
            let share = people as f64 / carried.len() as f64;
            Carriers { label: label.to_owned(), people, share, low, high }
        })
        .collect();
    carriers.sort_by_key(|carriers| std::cmp::Reverse(carriers.people));
    carriers
}

fn counts(carried: &Carried) -> BTreeMap<&str, usize> {
    let mut counts = BTreeMap::new();
    for label in carried.values().flatten() {
        *counts.entry(label.as_str()).or_default() += 1;
    }
    counts
}

/// Wilson (1927): the interval of a share that stays within 0 and 1 also for few people.
fn wilson(yes: usize, all: usize) -> (f64, f64) {
    if all == 0 {
        return (0.0, 1.0);
    }
    let (n, share, z2) = (all as f64, yes as f64 / all as f64, Z_95 * Z_95);
    let middle = (share + z2 / (2.0 * n)) / (1.0 + z2 / n);
    let half = Z_95 / (1.0 + z2 / n) * (share * (1.0 - share) / n + z2 / (4.0 * n * n)).sqrt();
    ((middle - half).max(0.0), (middle + half).min(1.0))
}

/// Labels that the same people carry, the most frequent pairs first.
pub fn pairs(carried: &Carried) -> Vec<Pair> {
    let counts = counts(carried);
    let mut together: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for labels in carried.values() {
        for (place, a) in labels.iter().enumerate() {
            for b in labels.iter().skip(place + 1) {
                *together.entry((a, b)).or_default() += 1;
            }
        }
    }
    let pair = |((a, b), both): ((&str, &str), usize)| {
        let lift = both as f64 * carried.len() as f64 / (counts[a] * counts[b]) as f64;
        Pair { a: a.to_owned(), b: b.to_owned(), both, lift }
    };
    let mut pairs: Vec<Pair> = together.into_iter().map(pair).collect();
    pairs.sort_by_key(|pair| std::cmp::Reverse(pair.both));
    pairs.truncate(MOST_PAIRS);
    pairs
}

/// Compares the referrals as they are with the same inviters and their invitees dealt anew.
pub fn assortativity(carried: &Carried, referrals: &[Referral]) -> Assortativity {
    let numbers: HashMap<&str, u32> = counts(carried).into_keys().zip(0_u32..).collect();
    let bits = |player_id: &str| -> Option<u64> {
        let labels = carried.get(player_id)?;
        Some(labels.iter().fold(0, |bits, label| bits | 1 << (numbers[label.as_str()] % u64::BITS)))
    };
    let known = referrals
        .iter()
        .filter_map(|referral| Some((bits(&referral.inviter_id)?, bits(&referral.invitee_id)?)));
    let (inviters, mut invitees): (Vec<u64>, Vec<u64>) = known.unzip();
    let observed = mean_similarity(&inviters, &invitees);
    let mut rng = Rng::new(SEED, 0);
    let (mut sum, mut squares, mut as_large) = (0.0, 0.0, 0_u32);
    for _ in 0..PERMUTATIONS {
        for last in (1..invitees.len()).rev() {
            invitees.swap(last, rng.below(last as u32 + 1) as usize);
        }
        let permuted = mean_similarity(&inviters, &invitees);
        sum += permuted;
        squares += permuted * permuted;
        as_large += u32::from(permuted >= observed - 1e-12);
    }
    let expected = sum / f64::from(PERMUTATIONS);
    let spread = (squares / f64::from(PERMUTATIONS) - expected * expected).max(0.0).sqrt();
    Assortativity {
        referrals: inviters.len(),
        observed,
        expected,
        z: if spread > 1e-12 { (observed - expected) / spread } else { 0.0 },
        p_value: f64::from(1 + as_large) / f64::from(1 + PERMUTATIONS),
        permutations: PERMUTATIONS,
    }
}

fn mean_similarity(inviters: &[u64], invitees: &[u64]) -> f64 {
    let jaccard =
        |(a, b): (&u64, &u64)| f64::from((a & b).count_ones()) / f64::from((a | b).count_ones().max(1));
    inviters.iter().zip(invitees).map(jaccard).sum::<f64>() / inviters.len().max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn carried(people: &[(&str, &[&str])]) -> Carried {
        let labels = |labels: &[&str]| labels.iter().map(|label| (*label).to_owned()).collect();
        people.iter().map(|(player, of)| ((*player).to_owned(), labels(of))).collect()
    }

    #[test]
    fn the_interval_is_wilsons() {
        // Brown, Cai and DasGupta (2001) and any calculator: 8 of 10 → 0.490 to 0.943.
        let (low, high) = wilson(8, 10);
        assert!((low - 0.4902).abs() < 1e-4 && (high - 0.9433).abs() < 1e-4, "{low} {high}");
        assert_eq!(wilson(0, 0), (0.0, 1.0));
        let (low, high) = wilson(0, 5);
        assert!(low == 0.0 && (0.4..0.5).contains(&high));
    }

    #[test]
    fn a_pair_that_is_always_together_has_more_lift_than_chance() {
        let people = carried(&[("p", &["a", "b"]), ("q", &["a", "b"]), ("r", &["c"]), ("s", &["a", "c"])]);
        let pairs = pairs(&people);
        assert_eq!((pairs[0].a.as_str(), pairs[0].b.as_str(), pairs[0].both), ("a", "b", 2));
        assert!((pairs[0].lift - 2.0 * 4.0 / 6.0).abs() < 1e-9);
        assert_eq!(carriers(&people)[0].people, 3);
    }

    #[test]
    fn friends_alike_are_told_from_friends_by_chance_and_always_the_same() {
        let name = |kind: &str, n: usize| format!("{kind}{n}");
        let mut people = Carried::new();
        for n in 0..60 {
            for kind in ["inviter", "invitee"] {
                people.insert(name(kind, n), BTreeSet::from([name("label", n % 6)]));
            }
        }
        let referrals = |shift: usize| -> Vec<Referral> {
            let referral = |n| Referral {
                inviter_id: name("inviter", n),
                invitee_id: name("invitee", (n * shift) % 60),
                at_ms: 0,
            };
            (0..60).map(referral).collect()
        };
        let alike = assortativity(&people, &referrals(1));
        assert!((alike.observed - 1.0).abs() < 1e-9 && alike.p_value < 0.01 && alike.z > 5.0, "{alike:?}");
        assert!((alike.expected - 1.0 / 6.0).abs() < 0.03, "{alike:?}");
        let mixed: Vec<Referral> = referrals(1)
            .into_iter()
            .enumerate()
            .map(|(n, referral)| Referral { invitee_id: name("invitee", (n * 7 + n / 6) % 60), ..referral })
            .collect();
        assert!(assortativity(&people, &mixed).p_value > 0.05);
        assert_eq!(format!("{alike:?}"), format!("{:?}", assortativity(&people, &referrals(1))));
        let nobody = assortativity(&people, &[]);
        assert_eq!((nobody.referrals, nobody.z), (0, 0.0));
        assert!((nobody.p_value - 1.0).abs() < 1e-9);
    }
}
