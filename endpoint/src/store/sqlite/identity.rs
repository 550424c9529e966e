//! Identities, users' prizes and unclaimed wins in their tables.

use super::transaction::SqliteTransaction;
use crate::store::Stored;
use crate::store::erasure::Whose;
use crate::store::identity::{Identity, IdentityReads, IdentityWrites, PrizeHolder, UnclaimedWin};
use async_trait::async_trait;
use sqlx::sqlite::{Sqlite, SqliteRow};
use sqlx::{FromRow, QueryBuilder, Row as _};

const IDS_PER_STATEMENT: usize = 200;

#[async_trait]
impl IdentityReads for SqliteTransaction<'_> {
    async fn identity_of(&mut self, campaign_id: &str, player_id: &str) -> Stored<Option<Identity>> {
        let identity = sqlx::query_as("SELECT * FROM identities WHERE campaign_id = $1 AND player_id = $2");
        Ok(identity.bind(campaign_id).bind(player_id).fetch_optional(self.connection()).await?)
    }

    async fn identities_of(&mut self, player_ids: &[&str]) -> Stored<Vec<Identity>> {
        let mut identities = Vec::new();
        for ids in player_ids.chunks(IDS_PER_STATEMENT) {
            let mut query = QueryBuilder::<Sqlite>::new("SELECT * FROM identities WHERE player_id IN (");
            let mut list = query.separated(", ");
            for id in ids {
                list.push_bind(*id);
            }
            query.push(")");
            identities.extend(query.build_query_as::<Identity>().fetch_all(self.connection()).await?);
        }
        Ok(identities)
    }

    async fn prize_holder(&mut self, campaign_id: &str, user_hash: &str) -> Stored<Option<PrizeHolder>> {
        let holder: Option<Option<String>> =
            sqlx::query_scalar("SELECT player_id FROM user_prizes WHERE campaign_id = $1 AND user_hash = $2")
                .bind(campaign_id)
                .bind(user_hash)
                .fetch_optional(self.connection())
                .await?;
        Ok(holder.map(|player_id| player_id.map_or(PrizeHolder::Erased, PrizeHolder::Player)))
    }

    async fn has_code(&mut self, campaign_id: &str, player_id: &str) -> Stored<bool> {
        let found: Option<i64> =
            sqlx::query_scalar("SELECT 1 FROM coupons WHERE campaign_id = $1 AND player_id = $2")
                .bind(campaign_id)
                .bind(player_id)
                .fetch_optional(self.connection())
                .await?;
        Ok(found.is_some())
    }

    async fn unclaimed_win(&mut self, campaign_id: &str, player_id: &str) -> Stored<Option<UnclaimedWin>> {
        let win: Option<(String, bool, i64)> = sqlx::query_as(
            "SELECT run_id, doubtful, kept_until_ms FROM unclaimed_wins WHERE campaign_id = $1 AND player_id = $2",
        )
        .bind(campaign_id)
        .bind(player_id)
        .fetch_optional(self.connection())
        .await?;
        Ok(win.map(|(run_id, is_doubtful, kept_until_ms)| UnclaimedWin {
            run_id,
            is_doubtful,
            kept_until_ms,
        }))
    }

    async fn has_unclaimed_win_before(&mut self, now_ms: i64) -> Stored<bool> {
        let found: Option<i64> =
            sqlx::query_scalar("SELECT 1 FROM unclaimed_wins WHERE kept_until_ms <= $1 LIMIT 1")
                .bind(now_ms)
                .fetch_optional(self.connection())
                .await?;
        Ok(found.is_some())
    }
}

