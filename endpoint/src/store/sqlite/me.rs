//! What one player has in a campaign.

use super::label;
use crate::store::{Me, MyCoupon, MyInvite};
use sqlx::SqlitePool;

pub async fn read(
    readers: &SqlitePool,
    player_id: &str,
    campaign_id: &str,
) -> Result<Option<Me>, sqlx::Error> {
    let mut connection = readers.acquire().await?;
    if !super::player::exists(&mut connection, player_id).await? {
        return Ok(None);
    }
    let (plays, best): (i64, Option<i64>) = sqlx::query_as(
        "SELECT COUNT(*), MAX(score) FROM runs WHERE player_id = $1 AND campaign_id = $2 AND state = 'verified'",
    )
    .bind(player_id)
    .bind(campaign_id)
    .fetch_one(&mut *connection)
    .await?;
    let coupons: Vec<(String, i64)> =
        sqlx::query_as("SELECT code, issued_at_ms FROM coupons WHERE campaign_id = $1 AND player_id = $2")
            .bind(campaign_id)
            .bind(player_id)
            .fetch_all(&mut *connection)
            .await?;
    let invite: Option<(String, i64, i64)> = sqlx::query_as(
        "SELECT code, (SELECT COUNT(*) FROM arrivals WHERE arrivals.code = invites.code),
                (SELECT COUNT(*) FROM arrivals WHERE arrivals.code = invites.code AND state = 'qualified')
         FROM invites WHERE campaign_id = $1 AND inviter_id = $2",
    )
    .bind(campaign_id)
    .bind(player_id)
    .fetch_optional(&mut *connection)
    .await?;
    let invited_by: Option<(Option<String>,)> = sqlx::query_as(
        "SELECT inviter_name FROM arrivals LEFT JOIN invites ON invites.code = arrivals.code
         WHERE arrivals.campaign_id = $1 AND invitee_id = $2",
    )
    .bind(campaign_id)
    .bind(player_id)
    .fetch_optional(&mut *connection)
    .await?;
    let labels = label::mine(&mut connection, player_id, campaign_id).await?;
    Ok(Some(Me {
        labels,
        plays,
        best,
        coupons: coupons.into_iter().map(|(code, issued_at_ms)| MyCoupon { code, issued_at_ms }).collect(),
        invite: invite.map(|(code, arrivals, qualified)| MyInvite { code, arrivals, qualified }),
        invited_by: invited_by.map(|(name,)| name),
    }))
}
