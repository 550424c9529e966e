//! Rows of a person who goes, in every table.

use super::transaction::SqliteTransaction;
use crate::store::Stored;
use crate::store::erasure::{CountedRows, CountedRuns, ErasureReads, ErasureWrites, Whose};
use async_trait::async_trait;
use sqlx::QueryBuilder;
use sqlx::sqlite::Sqlite;
use std::collections::HashSet;

const HASHES_PER_STATEMENT: usize = 50;
const POSITIONS_PER_STATEMENT: usize = 200;

/// Of the person `$1` in the campaign `$2`, or in all where that is NULL. The name of the person's column follows.
macro_rules! of_person {
    ($before:literal, $column:literal) => {
        concat!($before, " WHERE ", $column, " = $1 AND ($2 IS NULL OR campaign_id = $2)")
    };
    ($before:literal, $column:literal, $after:literal) => {
        concat!(of_person!($before, $column), $after)
    };
}

#[async_trait]
impl ErasureReads for SqliteTransaction<'_> {
    async fn erased(&mut self, player_hashes: &[String]) -> Stored<HashSet<String>> {
        let mut erased = HashSet::new();
        for hashes in player_hashes.chunks(HASHES_PER_STATEMENT) {
            let mut query =
                QueryBuilder::<Sqlite>::new("SELECT player_hash FROM erased_players WHERE player_hash IN (");
            let mut list = query.separated(", ");
            for hash in hashes {
                list.push_bind(hash);
            }
            query.push(")");
            let found: Vec<String> = query.build_query_scalar().fetch_all(self.connection()).await?;
            erased.extend(found);
        }
        Ok(erased)
    }

    async fn knows(&mut self, player_id: &str) -> Stored<bool> {
        let known: Option<i64> = sqlx::query_scalar(
            "SELECT 1 FROM players WHERE player_id = $1
             UNION SELECT 1 FROM events WHERE player_id = $1 OR user_id = $1
             UNION SELECT 1 FROM rejected_events WHERE player_id = $1 OR user_id = $1 LIMIT 1",
        )
        .bind(player_id)
        .fetch_optional(self.connection())
        .await?;
        Ok(known.is_some())
    }

    async fn campaigns_of(&mut self, player_id: &str) -> Stored<Vec<Option<String>>> {
        let campaigns = sqlx::query_scalar(
            "SELECT campaign_id FROM consents WHERE player_id = $1
             UNION SELECT campaign_id FROM withdrawals WHERE player_id = $1
             UNION SELECT campaign_id FROM events WHERE player_id = $1 OR user_id = $1
             UNION SELECT campaign_id FROM runs WHERE player_id = $1
             UNION SELECT campaign_id FROM coupons WHERE player_id = $1
             UNION SELECT campaign_id FROM invites WHERE inviter_id = $1
             UNION SELECT campaign_id FROM arrivals WHERE invitee_id = $1 OR inviter_id = $1
             UNION SELECT campaign_id FROM labels WHERE receiver_id = $1 OR giver_id = $1
             UNION SELECT campaign_id FROM declared_labels WHERE player_id = $1",
        );
        Ok(campaigns.bind(player_id).fetch_all(self.connection()).await?)
    }

    async fn count_events_of(&mut self, whose: Whose<'_>) -> Stored<Vec<CountedRows>> {
        self.counted(
            of_person!(
                "SELECT campaign_id, name, COUNT(*) FROM events",
                "player_id",
                " AND campaign_id IS NOT NULL GROUP BY campaign_id, name"
            ),
            whose,
        )
        .await
    }

    async fn count_runs_of(&mut self, player_id: &str) -> Stored<Vec<CountedRuns>> {
        let rows: Vec<(String, String, i64, i64)> = sqlx::query_as(
            "SELECT campaign_id, state, COUNT(*), COALESCE(SUM(won), 0) FROM runs WHERE player_id = $1
             GROUP BY campaign_id, state",
        )
        .bind(player_id)
        .fetch_all(self.connection())
        .await?;
        let counted = |(campaign_id, state, count, won)| CountedRuns { campaign_id, state, count, won };
        Ok(rows.into_iter().map(counted).collect())
    }

    async fn count_labels_of(&mut self, whose: Whose<'_>) -> Stored<Vec<CountedRows>> {
        self.counted(
            of_person!(
                "SELECT campaign_id, status, COUNT(*) FROM labels",
                "receiver_id",
                " GROUP BY campaign_id, status"
            ),
            whose,
        )
        .await
    }

    async fn invite_codes_of(&mut self, whose: Whose<'_>) -> Stored<Vec<String>> {
        let codes = sqlx::query_scalar(of_person!("SELECT code FROM invites", "inviter_id"));
        Ok(codes.bind(whose.player_id).bind(whose.campaign_id).fetch_all(self.connection()).await?)
    }

    async fn events_that_say(&mut self, texts: &[String], after: i64) -> Stored<Vec<i64>> {
        let mut query = QueryBuilder::<Sqlite>::new("SELECT log_position FROM events WHERE log_position > ");
        query.push_bind(after).push(" AND (");
        let mut any = query.separated(" OR ");
        for text in texts {
            any.push("instr(body, ").push_bind_unseparated(text).push_unseparated(") > 0");
        }
        query.push(") ORDER BY log_position");
        Ok(query.build_query_scalar().fetch_all(self.connection()).await?)
    }
}

