//! Dials: the integers a campaign may set to make a game longer, faster or harder.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Named integers in a fixed order. They travel with the run, so a later change of the campaign
/// never changes the score of a run already started.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Dials(BTreeMap<String, i64>);

impl Dials {
    /// The value of a dial, or `default` when the run was started without it.
    pub fn get(&self, name: &str, default: i64) -> i64 {
        self.0.get(name).copied().unwrap_or(default)
    }

    pub fn set(&mut self, name: impl Into<String>, value: i64) {
        self.0.insert(name.into(), value);
    }

    pub fn iter(&self) -> impl Iterator<Item = (&str, i64)> {
        self.0.iter().map(|(name, value)| (name.as_str(), *value))
    }
}

impl<const N: usize> From<[(&str, i64); N]> for Dials {
    fn from(pairs: [(&str, i64); N]) -> Dials {
        Dials(pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
    }
}
