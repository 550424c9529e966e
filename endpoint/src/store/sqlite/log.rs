//! Positions of the log: one writer counts them up inside its transaction, so they become visible in order.

use super::transaction::SqliteTransaction;
use crate::store::Stored;

impl SqliteTransaction<'_> {
    /// Takes `count` positions; the first of them.
    pub async fn next_positions(&mut self, count: usize) -> Stored<i64> {
        let count = i64::try_from(count).unwrap_or(i64::MAX);
        let last: i64 =
            sqlx::query_scalar("UPDATE log SET last_position = last_position + $1 RETURNING last_position")
                .bind(count)
                .fetch_one(self.connection())
                .await?;
        Ok(last - count + 1)
    }

    pub async fn next_position(&mut self) -> Stored<i64> {
        self.next_positions(1).await
    }
}
