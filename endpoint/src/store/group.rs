//! Flash groups as the store takes and gives them.

use crate::campaign::Labels;
use serde::Serialize;
use sqlx::FromRow;
use std::sync::Arc;

#[derive(Clone, Debug, FromRow)]
pub struct Group {
    pub group_id: String,
    pub campaign_id: String,
    pub segment_id: String,
    /// The segment's, as JSON.
    pub rule: String,
    pub name: String,
    pub purpose: String,
    /// How many members it had when it was made.
    pub size: i64,
    pub created_at_ms: i64,
    pub opens_at_ms: i64,
    pub closes_at_ms: i64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum GroupState {
    Waiting,
    Open,
    Closed,
}

impl Group {
    pub fn state_at(&self, now_ms: i64) -> GroupState {
        if now_ms >= self.closes_at_ms {
            GroupState::Closed
        } else if now_ms >= self.opens_at_ms {
            GroupState::Open
        } else {
            GroupState::Waiting
        }
    }
}

/// A group to be made of people for whom its rule held when they were asked.
#[derive(Debug)]
pub struct NewGroup {
    pub group: Group,
    pub members: Vec<Candidate>,
    /// How the campaign reads labels: who changed since is asked again.
    pub reading: Option<Arc<Labels>>,
}

#[derive(Clone, Debug)]
pub struct Candidate {
    pub player_id: String,
    /// As it was when the rule was asked.
    pub server_seq: i64,
}

/// Someone who is in a group now.
#[derive(Debug, FromRow)]
pub struct Member {
    pub player_id: String,
    /// What the brand's latest event that names the person calls them.
    pub user_id: Option<String>,
    pub consent_version: String,
}
