//! Players and what they agreed to.

use super::append::hash;
use super::writer::Write;
use crate::store::NewPlayer;
use sqlx::SqlitePool;
use sqlx::sqlite::SqliteConnection;

impl Write for NewPlayer {
    type Answer = bool;

    async fn apply(self, connection: &mut SqliteConnection) -> Result<bool, sqlx::Error> {
        if is_erased(connection, &self.player_id).await? {
            return Ok(false);
        }
        sqlx::query("INSERT INTO players (player_id, created_at_ms) VALUES ($1, $2) ON CONFLICT (player_id) DO NOTHING")
            .bind(&self.player_id)
            .bind(self.now_ms)
            .execute(&mut *connection)
            .await?;
        let Some(version) = self.consent_version else { return Ok(true) };
        sqlx::query(
            "INSERT INTO consents (player_id, campaign_id, version, given_at_ms) VALUES ($1, $2, $3, $4)
             ON CONFLICT (player_id, campaign_id)
             DO UPDATE SET version = excluded.version, given_at_ms = excluded.given_at_ms",
        )
        .bind(&self.player_id)
        .bind(&self.campaign_id)
        .bind(version)
        .bind(self.now_ms)
        .execute(connection)
        .await?;
        Ok(true)
    }
}

pub async fn exists(connection: &mut SqliteConnection, player_id: &str) -> Result<bool, sqlx::Error> {
    let found: Option<i64> = sqlx::query_scalar("SELECT 1 FROM players WHERE player_id = $1")
        .bind(player_id)
        .fetch_optional(connection)
        .await?;
    Ok(found.is_some())
}

/// The version a player agreed to in a campaign; the outer `None` is no such player.
pub async fn agreed_version(
    readers: &SqlitePool,
    player_id: &str,
    campaign_id: &str,
) -> Result<Option<Option<String>>, sqlx::Error> {
    sqlx::query_scalar(
        "SELECT consents.version FROM players
         LEFT JOIN consents ON consents.player_id = players.player_id AND consents.campaign_id = $2
         WHERE players.player_id = $1",
    )
    .bind(player_id)
    .bind(campaign_id)
    .fetch_optional(readers)
    .await
}

async fn is_erased(connection: &mut SqliteConnection, player_id: &str) -> Result<bool, sqlx::Error> {
    let found: Option<i64> = sqlx::query_scalar("SELECT 1 FROM erased_players WHERE player_hash = $1")
        .bind(hash(player_id))
        .fetch_optional(connection)
        .await?;
    Ok(found.is_some())
}
