//! Leaving groups in the same transaction that takes a label back.

use super::super::{decision::About, segment};
use crate::campaign::Labels;
use crate::segment::Rule;
use sqlx::sqlite::SqliteConnection;

/// A person took a label back: out of every group of the campaign whose rule does not hold any more.
///
/// Scores are those of the time the group was made, so that time alone puts nobody out of it.
pub async fn leave(
    connection: &mut SqliteConnection,
    about: About<'_>,
    reading: Option<&Labels>,
) -> Result<(), sqlx::Error> {
    let groups: Vec<(String, String, i64)> = sqlx::query_as(
        "SELECT flash_groups.group_id, rule, created_at_ms FROM flash_group_members
         JOIN flash_groups ON flash_groups.group_id = flash_group_members.group_id
         WHERE player_id = $1 AND flash_group_members.campaign_id = $2",
    )
    .bind(about.player_id)
    .bind(about.campaign_id)
    .fetch_all(&mut *connection)
    .await?;
    for (group_id, rule, made_at_ms) in groups {
        let person =
            segment::person(connection, about.campaign_id, about.player_id, reading, made_at_ms).await?;
        if person.zip(Rule::kept(&rule)).is_some_and(|(person, rule)| rule.holds(&person)) {
            continue;
        }
        sqlx::query("DELETE FROM flash_group_members WHERE group_id = $1 AND player_id = $2")
            .bind(group_id)
            .bind(about.player_id)
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}
