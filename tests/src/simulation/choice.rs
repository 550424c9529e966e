//! What people make of each other's labels: what a friend sticks, what the labelled person does with it.

use super::chance::{Chance, For};
use super::truth::{REAL_FROM, Truth};

/// A careless answer says yes one time in four, whatever is true.
const CARELESS_YES: f64 = 0.25;
/// How much of a friend's order is mood.
const MOOD: f64 = 0.2;
/// Below it a label hardly fits.
const HARDLY_FROM: f64 = 0.1;
/// How often a host takes a label that hardly fits, fits somewhat, is real.
const ACCEPTS: [f64; 3] = [0.15, 0.75, 0.97];
const LEAVES_UNDECIDED: f64 = 0.08;
const WITHDRAWS: f64 = 0.03;
const BLOCKS: f64 = 0.004;
const DECLARES: f64 = 0.6;

/// What becomes of a given label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    Leave,
    Decline,
    Accept,
    AcceptAndWithdraw,
}

/// The planted truth and how people speak of it.
#[derive(Clone, Debug)]
pub struct Opinions {
    pub seed: u64,
    pub truth: Truth,
    /// The share of answers that follow the truth.
    pub honesty: f64,
}

impl Opinions {
    /// The labels a friend would say fit, the most fitting first.
    pub fn fitting(&self, giver: usize, host: usize) -> Vec<usize> {
        said(&self.truth.fits[host], self.honesty, &mut Chance::new(self.seed, For::Giving, &[giver, host]))
    }

    pub fn decision(&self, host: usize, giver: usize, label: usize) -> Decision {
        let mut chance = Chance::new(self.seed, For::Deciding, &[host, giver, label]);
        if chance.happens(LEAVES_UNDECIDED) {
            Decision::Leave
        } else if !chance.happens(accepts(self.truth.fits[host][label])) {
            Decision::Decline
        } else if chance.happens(WITHDRAWS) {
            Decision::AcceptAndWithdraw
        } else {
            Decision::Accept
        }
    }

    pub fn blocks(&self, host: usize, giver: usize) -> bool {
        Chance::new(self.seed, For::Deciding, &[host, giver]).happens(BLOCKS)
    }

    /// What a person says of themselves; nothing, often.
    pub fn declared(&self, person: usize, most: usize) -> Vec<usize> {
        let mut chance = Chance::new(self.seed, For::Declaring, &[person]);
        if !chance.happens(DECLARES) {
            return Vec::new();
        }
        in_order(&self.truth.fits[person], 0..self.truth.fits[person].len(), &mut chance)
            .into_iter()
            .take(most)
            .collect()
    }

    /// The share of friends, shown the label, whose giving of it ends accepted: what play can show of the
    /// truth when a friend has few places and a host decides. Found by asking many friends.
    pub fn share_kept(&self, host: usize, places: usize) -> Vec<f64> {
        const ASKED: usize = 400;
        let fits = &self.truth.fits[host];
        let mut chance = Chance::new(self.seed, For::Pretending, &[host]);
        let mut sticks = vec![0usize; fits.len()];
        for _ in 0..ASKED {
            said(fits, self.honesty, &mut chance)
                .into_iter()
                .take(places)
                .for_each(|label| sticks[label] += 1);
        }
        let kept = |share: f64| (1.0 - LEAVES_UNDECIDED) * accepts(share) * (1.0 - WITHDRAWS);
        sticks.iter().zip(fits).map(|(count, share)| *count as f64 / ASKED as f64 * kept(*share)).collect()
    }
}

fn accepts(share: f64) -> f64 {
    match share {
        share if share >= REAL_FROM => ACCEPTS[2],
        share if share >= HARDLY_FROM => ACCEPTS[1],
        _ => ACCEPTS[0],
    }
}

/// One friend's yes to each label, by the truth or carelessly, in the order of keenness.
fn said(fits: &[f64], honesty: f64, chance: &mut Chance) -> Vec<usize> {
    let mut says_yes = |label: &usize| {
        let probability = if chance.happens(honesty) { fits[*label] } else { CARELESS_YES };
        chance.happens(probability)
    };
    let yes: Vec<usize> = (0..fits.len()).filter(&mut says_yes).collect();
    in_order(fits, yes, chance)
}

fn in_order(fits: &[f64], labels: impl IntoIterator<Item = usize>, chance: &mut Chance) -> Vec<usize> {
    let keen = |label: usize| (label, fits[label] + MOOD * chance.uniform());
    let mut keenness: Vec<(usize, f64)> = labels.into_iter().map(keen).collect();
    keenness.sort_by(|(_, a), (_, b)| b.total_cmp(a));
    keenness.into_iter().map(|(label, _)| label).collect()
}
