//! Groups, and who is in one now.

use crate::store::{Group, Member};
use sqlx::sqlite::SqliteRow;
use sqlx::{FromRow, Row as _, SqlitePool};

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

pub async fn list(readers: &SqlitePool, campaign_id: &str) -> Result<Vec<Group>, sqlx::Error> {
    sqlx::query_as("SELECT * FROM flash_groups WHERE campaign_id = $1 ORDER BY created_at_ms, group_id")
        .bind(campaign_id)
        .fetch_all(readers)
        .await
}

/// A group with its members as they are at one moment.
pub async fn with_members(
    readers: &SqlitePool,
    group_id: &str,
) -> Result<Option<(Group, Vec<Member>)>, sqlx::Error> {
    let mut connection = readers.begin().await?;
    let group: Option<Group> = sqlx::query_as("SELECT * FROM flash_groups WHERE group_id = $1")
        .bind(group_id)
        .fetch_optional(&mut *connection)
        .await?;
    let Some(group) = group else { return Ok(None) };
    let members: Vec<(String, Option<String>, String)> = sqlx::query_as(
        "SELECT members.player_id,
                (SELECT user_id FROM events
                 WHERE events.player_id = members.player_id AND user_id IS NOT NULL
                       AND (events.campaign_id = members.campaign_id OR events.campaign_id IS NULL)
                 ORDER BY received_at_ms DESC, message_id DESC LIMIT 1),
                version
         FROM flash_group_members AS members
         JOIN consents ON consents.player_id = members.player_id AND consents.campaign_id = members.campaign_id
         WHERE group_id = $1 ORDER BY members.player_id",
    )
    .bind(group_id)
    .fetch_all(&mut *connection)
    .await?;
    connection.rollback().await?;
    let member = |(player_id, user_id, consent_version)| Member { player_id, user_id, consent_version };
    Ok(Some((group, members.into_iter().map(member).collect())))
}
