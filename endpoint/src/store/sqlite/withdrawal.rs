//! Consents that were taken back, in their table.

use super::transaction::SqliteTransaction;
use crate::store::Stored;
use crate::store::withdrawal::{Withdrawal, WithdrawalReads, WithdrawalWrites};
use async_trait::async_trait;
use sqlx::sqlite::{Sqlite, SqliteRow};
use sqlx::{FromRow, QueryBuilder, Row as _};

const IDS_PER_STATEMENT: usize = 50;

#[async_trait]
impl WithdrawalReads for SqliteTransaction<'_> {
    async fn withdrawals_of(&mut self, player_ids: &[&str]) -> Stored<Vec<Withdrawal>> {
        let mut all = Vec::new();
        for ids in player_ids.chunks(IDS_PER_STATEMENT) {
            let mut query = QueryBuilder::<Sqlite>::new(
                "SELECT *, EXISTS (SELECT 1 FROM consents WHERE consents.player_id = withdrawals.player_id)
                           AS has_consent
                 FROM withdrawals WHERE player_id IN (",
            );
            let mut list = query.separated(", ");
            for id in ids {
                list.push_bind(*id);
            }
            query.push(")");
            all.extend(query.build_query_as::<Withdrawal>().fetch_all(self.connection()).await?);
        }
        Ok(all)
    }
}

#[async_trait]
impl WithdrawalWrites for SqliteTransaction<'_> {
    async fn put_withdrawal(&mut self, player_id: &str, campaign_id: &str, at_ms: i64) -> Stored<()> {
        sqlx::query(
            "INSERT INTO withdrawals (player_id, campaign_id, withdrawn_at_ms) VALUES ($1, $2, $3)
             ON CONFLICT (player_id, campaign_id)
             DO UPDATE SET withdrawn_at_ms = excluded.withdrawn_at_ms, agreed_again_at_ms = NULL",
        )
        .bind(player_id)
        .bind(campaign_id)
        .bind(at_ms)
        .execute(self.connection())
        .await?;
        Ok(())
    }

    async fn end_withdrawal(&mut self, player_id: &str, campaign_id: &str, at_ms: i64) -> Stored<bool> {
        let ended = sqlx::query(
            "UPDATE withdrawals SET agreed_again_at_ms = $3
             WHERE player_id = $1 AND campaign_id = $2 AND agreed_again_at_ms IS NULL",
        )
        .bind(player_id)
        .bind(campaign_id)
        .bind(at_ms)
        .execute(self.connection())
        .await?;
        Ok(ended.rows_affected() == 1)
    }

    async fn delete_consent(&mut self, player_id: &str, campaign_id: &str) -> Stored<()> {
        sqlx::query("DELETE FROM consents WHERE player_id = $1 AND campaign_id = $2")
            .bind(player_id)
            .bind(campaign_id)
            .execute(self.connection())
            .await?;
        Ok(())
    }

    async fn end_open_runs(
        &mut self,
        player_id: &str,
        campaign_id: &str,
        reason: &str,
        at_ms: i64,
    ) -> Stored<()> {
        sqlx::query(
            "UPDATE runs SET state = 'rejected', reason = $3, finished_at_ms = $4
             WHERE player_id = $1 AND campaign_id = $2 AND state = 'issued'",
        )
        .bind(player_id)
        .bind(campaign_id)
        .bind(reason)
        .bind(at_ms)
        .execute(self.connection())
        .await?;
        sqlx::query("UPDATE runs SET giver_name = NULL WHERE player_id = $1 AND campaign_id = $2")
            .bind(player_id)
            .bind(campaign_id)
            .execute(self.connection())
            .await?;
        Ok(())
    }

    async fn log_coupon_change(&mut self, player_id: &str, campaign_id: &str, at_ms: i64) -> Stored<()> {
        let held: Option<String> = sqlx::query_scalar(
            "SELECT coupon_id FROM coupons WHERE player_id = $1 AND campaign_id = $2 AND issued_at_ms IS NOT NULL",
        )
        .bind(player_id)
        .bind(campaign_id)
        .fetch_optional(self.connection())
        .await?;
        let Some(coupon_id) = held else { return Ok(()) };
        let log_position = self.next_position().await?;
        sqlx::query("UPDATE coupons SET updated_at_ms = $2, log_position = $3 WHERE coupon_id = $1")
            .bind(coupon_id)
            .bind(at_ms)
            .bind(log_position)
            .execute(self.connection())
            .await?;
        Ok(())
    }
}

impl FromRow<'_, SqliteRow> for Withdrawal {
    fn from_row(row: &SqliteRow) -> Result<Withdrawal, sqlx::Error> {
        Ok(Withdrawal {
            player_id: row.try_get("player_id")?,
            campaign_id: row.try_get("campaign_id")?,
            withdrawn_at_ms: row.try_get("withdrawn_at_ms")?,
            agreed_again_at_ms: row.try_get("agreed_again_at_ms")?,
            has_consent: row.try_get("has_consent")?,
        })
    }
}
