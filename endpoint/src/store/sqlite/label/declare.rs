//! What a player says of themselves. It needs nobody's consent but their own, and the latest replaces the rest.

use super::super::decision::{About, tell};
use super::super::{group, player, writer::Write};
use super::traits::tell_interests;
use crate::campaign::Labels;
use crate::store::Declare;
use sqlx::sqlite::SqliteConnection;
use std::collections::BTreeSet;
use tapvine_shared::event::Event;

impl Write for Declare {
    type Answer = bool;

    async fn apply(self, connection: &mut SqliteConnection) -> Result<bool, sqlx::Error> {
        if !player::exists(connection, &self.by.player_id).await? {
            return Ok(false);
        }
        declare(connection, self.by.about(), &self.labels, self.by.reading.as_deref()).await?;
        Ok(true)
    }
}

/// Labels that were declared before keep their time; nothing is told when nothing changed.
pub async fn declare(
    connection: &mut SqliteConnection,
    about: About<'_>,
    labels: &[String],
    reading: Option<&Labels>,
) -> Result<(), sqlx::Error> {
    let before: Vec<String> =
        sqlx::query_scalar("SELECT label FROM declared_labels WHERE campaign_id = $1 AND player_id = $2")
            .bind(about.campaign_id)
            .bind(about.player_id)
            .fetch_all(&mut *connection)
            .await?;
    let before: BTreeSet<&str> = before.iter().map(String::as_str).collect();
    let after: BTreeSet<&str> = labels.iter().map(String::as_str).collect();
    let dropped: Vec<&str> = before.difference(&after).copied().collect();
    for label in &dropped {
        sqlx::query("DELETE FROM declared_labels WHERE campaign_id = $1 AND player_id = $2 AND label = $3")
            .bind(about.campaign_id)
            .bind(about.player_id)
            .bind(*label)
            .execute(&mut *connection)
            .await?;
    }
    for label in after.difference(&before) {
        sqlx::query(
            "INSERT INTO declared_labels (campaign_id, player_id, label, declared_at_ms) VALUES ($1, $2, $3, $4)",
        )
        .bind(about.campaign_id)
        .bind(about.player_id)
        .bind(*label)
        .bind(about.at_ms)
        .execute(&mut *connection)
        .await?;
        tell(connection, about, &Event::LabelDeclared { label: (*label).to_owned() }).await?;
    }
    if before == after {
        return Ok(());
    }
    if !dropped.is_empty() {
        group::leave(connection, about, reading).await?;
    }
    tell_interests(connection, about, &dropped).await
}
