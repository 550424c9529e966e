//! Who is whose friend, who brings whom, and about whom each plays: a random graph of circles.

use super::chance::{Chance, For};
use std::collections::{BTreeSet, VecDeque};

const CIRCLE_SIZE: usize = 24;
/// So many friends each person seeks; others may seek the person.
const FEWEST_SOUGHT: usize = 2;
const MOST_SOUGHT: usize = 4;
const OUTSIDE_THE_CIRCLE: f64 = 0.15;
/// Comes without an invitation.
const ON_THEIR_OWN: f64 = 0.06;
const MOST_BROUGHT: usize = 8;
const PLAYS_ABOUT_A_FRIEND: f64 = 0.85;
/// Nobody plays about more friends; the popular are played about by many more.
const MOST_HOSTS: usize = 6;

#[derive(Clone, Debug, PartialEq)]
pub struct Friends {
    pub circle_of: Vec<usize>,
    /// Friendship goes both ways.
    pub of: Vec<BTreeSet<usize>>,
    /// Who brought a person; `None` for who came without an invitation.
    pub inviter: Vec<Option<usize>>,
    /// About whom each plays, the inviter first.
    pub hosts: Vec<Vec<usize>>,
}

impl Friends {
    pub fn meet(seed: u64, people: usize) -> Friends {
        let circle_of: Vec<usize> = (0..people).map(|person| person / CIRCLE_SIZE).collect();
        let of = friendships(seed, people);
        let inviter = inviters(seed, &of);
        let hosts = (0..people).map(|person| hosts(seed, person, &of[person], inviter[person])).collect();
        Friends { circle_of, of, inviter, hosts }
    }

    /// Pairs of inviter and invitee.
    pub fn hops(&self) -> impl Iterator<Item = (usize, usize)> {
        self.inviter.iter().enumerate().filter_map(|(invitee, inviter)| Some(((*inviter)?, invitee)))
    }

    /// Whether anybody needs the person's link.
    pub fn wanted(&self) -> BTreeSet<usize> {
        self.hops().map(|(inviter, _)| inviter).chain(self.hosts.iter().flatten().copied()).collect()
    }
}

fn friendships(seed: u64, people: usize) -> Vec<BTreeSet<usize>> {
    let mut of = vec![BTreeSet::new(); people];
    for person in 0..people {
        let mut chance = Chance::new(seed, For::Friends, &[person]);
        let circle =
            person / CIRCLE_SIZE * CIRCLE_SIZE..((person / CIRCLE_SIZE + 1) * CIRCLE_SIZE).min(people);
        for _ in 0..FEWEST_SOUGHT + chance.below(MOST_SOUGHT - FEWEST_SOUGHT + 1) {
            let friend = if chance.happens(OUTSIDE_THE_CIRCLE) {
                chance.below(people)
            } else {
                // The square makes the first of each circle popular.
                let place = chance.uniform().powi(2);
                circle.start + (place * circle.len() as f64) as usize
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
    let mut chance = Chance::new(seed, For::Coming, &[]);
    let mut inviter = vec![None; of.len()];
    let alone: Vec<bool> = of.iter().map(|_| chance.happens(ON_THEIR_OWN)).collect();
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
        chance.shuffle(&mut friends);
        for friend in friends.into_iter().take(MOST_BROUGHT) {
            is_there[friend] = true;
            inviter[friend] = Some(person);
            asking.push_back(friend);
        }
    }
}

fn hosts(seed: u64, person: usize, friends: &BTreeSet<usize>, inviter: Option<usize>) -> Vec<usize> {
    let mut chance = Chance::new(seed, For::Hosts, &[person]);
    let mut others: Vec<usize> = friends.iter().copied().filter(|friend| Some(*friend) != inviter).collect();
    others.retain(|_| chance.happens(PLAYS_ABOUT_A_FRIEND));
    chance.shuffle(&mut others);
    inviter.into_iter().chain(others).take(MOST_HOSTS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn friendship_goes_both_ways_and_everybody_is_brought_by_a_friend_in_no_circle_of_bringing() {
        let friends = Friends::meet(3, 500);
        for person in 0..500 {
            assert!(friends.of[person].iter().all(|friend| friends.of[*friend].contains(&person)));
            assert!(friends.hosts[person].iter().all(|host| friends.of[person].contains(host)));
            assert!(friends.inviter[person].is_none_or(|inviter| friends.of[person].contains(&inviter)));
            let mut root = person;
            for _ in 0..500 {
                root = friends.inviter[root].unwrap_or(root);
            }
            assert_eq!(friends.inviter[root], None, "every chain has a beginning");
        }
        assert!(friends.hops().count() > 300);
    }
}
