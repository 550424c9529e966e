//! A rule and whether it holds for a person. Everything known of the person is handed in.

use crate::campaign::Labels;
use crate::interest::scores;
use crate::store::evidence::PersonFacts;
use std::collections::BTreeMap;

#[derive(Clone, Debug, PartialEq)]
pub enum Rule {
    All(Vec<Rule>),
    Any(Vec<Rule>),
    Not(Box<Rule>),
    /// An interest, accepted or declared, of at least this score.
    Label {
        label: String,
        min_score: f64,
    },
    /// At least one verified run.
    Played,
    /// At least so many referrals.
    InvitedAtLeast(u32),
    /// One issued to the person that is not void.
    HasCoupon,
}

/// What a rule can ask of a person.
#[derive(Clone, Debug, Default)]
pub struct Person {
    pub scores: BTreeMap<String, f64>,
    pub has_played: bool,
    pub invited: i64,
    pub has_coupon: bool,
}

impl Person {
    /// A campaign without labels knows nobody's interests.
    pub fn of(facts: &PersonFacts, labels: Option<&Labels>, now_ms: i64) -> Person {
        Person {
            scores: labels.map(|labels| scores(&facts.evidence, labels, now_ms)).unwrap_or_default(),
            has_played: facts.has_played,
            invited: facts.invited,
            has_coupon: facts.has_coupon,
        }
    }
}

impl Rule {
    pub fn holds(&self, person: &Person) -> bool {
        match self {
            Rule::All(rules) => rules.iter().all(|rule| rule.holds(person)),
            Rule::Any(rules) => rules.iter().any(|rule| rule.holds(person)),
            Rule::Not(rule) => !rule.holds(person),
            Rule::Label { label, min_score } => {
                person.scores.get(label).is_some_and(|score| score >= min_score)
            }
            Rule::Played => person.has_played,
            Rule::InvitedAtLeast(invited) => person.invited >= i64::from(*invited),
            Rule::HasCoupon => person.has_coupon,
        }
    }
}

#[cfg(test)]
mod tests;
