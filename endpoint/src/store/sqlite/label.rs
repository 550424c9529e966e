//! Labels in their tables.

use super::transaction::SqliteTransaction;
use crate::store::Stored;
use crate::store::label::{GivenLabel, LabelReads, LabelWrites, NewLabel, Pair};
use async_trait::async_trait;
use sqlx::sqlite::{Sqlite, SqliteRow};
use sqlx::{FromRow, QueryBuilder, Row as _};

#[async_trait]
impl LabelReads for SqliteTransaction<'_> {
    async fn label(&mut self, label_id: &str) -> Stored<Option<GivenLabel>> {
        let label = sqlx::query_as("SELECT * FROM labels WHERE label_id = $1").bind(label_id);
        Ok(label.fetch_optional(self.connection()).await?)
    }

    async fn labels_of(
        &mut self,
        receiver_id: &str,
        campaign_id: &str,
        status: &str,
    ) -> Stored<Vec<GivenLabel>> {
        let labels = sqlx::query_as(
            "SELECT * FROM labels WHERE receiver_id = $1 AND campaign_id = $2 AND status = $3
             ORDER BY given_at_ms, label_id",
        );
        Ok(labels.bind(receiver_id).bind(campaign_id).bind(status).fetch_all(self.connection()).await?)
    }

    async fn declared_labels(&mut self, player_id: &str, campaign_id: &str) -> Stored<Vec<String>> {
        let labels = sqlx::query_scalar(
            "SELECT label FROM declared_labels WHERE player_id = $1 AND campaign_id = $2 ORDER BY label",
        );
        Ok(labels.bind(player_id).bind(campaign_id).fetch_all(self.connection()).await?)
    }

    async fn is_blocked(&mut self, pair: Pair<'_>) -> Stored<bool> {
        let block: Option<i64> = sqlx::query_scalar(
            "SELECT 1 FROM blocks WHERE campaign_id = $1 AND receiver_id = $2 AND giver_id = $3",
        )
        .bind(pair.campaign_id)
        .bind(pair.receiver_id)
        .bind(pair.giver_id)
        .fetch_optional(self.connection())
        .await?;
        Ok(block.is_some())
    }

    async fn count_givers(&mut self, receiver_id: &str, campaign_id: &str) -> Stored<i64> {
        let givers = sqlx::query_scalar(
            "SELECT COUNT(DISTINCT giver_id) FROM label_shown WHERE receiver_id = $1 AND campaign_id = $2",
        );
        Ok(givers.bind(receiver_id).bind(campaign_id).fetch_one(self.connection()).await?)
    }
}

