//! Invites and arrivals in their tables.

use super::transaction::SqliteTransaction;
use crate::store::Stored;
use crate::store::invite::{
    Arrival, ArrivalEnd, ArrivalRow, ArrivalState, Invite, InviteReads, InviteTally, InviteWrites,
};
use crate::store::page::{Changes, Page};
use async_trait::async_trait;
use sqlx::sqlite::SqliteRow;
use sqlx::{FromRow, Row as _};

macro_rules! exported_arrivals {
    ($which:literal) => {
        concat!(
            "SELECT log_position, arrival_id, code, inviter_id, invitee_id, arrived_at_ms, qualified_at_ms,
                    run_id, depth, state, updated_at_ms,
                    (SELECT version FROM consents
                     WHERE consents.player_id = invitee_id AND consents.campaign_id = arrivals.campaign_id)
                    AS consent_version
             FROM arrivals WHERE campaign_id = $1 AND ",
            $which
        )
    };
}

#[async_trait]
impl InviteReads for SqliteTransaction<'_> {
    async fn invite(&mut self, code: &str) -> Stored<Option<Invite>> {
        let invite = sqlx::query_as("SELECT * FROM invites WHERE code = $1").bind(code);
        Ok(invite.fetch_optional(self.connection()).await?)
    }

    async fn invite_tally(&mut self, campaign_id: &str, inviter_id: &str) -> Stored<Option<InviteTally>> {
        let tally: Option<(String, i64, i64)> = sqlx::query_as(
            "SELECT code, (SELECT COUNT(*) FROM arrivals WHERE arrivals.code = invites.code),
                    (SELECT COUNT(*) FROM arrivals WHERE arrivals.code = invites.code AND state = 'qualified')
             FROM invites WHERE campaign_id = $1 AND inviter_id = $2",
        )
        .bind(campaign_id)
        .bind(inviter_id)
        .fetch_optional(self.connection())
        .await?;
        Ok(tally.map(|(code, arrivals, qualified)| InviteTally { code, arrivals, qualified }))
    }

    async fn arrival(&mut self, campaign_id: &str, invitee_id: &str) -> Stored<Option<Arrival>> {
        let arrival = sqlx::query_as(
            "SELECT * FROM arrivals WHERE campaign_id = $1 AND invitee_id = $2 AND superseded_at_ms IS NULL",
        );
        Ok(arrival.bind(campaign_id).bind(invitee_id).fetch_optional(self.connection()).await?)
    }

    async fn inviters_above(
        &mut self,
        campaign_id: &str,
        player_id: &str,
        at_ms: i64,
    ) -> Stored<Vec<String>> {
        let above = sqlx::query_scalar(
            "WITH RECURSIVE brought AS (
                 SELECT inviter_id, invitee_id FROM arrivals
                 WHERE campaign_id = $1 AND superseded_at_ms IS NULL
                   AND (state = 'qualified' OR (state = 'arrived' AND counts_until_ms >= $3))
             ),
             above (player_id) AS (
                 SELECT inviter_id FROM brought WHERE invitee_id = $2
                 UNION
                 SELECT brought.inviter_id FROM brought JOIN above ON brought.invitee_id = above.player_id
             )
             SELECT player_id FROM above",
        );
        Ok(above.bind(campaign_id).bind(player_id).bind(at_ms).fetch_all(self.connection()).await?)
    }

    async fn arrivals_after(&mut self, changes: &Changes) -> Stored<Vec<ArrivalRow>> {
        let rows = sqlx::query_as(exported_arrivals!(
            "log_position > $2 AND log_position <= $3 ORDER BY log_position LIMIT $4"
        ));
        let rows =
            rows.bind(&changes.campaign_id).bind(changes.after).bind(changes.up_to).bind(changes.limit);
        Ok(rows.fetch_all(self.connection()).await?)
    }

    async fn arrivals_page(&mut self, page: &Page) -> Stored<Vec<ArrivalRow>> {
        let (at_ms, id) = page.start();
        let rows = sqlx::query_as(exported_arrivals!(
            "(arrived_at_ms, arrival_id) > ($2, $3) AND arrived_at_ms < $4
             ORDER BY arrived_at_ms, arrival_id LIMIT $5"
        ));
        let rows = rows.bind(&page.campaign_id).bind(at_ms).bind(id).bind(page.span.to_ms).bind(page.limit);
        Ok(rows.fetch_all(self.connection()).await?)
    }
}

