//! Groups, and who is in one now.

use crate::store::{Group, Member};
use sqlx::SqlitePool;

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
    let members: Vec<Member> = sqlx::query_as(
        "SELECT members.player_id,
                (SELECT user_id FROM events
                 WHERE events.player_id = members.player_id AND user_id IS NOT NULL
                       AND (events.campaign_id = members.campaign_id OR events.campaign_id IS NULL)
                 ORDER BY received_at_ms DESC, message_id DESC LIMIT 1) AS user_id,
                version AS consent_version
         FROM flash_group_members AS members
         JOIN consents ON consents.player_id = members.player_id AND consents.campaign_id = members.campaign_id
         WHERE group_id = $1 ORDER BY members.player_id",
    )
    .bind(group_id)
    .fetch_all(&mut *connection)
    .await?;
    connection.rollback().await?;
    Ok(Some((group, members)))
}
