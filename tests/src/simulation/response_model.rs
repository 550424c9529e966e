//! What people make of each other's labels: what a friend sticks, what the labelled person does with it.

use super::truth::{REAL_FROM, Truth};
use crate::random::{Purpose, RandomStream};

/// A careless answer says yes one time in four, whatever is true.
const CARELESS_YES: f64 = 0.25;
/// How much of a friend's order is chance.
const ORDER_NOISE: f64 = 0.2;
/// Below it a label hardly fits.
const HARDLY_FROM: f64 = 0.1;
/// How often a receiver takes a label that hardly fits, fits somewhat, is real.
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
pub struct ResponseModel {
    pub seed: u64,
    pub truth: Truth,
    /// The share of answers that follow the truth.
    pub honesty: f64,
}

impl ResponseModel {
    /// The labels a friend would say fit, the most fitting first.
    pub fn labels_to_give(&self, giver: usize, receiver: usize) -> Vec<usize> {
        answers(
            &self.truth.fits[receiver],
            self.honesty,
            &mut RandomStream::new(self.seed, Purpose::Giving, &[giver, receiver]),
        )
    }

    pub fn decision(&self, receiver: usize, giver: usize, label: usize) -> Decision {
        let mut random = RandomStream::new(self.seed, Purpose::Deciding, &[receiver, giver, label]);
        if random.happens(LEAVES_UNDECIDED) {
            Decision::Leave
        } else if !random.happens(accepts(self.truth.fits[receiver][label])) {
            Decision::Decline
        } else if random.happens(WITHDRAWS) {
            Decision::AcceptAndWithdraw
        } else {
            Decision::Accept
        }
    }

    pub fn blocks(&self, receiver: usize, giver: usize) -> bool {
        RandomStream::new(self.seed, Purpose::Deciding, &[receiver, giver]).happens(BLOCKS)
    }

    /// What a person says of themselves; nothing, often.
    pub fn declared(&self, person: usize, most: usize) -> Vec<usize> {
        let mut random = RandomStream::new(self.seed, Purpose::Declaring, &[person]);
        if !random.happens(DECLARES) {
            return Vec::new();
        }
        in_order(&self.truth.fits[person], 0..self.truth.fits[person].len(), &mut random)
            .into_iter()
            .take(most)
            .collect()
    }

    /// The share of friends, shown the label, whose giving of it ends accepted: what play can show of the
    /// truth when a friend has few places and a receiver decides. Found by asking many friends.
    pub fn accepted_share(&self, receiver: usize, places: usize) -> Vec<f64> {
        const ASKED: usize = 400;
        let fits = &self.truth.fits[receiver];
        let mut random = RandomStream::new(self.seed, Purpose::Estimating, &[receiver]);
        let mut sticks = vec![0usize; fits.len()];
        for _ in 0..ASKED {
            answers(fits, self.honesty, &mut random)
                .into_iter()
                .take(places)
                .for_each(|label| sticks[label] += 1);
        }
        let accepted = |share: f64| (1.0 - LEAVES_UNDECIDED) * accepts(share) * (1.0 - WITHDRAWS);
        sticks
            .iter()
            .zip(fits)
            .map(|(count, share)| *count as f64 / ASKED as f64 * accepted(*share))
            .collect()
    }
}

fn accepts(share: f64) -> f64 {
    match share {
        share if share >= REAL_FROM => ACCEPTS[2],
        share if share >= HARDLY_FROM => ACCEPTS[1],
        _ => ACCEPTS[0],
    }
}

/// One friend's yes to each label, by the truth or carelessly, the most fitting first.
fn answers(fits: &[f64], honesty: f64, random: &mut RandomStream) -> Vec<usize> {
    let mut says_yes = |label: &usize| {
        let probability = if random.happens(honesty) { fits[*label] } else { CARELESS_YES };
        random.happens(probability)
    };
    let yes: Vec<usize> = (0..fits.len()).filter(&mut says_yes).collect();
    in_order(fits, yes, random)
}

fn in_order(fits: &[f64], labels: impl IntoIterator<Item = usize>, random: &mut RandomStream) -> Vec<usize> {
    let rank = |label: usize| (label, fits[label] + ORDER_NOISE * random.uniform());
    let mut ranks: Vec<(usize, f64)> = labels.into_iter().map(rank).collect();
    ranks.sort_by(|(_, a), (_, b)| b.total_cmp(a));
    ranks.into_iter().map(|(label, _)| label).collect()
}
