//! Flash groups and their members as rows.

use super::Stored;
use async_trait::async_trait;
use std::collections::HashMap;

#[derive(Clone, Debug)]
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

/// Someone who is in a group now.
#[derive(Clone, Debug)]
pub struct Member {
    pub player_id: String,
    /// Who the person is to the brand, as it signed; never what a browser says.
    pub user_id: Option<String>,
    pub consent_version: String,
}

#[async_trait]
pub trait GroupReads {
    /// Those of a campaign, oldest first.
    async fn groups(&mut self, campaign_id: &str) -> Stored<Vec<Group>>;
    async fn group(&mut self, group_id: &str) -> Stored<Option<Group>>;
    async fn group_members(&mut self, group_id: &str) -> Stored<Vec<Member>>;
    /// The groups of a campaign that a person is in.
    async fn groups_of_member(&mut self, player_id: &str, campaign_id: &str) -> Stored<Vec<Group>>;
    /// Of these players those who agreed to the campaign, each with the count of what was decided about them.
    async fn agreed_players(
        &mut self,
        campaign_id: &str,
        player_ids: &[&str],
    ) -> Stored<HashMap<String, i64>>;
    /// Whether a group that closed by then still has members.
    async fn has_members_of_closed_groups(&mut self, now_ms: i64) -> Stored<bool>;
}

#[async_trait]
pub trait GroupWrites {
    async fn add_group(&mut self, group: &Group) -> Stored<()>;
    async fn add_members(&mut self, group: &Group, player_ids: &[&str]) -> Stored<()>;
    async fn remove_member(&mut self, group_id: &str, player_id: &str) -> Stored<()>;
    /// Deletes the members of every group that closed by then; how many they were.
    async fn delete_members_of_closed_groups(&mut self, now_ms: i64) -> Stored<u64>;
}
