//! How alike friends were planted: inviter and invitee against people put together by chance.

use super::chance::{Chance, For};
use super::friends::Friends;
use super::truth::Truth;
use std::collections::BTreeSet;

/// The mean Jaccard similarity of the strongest labels.
#[derive(Clone, Copy, Debug)]
pub struct Homophily {
    pub friends: f64,
    pub strangers: f64,
}

pub fn planted(friends: &Friends, truth: &Truth, strongest: usize) -> Homophily {
    let of = |person: usize| truth.strongest(person, strongest);
    let hops: Vec<(usize, usize)> = friends.hops().collect();
    let mut strangers: Vec<usize> = hops.iter().map(|(_, invitee)| *invitee).collect();
    Chance::new(0, For::Pretending, &[]).shuffle(&mut strangers);
    let mean = |pairs: &mut dyn Iterator<Item = (usize, usize)>| {
        pairs.map(|(a, b)| jaccard(&of(a), &of(b))).sum::<f64>() / hops.len().max(1) as f64
    };
    Homophily {
        friends: mean(&mut hops.iter().copied()),
        strangers: mean(&mut hops.iter().zip(strangers).map(|((inviter, _), stranger)| (*inviter, stranger))),
    }
}

fn jaccard(a: &BTreeSet<usize>, b: &BTreeSet<usize>) -> f64 {
    a.intersection(b).count() as f64 / a.union(b).count().max(1) as f64
}
