//! Networks in their tables.

use super::transaction::SqliteTransaction;
use crate::store::Stored;
use crate::store::network::{NetworkCounts, NetworkRow, NetworkWrites};
use async_trait::async_trait;

#[async_trait]
impl NetworkWrites for SqliteTransaction<'_> {
    async fn network_key(&mut self, period: i64) -> Stored<Option<String>> {
        let secret = sqlx::query_scalar("SELECT secret FROM network_keys WHERE period = $1").bind(period);
        Ok(secret.fetch_optional(self.connection()).await?)
    }

    async fn add_network_key(&mut self, period: i64, secret: &str) -> Stored<()> {
        sqlx::query("INSERT INTO network_keys (period, secret) VALUES ($1, $2)")
            .bind(period)
            .bind(secret)
            .execute(self.connection())
            .await?;
        Ok(())
    }

    async fn network_counts(&mut self, networks: [&str; 2], campaign_id: &str) -> Stored<NetworkCounts> {
        let (players, runs, prizes) = sqlx::query_as(
            "SELECT COALESCE(SUM(players), 0), COALESCE(SUM(runs), 0), COALESCE(SUM(prizes), 0)
             FROM network_counts WHERE network IN ($1, $2) AND campaign_id = $3",
        )
        .bind(networks[0])
        .bind(networks[1])
        .bind(campaign_id)
        .fetch_one(self.connection())
        .await?;
        Ok(NetworkCounts { players, runs, prizes })
    }

    async fn add_network_counts(&mut self, row: NetworkRow<'_>, more: NetworkCounts) -> Stored<()> {
        sqlx::query(
            "INSERT INTO network_counts (network, campaign_id, period, players, runs, prizes)
             VALUES ($1, $2, $3, $4, $5, $6)
             ON CONFLICT (network, campaign_id) DO UPDATE SET
                 players = network_counts.players + excluded.players,
                 runs = network_counts.runs + excluded.runs,
                 prizes = network_counts.prizes + excluded.prizes",
        )
        .bind(row.network)
        .bind(row.campaign_id)
        .bind(row.period)
        .bind(more.players)
        .bind(more.runs)
        .bind(more.prizes)
        .execute(self.connection())
        .await?;
        Ok(())
    }

    async fn forget_networks(&mut self, before: i64) -> Stored<u64> {
        sqlx::query("DELETE FROM network_keys WHERE period < $1")
            .bind(before)
            .execute(self.connection())
            .await?;
        let rows = sqlx::query("DELETE FROM network_counts WHERE period < $1")
            .bind(before)
            .execute(self.connection())
            .await?;
        Ok(rows.rows_affected())
    }
}
