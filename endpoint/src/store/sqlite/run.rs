//! Issuing a run and reading it.

use super::{label, player, writer::Write};
use crate::store::{Claim, NewRun, Run, RunState, StartRefused, Started};
use sqlx::sqlite::{SqliteConnection, SqliteRow};
use sqlx::{FromRow, Row as _};

const MINUTE_MS: i64 = 60_000;

impl Write for NewRun {
    type Answer = Started;

    async fn apply(self, connection: &mut SqliteConnection) -> Result<Started, sqlx::Error> {
        if !player::exists(connection, &self.player_id).await? {
            return Ok(Err(StartRefused::NoSuchPlayer));
        }
        if let Some(about) = &self.about
            && label::is_blocked(connection, &self.campaign_id, &about.host_id, &self.player_id).await?
        {
            return Ok(Err(StartRefused::GiverBlocked));
        }
        let (recent, oldest_ms): (i64, Option<i64>) = sqlx::query_as(
            "SELECT COUNT(*), MIN(issued_at_ms) FROM runs WHERE player_id = $1 AND issued_at_ms > $2",
        )
        .bind(&self.player_id)
        .bind(self.now_ms - MINUTE_MS)
        .fetch_one(&mut *connection)
        .await?;
        if recent >= self.per_minute {
            let retry_after_ms = oldest_ms.unwrap_or(self.now_ms) + MINUTE_MS - self.now_ms;
            return Ok(Err(StartRefused::TooMany { retry_after_ms }));
        }
        let (code, giver_name) = self.about.map(|about| (about.code, about.giver_name)).unzip();
        sqlx::query(
            "INSERT INTO runs (run_id, player_id, campaign_id, game_id, rules_version, seed, dials, state,
                               issued_at_ms, expires_at_ms, about, giver_name)
             VALUES ($1, $2, $3, $4, $5, $6, $7, 'issued', $8, $9, $10, $11)",
        )
        .bind(self.run_id)
        .bind(self.player_id)
        .bind(self.campaign_id)
        .bind(self.game_id)
        .bind(self.rules_version)
        .bind(self.seed)
        .bind(self.dials)
        .bind(self.now_ms)
        .bind(self.expires_at_ms)
        .bind(code)
        .bind(giver_name.flatten())
        .execute(connection)
        .await?;
        Ok(Ok(()))
    }
}

pub async fn read<'a>(
    executor: impl sqlx::Executor<'a, Database = sqlx::Sqlite>,
    run_id: &str,
) -> Result<Option<Run>, sqlx::Error> {
    sqlx::query_as("SELECT * FROM runs WHERE run_id = $1").bind(run_id).fetch_optional(executor).await
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
            seed: row.try_get("seed")?,
            dials: row.try_get("dials")?,
            about: row.try_get("about")?,
            giver_name: row.try_get("giver_name")?,
            state,
            issued_at_ms: row.try_get("issued_at_ms")?,
            expires_at_ms: row.try_get("expires_at_ms")?,
            reason: row.try_get("reason")?,
            claim,
            answer: row.try_get("answer")?,
        })
    }
}
