//! Counts of the last minutes over the tables.

use super::transaction::SqliteTransaction;
use crate::store::Stored;
use crate::store::watch::{PlayCounts, WatchReads};
use async_trait::async_trait;

#[async_trait]
impl WatchReads for SqliteTransaction<'_> {
    async fn play_counts(&mut self, campaign_id: &str, from_ms: i64, to_ms: i64) -> Stored<PlayCounts> {
        let (verified, won) = sqlx::query_as(
            "SELECT COUNT(*), COALESCE(SUM(won), 0) FROM runs
             WHERE campaign_id = $1 AND state = 'verified' AND finished_at_ms >= $2 AND finished_at_ms < $3",
        )
        .bind(campaign_id)
        .bind(from_ms)
        .bind(to_ms)
        .fetch_one(self.connection())
        .await?;
        let started = sqlx::query_scalar(
            "SELECT COUNT(*) FROM runs WHERE campaign_id = $1 AND issued_at_ms >= $2 AND issued_at_ms < $3",
        );
        let started =
            started.bind(campaign_id).bind(from_ms).bind(to_ms).fetch_one(self.connection()).await?;
        Ok(PlayCounts { started, verified, won })
    }

    async fn network_prizes(&mut self, campaign_id: &str) -> Stored<(i64, i64)> {
        let prizes = sqlx::query_as(
            "SELECT COALESCE(MAX(prizes), 0), COALESCE(SUM(prizes), 0) FROM network_counts WHERE campaign_id = $1",
        );
        Ok(prizes.bind(campaign_id).fetch_one(self.connection()).await?)
    }

    async fn rejections(
        &mut self,
        campaign_id: &str,
        from_ms: i64,
        to_ms: i64,
    ) -> Stored<Vec<(String, i64)>> {
        let reasons = sqlx::query_as(
            "SELECT reason, COUNT(*) FROM runs
             WHERE campaign_id = $1 AND state = 'rejected' AND reason IS NOT NULL
                   AND finished_at_ms >= $2 AND finished_at_ms < $3 GROUP BY reason",
        );
        Ok(reasons.bind(campaign_id).bind(from_ms).bind(to_ms).fetch_all(self.connection()).await?)
    }
}
