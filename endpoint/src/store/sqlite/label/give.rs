//! What a friend's run said of a host: what was shown, and what was given and waits for the host.

use super::super::decision::{About, tell};
use super::super::player;
use crate::store::Chosen;
use sqlx::QueryBuilder;
use sqlx::sqlite::{Sqlite, SqliteConnection};
use tapvine_shared::event::Event;
use uuid::Uuid;

/// The giver's run as the endpoint issued it.
pub struct Given<'a> {
    pub giver: About<'a>,
    pub run_id: &'a str,
    /// The host's invite code.
    pub code: &'a str,
    pub giver_name: Option<&'a str>,
    pub choice: &'a Chosen,
}

/// Keeps a giver's latest choice about a host; the labels that count as given by it.
///
/// Pending ones are replaced. What the host decided stays decided, also when it is given again.
pub async fn give(connection: &mut SqliteConnection, given: Given<'_>) -> Result<Vec<String>, sqlx::Error> {
    let Some(host_id) = given.host(connection).await? else { return Ok(Vec::new()) };
    given.show(connection, &host_id).await?;
    given.take_back(connection, &host_id).await?;
    for label in &given.choice.chosen {
        given.give_one(connection, &host_id, label).await?;
    }
    Ok(given.choice.chosen.clone())
}

impl Given<'_> {
    /// `None` when the host is gone, is the giver, or has blocked the giver meanwhile.
    async fn host(&self, connection: &mut SqliteConnection) -> Result<Option<String>, sqlx::Error> {
        let host: Option<String> =
            sqlx::query_scalar("SELECT inviter_id FROM invites WHERE code = $1 AND inviter_id <> $2")
                .bind(self.code)
                .bind(self.giver.player_id)
                .fetch_optional(&mut *connection)
                .await?;
        let Some(host_id) = host else { return Ok(None) };
        let is_open = player::exists(connection, &host_id).await?
            && !is_blocked(connection, self.giver.campaign_id, &host_id, self.giver.player_id).await?;
        Ok(is_open.then_some(host_id))
    }

    async fn show(&self, connection: &mut SqliteConnection, host_id: &str) -> Result<(), sqlx::Error> {
        if self.choice.shown.is_empty() {
            return Ok(());
        }
        let mut query = QueryBuilder::<Sqlite>::new(
            "INSERT INTO label_shown (campaign_id, host_id, giver_id, label, shown_at_ms) ",
        );
        query.push_values(&self.choice.shown, |mut row, label| {
            row.push_bind(self.giver.campaign_id)
                .push_bind(host_id)
                .push_bind(self.giver.player_id)
                .push_bind(label)
                .push_bind(self.giver.at_ms);
        });
        query.push(
            " ON CONFLICT (campaign_id, host_id, giver_id, label) DO UPDATE SET shown_at_ms = excluded.shown_at_ms",
        );
        query.build().execute(connection).await?;
        Ok(())
    }

    /// The giver's pending labels that the latest choice has no more.
    async fn take_back(&self, connection: &mut SqliteConnection, host_id: &str) -> Result<(), sqlx::Error> {
        let mut query = QueryBuilder::<Sqlite>::new("DELETE FROM labels WHERE campaign_id = ");
        query.push_bind(self.giver.campaign_id).push(" AND host_id = ").push_bind(host_id);
        query.push(" AND giver_id = ").push_bind(self.giver.player_id).push(" AND status = 'pending'");
        if !self.choice.chosen.is_empty() {
            query.push(" AND label NOT IN (");
            let mut list = query.separated(", ");
            for label in &self.choice.chosen {
                list.push_bind(label);
            }
            query.push(")");
        }
        query.build().execute(connection).await?;
        Ok(())
    }

    async fn give_one(
        &self,
        connection: &mut SqliteConnection,
        host_id: &str,
        label: &str,
    ) -> Result<(), sqlx::Error> {
        let fresh_id = Uuid::new_v4().to_string();
        let id: Option<String> = sqlx::query_scalar(
            "INSERT INTO labels (label_id, campaign_id, host_id, giver_id, giver_name, label, status, run_id, given_at_ms)
             VALUES ($1, $2, $3, $4, $5, $6, 'pending', $7, $8)
             ON CONFLICT (campaign_id, host_id, giver_id, label)
             DO UPDATE SET giver_name = excluded.giver_name, run_id = excluded.run_id, given_at_ms = excluded.given_at_ms
             WHERE labels.status = 'pending'
             RETURNING label_id",
        )
        .bind(&fresh_id)
        .bind(self.giver.campaign_id)
        .bind(host_id)
        .bind(self.giver.player_id)
        .bind(self.giver_name)
        .bind(label)
        .bind(self.run_id)
        .bind(self.giver.at_ms)
        .fetch_optional(&mut *connection)
        .await?;
        if id.as_ref() != Some(&fresh_id) {
            return Ok(());
        }
        let event =
            Event::LabelGiven { label: label.into(), label_id: fresh_id, receiver_id: host_id.into() };
        tell(connection, self.giver, &event).await
    }
}

pub async fn is_blocked(
    connection: &mut SqliteConnection,
    campaign_id: &str,
    host_id: &str,
    giver_id: &str,
) -> Result<bool, sqlx::Error> {
    let block: Option<i64> =
        sqlx::query_scalar("SELECT 1 FROM blocks WHERE campaign_id = $1 AND host_id = $2 AND giver_id = $3")
            .bind(campaign_id)
            .bind(host_id)
            .bind(giver_id)
            .fetch_optional(connection)
            .await?;
    Ok(block.is_some())
}
