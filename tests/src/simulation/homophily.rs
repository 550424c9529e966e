//! How alike friends were planted: inviter and invitee against people put together by chance.

use super::social_graph::SocialGraph;
use super::truth::Truth;
use crate::random::{Purpose, RandomStream};
use std::collections::BTreeSet;

/// The mean Jaccard similarity of the strongest labels.
#[derive(Clone, Copy, Debug)]
pub struct Homophily {
    pub friends: f64,
    pub strangers: f64,
}

pub fn planted(graph: &SocialGraph, truth: &Truth, strongest: usize) -> Homophily {
    let of = |person: usize| truth.strongest(person, strongest);
    let referrals: Vec<(usize, usize)> = graph.referrals().collect();
    let mut strangers: Vec<usize> = referrals.iter().map(|(_, invitee)| *invitee).collect();
    RandomStream::new(0, Purpose::Estimating, &[]).shuffle(&mut strangers);
    let mean = |pairs: &mut dyn Iterator<Item = (usize, usize)>| {
        pairs.map(|(a, b)| jaccard(&of(a), &of(b))).sum::<f64>() / referrals.len().max(1) as f64
    };
    Homophily {
        friends: mean(&mut referrals.iter().copied()),
        strangers: mean(
            &mut referrals.iter().zip(strangers).map(|((inviter, _), stranger)| (*inviter, stranger)),
        ),
    }
}

fn jaccard(a: &BTreeSet<usize>, b: &BTreeSet<usize>) -> f64 {
    a.intersection(b).count() as f64 / a.union(b).count().max(1) as f64
}