#[async_trait]
impl InviteWrites for SqliteTransaction<'_> {
    async fn put_invite(&mut self, invite: &Invite) -> Stored<String> {
        let code = sqlx::query_scalar(
            "INSERT INTO invites (code, campaign_id, inviter_id, inviter_name, created_at_ms)
             VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (campaign_id, inviter_id)
             DO UPDATE SET inviter_name = COALESCE(excluded.inviter_name, invites.inviter_name)
             RETURNING code",
        )
        .bind(&invite.code)
        .bind(&invite.campaign_id)
        .bind(&invite.inviter_id)
        .bind(&invite.inviter_name)
        .bind(invite.created_at_ms)
        .fetch_one(self.connection())
        .await?;
        Ok(code)
    }

    async fn revoke_invite(&mut self, code: &str, at_ms: i64) -> Stored<bool> {
        let found =
            sqlx::query("UPDATE invites SET revoked_at_ms = COALESCE(revoked_at_ms, $2) WHERE code = $1")
                .bind(code)
                .bind(at_ms)
                .execute(self.connection())
                .await?;
        Ok(found.rows_affected() == 1)
    }

    async fn add_arrival(&mut self, arrival: &Arrival) -> Stored<()> {
        let log_position = self.next_position().await?;
        sqlx::query(
            "INSERT INTO arrivals (arrival_id, campaign_id, invitee_id, code, inviter_id, depth, state,
                                   arrived_at_ms, counts_until_ms, updated_at_ms, log_position)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $8, $10)",
        )
        .bind(&arrival.arrival_id)
        .bind(&arrival.campaign_id)
        .bind(&arrival.invitee_id)
        .bind(&arrival.code)
        .bind(&arrival.inviter_id)
        .bind(arrival.depth)
        .bind(arrival.state.name())
        .bind(arrival.arrived_at_ms)
        .bind(arrival.counts_until_ms)
        .bind(log_position)
        .execute(self.connection())
        .await?;
        Ok(())
    }

    async fn supersede_arrival(&mut self, arrival_id: &str, state: ArrivalState, at_ms: i64) -> Stored<()> {
        let log_position = self.next_position().await?;
        sqlx::query(
            "UPDATE arrivals SET state = $2, superseded_at_ms = $3, updated_at_ms = $3, log_position = $4
             WHERE arrival_id = $1",
        )
        .bind(arrival_id)
        .bind(state.name())
        .bind(at_ms)
        .bind(log_position)
        .execute(self.connection())
        .await?;
        Ok(())
    }

    async fn end_arrival(&mut self, end: ArrivalEnd<'_>) -> Stored<()> {
        let log_position = self.next_position().await?;
        sqlx::query(
            "UPDATE arrivals SET state = $3, run_id = $4, qualified_at_ms = $5, updated_at_ms = $6, log_position = $7
             WHERE campaign_id = $1 AND invitee_id = $2 AND superseded_at_ms IS NULL",
        )
        .bind(end.campaign_id)
        .bind(end.invitee_id)
        .bind(end.state.name())
        .bind(end.run_id)
        .bind(end.qualified_at_ms)
        .bind(end.at_ms)
        .bind(log_position)
        .execute(self.connection())
        .await?;
        Ok(())
    }

    async fn revoke_arrivals(&mut self, code: &str, at_ms: i64) -> Stored<()> {
        let open: Vec<String> =
            sqlx::query_scalar("SELECT arrival_id FROM arrivals WHERE code = $1 AND state = 'arrived'")
                .bind(code)
                .fetch_all(self.connection())
                .await?;
        let first = self.next_positions(open.len()).await?;
        for (log_position, arrival_id) in (first..).zip(open) {
            sqlx::query(
                "UPDATE arrivals SET state = 'revoked', updated_at_ms = $2, log_position = $3 WHERE arrival_id = $1",
            )
            .bind(arrival_id)
            .bind(at_ms)
            .bind(log_position)
            .execute(self.connection())
            .await?;
        }
        Ok(())
    }
}

impl FromRow<'_, SqliteRow> for Invite {
    fn from_row(row: &SqliteRow) -> Result<Invite, sqlx::Error> {
        Ok(Invite {
            code: row.try_get("code")?,
            campaign_id: row.try_get("campaign_id")?,
            inviter_id: row.try_get("inviter_id")?,
            inviter_name: row.try_get("inviter_name")?,
            created_at_ms: row.try_get("created_at_ms")?,
            revoked_at_ms: row.try_get("revoked_at_ms")?,
        })
    }
}

impl FromRow<'_, SqliteRow> for Arrival {
    fn from_row(row: &SqliteRow) -> Result<Arrival, sqlx::Error> {
        let state = match row.try_get("state")? {
            "arrived" => ArrivalState::Arrived,
            "qualified" => ArrivalState::Qualified,
            "late" => ArrivalState::Late,
            "expired" => ArrivalState::Expired,
            _ => ArrivalState::Revoked,
        };
        Ok(Arrival {
            arrival_id: row.try_get("arrival_id")?,
            campaign_id: row.try_get("campaign_id")?,
            invitee_id: row.try_get("invitee_id")?,
            code: row.try_get("code")?,
            inviter_id: row.try_get("inviter_id")?,
            depth: row.try_get("depth")?,
            state,
            arrived_at_ms: row.try_get("arrived_at_ms")?,
            counts_until_ms: row.try_get("counts_until_ms")?,
        })
    }
}

impl FromRow<'_, SqliteRow> for ArrivalRow {
    fn from_row(row: &SqliteRow) -> Result<ArrivalRow, sqlx::Error> {
        Ok(ArrivalRow {
            log_position: row.try_get("log_position")?,
            arrival_id: row.try_get("arrival_id")?,
            code: row.try_get("code")?,
            inviter_id: row.try_get("inviter_id")?,
            invitee_id: row.try_get("invitee_id")?,
            arrived_at_ms: row.try_get("arrived_at_ms")?,
            qualified_at_ms: row.try_get("qualified_at_ms")?,
            run_id: row.try_get("run_id")?,
            depth: row.try_get("depth")?,
            state: row.try_get("state")?,
            updated_at_ms: row.try_get("updated_at_ms")?,
            consent_version: row.try_get("consent_version")?,
        })
    }
}
