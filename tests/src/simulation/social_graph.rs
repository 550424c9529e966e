//! Who is whose friend, who brings whom, and about whom each plays: a random graph of communities.

use crate::random::{Purpose, RandomStream};
use std::collections::{BTreeSet, VecDeque};

const COMMUNITY_SIZE: usize = 24;
/// So many friends each person seeks; others may seek the person.
const FEWEST_SOUGHT: usize = 2;
const MOST_SOUGHT: usize = 4;
const OUTSIDE_THE_COMMUNITY: f64 = 0.15;
/// Comes without an invitation.
const ON_THEIR_OWN: f64 = 0.06;
const MOST_BROUGHT: usize = 8;
const PLAYS_ABOUT_A_FRIEND: f64 = 0.85;
/// Nobody plays about more friends; the popular are played about by many more.
const MOST_RECEIVERS: usize = 6;

#[derive(Clone, Debug, PartialEq)]
pub struct SocialGraph {
    pub community_of: Vec<usize>,
    /// Friendship goes both ways.
    pub friends_of: Vec<BTreeSet<usize>>,
    /// Who brought a person; `None` for who came without an invitation.
    pub inviter: Vec<Option<usize>>,
    /// About whom each plays, the inviter first.
    pub receivers: Vec<Vec<usize>>,
}

impl SocialGraph {
    pub fn generate(seed: u64, people: usize) -> SocialGraph {
        let community_of: Vec<usize> = (0..people).map(|person| person / COMMUNITY_SIZE).collect();
        let friends_of = friendships(seed, people);
        let inviter = inviters(seed, &friends_of);
        let receivers =
            (0..people).map(|person| receivers(seed, person, &friends_of[person], inviter[person])).collect();
        SocialGraph { community_of, friends_of, inviter, receivers }
    }

    /// Pairs of inviter and invitee.
    pub fn referrals(&self) -> impl Iterator<Item = (usize, usize)> {
        self.inviter.iter().enumerate().filter_map(|(invitee, inviter)| Some(((*inviter)?, invitee)))
    }

    /// Whether anybody needs the person's link.
    pub fn link_owners(&self) -> BTreeSet<usize> {
        self.referrals().map(|(inviter, _)| inviter).chain(self.receivers.iter().flatten().copied()).collect()
    }
}

fn friendships(seed: u64, people: usize) -> Vec<BTreeSet<usize>> {
    let mut of = vec![BTreeSet::new(); people];
    for person in 0..people {
        let mut random = RandomStream::new(seed, Purpose::Friends, &[person]);
        let community = person / COMMUNITY_SIZE * COMMUNITY_SIZE
            ..((person / COMMUNITY_SIZE + 1) * COMMUNITY_SIZE).min(people);
        for _ in 0..FEWEST_SOUGHT + random.below(MOST_SOUGHT - FEWEST_SOUGHT + 1) {
            let friend = if random.happens(OUTSIDE_THE_COMMUNITY) {
                random.below(people)
            } else {
                // The square makes the first of each community popular.
                let place = random.uniform().powi(2);
                community.start + (place * community.len() as f64) as usize
            };
            if friend != person {
                of[person].insert(friend);
                of[friend].insert(person);
            }
        }
    }
    of
}

/// Breadth first, so that chains grow from many roots at once; who is never asked comes alone.
fn inviters(seed: u64, of: &[BTreeSet<usize>]) -> Vec<Option<usize>> {
    let mut random = RandomStream::new(seed, Purpose::Arriving, &[]);
    let mut inviter = vec![None; of.len()];
    let alone: Vec<bool> = of.iter().map(|_| random.happens(ON_THEIR_OWN)).collect();
    let mut is_there = alone.clone();
    let mut asking: VecDeque<usize> = (0..of.len()).filter(|person| alone[*person]).collect();
    let mut others = 0..of.len();
    loop {
        let Some(person) = asking.pop_front().or_else(|| others.find(|person| !is_there[*person])) else {
            return inviter;
        };
        is_there[person] = true;
        let mut friends: Vec<usize> =
            of[person].iter().copied().filter(|friend| !is_there[*friend]).collect();
        random.shuffle(&mut friends);
        for friend in friends.into_iter().take(MOST_BROUGHT) {
            is_there[friend] = true;
            inviter[friend] = Some(person);
            asking.push_back(friend);
        }
    }
}

fn receivers(seed: u64, person: usize, friends: &BTreeSet<usize>, inviter: Option<usize>) -> Vec<usize> {
    let mut random = RandomStream::new(seed, Purpose::Receivers, &[person]);
    let mut others: Vec<usize> = friends.iter().copied().filter(|friend| Some(*friend) != inviter).collect();
    others.retain(|_| random.happens(PLAYS_ABOUT_A_FRIEND));
    random.shuffle(&mut others);
    inviter.into_iter().chain(others).take(MOST_RECEIVERS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn friendship_goes_both_ways_and_everybody_is_brought_by_a_friend_in_no_circle_of_bringing() {
        let graph = SocialGraph::generate(3, 500);
        for person in 0..500 {
            assert!(
                graph.friends_of[person].iter().all(|friend| graph.friends_of[*friend].contains(&person))
            );
            assert!(
                graph.receivers[person].iter().all(|receiver| graph.friends_of[person].contains(receiver))
            );
            assert!(graph.inviter[person].is_none_or(|inviter| graph.friends_of[person].contains(&inviter)));
            let mut root = person;
            for _ in 0..500 {
                root = graph.inviter[root].unwrap_or(root);
            }
            assert_eq!(graph.inviter[root], None, "every chain has a beginning");
        }
        assert!(graph.referrals().count() > 300);
    }
}
