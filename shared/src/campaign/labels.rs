//! How a campaign lets people label each other: which taxonomy, how many labels, how they add up.

use super::BehaviourEvent;
use crate::label::Formula;
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// The `[labels]` table.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct LabelPolicy {
    /// `standard`, or a file beside the campaign.
    pub taxonomy: String,
    /// How many labels one friend may give.
    pub max_given: u32,
    /// How many a person may declare of themselves.
    pub max_declared: u32,
    /// How long a party's link can be used after it was made.
    pub party_days: u32,
    pub formula: Formula,
    /// Which labels an event shows of the person it happened to. Behaviour alone makes no interest: it
    /// only adds to a label that the person accepted or declared, so that no label leaves the system
    /// before its person said yes to it.
    pub behaviour: BTreeMap<BehaviourEvent, BTreeSet<String>>,
}

impl Default for LabelPolicy {
    fn default() -> LabelPolicy {
        LabelPolicy {
            taxonomy: "standard".to_owned(),
            max_given: 5,
            max_declared: 3,
            party_days: 14,
            formula: Formula::default(),
            behaviour: BTreeMap::new(),
        }
    }
}
