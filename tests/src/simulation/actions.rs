//! What a person did, by the endpoint's answers.

use serde_json::Value;
use std::collections::BTreeSet;

/// A label a person was given and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Decided {
    pub giver: usize,
    pub label: String,
    pub status: &'static str,
}

#[derive(Clone, Debug, Default)]
pub struct Actions {
    /// The link by which the person came counted.
    pub arrived: bool,
    pub rounds: usize,
    pub coupons: usize,
    /// Labels stuck on friends.
    pub given: usize,
    pub declared: Vec<String>,
    /// Labels friends stuck on the person.
    pub decided: Vec<Decided>,
    /// Givers.
    pub blocked: BTreeSet<usize>,
}

impl Actions {
    /// A round's verdict: it counts, and so does what it stuck on a friend.
    pub fn count_round(&mut self, verdict: &Value) {
        self.rounds += 1;
        self.given += verdict["labels"]["given"].as_array().map_or(0, Vec::len);
    }
}
