//! Counts over the tables of a campaign.

use super::transaction::SqliteTransaction;
use crate::store::Stored;
use crate::store::insight::{HourOfPlay, InsightReads, PlayerSummary, Referral, RowCounts};
use async_trait::async_trait;
use sqlx::QueryBuilder;
use sqlx::sqlite::Sqlite;

const HOUR_MS: i64 = 3_600_000;
const IDS_PER_STATEMENT: usize = 200;

#[async_trait]
impl InsightReads for SqliteTransaction<'_> {
    async fn tallies(&mut self, campaign_id: &str) -> Stored<Vec<(String, i64)>> {
        let tallies = sqlx::query_as("SELECT name, total FROM tallies WHERE campaign_id = $1");
        Ok(tallies.bind(campaign_id).fetch_all(self.connection()).await?)
    }

    async fn event_counts(&mut self, campaign_id: &str) -> Stored<Vec<(String, i64)>> {
        let counts = sqlx::query_as("SELECT name, COUNT(*) FROM events WHERE campaign_id = $1 GROUP BY name");
        Ok(counts.bind(campaign_id).fetch_all(self.connection()).await?)
    }

    async fn row_counts(&mut self, campaign_id: &str) -> Stored<RowCounts> {
        let (verified, rejected, players, winners) = sqlx::query_as(
            "SELECT COUNT(CASE WHEN state = 'verified' THEN 1 END), COUNT(CASE WHEN state = 'rejected' THEN 1 END),
                    COUNT(DISTINCT CASE WHEN state = 'verified' THEN player_id END),
                    COUNT(DISTINCT CASE WHEN state = 'verified' AND won = 1 THEN player_id END)
             FROM runs WHERE campaign_id = $1",
        )
        .bind(campaign_id)
        .fetch_one(self.connection())
        .await?;
        let (coupons_issued, invites_created, invites_arrived, invites_qualified) = sqlx::query_as(
            "SELECT (SELECT COUNT(*) FROM coupons WHERE campaign_id = $1 AND state IN ('issued', 'redeemed')),
                    (SELECT COUNT(*) FROM invites WHERE campaign_id = $1),
                    (SELECT COUNT(*) FROM arrivals WHERE campaign_id = $1),
                    (SELECT COUNT(*) FROM arrivals WHERE campaign_id = $1 AND state = 'qualified')",
        )
        .bind(campaign_id)
        .fetch_one(self.connection())
        .await?;
        Ok(RowCounts {
            verified,
            rejected,
            players,
            winners,
            coupons_issued,
            invites_created,
            invites_arrived,
            invites_qualified,
        })
    }

    async fn plays_per_player(&mut self, campaign_id: &str) -> Stored<Vec<(i64, i64)>> {
        let plays = sqlx::query_as(
            "SELECT plays, COUNT(*) FROM (
                 SELECT COUNT(*) AS plays FROM runs WHERE campaign_id = $1 AND state = 'verified' GROUP BY player_id
             ) AS players GROUP BY plays ORDER BY plays",
        );
        Ok(plays.bind(campaign_id).fetch_all(self.connection()).await?)
    }

    async fn score_range(&mut self, campaign_id: &str) -> Stored<Option<(i64, i64)>> {
        let (lowest, highest): (Option<i64>, Option<i64>) = sqlx::query_as(
            "SELECT MIN(score), MAX(score) FROM runs WHERE campaign_id = $1 AND state = 'verified'",
        )
        .bind(campaign_id)
        .fetch_one(self.connection())
        .await?;
        Ok(lowest.zip(highest))
    }

    async fn score_counts(&mut self, campaign_id: &str, start: i64, width: i64) -> Stored<Vec<(i64, i64)>> {
        let counts = sqlx::query_as(
            "SELECT (score - $2) / $3 AS band, COUNT(*) FROM runs
             WHERE campaign_id = $1 AND state = 'verified' GROUP BY band ORDER BY band",
        );
        Ok(counts.bind(campaign_id).bind(start).bind(width).fetch_all(self.connection()).await?)
    }

    async fn plays_by_hour(&mut self, campaign_id: &str) -> Stored<Vec<HourOfPlay>> {
        let hours: Vec<(i64, i64, i64)> = sqlx::query_as(
            "SELECT finished_at_ms / $2 AS hour, COUNT(*), COALESCE(SUM(won), 0) FROM runs
             WHERE campaign_id = $1 AND state = 'verified' GROUP BY hour ORDER BY hour",
        )
        .bind(campaign_id)
        .bind(HOUR_MS)
        .fetch_all(self.connection())
        .await?;
        let hour = |(hour, verified, won)| HourOfPlay { hour_ms: hour * HOUR_MS, verified, won };
        Ok(hours.into_iter().map(hour).collect())
    }

    async fn referrals(&mut self, campaign_id: &str, limit: u32) -> Stored<Vec<Referral>> {
        let referrals: Vec<(String, String, i64)> = sqlx::query_as(
            "SELECT inviter_id, invitee_id, qualified_at_ms FROM arrivals
             WHERE campaign_id = $1 AND state = 'qualified' ORDER BY qualified_at_ms, invitee_id LIMIT $2",
        )
        .bind(campaign_id)
        .bind(limit)
        .fetch_all(self.connection())
        .await?;
        let referral = |(inviter_id, invitee_id, at_ms)| Referral { inviter_id, invitee_id, at_ms };
        Ok(referrals.into_iter().map(referral).collect())
    }

    async fn player_summaries(
        &mut self,
        campaign_id: &str,
        player_ids: &[String],
    ) -> Stored<Vec<PlayerSummary>> {
        let mut all = Vec::with_capacity(player_ids.len());
        for ids in player_ids.chunks(IDS_PER_STATEMENT) {
            let mut query = QueryBuilder::<Sqlite>::new(
                "SELECT players.player_id, inviter_name, COUNT(run_id), MAX(score) FROM players
                 LEFT JOIN invites ON invites.inviter_id = players.player_id AND invites.campaign_id = ",
            );
            query.push_bind(campaign_id);
            query.push(
                " LEFT JOIN runs ON runs.player_id = players.player_id AND state = 'verified' AND runs.campaign_id = ",
            );
            query.push_bind(campaign_id);
            query.push(" WHERE players.player_id IN (");
            let mut list = query.separated(", ");
            for id in ids {
                list.push_bind(id);
            }
            query.push(") GROUP BY players.player_id, inviter_name");
            let rows: Vec<(String, Option<String>, i64, Option<i64>)> =
                query.build_query_as().fetch_all(self.connection()).await?;
            let summary = |(player_id, name, plays, best)| PlayerSummary { player_id, name, plays, best };
            all.extend(rows.into_iter().map(summary));
        }
        Ok(all)
    }

    async fn label_counts(&mut self, campaign_id: &str) -> Stored<Vec<(String, i64)>> {
        let counts =
            sqlx::query_as("SELECT status, COUNT(*) FROM labels WHERE campaign_id = $1 GROUP BY status");
        Ok(counts.bind(campaign_id).fetch_all(self.connection()).await?)
    }

    async fn labels_per_giver(&mut self, campaign_id: &str) -> Stored<Vec<(i64, i64)>> {
        let givers = sqlx::query_as(
            "SELECT given, COUNT(*) FROM (
                 SELECT COUNT(*) AS given FROM labels WHERE campaign_id = $1 GROUP BY giver_id
             ) AS givers GROUP BY given ORDER BY given",
        );
        Ok(givers.bind(campaign_id).fetch_all(self.connection()).await?)
    }

    async fn carried_labels(&mut self, campaign_id: &str) -> Stored<Vec<(String, String)>> {
        let carried = sqlx::query_as(
            "SELECT receiver_id, label FROM labels WHERE campaign_id = $1 AND status = 'accepted'
             UNION SELECT player_id, label FROM declared_labels WHERE campaign_id = $1",
        );
        Ok(carried.bind(campaign_id).fetch_all(self.connection()).await?)
    }
}
