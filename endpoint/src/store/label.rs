//! Labels as the store takes and gives them.

use crate::campaign::Labels;
use serde::Serialize;
use std::sync::Arc;
use tapvine_shared::label::{Action, Refused};

/// What a verified run said of labels, by their ids.
#[derive(Clone, Debug)]
pub struct Chosen {
    pub shown: Vec<String>,
    pub chosen: Vec<String>,
    /// How the campaign reads labels: who declares one no more may have to leave a group.
    pub reading: Arc<Labels>,
}

/// Whose labels, in which campaign, and when.
#[derive(Clone, Debug)]
pub struct Labelled {
    pub player_id: String,
    pub campaign_id: String,
    pub game_id: String,
    pub now_ms: i64,
    /// How the campaign reads labels: who takes one back may have to leave a group.
    pub reading: Option<Arc<Labels>>,
}

/// A decision of the labelled person on one label.
#[derive(Clone, Debug)]
pub struct Decide {
    pub label_id: String,
    pub by: Labelled,
    pub what: What,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    Do(Action),
    /// The giver's pending labels are declined, and later ones refused.
    Block,
}

pub type Decided = Result<DecidedLabel, DecideRefused>;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecidedLabel {
    pub label: String,
    pub status: &'static str,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecideRefused {
    Unknown,
    NotYours,
    State(Refused),
}

/// A decision on everything pending; only what is pending can be accepted or declined at once.
#[derive(Clone, Debug)]
pub struct DecideAll {
    pub by: Labelled,
    pub accept: bool,
}

/// What a player says of themselves; it replaces what was said before.
#[derive(Clone, Debug)]
pub struct Declare {
    pub by: Labelled,
    pub labels: Vec<String>,
}

/// Totals of labels, erased players included, and who carries which.
#[derive(Debug, Default)]
pub struct LabelCounts {
    pub pending: i64,
    pub accepted: i64,
    pub declined: i64,
    pub withdrawn: i64,
    /// How many people gave so many labels.
    pub givers: Vec<(i64, i64)>,
    /// Player and label, accepted or declared.
    pub carried: Vec<(String, String)>,
}

/// The labels of one player in a campaign, as the player sees them.
#[derive(Debug, Default, Serialize)]
pub struct MyLabels {
    pub pending: Vec<PendingLabel>,
    pub accepted: Vec<AcceptedLabel>,
    pub declared: Vec<String>,
    /// How many friends played about this player.
    pub shown_by: i64,
}

#[derive(Debug, Serialize)]
pub struct PendingLabel {
    pub id: String,
    pub label: String,
    /// The first name the giver chose to show.
    pub giver: Option<String>,
    pub given_at_ms: i64,
}

#[derive(Debug, Serialize)]
pub struct AcceptedLabel {
    pub label: String,
    pub givers: usize,
    pub ids: Vec<String>,
}
