//! The labelled person's decisions. The first one stands: a repeated or late request changes nothing.

use super::super::decision::{About, tell};
use super::super::{group, writer::Write};
use super::traits::tell_interests;
use crate::campaign::Labels;
use crate::store::{Decide, DecideAll, DecideRefused, Decided, DecidedLabel, What};
use sqlx::sqlite::SqliteConnection;
use tapvine_shared::event::Event;
use tapvine_shared::label::{Action, Status};

impl Write for Decide {
    type Answer = Decided;

    async fn apply(self, connection: &mut SqliteConnection) -> Result<Decided, sqlx::Error> {
        let Some(row) = Row::read(connection, &self.label_id).await? else {
            return Ok(Err(DecideRefused::Unknown));
        };
        if row.host_id != self.by.player_id {
            return Ok(Err(DecideRefused::NotYours));
        }
        // The campaign is the label's own, whatever the request was made for.
        let about = About { campaign_id: &row.campaign_id, ..self.by.about() };
        match self.what {
            What::Block => row.block(connection, about).await.map(Ok),
            What::Do(action) => row.decide(connection, about, action, self.by.reading.as_deref()).await,
        }
    }
}

impl Write for DecideAll {
    type Answer = u64;

    async fn apply(self, connection: &mut SqliteConnection) -> Result<u64, sqlx::Error> {
        let pending: Vec<Row> = sqlx::query_as(
            "SELECT label_id, campaign_id, host_id, giver_id, label, status FROM labels
             WHERE host_id = $1 AND campaign_id = $2 AND status = 'pending' ORDER BY given_at_ms, label_id",
        )
        .bind(&self.by.player_id)
        .bind(&self.by.campaign_id)
        .fetch_all(&mut *connection)
        .await?;
        let status = if self.accept { Status::Accepted } else { Status::Declined };
        for row in &pending {
            row.change_to(connection, self.by.about(), status).await?;
        }
        if self.accept && !pending.is_empty() {
            tell_interests(connection, self.by.about(), &[]).await?;
        }
        Ok(pending.len() as u64)
    }
}

#[derive(sqlx::FromRow)]
struct Row {
    label_id: String,
    campaign_id: String,
    host_id: String,
    giver_id: String,
    label: String,
    status: String,
}

impl Row {
    async fn read(connection: &mut SqliteConnection, label_id: &str) -> Result<Option<Row>, sqlx::Error> {
        sqlx::query_as(
            "SELECT label_id, campaign_id, host_id, giver_id, label, status FROM labels WHERE label_id = $1",
        )
        .bind(label_id)
        .fetch_optional(connection)
        .await
    }

    fn status(&self) -> Status {
        let all = [Status::Pending, Status::Accepted, Status::Declined];
        all.into_iter().find(|status| status.name() == self.status).unwrap_or(Status::Withdrawn)
    }

    fn with(&self, status: Status) -> DecidedLabel {
        DecidedLabel { label: self.label.clone(), status: status.name() }
    }

    async fn decide(
        &self,
        connection: &mut SqliteConnection,
        about: About<'_>,
        action: Action,
        reading: Option<&Labels>,
    ) -> Result<Decided, sqlx::Error> {
        let before = self.status();
        let after = match before.after(action) {
            Ok(after) => after,
            Err(refused) => return Ok(Err(DecideRefused::State(refused))),
        };
        if after != before {
            self.change_to(connection, about, after).await?;
            match after {
                Status::Accepted => tell_interests(connection, about, &[]).await?,
                Status::Withdrawn => {
                    group::leave(connection, about, reading).await?;
                    tell_interests(connection, about, &[&self.label]).await?;
                }
                Status::Pending | Status::Declined => {}
            }
        }
        Ok(Ok(self.with(after)))
    }

    /// Keeps the new status and tells of it.
    async fn change_to(
        &self,
        connection: &mut SqliteConnection,
        about: About<'_>,
        status: Status,
    ) -> Result<(), sqlx::Error> {
        sqlx::query("UPDATE labels SET status = $2, decided_at_ms = $3 WHERE label_id = $1")
            .bind(&self.label_id)
            .bind(status.name())
            .bind(about.at_ms)
            .execute(&mut *connection)
            .await?;
        let (label, label_id) = (self.label.clone(), self.label_id.clone());
        let event = match status {
            Status::Accepted => {
                Event::LabelAccepted { label, label_id, givers: self.givers(connection).await? }
            }
            Status::Withdrawn => Event::LabelWithdrawn { label, label_id },
            Status::Pending | Status::Declined => Event::LabelDeclined { label_id },
        };
        tell(connection, about, &event).await
    }

    async fn givers(&self, connection: &mut SqliteConnection) -> Result<i64, sqlx::Error> {
        sqlx::query_scalar(
            "SELECT COUNT(*) FROM labels
             WHERE campaign_id = $1 AND host_id = $2 AND label = $3 AND status = 'accepted'",
        )
        .bind(&self.campaign_id)
        .bind(&self.host_id)
        .bind(&self.label)
        .fetch_one(connection)
        .await
    }

    /// From now on the giver's runs about this host are refused; what waits is declined.
    async fn block(
        &self,
        connection: &mut SqliteConnection,
        about: About<'_>,
    ) -> Result<DecidedLabel, sqlx::Error> {
        sqlx::query(
            "INSERT INTO blocks (campaign_id, host_id, giver_id, blocked_at_ms) VALUES ($1, $2, $3, $4)
             ON CONFLICT (campaign_id, host_id, giver_id) DO NOTHING",
        )
        .bind(&self.campaign_id)
        .bind(&self.host_id)
        .bind(&self.giver_id)
        .bind(about.at_ms)
        .execute(&mut *connection)
        .await?;
        let pending: Vec<Row> = sqlx::query_as(
            "SELECT label_id, campaign_id, host_id, giver_id, label, status FROM labels
             WHERE campaign_id = $1 AND host_id = $2 AND giver_id = $3 AND status = 'pending' ORDER BY label_id",
        )
        .bind(&self.campaign_id)
        .bind(&self.host_id)
        .bind(&self.giver_id)
        .fetch_all(&mut *connection)
        .await?;
        for row in &pending {
            row.change_to(connection, about, Status::Declined).await?;
        }
        let before = self.status();
        Ok(self.with(if before == Status::Pending { Status::Declined } else { before }))
    }
}
