//! Dials: the integers a campaign may set to make a game longer, faster or harder.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::BTreeMap;

/// Named integers in a fixed order. They travel with the run, so a later change of the campaign
/// never changes the score of a run already started.
///
/// A sorted row: a map would weigh more on a phone than all that is read from it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dials(Vec<(String, i64)>);

impl Dials {
    /// The value of a dial, or `default` when the run was started without it.
    pub fn get(&self, name: &str, default: i64) -> i64 {
        self.iter().find(|(known, _)| *known == name).map_or(default, |(_, value)| value)
    }

    pub fn set(&mut self, name: impl Into<String>, value: i64) {
        let name = name.into();
        let at = self.0.iter().take_while(|(known, _)| *known < name).count();
        match self.0.get_mut(at) {
            Some((known, old)) if *known == name => *old = value,
            _ => self.0.insert(at, (name, value)),
        }
    }

    pub fn iter(&self) -> impl Iterator<Item = (&str, i64)> {
        self.0.iter().map(|(name, value)| (name.as_str(), *value))
    }
}

impl<const N: usize> From<[(&str, i64); N]> for Dials {
    fn from(pairs: [(&str, i64); N]) -> Dials {
        let mut dials = Dials::default();
        pairs.into_iter().for_each(|(name, value)| dials.set(name, value));
        dials
    }
}

impl Serialize for Dials {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

impl<'de> Deserialize<'de> for Dials {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Dials, D::Error> {
        let sorted = BTreeMap::deserialize(deserializer)?;
        Ok(Dials(sorted.into_iter().collect()))
    }
}
