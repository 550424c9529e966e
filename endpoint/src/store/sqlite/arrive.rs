//! Arrivals by an invite, and the run that makes one of them a hop.

use super::decision::{About, tell};
use super::{player, writer::Write};
use crate::store::{Arrival, Arrive, Uncounted};
use sqlx::sqlite::SqliteConnection;
use tapvine_shared::event::Event;

impl Write for Arrive {
    type Answer = Option<Arrival>;

    async fn apply(self, connection: &mut SqliteConnection) -> Result<Option<Arrival>, sqlx::Error> {
        if !player::exists(connection, &self.invitee_id).await? {
            return Ok(None);
        }
        let (inviter_id, revoked_at_ms): (String, Option<i64>) =
            sqlx::query_as("SELECT inviter_id, revoked_at_ms FROM invites WHERE code = $1")
                .bind(&self.code)
                .fetch_one(&mut *connection)
                .await?;
        if inviter_id == self.invitee_id {
            return Ok(Some(Some(Uncounted::OwnInvite)));
        }
        if let Some(code) = self.earlier_code(connection).await? {
            return Ok(Some((code != self.code).then_some(Uncounted::AlreadyInvited)));
        }
        if revoked_at_ms.is_some() {
            return Ok(Some(Some(Uncounted::Closed)));
        }
        if self.is_playing(connection).await? {
            return Ok(Some(Some(Uncounted::AlreadyPlaying)));
        }
        let ancestors = ancestors(connection, &self.campaign_id, &inviter_id).await?;
        if ancestors.contains(&self.invitee_id) {
            return Ok(Some(Some(Uncounted::Cycle)));
        }
        self.record(connection, inviter_id, ancestors.len() as i64 + 1).await?;
        Ok(Some(None))
    }
}

impl Arrive {
    async fn earlier_code(&self, connection: &mut SqliteConnection) -> Result<Option<String>, sqlx::Error> {
        sqlx::query_scalar("SELECT code FROM arrivals WHERE campaign_id = $1 AND invitee_id = $2")
            .bind(&self.campaign_id)
            .bind(&self.invitee_id)
            .fetch_optional(connection)
            .await
    }

    async fn is_playing(&self, connection: &mut SqliteConnection) -> Result<bool, sqlx::Error> {
        let run: Option<i64> = sqlx::query_scalar(
            "SELECT 1 FROM runs WHERE player_id = $1 AND campaign_id = $2 AND state = 'verified' LIMIT 1",
        )
        .bind(&self.invitee_id)
        .bind(&self.campaign_id)
        .fetch_optional(connection)
        .await?;
        Ok(run.is_some())
    }

    async fn record(
        &self,
        connection: &mut SqliteConnection,
        inviter_id: String,
        depth: i64,
    ) -> Result<(), sqlx::Error> {
        sqlx::query(
            "INSERT INTO arrivals (campaign_id, invitee_id, code, inviter_id, depth, state,
                                   arrived_at_ms, counts_until_ms)
             VALUES ($1, $2, $3, $4, $5, 'arrived', $6, $7)",
        )
        .bind(&self.campaign_id)
        .bind(&self.invitee_id)
        .bind(&self.code)
        .bind(&inviter_id)
        .bind(depth)
        .bind(self.now_ms)
        .bind(self.counts_until_ms)
        .execute(&mut *connection)
        .await?;
        let about = About {
            player_id: &self.invitee_id,
            campaign_id: &self.campaign_id,
            game_id: &self.game_id,
            at_ms: self.now_ms,
        };
        tell(connection, about, &Event::InviteArrived { code: self.code.clone(), inviter_id }).await
    }
}

/// Who brought this player, who brought that one, and so on to the root.
async fn ancestors(
    connection: &mut SqliteConnection,
    campaign_id: &str,
    player_id: &str,
) -> Result<Vec<String>, sqlx::Error> {
    sqlx::query_scalar(
        "WITH RECURSIVE above (player_id) AS (
             SELECT inviter_id FROM arrivals WHERE campaign_id = $1 AND invitee_id = $2
             UNION
             SELECT arrivals.inviter_id FROM arrivals JOIN above ON arrivals.invitee_id = above.player_id
             WHERE arrivals.campaign_id = $1
         )
         SELECT player_id FROM above",
    )
    .bind(campaign_id)
    .bind(player_id)
    .fetch_all(connection)
    .await
}

/// Makes the arrival of a player whose first run was just verified a hop; whether there was one that counts.
pub async fn qualify(
    connection: &mut SqliteConnection,
    about: About<'_>,
    run_id: &str,
) -> Result<bool, sqlx::Error> {
    let hop: Option<(String, String, String, i64)> = sqlx::query_as(
        "UPDATE arrivals SET run_id = $3, qualified_at_ms = CASE WHEN counts_until_ms >= $4 THEN $4 END,
                             state = CASE WHEN counts_until_ms >= $4 THEN 'qualified' ELSE 'late' END
         WHERE campaign_id = $1 AND invitee_id = $2 AND state = 'arrived'
         RETURNING state, code, inviter_id, depth",
    )
    .bind(about.campaign_id)
    .bind(about.player_id)
    .bind(run_id)
    .bind(about.at_ms)
    .fetch_optional(&mut *connection)
    .await?;
    let Some((state, code, inviter_id, depth)) = hop else { return Ok(false) };
    if state != "qualified" {
        return Ok(false);
    }
    let event = Event::InviteQualified { code, inviter_id, run_id: run_id.into(), depth };
    tell(connection, about, &event).await?;
    Ok(true)
}
