//! Players and consents in their tables.

use super::transaction::SqliteTransaction;
use crate::store::Stored;
use crate::store::player::{PlayerReads, PlayerWrites};
use async_trait::async_trait;

#[async_trait]
impl PlayerReads for SqliteTransaction<'_> {
    async fn has_player(&mut self, player_id: &str) -> Stored<bool> {
        let found: Option<i64> = sqlx::query_scalar("SELECT 1 FROM players WHERE player_id = $1")
            .bind(player_id)
            .fetch_optional(self.connection())
            .await?;
        Ok(found.is_some())
    }

    async fn consent_of(&mut self, player_id: &str, campaign_id: &str) -> Stored<Option<Option<String>>> {
        let version = sqlx::query_scalar(
            "SELECT consents.version FROM players
             LEFT JOIN consents ON consents.player_id = players.player_id AND consents.campaign_id = $2
             WHERE players.player_id = $1",
        );
        Ok(version.bind(player_id).bind(campaign_id).fetch_optional(self.connection()).await?)
    }
}

#[async_trait]
impl PlayerWrites for SqliteTransaction<'_> {
    async fn add_player(&mut self, player_id: &str, at_ms: i64) -> Stored<()> {
        sqlx::query(
            "INSERT INTO players (player_id, created_at_ms) VALUES ($1, $2) ON CONFLICT (player_id) DO NOTHING",
        )
        .bind(player_id)
        .bind(at_ms)
        .execute(self.connection())
        .await?;
        Ok(())
    }

    async fn put_consent(
        &mut self,
        player_id: &str,
        campaign_id: &str,
        version: &str,
        at_ms: i64,
    ) -> Stored<()> {
        sqlx::query(
            "INSERT INTO consents (player_id, campaign_id, version, given_at_ms) VALUES ($1, $2, $3, $4)
             ON CONFLICT (player_id, campaign_id)
             DO UPDATE SET version = excluded.version, given_at_ms = excluded.given_at_ms",
        )
        .bind(player_id)
        .bind(campaign_id)
        .bind(version)
        .bind(at_ms)
        .execute(self.connection())
        .await?;
        Ok(())
    }
}
