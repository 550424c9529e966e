//! Runs in their table.

use super::transaction::SqliteTransaction;
use crate::store::Stored;
use crate::store::run::{
    Claim, DayRuns, NewRun, Plays, RecentRuns, Run, RunDay, RunEnd, RunReads, RunState, RunWrites,
};
use async_trait::async_trait;
use sqlx::sqlite::SqliteRow;
use sqlx::{FromRow, Row as _};

#[async_trait]
impl RunReads for SqliteTransaction<'_> {
    async fn run(&mut self, run_id: &str) -> Stored<Option<Run>> {
        let run = sqlx::query_as("SELECT * FROM runs WHERE run_id = $1").bind(run_id);
        Ok(run.fetch_optional(self.connection()).await?)
    }

    async fn plays_of(&mut self, player_id: &str, campaign_id: &str) -> Stored<Plays> {
        let (count, best) = sqlx::query_as(
            "SELECT COUNT(*), MAX(score) FROM runs
             WHERE player_id = $1 AND campaign_id = $2 AND state = 'verified'",
        )
        .bind(player_id)
        .bind(campaign_id)
        .fetch_one(self.connection())
        .await?;
        Ok(Plays { count, best })
    }

    async fn runs_issued_after(&mut self, player_id: &str, after_ms: i64) -> Stored<RecentRuns> {
        let (count, oldest_issued_at_ms) = sqlx::query_as(
            "SELECT COUNT(*), MIN(issued_at_ms) FROM runs WHERE player_id = $1 AND issued_at_ms > $2",
        )
        .bind(player_id)
        .bind(after_ms)
        .fetch_one(self.connection())
        .await?;
        Ok(RecentRuns { count, oldest_issued_at_ms })
    }

    async fn runs_of_day(
        &mut self,
        player_id: &str,
        campaign_id: &str,
        day_start_ms: i64,
        now_ms: i64,
    ) -> Stored<DayRuns> {
        let (started, unfinished) = sqlx::query_as(
            "SELECT COALESCE(MAX(nth_of_day), 0),
                    COUNT(CASE WHEN state = 'issued' AND (abandoned_at_ms IS NOT NULL OR expires_at_ms <= $4)
                          THEN 1 END)
             FROM runs WHERE player_id = $1 AND campaign_id = $2 AND day_start_ms = $3",
        )
        .bind(player_id)
        .bind(campaign_id)
        .bind(day_start_ms)
        .bind(now_ms)
        .fetch_one(self.connection())
        .await?;
        Ok(DayRuns { started, unfinished })
    }

    async fn open_runs(&mut self, player_id: &str, campaign_id: &str, now_ms: i64) -> Stored<Vec<String>> {
        let open = sqlx::query_scalar(
            "SELECT run_id FROM runs
             WHERE player_id = $1 AND campaign_id = $2 AND state = 'issued' AND abandoned_at_ms IS NULL
                   AND expires_at_ms > $3
             ORDER BY issued_at_ms DESC, nth_of_day DESC",
        );
        let open = open.bind(player_id).bind(campaign_id).bind(now_ms);
        Ok(open.fetch_all(self.connection()).await?)
    }

    async fn coupon_of_run(&mut self, run_id: &str) -> Stored<Option<String>> {
        let coupon = sqlx::query_scalar(
            "SELECT coupon_id FROM coupons
             JOIN runs ON runs.player_id = coupons.player_id AND runs.campaign_id = coupons.campaign_id
             WHERE runs.run_id = $1 AND coupons.run_id = $1 AND coupons.issued_at_ms IS NOT NULL",
        );
        Ok(coupon.bind(run_id).fetch_optional(self.connection()).await?)
    }

    async fn won_runs(&mut self, after: &str, limit: u32) -> Stored<Vec<Run>> {
        let runs = sqlx::query_as(
            "SELECT * FROM runs WHERE won = 1 AND trace IS NOT NULL AND run_id > $1 ORDER BY run_id LIMIT $2",
        );
        Ok(runs.bind(after).bind(limit).fetch_all(self.connection()).await?)
    }
}

