//! The profile's rows of one player, from the evidence. Exports, segments and groups all read people here.

use crate::campaign::Labels;
use crate::store::evidence::PersonEvidence;
use std::collections::BTreeMap;
use tapvine_shared::label::{Interest, Shown, Signs, interest, score};

/// One player and one label.
#[derive(Clone, Debug)]
pub struct Profile {
    pub label: String,
    pub interest: Interest,
    pub is_declared: bool,
    /// The signs of behaviour that count, newest first.
    pub behaviour_at_ms: Vec<i64>,
}

impl Profile {
    /// Where the interest is known from, joined by `+`.
    pub fn sources(&self) -> String {
        let friends = (self.interest.n_givers > 0).then_some("friends");
        let declared = self.is_declared.then_some("declared");
        let behaviour = (!self.behaviour_at_ms.is_empty()).then_some("behaviour");
        friends.into_iter().chain(declared).chain(behaviour).collect::<Vec<_>>().join("+")
    }
}

/// The labels of the taxonomy that somebody says fit this person, in the order of their ids.
pub fn profiles(person: &PersonEvidence, labels: &Labels, now_ms: i64) -> Vec<Profile> {
    let profile = |(label, signs): (&str, Signs)| {
        let interest = interest(&signs, &labels.policy.formula, now_ms)?;
        let is_declared = signs.declared_at_ms.is_some();
        Some(Profile {
            label: label.to_owned(),
            interest,
            is_declared,
            behaviour_at_ms: signs.behaviour_at_ms,
        })
    };
    signs(person, labels).into_iter().filter_map(profile).collect()
}

/// The same labels, each with its score.
pub fn scores(person: &PersonEvidence, labels: &Labels, now_ms: i64) -> BTreeMap<String, f64> {
    let scored = |(label, signs): (&str, Signs)| {
        Some((label.to_owned(), score(&signs, &labels.policy.formula, now_ms)?))
    };
    signs(person, labels).into_iter().filter_map(scored).collect()
}

/// Everything known of each label. Behaviour shows no label by itself: it only adds to what is there.
fn signs<'a>(person: &'a PersonEvidence, labels: &Labels) -> BTreeMap<&'a str, Signs> {
    let mut signs: BTreeMap<&str, Signs> = BTreeMap::new();
    for shown in &person.shown {
        // An accepted label counts from when it was given, any other from when it was seen last.
        let at_ms = shown.accepted_given_at_ms.unwrap_or(shown.shown_at_ms);
        let accepted = shown.accepted_given_at_ms.is_some();
        signs.entry(&shown.label).or_default().friends.push(Shown { at_ms, accepted });
    }
    for (label, at_ms) in &person.declared {
        signs.entry(label).or_default().declared_at_ms = Some(*at_ms);
    }
    for (event, shown) in &labels.policy.behaviour {
        let happened = person.behaviour.iter().filter(|(name, _)| name == event.as_str());
        let at_ms: Vec<i64> = happened.map(|(_, at_ms)| *at_ms).collect();
        for label in shown {
            if let Some(signs) = signs.get_mut(label.as_str()) {
                signs.behaviour_at_ms.extend(&at_ms);
            }
        }
    }
    for signs in signs.values_mut() {
        signs.behaviour_at_ms.sort_unstable_by(|a, b| b.cmp(a));
        signs.behaviour_at_ms.truncate(labels.policy.formula.most_behaviour_signs as usize);
    }
    signs.retain(|label, _| labels.taxonomy.get(label).is_some());
    signs
}
