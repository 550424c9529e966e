//! Judged runs and reserved codes in their tables.

use super::transaction::SqliteTransaction;
use crate::store::Stored;
use crate::store::coupon::{TakeCode, TakenCode};
use crate::store::review::{JudgedRun, ReviewReads, ReviewWrites, WaitingWin};
use async_trait::async_trait;
use sqlx::sqlite::SqliteRow;
use sqlx::{FromRow, Row as _};

#[async_trait]
impl ReviewReads for SqliteTransaction<'_> {
    async fn judged_run(&mut self, run_id: &str) -> Stored<Option<JudgedRun>> {
        let judged = sqlx::query_as("SELECT * FROM judged_runs WHERE run_id = $1").bind(run_id);
        Ok(judged.fetch_optional(self.connection()).await?)
    }

    async fn last_review_of(&mut self, campaign_id: &str, player_id: &str) -> Stored<Option<JudgedRun>> {
        let judged = sqlx::query_as(
            "SELECT * FROM judged_runs WHERE player_id = $1 AND campaign_id = $2 AND review IS NOT NULL
             ORDER BY judged_at_ms DESC, run_id DESC LIMIT 1",
        );
        Ok(judged.bind(player_id).bind(campaign_id).fetch_optional(self.connection()).await?)
    }

    async fn has_other_run_with(
        &mut self,
        campaign_id: &str,
        reactions_hash: &str,
        run_id: &str,
    ) -> Stored<bool> {
        let other: Option<i64> = sqlx::query_scalar(
            "SELECT 1 FROM judged_runs WHERE campaign_id = $1 AND reactions_hash = $2 AND run_id <> $3 LIMIT 1",
        )
        .bind(campaign_id)
        .bind(reactions_hash)
        .bind(run_id)
        .fetch_optional(self.connection())
        .await?;
        Ok(other.is_some())
    }

    async fn count_waiting_wins(&mut self, campaign_id: &str) -> Stored<i64> {
        let count =
            sqlx::query_scalar("SELECT COUNT(*) FROM judged_runs WHERE campaign_id = $1 AND review = 'held'");
        Ok(count.bind(campaign_id).fetch_one(self.connection()).await?)
    }

    async fn waiting_wins(&mut self, campaign_id: &str, limit: u32) -> Stored<Vec<WaitingWin>> {
        let waiting = sqlx::query_as(
            "SELECT judged_runs.*, runs.score, runs.rival,
                    (SELECT COUNT(*) FROM runs AS played
                     WHERE played.player_id = judged_runs.player_id
                           AND played.campaign_id = judged_runs.campaign_id AND played.state = 'verified')
                    AS plays
             FROM judged_runs JOIN runs ON runs.run_id = judged_runs.run_id
             WHERE judged_runs.campaign_id = $1 AND review = 'held'
             ORDER BY judged_at_ms, judged_runs.run_id LIMIT $2",
        );
        Ok(waiting.bind(campaign_id).bind(limit).fetch_all(self.connection()).await?)
    }
}