#[async_trait]
impl LabelWrites for SqliteTransaction<'_> {
    async fn put_label(&mut self, label: NewLabel<'_>) -> Stored<Option<String>> {
        let id = sqlx::query_scalar(
            "INSERT INTO labels (label_id, campaign_id, receiver_id, giver_id, giver_name, label, status, run_id,
                                 given_at_ms)
             VALUES ($1, $2, $3, $4, $5, $6, 'pending', $7, $8)
             ON CONFLICT (campaign_id, receiver_id, giver_id, label)
             DO UPDATE SET giver_name = excluded.giver_name, run_id = excluded.run_id, given_at_ms = excluded.given_at_ms
             WHERE labels.status = 'pending'
             RETURNING label_id",
        )
        .bind(label.label_id)
        .bind(label.campaign_id)
        .bind(label.receiver_id)
        .bind(label.giver_id)
        .bind(label.giver_name)
        .bind(label.label)
        .bind(label.run_id)
        .bind(label.given_at_ms)
        .fetch_optional(self.connection())
        .await?;
        Ok(id)
    }

    async fn set_label_status(&mut self, label_id: &str, status: &str, at_ms: i64) -> Stored<()> {
        sqlx::query("UPDATE labels SET status = $2, decided_at_ms = $3 WHERE label_id = $1")
            .bind(label_id)
            .bind(status)
            .bind(at_ms)
            .execute(self.connection())
            .await?;
        Ok(())
    }

    async fn delete_labels_except(&mut self, pair: Pair<'_>, status: &str, kept: &[String]) -> Stored<()> {
        let mut query = QueryBuilder::<Sqlite>::new("DELETE FROM labels WHERE campaign_id = ");
        query.push_bind(pair.campaign_id).push(" AND receiver_id = ").push_bind(pair.receiver_id);
        query.push(" AND giver_id = ").push_bind(pair.giver_id).push(" AND status = ").push_bind(status);
        if !kept.is_empty() {
            query.push(" AND label NOT IN (");
            let mut list = query.separated(", ");
            for label in kept {
                list.push_bind(label);
            }
            query.push(")");
        }
        query.build().execute(self.connection()).await?;
        Ok(())
    }

    async fn put_shown(&mut self, pair: Pair<'_>, labels: &[String], at_ms: i64) -> Stored<()> {
        if labels.is_empty() {
            return Ok(());
        }
        let mut query = QueryBuilder::<Sqlite>::new(
            "INSERT INTO label_shown (campaign_id, receiver_id, giver_id, label, shown_at_ms) ",
        );
        query.push_values(labels, |mut row, label| {
            row.push_bind(pair.campaign_id)
                .push_bind(pair.receiver_id)
                .push_bind(pair.giver_id)
                .push_bind(label)
                .push_bind(at_ms);
        });
        query.push(
            " ON CONFLICT (campaign_id, receiver_id, giver_id, label) DO UPDATE SET shown_at_ms = excluded.shown_at_ms",
        );
        query.build().execute(self.connection()).await?;
        Ok(())
    }

    async fn add_block(&mut self, pair: Pair<'_>, at_ms: i64) -> Stored<()> {
        sqlx::query(
            "INSERT INTO blocks (campaign_id, receiver_id, giver_id, blocked_at_ms) VALUES ($1, $2, $3, $4)
             ON CONFLICT (campaign_id, receiver_id, giver_id) DO NOTHING",
        )
        .bind(pair.campaign_id)
        .bind(pair.receiver_id)
        .bind(pair.giver_id)
        .bind(at_ms)
        .execute(self.connection())
        .await?;
        Ok(())
    }

    async fn add_declared_label(
        &mut self,
        player_id: &str,
        campaign_id: &str,
        label: &str,
        at_ms: i64,
    ) -> Stored<()> {
        sqlx::query(
            "INSERT INTO declared_labels (campaign_id, player_id, label, declared_at_ms) VALUES ($1, $2, $3, $4)",
        )
        .bind(campaign_id)
        .bind(player_id)
        .bind(label)
        .bind(at_ms)
        .execute(self.connection())
        .await?;
        Ok(())
    }

    async fn delete_declared_label(&mut self, player_id: &str, campaign_id: &str, label: &str) -> Stored<()> {
        sqlx::query("DELETE FROM declared_labels WHERE campaign_id = $1 AND player_id = $2 AND label = $3")
            .bind(campaign_id)
            .bind(player_id)
            .bind(label)
            .execute(self.connection())
            .await?;
        Ok(())
    }

    async fn log_profile_change(
        &mut self,
        player_id: &str,
        campaign_id: &str,
        labels: &[String],
        at_ms: i64,
    ) -> Stored<()> {
        let first = self.next_positions(labels.len()).await?;
        for (log_position, label) in (first..).zip(labels) {
            sqlx::query(
                "INSERT INTO profile_changes (campaign_id, player_id, label, log_position, updated_at_ms)
                 VALUES ($1, $2, $3, $4, $5)
                 ON CONFLICT (campaign_id, player_id, label)
                 DO UPDATE SET log_position = excluded.log_position, updated_at_ms = excluded.updated_at_ms",
            )
            .bind(campaign_id)
            .bind(player_id)
            .bind(label)
            .bind(log_position)
            .bind(at_ms)
            .execute(self.connection())
            .await?;
        }
        Ok(())
    }
}

impl FromRow<'_, SqliteRow> for GivenLabel {
    fn from_row(row: &SqliteRow) -> Result<GivenLabel, sqlx::Error> {
        Ok(GivenLabel {
            label_id: row.try_get("label_id")?,
            campaign_id: row.try_get("campaign_id")?,
            receiver_id: row.try_get("receiver_id")?,
            giver_id: row.try_get("giver_id")?,
            giver_name: row.try_get("giver_name")?,
            label: row.try_get("label")?,
            status: row.try_get("status")?,
            given_at_ms: row.try_get("given_at_ms")?,
        })
    }
}
