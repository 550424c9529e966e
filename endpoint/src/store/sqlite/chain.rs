//! The hops of a campaign and what the people in them did.

use crate::store::{Hop, Played};
use sqlx::sqlite::Sqlite;
use sqlx::{QueryBuilder, SqlitePool};

const IDS_PER_STATEMENT: usize = 200;

pub async fn hops(readers: &SqlitePool, campaign_id: &str, limit: u32) -> Result<Vec<Hop>, sqlx::Error> {
    let hops: Vec<(String, String, i64)> = sqlx::query_as(
        "SELECT inviter_id, invitee_id, qualified_at_ms FROM arrivals
         WHERE campaign_id = $1 AND state = 'qualified' ORDER BY qualified_at_ms, invitee_id LIMIT $2",
    )
    .bind(campaign_id)
    .bind(limit)
    .fetch_all(readers)
    .await?;
    Ok(hops
        .into_iter()
        .map(|(inviter_id, invitee_id, at_ms)| Hop { inviter_id, invitee_id, at_ms })
        .collect())
}

pub async fn played(
    readers: &SqlitePool,
    campaign_id: &str,
    player_ids: &[String],
) -> Result<Vec<Played>, sqlx::Error> {
    let mut all = Vec::with_capacity(player_ids.len());
    for ids in player_ids.chunks(IDS_PER_STATEMENT) {
        let mut query = QueryBuilder::<Sqlite>::new(
            "SELECT players.player_id, inviter_name, COUNT(run_id), MAX(score) FROM players
             LEFT JOIN invites ON invites.inviter_id = players.player_id AND invites.campaign_id = ",
        );
        query.push_bind(campaign_id);
        query.push(" LEFT JOIN runs ON runs.player_id = players.player_id AND state = 'verified' AND runs.campaign_id = ");
        query.push_bind(campaign_id);
        query.push(" WHERE players.player_id IN (");
        let mut list = query.separated(", ");
        for id in ids {
            list.push_bind(id);
        }
        query.push(") GROUP BY players.player_id, inviter_name");
        let rows: Vec<(String, Option<String>, i64, Option<i64>)> =
            query.build_query_as().fetch_all(readers).await?;
        let played = |(player_id, name, plays, best)| Played { player_id, name, plays, best };
        all.extend(rows.into_iter().map(played));
    }
    Ok(all)
}