#[async_trait]
impl ReviewWrites for SqliteTransaction<'_> {
    async fn add_judged_run(&mut self, judged: &JudgedRun) -> Stored<()> {
        sqlx::query(
            "INSERT INTO judged_runs (run_id, player_id, campaign_id, verdict, evidence, reactions_hash,
                                      judged_at_ms, review, decided_at_ms)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        )
        .bind(&judged.run_id)
        .bind(&judged.player_id)
        .bind(&judged.campaign_id)
        .bind(&judged.verdict)
        .bind(&judged.evidence)
        .bind(&judged.reactions_hash)
        .bind(judged.judged_at_ms)
        .bind(&judged.review)
        .bind(judged.decided_at_ms)
        .execute(self.connection())
        .await?;
        Ok(())
    }

    async fn set_review(&mut self, run_id: &str, review: &str, decided_at_ms: Option<i64>) -> Stored<()> {
        sqlx::query("UPDATE judged_runs SET review = $2, decided_at_ms = $3 WHERE run_id = $1")
            .bind(run_id)
            .bind(review)
            .bind(decided_at_ms)
            .execute(self.connection())
            .await?;
        Ok(())
    }

    async fn set_waiting_reviews(
        &mut self,
        campaign_id: &str,
        player_id: &str,
        review: &str,
        at_ms: i64,
    ) -> Stored<()> {
        sqlx::query(
            "UPDATE judged_runs SET review = $3, decided_at_ms = $4
             WHERE player_id = $1 AND campaign_id = $2 AND review = 'held'",
        )
        .bind(player_id)
        .bind(campaign_id)
        .bind(review)
        .bind(at_ms)
        .execute(self.connection())
        .await?;
        Ok(())
    }

    async fn reserve_next_code(&mut self, take: TakeCode<'_>) -> Stored<bool> {
        let reserved = sqlx::query(
            "UPDATE coupons SET player_id = $2, run_id = $3
             WHERE coupon_id = (SELECT coupon_id FROM coupons
                                WHERE campaign_id = $1 AND state = 'stock' AND player_id IS NULL
                                ORDER BY stock_line LIMIT 1)",
        )
        .bind(take.campaign_id)
        .bind(take.player_id)
        .bind(take.run_id)
        .execute(self.connection())
        .await?;
        Ok(reserved.rows_affected() == 1)
    }

    async fn issue_reserved_code(&mut self, take: TakeCode<'_>) -> Stored<Option<TakenCode>> {
        let log_position = self.next_position().await?;
        let issued: Option<(String, String)> = sqlx::query_as(
            "UPDATE coupons SET state = 'issued', run_id = $3, issued_at_ms = $4, updated_at_ms = $4,
                                log_position = $5
             WHERE campaign_id = $1 AND player_id = $2 AND state = 'stock' AND due_at_ms IS NULL
             RETURNING coupon_id, code",
        )
        .bind(take.campaign_id)
        .bind(take.player_id)
        .bind(take.run_id)
        .bind(take.at_ms)
        .bind(log_position)
        .fetch_optional(self.connection())
        .await?;
        Ok(issued.map(|(coupon_id, code)| TakenCode { coupon_id, code }))
    }

    async fn release_reserved_code(&mut self, campaign_id: &str, player_id: &str) -> Stored<()> {
        sqlx::query(
            "UPDATE coupons SET player_id = NULL, run_id = NULL
             WHERE campaign_id = $1 AND player_id = $2 AND issued_at_ms IS NULL AND due_at_ms IS NULL",
        )
        .bind(campaign_id)
        .bind(player_id)
        .execute(self.connection())
        .await?;
        Ok(())
    }

    async fn forget_judged_runs(&mut self, campaign_id: &str) -> Stored<()> {
        sqlx::query(
            "DELETE FROM judged_runs WHERE campaign_id = $1 AND (review IS NULL OR review <> 'held')",
        )
        .bind(campaign_id)
        .execute(self.connection())
        .await?;
        Ok(())
    }
}

impl FromRow<'_, SqliteRow> for JudgedRun {
    fn from_row(row: &SqliteRow) -> Result<JudgedRun, sqlx::Error> {
        Ok(JudgedRun {
            run_id: row.try_get("run_id")?,
            player_id: row.try_get("player_id")?,
            campaign_id: row.try_get("campaign_id")?,
            verdict: row.try_get("verdict")?,
            evidence: row.try_get("evidence")?,
            reactions_hash: row.try_get("reactions_hash")?,
            judged_at_ms: row.try_get("judged_at_ms")?,
            review: row.try_get("review")?,
            decided_at_ms: row.try_get("decided_at_ms")?,
        })
    }
}

impl FromRow<'_, SqliteRow> for WaitingWin {
    fn from_row(row: &SqliteRow) -> Result<WaitingWin, sqlx::Error> {
        Ok(WaitingWin {
            judged: JudgedRun::from_row(row)?,
            score: row.try_get("score")?,
            rival: row.try_get("rival")?,
            plays: row.try_get("plays")?,
        })
    }
}
