//! Anonymous totals of labels, and who carries which.

use crate::store::LabelCounts;
use sqlx::SqlitePool;

pub async fn counts(readers: &SqlitePool, campaign_id: &str) -> Result<LabelCounts, sqlx::Error> {
    let by_status: Vec<(String, i64)> = sqlx::query_as(
        "SELECT name, SUM(total) FROM (
             SELECT name, total FROM tallies WHERE campaign_id = $1 AND name LIKE 'label:%'
             UNION ALL SELECT 'label:' || status, COUNT(*) FROM labels WHERE campaign_id = $1 GROUP BY status
         ) AS counts GROUP BY name",
    )
    .bind(campaign_id)
    .fetch_all(readers)
    .await?;
    let givers: Vec<(i64, i64)> = sqlx::query_as(
        "SELECT given, COUNT(*) FROM (
             SELECT COUNT(*) AS given FROM labels WHERE campaign_id = $1 GROUP BY giver_id
         ) AS givers GROUP BY given ORDER BY given",
    )
    .bind(campaign_id)
    .fetch_all(readers)
    .await?;
    let carried: Vec<(String, String)> = sqlx::query_as(
        "SELECT host_id, label FROM labels WHERE campaign_id = $1 AND status = 'accepted'
         UNION SELECT player_id, label FROM declared_labels WHERE campaign_id = $1",
    )
    .bind(campaign_id)
    .fetch_all(readers)
    .await?;
    let count = |status: &str| {
        let found = by_status.iter().find(|(name, _)| name.strip_prefix("label:") == Some(status));
        found.map_or(0, |(_, total)| *total)
    };
    Ok(LabelCounts {
        pending: count("pending"),
        accepted: count("accepted"),
        declined: count("declined"),
        withdrawn: count("withdrawn"),
        givers,
        carried,
    })
}
