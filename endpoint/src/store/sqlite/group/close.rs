//! The end of a group: its members are forgotten, its size stays.

use super::super::writer::Write;
use sqlx::SqlitePool;
use sqlx::sqlite::SqliteConnection;

pub struct CloseGroups {
    pub now_ms: i64,
}

impl Write for CloseGroups {
    type Answer = u64;

    async fn apply(self, connection: &mut SqliteConnection) -> Result<u64, sqlx::Error> {
        let forgotten = sqlx::query(
            "DELETE FROM flash_group_members
             WHERE group_id IN (SELECT group_id FROM flash_groups WHERE closes_at_ms <= $1)",
        )
        .bind(self.now_ms)
        .execute(connection)
        .await?;
        Ok(forgotten.rows_affected())
    }
}

/// Whether closing has anybody to forget: most of the time it has not, and nothing needs to be written.
pub async fn are_to_close(readers: &SqlitePool, now_ms: i64) -> Result<bool, sqlx::Error> {
    let found: Option<i64> = sqlx::query_scalar(
        "SELECT 1 FROM flash_groups
         WHERE closes_at_ms <= $1 AND EXISTS (SELECT 1 FROM flash_group_members
                                              WHERE flash_group_members.group_id = flash_groups.group_id)
         LIMIT 1",
    )
    .bind(now_ms)
    .fetch_optional(readers)
    .await?;
    Ok(found.is_some())
}
