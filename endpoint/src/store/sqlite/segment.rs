//! Segments in their table.

use super::transaction::SqliteTransaction;
use crate::store::Stored;
use crate::store::segment::{Segment, SegmentReads, SegmentWrites};
use async_trait::async_trait;
use sqlx::sqlite::SqliteRow;
use sqlx::{FromRow, Row as _};

#[async_trait]
impl SegmentReads for SqliteTransaction<'_> {
    async fn segments(&mut self, campaign_id: &str) -> Stored<Vec<Segment>> {
        let segments = sqlx::query_as(
            "SELECT * FROM segments WHERE campaign_id = $1 ORDER BY created_at_ms, segment_id",
        );
        Ok(segments.bind(campaign_id).fetch_all(self.connection()).await?)
    }

    async fn segment(&mut self, segment_id: &str) -> Stored<Option<Segment>> {
        let segment = sqlx::query_as("SELECT * FROM segments WHERE segment_id = $1").bind(segment_id);
        Ok(segment.fetch_optional(self.connection()).await?)
    }
}

#[async_trait]
impl SegmentWrites for SqliteTransaction<'_> {
    async fn add_segment(&mut self, segment: &Segment) -> Stored<()> {
        sqlx::query(
            "INSERT INTO segments (segment_id, campaign_id, name, rule, created_at_ms)
             VALUES ($1, $2, $3, $4, $5)",
        )
        .bind(&segment.segment_id)
        .bind(&segment.campaign_id)
        .bind(&segment.name)
        .bind(&segment.rule)
        .bind(segment.created_at_ms)
        .execute(self.connection())
        .await?;
        Ok(())
    }

    async fn delete_segment(&mut self, segment_id: &str) -> Stored<bool> {
        let deleted = sqlx::query("DELETE FROM segments WHERE segment_id = $1")
            .bind(segment_id)
            .execute(self.connection())
            .await?;
        Ok(deleted.rows_affected() == 1)
    }
}

impl FromRow<'_, SqliteRow> for Segment {
    fn from_row(row: &SqliteRow) -> Result<Segment, sqlx::Error> {
        Ok(Segment {
            segment_id: row.try_get("segment_id")?,
            campaign_id: row.try_get("campaign_id")?,
            name: row.try_get("name")?,
            rule: row.try_get("rule")?,
            created_at_ms: row.try_get("created_at_ms")?,
        })
    }
}