#[async_trait]
impl IdentityWrites for SqliteTransaction<'_> {
    async fn add_identity(&mut self, identity: &Identity, at_ms: i64) -> Stored<bool> {
        let added = sqlx::query(
            "INSERT INTO identities (campaign_id, player_id, user_id, user_hash, identified_at_ms)
             VALUES ($1, $2, $3, $4, $5) ON CONFLICT (campaign_id, player_id) DO NOTHING",
        )
        .bind(&identity.campaign_id)
        .bind(&identity.player_id)
        .bind(&identity.user_id)
        .bind(&identity.user_hash)
        .bind(at_ms)
        .execute(self.connection())
        .await?;
        Ok(added.rows_affected() == 1)
    }

    async fn take_prize(&mut self, campaign_id: &str, user_hash: &str, player_id: &str) -> Stored<bool> {
        let taken = sqlx::query(
            "INSERT INTO user_prizes (campaign_id, user_hash, player_id) VALUES ($1, $2, $3)
             ON CONFLICT (campaign_id, user_hash) DO NOTHING",
        )
        .bind(campaign_id)
        .bind(user_hash)
        .bind(player_id)
        .execute(self.connection())
        .await?;
        Ok(taken.rows_affected() == 1)
    }

    async fn pass_prize(&mut self, campaign_id: &str, user_hash: &str, from: &str, to: &str) -> Stored<bool> {
        let passed = sqlx::query(
            "UPDATE user_prizes SET player_id = $4 WHERE campaign_id = $1 AND user_hash = $2 AND player_id = $3",
        )
        .bind(campaign_id)
        .bind(user_hash)
        .bind(from)
        .bind(to)
        .execute(self.connection())
        .await?;
        Ok(passed.rows_affected() == 1)
    }

    async fn return_prize(&mut self, campaign_id: &str, user_hash: &str) -> Stored<()> {
        sqlx::query("DELETE FROM user_prizes WHERE campaign_id = $1 AND user_hash = $2")
            .bind(campaign_id)
            .bind(user_hash)
            .execute(self.connection())
            .await?;
        Ok(())
    }

    async fn put_unclaimed_win(
        &mut self,
        campaign_id: &str,
        player_id: &str,
        win: &UnclaimedWin,
    ) -> Stored<()> {
        sqlx::query(
            "INSERT INTO unclaimed_wins (campaign_id, player_id, run_id, kept_until_ms, doubtful)
             VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (campaign_id, player_id)
             DO UPDATE SET run_id = excluded.run_id, kept_until_ms = excluded.kept_until_ms,
                           doubtful = excluded.doubtful",
        )
        .bind(campaign_id)
        .bind(player_id)
        .bind(&win.run_id)
        .bind(win.kept_until_ms)
        .bind(win.is_doubtful)
        .execute(self.connection())
        .await?;
        Ok(())
    }

    async fn delete_unclaimed_win(&mut self, campaign_id: &str, player_id: &str) -> Stored<()> {
        sqlx::query("DELETE FROM unclaimed_wins WHERE campaign_id = $1 AND player_id = $2")
            .bind(campaign_id)
            .bind(player_id)
            .execute(self.connection())
            .await?;
        Ok(())
    }

    async fn delete_unclaimed_wins_before(&mut self, now_ms: i64) -> Stored<u64> {
        let deleted = sqlx::query("DELETE FROM unclaimed_wins WHERE kept_until_ms <= $1").bind(now_ms);
        Ok(deleted.execute(self.connection()).await?.rows_affected())
    }

    async fn mark_user_verified(&mut self, source: &str, message_id: &str) -> Stored<()> {
        sqlx::query("UPDATE events SET user_verified = 1 WHERE source = $1 AND message_id = $2")
            .bind(source)
            .bind(message_id)
            .execute(self.connection())
            .await?;
        Ok(())
    }

    async fn delete_identities_of(&mut self, whose: Whose<'_>) -> Stored<()> {
        for statement in [
            "DELETE FROM identities WHERE player_id = $1 AND campaign_id = COALESCE($2, campaign_id)",
            "DELETE FROM unclaimed_wins WHERE player_id = $1 AND campaign_id = COALESCE($2, campaign_id)",
        ] {
            let query = sqlx::query(statement).bind(whose.player_id).bind(whose.campaign_id);
            query.execute(self.connection()).await?;
        }
        Ok(())
    }

    async fn part_prizes_of_user(&mut self, player_id: &str) -> Stored<()> {
        for statement in [
            "DELETE FROM user_prizes
             WHERE player_id = $1
                   AND NOT EXISTS (SELECT 1 FROM identities
                                   WHERE identities.campaign_id = user_prizes.campaign_id
                                         AND identities.user_hash = user_prizes.user_hash
                                         AND identities.player_id <> $1)",
            "UPDATE user_prizes SET player_id = NULL WHERE player_id = $1",
            // The last player of a user whose prize was an erased player's.
            "DELETE FROM user_prizes
             WHERE player_id IS NULL
                   AND EXISTS (SELECT 1 FROM identities AS own
                               WHERE own.player_id = $1 AND own.campaign_id = user_prizes.campaign_id
                                     AND own.user_hash = user_prizes.user_hash)
                   AND NOT EXISTS (SELECT 1 FROM identities AS other
                                   WHERE other.player_id <> $1 AND other.campaign_id = user_prizes.campaign_id
                                         AND other.user_hash = user_prizes.user_hash)",
        ] {
            sqlx::query(statement).bind(player_id).execute(self.connection()).await?;
        }
        Ok(())
    }
}

impl FromRow<'_, SqliteRow> for Identity {
    fn from_row(row: &SqliteRow) -> Result<Identity, sqlx::Error> {
        Ok(Identity {
            campaign_id: row.try_get("campaign_id")?,
            player_id: row.try_get("player_id")?,
            user_id: row.try_get("user_id")?,
            user_hash: row.try_get("user_hash")?,
        })
    }
}