#[async_trait]
impl RunWrites for SqliteTransaction<'_> {
    async fn add_run(&mut self, run: &NewRun, day: RunDay) -> Stored<()> {
        sqlx::query(
            "INSERT INTO runs (run_id, player_id, campaign_id, game_id, rules_version, seed, dials, state,
                               issued_at_ms, expires_at_ms, about, giver_name, day_start_ms, nth_of_day)
             VALUES ($1, $2, $3, $4, $5, $6, $7, 'issued', $8, $9, $10, $11, $12, $13)",
        )
        .bind(&run.run_id)
        .bind(&run.player_id)
        .bind(&run.campaign_id)
        .bind(&run.game_id)
        .bind(run.rules_version)
        .bind(&run.seed)
        .bind(&run.dials)
        .bind(run.issued_at_ms)
        .bind(run.expires_at_ms)
        .bind(&run.about)
        .bind(&run.giver_name)
        .bind(day.start_ms)
        .bind(day.nth)
        .execute(self.connection())
        .await?;
        Ok(())
    }

    async fn abandon_run(&mut self, run_id: &str, at_ms: i64) -> Stored<()> {
        sqlx::query("UPDATE runs SET abandoned_at_ms = $2 WHERE run_id = $1")
            .bind(run_id)
            .bind(at_ms)
            .execute(self.connection())
            .await?;
        Ok(())
    }

    async fn end_run(&mut self, end: &RunEnd<'_>) -> Stored<bool> {
        let ended = sqlx::query(
            "UPDATE runs SET state = $2, finished_at_ms = $3, score = $4, rival = $5, won = $6, reason = $7,
                             idempotency_key = $8, request_hash = $9, trace = $10
             WHERE run_id = $1 AND state = 'issued' AND abandoned_at_ms IS NULL",
        )
        .bind(end.run_id)
        .bind(end.state.name())
        .bind(end.finished_at_ms)
        .bind(end.score)
        .bind(end.rival)
        .bind(end.won)
        .bind(end.reason)
        .bind(end.claim.map(|claim| &claim.idempotency_key))
        .bind(end.claim.map(|claim| &claim.request_hash))
        .bind(end.trace)
        .execute(self.connection())
        .await?;
        Ok(ended.rows_affected() == 1)
    }

    async fn set_run_answer(&mut self, run_id: &str, answer: &str) -> Stored<()> {
        sqlx::query("UPDATE runs SET answer = $2 WHERE run_id = $1")
            .bind(run_id)
            .bind(answer)
            .execute(self.connection())
            .await?;
        Ok(())
    }

    async fn forget_traces(&mut self, campaign_id: &str) -> Stored<u64> {
        let forgotten =
            sqlx::query("UPDATE runs SET trace = NULL WHERE campaign_id = $1 AND trace IS NOT NULL")
                .bind(campaign_id)
                .execute(self.connection())
                .await?;
        Ok(forgotten.rows_affected())
    }
}

impl FromRow<'_, SqliteRow> for Run {
    fn from_row(row: &SqliteRow) -> Result<Run, sqlx::Error> {
        let idempotency_key: Option<String> = row.try_get("idempotency_key")?;
        let request_hash: Option<String> = row.try_get("request_hash")?;
        let claim = idempotency_key
            .zip(request_hash)
            .map(|(idempotency_key, request_hash)| Claim { idempotency_key, request_hash });
        let state = match row.try_get("state")? {
            "issued" => RunState::Issued,
            "verified" => RunState::Verified,
            _ => RunState::Rejected,
        };
        Ok(Run {
            run_id: row.try_get("run_id")?,
            player_id: row.try_get("player_id")?,
            campaign_id: row.try_get("campaign_id")?,
            game_id: row.try_get("game_id")?,
            rules_version: row.try_get("rules_version")?,
            seed: row.try_get("seed")?,
            dials: row.try_get("dials")?,
            about: row.try_get("about")?,
            giver_name: row.try_get("giver_name")?,
            state,
            issued_at_ms: row.try_get("issued_at_ms")?,
            expires_at_ms: row.try_get("expires_at_ms")?,
            abandoned_at_ms: row.try_get("abandoned_at_ms")?,
            finished_at_ms: row.try_get("finished_at_ms")?,
            score: row.try_get("score")?,
            rival: row.try_get("rival")?,
            won: row.try_get("won")?,
            reason: row.try_get("reason")?,
            claim,
            answer: row.try_get("answer")?,
            trace: row.try_get("trace")?,
        })
    }
}
