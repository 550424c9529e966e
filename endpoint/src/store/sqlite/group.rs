//! Flash groups and their members in their tables.

use super::transaction::SqliteTransaction;
use crate::store::Stored;
use crate::store::group::{Group, GroupReads, GroupWrites, Member};
use async_trait::async_trait;
use sqlx::sqlite::{Sqlite, SqliteRow};
use sqlx::{FromRow, QueryBuilder, Row as _};
use std::collections::HashMap;

const MEMBERS_PER_STATEMENT: usize = 200;

#[async_trait]
impl GroupReads for SqliteTransaction<'_> {
    async fn groups(&mut self, campaign_id: &str) -> Stored<Vec<Group>> {
        let groups = sqlx::query_as(
            "SELECT * FROM flash_groups WHERE campaign_id = $1 ORDER BY created_at_ms, group_id",
        );
        Ok(groups.bind(campaign_id).fetch_all(self.connection()).await?)
    }

    async fn group(&mut self, group_id: &str) -> Stored<Option<Group>> {
        let group = sqlx::query_as("SELECT * FROM flash_groups WHERE group_id = $1").bind(group_id);
        Ok(group.fetch_optional(self.connection()).await?)
    }

    async fn group_members(&mut self, group_id: &str) -> Stored<Vec<Member>> {
        let members = sqlx::query_as(
            "SELECT members.player_id,
                    (SELECT user_id FROM identities
                     WHERE identities.player_id = members.player_id
                           AND identities.campaign_id = members.campaign_id) AS user_id,
                    version AS consent_version
             FROM flash_group_members AS members
             JOIN consents ON consents.player_id = members.player_id AND consents.campaign_id = members.campaign_id
             WHERE group_id = $1 ORDER BY members.player_id",
        );
        Ok(members.bind(group_id).fetch_all(self.connection()).await?)
    }

    async fn groups_of_member(&mut self, player_id: &str, campaign_id: &str) -> Stored<Vec<Group>> {
        let groups = sqlx::query_as(
            "SELECT flash_groups.* FROM flash_group_members
             JOIN flash_groups ON flash_groups.group_id = flash_group_members.group_id
             WHERE player_id = $1 AND flash_group_members.campaign_id = $2",
        );
        Ok(groups.bind(player_id).bind(campaign_id).fetch_all(self.connection()).await?)
    }

    async fn agreed_players(
        &mut self,
        campaign_id: &str,
        player_ids: &[&str],
    ) -> Stored<HashMap<String, i64>> {
        let mut agreed = HashMap::with_capacity(player_ids.len());
        for ids in player_ids.chunks(MEMBERS_PER_STATEMENT) {
            let mut query = QueryBuilder::<Sqlite>::new(
                "SELECT players.player_id, server_seq FROM players
                 JOIN consents ON consents.player_id = players.player_id AND campaign_id = ",
            );
            query.push_bind(campaign_id).push(" WHERE players.player_id IN (");
            let mut list = query.separated(", ");
            for id in ids {
                list.push_bind(*id);
            }
            query.push(")");
            let found: Vec<(String, i64)> = query.build_query_as().fetch_all(self.connection()).await?;
            agreed.extend(found);
        }
        Ok(agreed)
    }

    async fn has_members_of_closed_groups(&mut self, now_ms: i64) -> Stored<bool> {
        let found: Option<i64> = sqlx::query_scalar(
            "SELECT 1 FROM flash_groups
             WHERE closes_at_ms <= $1 AND EXISTS (SELECT 1 FROM flash_group_members
                                                  WHERE flash_group_members.group_id = flash_groups.group_id)
             LIMIT 1",
        )
        .bind(now_ms)
        .fetch_optional(self.connection())
        .await?;
        Ok(found.is_some())
    }
}

#[async_trait]
impl GroupWrites for SqliteTransaction<'_> {
    async fn add_group(&mut self, group: &Group) -> Stored<()> {
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
        .bind(group.size)
        .bind(group.created_at_ms)
        .bind(group.opens_at_ms)
        .bind(group.closes_at_ms)
        .execute(self.connection())
        .await?;
        Ok(())
    }

    async fn add_members(&mut self, group: &Group, player_ids: &[&str]) -> Stored<()> {
        for ids in player_ids.chunks(MEMBERS_PER_STATEMENT) {
            let mut query = QueryBuilder::<Sqlite>::new(
                "INSERT INTO flash_group_members (group_id, player_id, campaign_id) ",
            );
            query.push_values(ids, |mut row, player_id| {
                row.push_bind(&group.group_id).push_bind(*player_id).push_bind(&group.campaign_id);
            });
            query.build().execute(self.connection()).await?;
        }
        Ok(())
    }

    async fn remove_member(&mut self, group_id: &str, player_id: &str) -> Stored<()> {
        sqlx::query("DELETE FROM flash_group_members WHERE group_id = $1 AND player_id = $2")
            .bind(group_id)
            .bind(player_id)
            .execute(self.connection())
            .await?;
        Ok(())
    }

    async fn delete_members_of_closed_groups(&mut self, now_ms: i64) -> Stored<u64> {
        let deleted = sqlx::query(
            "DELETE FROM flash_group_members
             WHERE group_id IN (SELECT group_id FROM flash_groups WHERE closes_at_ms <= $1)",
        )
        .bind(now_ms)
        .execute(self.connection())
        .await?;
        Ok(deleted.rows_affected())
    }
}

impl FromRow<'_, SqliteRow> for Group {
    fn from_row(row: &SqliteRow) -> Result<Group, sqlx::Error> {
        Ok(Group {
            group_id: row.try_get("group_id")?,
            campaign_id: row.try_get("campaign_id")?,
            segment_id: row.try_get("segment_id")?,
            rule: row.try_get("rule")?,
            name: row.try_get("name")?,
            purpose: row.try_get("purpose")?,
            size: row.try_get("size")?,
            created_at_ms: row.try_get("created_at_ms")?,
            opens_at_ms: row.try_get("opens_at_ms")?,
            closes_at_ms: row.try_get("closes_at_ms")?,
        })
    }
}

impl FromRow<'_, SqliteRow> for Member {
    fn from_row(row: &SqliteRow) -> Result<Member, sqlx::Error> {
        Ok(Member {
            player_id: row.try_get("player_id")?,
            user_id: row.try_get("user_id")?,
            consent_version: row.try_get("consent_version")?,
        })
    }
}
