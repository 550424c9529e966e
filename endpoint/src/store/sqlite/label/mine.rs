//! The labels of one player in a campaign, as the player sees them.

use crate::store::{AcceptedLabel, MyLabels, PendingLabel};
use sqlx::SqlitePool;
use sqlx::sqlite::SqliteConnection;

pub async fn mine(
    connection: &mut SqliteConnection,
    player_id: &str,
    campaign_id: &str,
) -> Result<MyLabels, sqlx::Error> {
    let pending: Vec<(String, String, Option<String>, i64)> = sqlx::query_as(
        "SELECT label_id, label, giver_name, given_at_ms FROM labels
         WHERE host_id = $1 AND campaign_id = $2 AND status = 'pending' ORDER BY given_at_ms, label_id",
    )
    .bind(player_id)
    .bind(campaign_id)
    .fetch_all(&mut *connection)
    .await?;
    let given: Vec<(String, String)> = sqlx::query_as(
        "SELECT label, label_id FROM labels
         WHERE host_id = $1 AND campaign_id = $2 AND status = 'accepted' ORDER BY label, given_at_ms, label_id",
    )
    .bind(player_id)
    .bind(campaign_id)
    .fetch_all(&mut *connection)
    .await?;
    let declared: Vec<String> = sqlx::query_scalar(
        "SELECT label FROM declared_labels WHERE player_id = $1 AND campaign_id = $2 ORDER BY label",
    )
    .bind(player_id)
    .bind(campaign_id)
    .fetch_all(&mut *connection)
    .await?;
    let shown_by: i64 = sqlx::query_scalar(
        "SELECT COUNT(DISTINCT giver_id) FROM label_shown WHERE host_id = $1 AND campaign_id = $2",
    )
    .bind(player_id)
    .bind(campaign_id)
    .fetch_one(connection)
    .await?;
    let pending = pending
        .into_iter()
        .map(|(id, label, giver, given_at_ms)| PendingLabel { id, label, giver, given_at_ms })
        .collect();
    Ok(MyLabels { pending, accepted: by_label(given), declared, shown_by })
}

pub async fn campaign_of(readers: &SqlitePool, label_id: &str) -> Result<Option<String>, sqlx::Error> {
    sqlx::query_scalar("SELECT campaign_id FROM labels WHERE label_id = $1")
        .bind(label_id)
        .fetch_optional(readers)
        .await
}

/// The rows come sorted by label.
fn by_label(given: Vec<(String, String)>) -> Vec<AcceptedLabel> {
    let mut accepted: Vec<AcceptedLabel> = Vec::new();
    for (label, id) in given {
        match accepted.last_mut().filter(|last| last.label == label) {
            Some(last) => {
                last.givers += 1;
                last.ids.push(id);
            }
            None => accepted.push(AcceptedLabel { label, givers: 1, ids: vec![id] }),
        }
    }
    accepted
}
