//! Flash groups: people of a segment, gathered for one purpose and a time, forgotten when it is over.

use super::Command;
use super::event::EventSubject;
use crate::campaign::Labels;
use crate::segment::{Candidate, Person, Rule};
use crate::store::group::Group;
use crate::store::{Store, Stored, Transaction};
use async_trait::async_trait;
use serde::Serialize;
use std::collections::HashMap;
use std::sync::Arc;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum GroupState {
    Waiting,
    Open,
    Closed,
}

impl GroupState {
    pub fn of(group: &Group, now_ms: i64) -> GroupState {
        if now_ms >= group.closes_at_ms {
            GroupState::Closed
        } else if now_ms >= group.opens_at_ms {
            GroupState::Open
        } else {
            GroupState::Waiting
        }
    }
}

/// A group to be made of people for whom its rule held when they were asked.
#[derive(Debug)]
pub struct MakeGroup {
    pub group: Group,
    pub candidates: Vec<Candidate>,
    /// How the campaign reads labels: who changed since is asked again.
    pub labels: Option<Arc<Labels>>,
}

#[async_trait]
impl Command for MakeGroup {
    /// How many people are in it.
    type Answer = i64;

    fn rows(&self) -> usize {
        1 + self.candidates.len()
    }

    async fn decide(&self, tx: &mut dyn Transaction) -> Stored<i64> {
        let members = self.members(tx).await?;
        let group = Group { size: members.len() as i64, ..self.group.clone() };
        tx.add_group(&group).await?;
        tx.add_members(&group, &members).await?;
        Ok(group.size)
    }
}

impl MakeGroup {
    /// Those who are still there and agreed. Whoever did anything since is asked again.
    async fn members(&self, tx: &mut dyn Transaction) -> Stored<Vec<&str>> {
        let Some(rule) = Rule::kept(&self.group.rule) else { return Ok(Vec::new()) };
        let ids: Vec<&str> = self.candidates.iter().map(|candidate| candidate.player_id.as_str()).collect();
        let agreed: HashMap<String, i64> = tx.agreed_players(&self.group.campaign_id, &ids).await?;
        let mut members = Vec::with_capacity(ids.len());
        for candidate in &self.candidates {
            let player_id = candidate.player_id.as_str();
            let stays = match agreed.get(player_id) {
                None => false,
                Some(server_seq) if *server_seq == candidate.server_seq => true,
                Some(_) => still_fits(tx, &self.group, &rule, player_id, self.labels.as_deref()).await?,
            };
            members.extend(stays.then_some(player_id));
        }
        Ok(members)
    }
}

/// Scores are those of the time the group was made, so that time alone puts nobody out of it.
async fn still_fits(
    tx: &mut dyn Transaction,
    group: &Group,
    rule: &Rule,
    player_id: &str,
    labels: Option<&Labels>,
) -> Stored<bool> {
    let watched = labels.map(Labels::watched).unwrap_or_default();
    let facts = tx.person(&group.campaign_id, player_id, &watched).await?;
    Ok(facts.is_some_and(|facts| rule.holds(&Person::of(&facts, labels, group.created_at_ms))))
}

/// A person took a label back: out of every group of the campaign whose rule does not hold any more.
pub async fn leave(
    tx: &mut dyn Transaction,
    person: EventSubject<'_>,
    labels: Option<&Labels>,
) -> Stored<()> {
    for group in tx.groups_of_member(person.player_id, person.campaign_id).await? {
        let stays = match Rule::kept(&group.rule) {
            None => false,
            Some(rule) => still_fits(tx, &group, &rule, person.player_id, labels).await?,
        };
        if !stays {
            tx.remove_member(&group.group_id, person.player_id).await?;
        }
    }
    Ok(())
}

/// Forgets the members of closed groups.
struct ForgetMembers {
    now_ms: i64,
}

#[async_trait]
impl Command for ForgetMembers {
    type Answer = u64;

    async fn decide(&self, tx: &mut dyn Transaction) -> Stored<u64> {
        tx.delete_members_of_closed_groups(self.now_ms).await
    }
}

/// How many were forgotten. Most of the time there is nobody, and nothing needs to be written.
pub async fn forget_members(store: &dyn Store, now_ms: i64) -> Stored<u64> {
    let has_any = store.read().await?.has_members_of_closed_groups(now_ms).await?;
    if has_any { super::execute(store, ForgetMembers { now_ms }).await } else { Ok(0) }
}
