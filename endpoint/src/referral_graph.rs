//! The referral graph: the trees of who brought whom, and how far and how wide they spread.

use crate::store::insight::Referral;
use serde::Serialize;
use std::collections::{HashMap, HashSet};

/// All trees of a campaign; nobody stands twice in it, because a person has one inviter and no cycle is let in.
pub struct ReferralGraph<'a> {
    /// Each tree's people, a person before those they brought; the largest tree first.
    trees: Vec<Vec<Person<'a>>>,
}

#[derive(Clone, Copy, Debug)]
pub struct Person<'a> {
    pub id: &'a str,
    pub depth: usize,
    pub invited: usize,
    /// Who brought this person, and when it counted; nobody brought a root.
    pub came_by: Option<(&'a str, i64)>,
    /// The inviter's place in the same tree.
    parent: usize,
}

#[derive(Debug, Serialize)]
pub struct Measures {
    pub players: usize,
    #[serde(rename = "hops")]
    pub referrals: usize,
    pub trees: usize,
    pub max_depth: usize,
    pub largest: usize,
    pub mean_size: f64,
    /// The mean distance between two people of a tree (Goel, Anderson, Hofman, Watts 2016), over all trees:
    /// near 2 is one person inviting many, more is many inviting a few each.
    pub structural_virality: f64,
}

impl<'a> ReferralGraph<'a> {
    pub fn build(referrals: &'a [Referral]) -> ReferralGraph<'a> {
        let mut brought: HashMap<&str, Vec<&Referral>> = HashMap::new();
        for referral in referrals {
            brought.entry(&referral.inviter_id).or_default().push(referral);
        }
        let invitees: HashSet<&str> = referrals.iter().map(|referral| referral.invitee_id.as_str()).collect();
        let mut roots = HashSet::new();
        let mut trees = Vec::new();
        for referral in referrals {
            let root = referral.inviter_id.as_str();
            if !invitees.contains(root) && roots.insert(root) {
                trees.push(tree(root, &brought));
            }
        }
        trees.sort_by_key(|tree| std::cmp::Reverse(tree.len()));
        ReferralGraph { trees }
    }

    /// People of the largest trees, at most `limit`.
    pub fn people(&self, limit: usize) -> Vec<Person<'a>> {
        self.trees.iter().flatten().take(limit).copied().collect()
    }

    pub fn size(&self) -> usize {
        self.trees.iter().map(Vec::len).sum()
    }

    pub fn measures(&self) -> Measures {
        let (players, trees) = (self.size(), self.trees.len());
        let per_tree = |sum: f64| if trees == 0 { 0.0 } else { sum / trees as f64 };
        Measures {
            players,
            referrals: players - trees,
            trees,
            max_depth: self.trees.iter().flatten().map(|person| person.depth).max().unwrap_or(0),
            largest: self.trees.first().map_or(0, Vec::len),
            mean_size: per_tree(players as f64),
            structural_virality: per_tree(self.trees.iter().map(|tree| mean_distance(tree)).sum()),
        }
    }
}

fn tree<'a>(root: &'a str, brought: &HashMap<&str, Vec<&'a Referral>>) -> Vec<Person<'a>> {
    let invited = |id: &str| brought.get(id).map_or(0, Vec::len);
    let mut people = vec![Person { id: root, depth: 0, invited: invited(root), came_by: None, parent: 0 }];
    let mut next = 0;
    while let Some(inviter) = people.get(next).copied() {
        for referral in brought.get(inviter.id).into_iter().flatten() {
            people.push(Person {
                id: &referral.invitee_id,
                depth: inviter.depth + 1,
                invited: invited(&referral.invitee_id),
                came_by: Some((inviter.id, referral.at_ms)),
                parent: next,
            });
        }
        next += 1;
    }
    people
}

/// Each edge parts a tree in two; it lies on every path from one part to the other.
fn mean_distance(tree: &[Person<'_>]) -> f64 {
    let size = tree.len();
    let mut below = vec![1_usize; size];
    let mut distances = 0_usize;
    for place in (1..size).rev() {
        distances += below[place] * (size - below[place]);
        below[tree[place].parent] += below[place];
    }
    let pairs = size * (size - 1) / 2;
    distances as f64 / pairs.max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measures(referrals: &[(&str, &str)]) -> Measures {
        let referral = |(from, to): &(&str, &str)| Referral {
            inviter_id: (*from).into(),
            invitee_id: (*to).into(),
            at_ms: 1,
        };
        let referrals: Vec<Referral> = referrals.iter().map(referral).collect();
        ReferralGraph::build(&referrals).measures()
    }

    #[test]
    fn a_star_is_wide_and_a_line_is_deep() {
        let star = measures(&[("a", "b"), ("a", "c"), ("a", "d")]);
        assert_eq!((star.players, star.referrals, star.trees, star.max_depth), (4, 3, 1, 1));
        assert!((star.structural_virality - 1.5).abs() < 1e-9);
        let line = measures(&[("a", "b"), ("b", "c"), ("c", "d")]);
        assert_eq!(line.max_depth, 3);
        assert!((line.structural_virality - 10.0 / 6.0).abs() < 1e-9);
    }

    #[test]
    fn the_order_of_referrals_does_not_matter() {
        let told_backwards = measures(&[("c", "d"), ("b", "c"), ("a", "b"), ("x", "y")]);
        assert_eq!((told_backwards.trees, told_backwards.largest, told_backwards.max_depth), (2, 4, 3));
        assert!((told_backwards.mean_size - 3.0).abs() < 1e-9);
    }

    #[test]
    fn without_referrals_there_are_no_trees() {
        let none = measures(&[]);
        assert_eq!((none.players, none.trees, none.largest), (0, 0, 0));
        assert!(none.structural_virality.abs() < 1e-9);
    }
}
