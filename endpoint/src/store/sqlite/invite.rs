//! Making, reading and revoking invites.

use super::decision::{About, tell};
use super::{player, writer::Write};
use crate::store::{Inviter, MadeInvite, MakeInvite};
use sqlx::SqlitePool;
use sqlx::sqlite::SqliteConnection;
use tapvine_shared::event::Event;

impl Write for MakeInvite {
    type Answer = Option<MadeInvite>;

    async fn apply(self, connection: &mut SqliteConnection) -> Result<Option<MadeInvite>, sqlx::Error> {
        if !player::exists(connection, &self.inviter_id).await? {
            return Ok(None);
        }
        let code: String = sqlx::query_scalar(
            "INSERT INTO invites (code, campaign_id, inviter_id, inviter_name, created_at_ms)
             VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (campaign_id, inviter_id)
             DO UPDATE SET inviter_name = COALESCE(excluded.inviter_name, invites.inviter_name)
             RETURNING code",
        )
        .bind(&self.fresh_code)
        .bind(&self.campaign_id)
        .bind(&self.inviter_id)
        .bind(&self.inviter_name)
        .bind(self.now_ms)
        .fetch_one(&mut *connection)
        .await?;
        let is_new = code == self.fresh_code;
        if is_new {
            let about = About {
                player_id: &self.inviter_id,
                campaign_id: &self.campaign_id,
                game_id: &self.game_id,
                at_ms: self.now_ms,
            };
            tell(connection, about, &Event::InviteCreated { code: code.clone() }).await?;
        }
        Ok(Some(MadeInvite { code, is_new }))
    }
}

pub async fn inviter(readers: &SqlitePool, code: &str) -> Result<Option<Inviter>, sqlx::Error> {
    type Row = (String, String, Option<String>, Option<i64>, i64);
    let found: Option<Row> = sqlx::query_as(
        "SELECT campaign_id, inviter_id, inviter_name, revoked_at_ms, created_at_ms FROM invites WHERE code = $1",
    )
    .bind(code)
    .fetch_optional(readers)
    .await?;
    Ok(found.map(|(campaign_id, inviter_id, inviter_name, revoked_at_ms, created_at_ms)| Inviter {
        campaign_id,
        inviter_id,
        inviter_name,
        is_revoked: revoked_at_ms.is_some(),
        created_at_ms,
    }))
}

/// Ends an invite; arrivals that have not qualified yet never will.
pub struct Revoke {
    pub code: String,
    pub now_ms: i64,
}

impl Write for Revoke {
    type Answer = bool;

    async fn apply(self, connection: &mut SqliteConnection) -> Result<bool, sqlx::Error> {
        let found =
            sqlx::query("UPDATE invites SET revoked_at_ms = COALESCE(revoked_at_ms, $2) WHERE code = $1")
                .bind(&self.code)
                .bind(self.now_ms)
                .execute(&mut *connection)
                .await?;
        sqlx::query("UPDATE arrivals SET state = 'revoked' WHERE code = $1 AND state = 'arrived'")
            .bind(&self.code)
            .execute(connection)
            .await?;
        Ok(found.rows_affected() == 1)
    }
}