#[async_trait]
impl ErasureWrites for SqliteTransaction<'_> {
    async fn add_to_tally(&mut self, campaign_id: &str, name: &str, count: i64) -> Stored<()> {
        sqlx::query(
            "INSERT INTO tallies (campaign_id, name, total) VALUES ($1, $2, $3)
             ON CONFLICT (campaign_id, name) DO UPDATE SET total = tallies.total + excluded.total",
        )
        .bind(campaign_id)
        .bind(name)
        .bind(count)
        .execute(self.connection())
        .await?;
        Ok(())
    }

    async fn add_erased(&mut self, player_hash: &str) -> Stored<()> {
        self.execute(
            &["INSERT INTO erased_players (player_hash) VALUES ($1) ON CONFLICT (player_hash) DO NOTHING"],
            &[player_hash],
        )
        .await
    }

    async fn replace_code(&mut self, code: &str, stand_in: &str, at_ms: i64) -> Stored<()> {
        self.execute(
            &["UPDATE events SET body = REPLACE(body, $1, $2)
               WHERE player_id IN (SELECT invitee_id FROM arrivals WHERE code = $1)"],
            &[code, stand_in],
        )
        .await?;
        let arrivals: Vec<String> = sqlx::query_scalar("SELECT arrival_id FROM arrivals WHERE code = $1")
            .bind(code)
            .fetch_all(self.connection())
            .await?;
        self.change_arrivals("UPDATE arrivals SET code = $1", stand_in, &arrivals, at_ms).await?;
        self.execute(
            &["UPDATE runs SET about = $2 WHERE about = $1", "UPDATE invites SET code = $2 WHERE code = $1"],
            &[code, stand_in],
        )
        .await
    }

    async fn replace_in_events_of_friends(&mut self, whose: Whose<'_>, stand_in: &str) -> Stored<()> {
        self.execute_for(
            whose,
            &[
                "UPDATE events SET body = REPLACE(body, $1, $3) WHERE ($2 IS NULL OR campaign_id = $2)
                 AND player_id IN (SELECT invitee_id FROM arrivals WHERE inviter_id = $1)",
                "UPDATE events SET body = REPLACE(body, $1, $3) WHERE ($2 IS NULL OR campaign_id = $2)
                 AND player_id IN (SELECT giver_id FROM label_shown WHERE receiver_id = $1)",
            ],
            Some(stand_in),
        )
        .await
    }

    async fn replace_in_events(&mut self, positions: &[i64], text: &str, stand_in: &str) -> Stored<()> {
        for some in positions.chunks(POSITIONS_PER_STATEMENT) {
            let mut query = QueryBuilder::<Sqlite>::new("UPDATE events SET body = REPLACE(body, ");
            query.push_bind(text).push(", ").push_bind(stand_in).push("), user_id = REPLACE(user_id, ");
            query.push_bind(text).push(", ").push_bind(stand_in).push("), message_id = REPLACE(message_id, ");
            query.push_bind(text).push(", ").push_bind(stand_in).push(") WHERE log_position IN (");
            let mut list = query.separated(", ");
            for position in some {
                list.push_bind(position);
            }
            query.push(")");
            query.build().execute(self.connection()).await?;
        }
        Ok(())
    }

    async fn delete_labels_of(&mut self, whose: Whose<'_>) -> Stored<()> {
        self.execute_for(
            whose,
            &[
                of_person!("DELETE FROM labels", "receiver_id"),
                of_person!("DELETE FROM label_shown", "receiver_id"),
                of_person!("DELETE FROM declared_labels", "player_id"),
                of_person!("DELETE FROM profile_changes", "player_id"),
            ],
            None,
        )
        .await
    }

    async fn replace_giver(&mut self, whose: Whose<'_>, stand_in: &str) -> Stored<()> {
        self.execute_for(
            whose,
            &[
                of_person!("UPDATE labels SET giver_id = $3, giver_name = NULL, run_id = NULL", "giver_id"),
                of_person!("UPDATE label_shown SET giver_id = $3", "giver_id"),
            ],
            Some(stand_in),
        )
        .await
    }

    async fn delete_events_of(&mut self, whose: Whose<'_>) -> Stored<()> {
        self.execute_for(whose, &[of_person!("DELETE FROM events", "player_id")], None).await?;
        self.execute(&["DELETE FROM rejected_events WHERE player_id = $1"], &[whose.player_id]).await
    }

    async fn delete_events_of_user(&mut self, user_id: &str) -> Stored<()> {
        self.execute(
            &["DELETE FROM events WHERE user_id = $1", "DELETE FROM rejected_events WHERE user_id = $1"],
            &[user_id],
        )
        .await
    }

    async fn delete_events_of_no_campaign(&mut self, player_id: &str) -> Stored<()> {
        self.execute(&["DELETE FROM events WHERE player_id = $1 AND campaign_id IS NULL"], &[player_id]).await
    }

    async fn forget_rejected_that_say(&mut self, text: &str) -> Stored<()> {
        self.execute(
            &["UPDATE rejected_events SET body = '', detail = '', player_id = NULL, user_id = NULL
               WHERE instr(body, $1) > 0 OR instr(detail, $1) > 0"],
            &[text],
        )
        .await
    }

    async fn delete_runs_of(&mut self, player_id: &str) -> Stored<()> {
        self.execute(
            &["DELETE FROM judged_runs WHERE player_id = $1", "DELETE FROM runs WHERE player_id = $1"],
            &[player_id],
        )
        .await
    }

    async fn clear_coupon_holder(&mut self, player_id: &str, at_ms: i64) -> Stored<()> {
        let held: Vec<String> = sqlx::query_scalar("SELECT coupon_id FROM coupons WHERE player_id = $1")
            .bind(player_id)
            .fetch_all(self.connection())
            .await?;
        let first = self.next_positions(held.len()).await?;
        for (log_position, coupon_id) in (first..).zip(held) {
            sqlx::query(
                "UPDATE coupons SET player_id = NULL, run_id = NULL, promised_at_ms = NULL, due_at_ms = NULL,
                                    updated_at_ms = $2, log_position = $3
                 WHERE coupon_id = $1",
            )
            .bind(coupon_id)
            .bind(at_ms)
            .bind(log_position)
            .execute(self.connection())
            .await?;
        }
        Ok(())
    }

    async fn replace_in_arrivals(&mut self, whose: Whose<'_>, stand_in: &str, at_ms: i64) -> Stored<()> {
        let brought =
            self.arrivals_of(whose, of_person!("SELECT arrival_id FROM arrivals", "inviter_id")).await?;
        self.change_arrivals("UPDATE arrivals SET inviter_id = $1", stand_in, &brought, at_ms).await?;
        let came =
            self.arrivals_of(whose, of_person!("SELECT arrival_id FROM arrivals", "invitee_id")).await?;
        self.change_arrivals("UPDATE arrivals SET invitee_id = $1, run_id = NULL", stand_in, &came, at_ms)
            .await
    }

    async fn replace_inviter(&mut self, whose: Whose<'_>, stand_in: &str) -> Stored<()> {
        self.execute_for(
            whose,
            &[of_person!(
                "UPDATE invites SET inviter_id = $3, inviter_name = NULL,
                                    revoked_at_ms = COALESCE(revoked_at_ms, created_at_ms)",
                "inviter_id"
            )],
            Some(stand_in),
        )
        .await
    }

    async fn delete_player(&mut self, player_id: &str) -> Stored<()> {
        self.execute(
            &[
                "DELETE FROM blocks WHERE receiver_id = $1 OR giver_id = $1",
                "DELETE FROM withdrawals WHERE player_id = $1",
                "DELETE FROM consents WHERE player_id = $1",
                "DELETE FROM players WHERE player_id = $1",
            ],
            &[player_id],
        )
        .await
    }
}

impl SqliteTransaction<'_> {
    async fn counted(&mut self, sql: &'static str, whose: Whose<'_>) -> Stored<Vec<CountedRows>> {
        let rows = sqlx::query_as(sql).bind(whose.player_id).bind(whose.campaign_id);
        let rows: Vec<(String, String, i64)> = rows.fetch_all(self.connection()).await?;
        let counted = |(campaign_id, name, count)| CountedRows { campaign_id, name, count };
        Ok(rows.into_iter().map(counted).collect())
    }

    /// Each statement with the person, the campaign and, where it has one, a stand-in.
    async fn execute_for(
        &mut self,
        whose: Whose<'_>,
        statements: &[&'static str],
        stand_in: Option<&str>,
    ) -> Stored<()> {
        for statement in statements {
            let mut query = sqlx::query(*statement).bind(whose.player_id).bind(whose.campaign_id);
            if let Some(stand_in) = stand_in {
                query = query.bind(stand_in);
            }
            query.execute(self.connection()).await?;
        }
        Ok(())
    }

    /// Each statement with the same values.
    async fn execute(&mut self, statements: &[&'static str], values: &[&str]) -> Stored<()> {
        for statement in statements {
            let mut query = sqlx::query(*statement);
            for value in values {
                query = query.bind(*value);
            }
            query.execute(self.connection()).await?;
        }
        Ok(())
    }

    async fn arrivals_of(&mut self, whose: Whose<'_>, sql: &'static str) -> Stored<Vec<String>> {
        let ids = sqlx::query_scalar(sql).bind(whose.player_id).bind(whose.campaign_id);
        Ok(ids.fetch_all(self.connection()).await?)
    }

    /// Changes arrivals one by one: each takes a position of its own, so that it comes again in the exports.
    async fn change_arrivals(
        &mut self,
        change: &'static str,
        value: &str,
        arrival_ids: &[String],
        at_ms: i64,
    ) -> Stored<()> {
        let first = self.next_positions(arrival_ids.len()).await?;
        for (log_position, arrival_id) in (first..).zip(arrival_ids) {
            let mut query = QueryBuilder::<Sqlite>::new(change);
            query.push(", updated_at_ms = $2, log_position = $3 WHERE arrival_id = $4");
            query
                .build()
                .bind(value)
                .bind(at_ms)
                .bind(log_position)
                .bind(arrival_id)
                .execute(self.connection())
                .await?;
        }
        Ok(())
    }
}
