//! The planted truth: for each person and label the share of their friends who would say that it fits.
//!
//! Every label is as popular as it is, people of a community are alike, and who likes one thing likes others
//! of its group. Normal deviates carry these likenesses; together they are again normal, so over all people
//! and labels the shares follow one stated Beta distribution (a Gaussian copula).

use super::campaign::Labels;
use crate::random::{Purpose, RandomStream};
use statrs::distribution::{Beta, ContinuousCDF, Normal};
use std::collections::{BTreeMap, BTreeSet};

/// How much of a deviate's variance comes from what; the rest is the person's own.
const OF_POPULARITY: f64 = 0.20;
const OF_COMMUNITY: f64 = 0.25;
const OF_TASTE: f64 = 0.16;
/// The Beta distribution of the shares: few labels fit a person, most hardly at all.
const HARDLY_FITS: f64 = 3.0;
/// A friend has so many more places than labels to stick.
const ROOM: f64 = 0.8;
/// The quantiles are read from a table of this length.
const TABLE: usize = 4_000;
/// An interest is real when most friends would say so.
pub const REAL_FROM: f64 = 0.5;

#[derive(Clone, Debug, PartialEq)]
pub struct Truth {
    /// Person → label → share of friends.
    pub fits: Vec<Vec<f64>>,
}

impl Truth {
    pub fn plant(seed: u64, labels: &Labels, community_of: &[usize]) -> Truth {
        let quantiles = quantiles(labels);
        let normal = Normal::standard();
        let share = |deviate: f64| quantiles[(normal.cdf(deviate) * TABLE as f64) as usize];
        let popularity = deviates(seed, Purpose::Popularity, &[], labels);
        let communities: BTreeMap<usize, Vec<f64>> = community_of
            .iter()
            .map(|community| (*community, deviates(seed, Purpose::Community, &[*community], labels)))
            .collect();
        let person = |(person, community): (usize, &usize)| {
            let taste = tastes(seed, person, labels);
            let own = deviates(seed, Purpose::Person, &[person], labels);
            let deviate = |label: usize| {
                let rest = 1.0 - OF_POPULARITY - OF_COMMUNITY - OF_TASTE;
                OF_POPULARITY.sqrt() * popularity[label]
                    + OF_COMMUNITY.sqrt() * communities[community][label]
                    + OF_TASTE.sqrt() * taste[label]
                    + rest.sqrt() * own[label]
            };
            (0..labels.list.len()).map(|label| share(deviate(label))).collect()
        };
        Truth { fits: community_of.iter().enumerate().map(person).collect() }
    }

    /// The labels that fit a person best.
    pub fn strongest(&self, person: usize, count: usize) -> BTreeSet<usize> {
        let fits = &self.fits[person];
        let mut order: Vec<usize> = (0..fits.len()).collect();
        order.sort_by(|a, b| fits[*b].total_cmp(&fits[*a]));
        order.into_iter().take(count).collect()
    }

    /// How many labels of a person are real.
    pub fn real_of(&self, person: usize) -> usize {
        self.fits[person].iter().filter(|share| **share >= REAL_FROM).count()
    }
}

/// Of the Beta distribution whose mean fills most places of a round, whatever the campaign's list and limit.
fn quantiles(labels: &Labels) -> Vec<f64> {
    let mean = (ROOM * labels.max_given as f64 / labels.list.len() as f64).min(0.5);
    let beta = Beta::new(HARDLY_FITS * mean / (1.0 - mean), HARDLY_FITS).expect("both are positive");
    (0..=TABLE)
        .map(|place| beta.inverse_cdf((place as f64 + 0.5).min(TABLE as f64 - 0.5) / TABLE as f64))
        .collect()
}

/// One for each label; a label and its opposite pull to different sides.
fn deviates(seed: u64, purpose: Purpose, whose: &[usize], labels: &Labels) -> Vec<f64> {
    let mut random = RandomStream::new(seed, purpose, whose);
    let mut row: Vec<f64> = labels.list.iter().map(|_| random.normal()).collect();
    for (label, opposite) in labels.opposites() {
        row[opposite] = -row[label];
    }
    row
}

/// One for each group of labels, given to each label of it.
fn tastes(seed: u64, person: usize, labels: &Labels) -> Vec<f64> {
    let mut random = RandomStream::new(seed, Purpose::Taste, &[person]);
    let mut groups: BTreeMap<&str, f64> = BTreeMap::new();
    labels.list.iter().map(|label| *groups.entry(&label.group).or_insert_with(|| random.normal())).collect()
}
