//! Making a group. Between asking its rule and writing, a person may have taken a label back or be gone.

use super::super::{segment, writer::Write};
use crate::segment::Rule;
use crate::store::NewGroup;
use sqlx::QueryBuilder;
use sqlx::sqlite::{Sqlite, SqliteConnection};
use std::collections::HashMap;

const MEMBERS_PER_STATEMENT: usize = 200;

impl Write for NewGroup {
    /// How many people are in it.
    type Answer = i64;

    fn rows(&self) -> usize {
        1 + self.members.len()
    }

    async fn apply(self, connection: &mut SqliteConnection) -> Result<i64, sqlx::Error> {
        let members = self.still_members(connection).await?;
        let (group, size) = (&self.group, members.len() as i64);
        sqlx::query(
            "INSERT INTO flash_groups (group_id, campaign_id, segment_id, rule, name, purpose, size,
                                       created_at_ms, opens_at_ms, closes_at_ms)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        )
        .bind(&group.group_id)
        .bind(&group.campaign_id)
        .bind(&group.segment_id)
        .bind(&group.rule)
        .bind(&group.name)
        .bind(&group.purpose)
        .bind(size)
        .bind(group.created_at_ms)
        .bind(group.opens_at_ms)
        .bind(group.closes_at_ms)
        .execute(&mut *connection)
        .await?;
        for members in members.chunks(MEMBERS_PER_STATEMENT) {
            let mut query = QueryBuilder::<Sqlite>::new(
                "INSERT INTO flash_group_members (group_id, player_id, campaign_id) ",
            );
            query.push_values(members, |mut row, player_id| {
                row.push_bind(&group.group_id).push_bind(*player_id).push_bind(&group.campaign_id);
            });
            query.build().execute(&mut *connection).await?;
        }
        Ok(size)
    }
}

impl NewGroup {
    /// Those who are still there and agreed. Whoever did anything since is asked again.
    async fn still_members(&self, connection: &mut SqliteConnection) -> Result<Vec<&str>, sqlx::Error> {
        let Some(rule) = Rule::kept(&self.group.rule) else { return Ok(Vec::new()) };
        let mut members = Vec::with_capacity(self.members.len());
        for candidates in self.members.chunks(MEMBERS_PER_STATEMENT) {
            let mut query = QueryBuilder::<Sqlite>::new(
                "SELECT players.player_id, server_seq FROM players
                 JOIN consents ON consents.player_id = players.player_id AND campaign_id = ",
            );
            query.push_bind(&self.group.campaign_id).push(" WHERE players.player_id IN (");
            let mut list = query.separated(", ");
            for candidate in candidates {
                list.push_bind(&candidate.player_id);
            }
            query.push(")");
            let now: Vec<(String, i64)> = query.build_query_as().fetch_all(&mut *connection).await?;
            let now: HashMap<String, i64> = now.into_iter().collect();
            for candidate in candidates {
                let id = candidate.player_id.as_str();
                let stays = match now.get(id) {
                    None => false,
                    Some(server_seq) if *server_seq == candidate.server_seq => true,
                    Some(_) => {
                        let (campaign_id, at_ms) = (&self.group.campaign_id, self.group.created_at_ms);
                        let reading = self.reading.as_deref();
                        let person = segment::person(connection, campaign_id, id, reading, at_ms).await?;
                        person.is_some_and(|person| rule.holds(&person))
                    }
                };
                members.extend(stays.then_some(id));
            }
        }
        Ok(members)
    }
}
