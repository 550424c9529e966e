//! The log in its table, and the refused events.

use super::transaction::SqliteTransaction;
use crate::store::Stored;
use crate::store::event::{
    EventReads, EventRow, EventWrites, LoggedEvent, RejectedEvents, RejectedRow, ServerSeq,
};
use crate::store::page::{Changes, Page};
use async_trait::async_trait;
use sqlx::sqlite::{Sqlite, SqliteRow};
use sqlx::{FromRow, QueryBuilder, Row as _};
use std::collections::HashSet;

/// So many rows in one statement: few enough that their parameters fit, and that the statement is kept prepared.
const ROWS_PER_STATEMENT: usize = 50;

#[async_trait]
impl EventReads for SqliteTransaction<'_> {
    async fn last_position(&mut self) -> Stored<i64> {
        Ok(sqlx::query_scalar("SELECT last_position FROM log").fetch_one(self.connection()).await?)
    }

    async fn events_after(&mut self, changes: &Changes) -> Stored<Vec<LoggedEvent>> {
        // The plus keeps the planner to the primary key: what is read is what is new.
        let rows = sqlx::query_as(
            "SELECT * FROM events
             WHERE log_position > $1 AND log_position <= $2 AND (+campaign_id = $3 OR $3 IS NULL) AND internal = 0
             ORDER BY log_position LIMIT $4",
        );
        let rows =
            rows.bind(changes.after).bind(changes.up_to).bind(&changes.campaign_id).bind(changes.limit);
        Ok(rows.fetch_all(self.connection()).await?)
    }

    async fn events_named_after(&mut self, name: &str, changes: &Changes) -> Stored<Vec<LoggedEvent>> {
        let rows = sqlx::query_as(
            "SELECT * FROM events
             WHERE campaign_id = $1 AND name = $2 AND log_position > $3 AND log_position <= $4 AND internal = 0
             ORDER BY log_position LIMIT $5",
        );
        let rows = rows.bind(&changes.campaign_id).bind(name).bind(changes.after).bind(changes.up_to);
        Ok(rows.bind(changes.limit).fetch_all(self.connection()).await?)
    }

    async fn events_page(&mut self, page: &Page, up_to: i64) -> Stored<Vec<LoggedEvent>> {
        let (at_ms, after) = page.after.as_ref().map_or((page.span.from_ms, -1), |(at_ms, position)| {
            (*at_ms, position.parse::<i64>().unwrap_or(-1))
        });
        if page.campaign_id.is_none() {
            let rows = sqlx::query_as(
                "SELECT * FROM events
                 WHERE log_position > $1 AND log_position <= $2 AND received_at_ms >= $3 AND received_at_ms < $4
                       AND internal = 0
                 ORDER BY log_position LIMIT $5",
            );
            let rows = rows.bind(after).bind(up_to).bind(page.span.from_ms).bind(page.span.to_ms);
            return Ok(rows.bind(page.limit).fetch_all(self.connection()).await?);
        }
        let rows = sqlx::query_as(
            "SELECT * FROM events
             WHERE campaign_id = $1 AND (received_at_ms, log_position) > ($2, $3) AND received_at_ms < $4
                   AND log_position <= $5 AND internal = 0
             ORDER BY received_at_ms, log_position LIMIT $6",
        );
        let rows = rows.bind(&page.campaign_id).bind(at_ms).bind(after).bind(page.span.to_ms);
        Ok(rows.bind(up_to).bind(page.limit).fetch_all(self.connection()).await?)
    }

    async fn rejected_page(&mut self, page: &Page) -> Stored<Vec<RejectedEvents>> {
        let (at_ms, id) = page.start();
        let rows = sqlx::query_as(
            "SELECT * FROM rejected_events
             WHERE (campaign_id = $1 OR $1 IS NULL) AND (received_at_ms, rejected_id) > ($2, $3)
                   AND received_at_ms < $4
             ORDER BY received_at_ms, rejected_id LIMIT $5",
        );
        let rows = rows.bind(&page.campaign_id).bind(at_ms).bind(id).bind(page.span.to_ms).bind(page.limit);
        Ok(rows.fetch_all(self.connection()).await?)
    }
}

#[async_trait]
impl EventWrites for SqliteTransaction<'_> {
    async fn append_events(&mut self, events: &[&EventRow]) -> Stored<HashSet<String>> {
        let mut new = HashSet::with_capacity(events.len());
        for rows in events.chunks(ROWS_PER_STATEMENT) {
            let first = self.next_positions(rows.len()).await?;
            let mut query = QueryBuilder::<Sqlite>::new(
                "INSERT INTO events (log_position, source, message_id, campaign_id, player_id, user_id, name,
                                     consent_version, happened_at_ms, received_at_ms, body, internal) ",
            );
            query.push_values((first..).zip(rows), |mut row, (position, event)| {
                row.push_bind(position)
                    .push_bind(&event.source)
                    .push_bind(&event.message_id)
                    .push_bind(&event.campaign_id)
                    .push_bind(&event.player_id)
                    .push_bind(&event.user_id)
                    .push_bind(&event.name)
                    .push_bind(&event.consent_version)
                    .push_bind(event.happened_at_ms)
                    .push_bind(event.received_at_ms)
                    .push_bind(&event.body)
                    .push_bind(event.is_internal);
            });
            query.push(" ON CONFLICT (source, message_id) DO NOTHING RETURNING message_id");
            let inserted: Vec<String> = query.build_query_scalar().fetch_all(self.connection()).await?;
            new.extend(inserted);
        }
        Ok(new)
    }

    async fn add_rejected(&mut self, rejected: &[RejectedRow]) -> Stored<()> {
        for row in rejected {
            sqlx::query(
                "INSERT INTO rejected_events (rejected_id, received_at_ms, last_received_at_ms, times, source,
                                              campaign_id, player_id, user_id, reason, detail, body)
                 VALUES ($1, $2, $2, 1, $3, $4, $5, $6, $7, $8, $9)
                 ON CONFLICT (rejected_id) DO UPDATE SET times = rejected_events.times + 1,
                     last_received_at_ms = excluded.last_received_at_ms",
            )
            .bind(&row.rejected_id)
            .bind(row.received_at_ms)
            .bind(&row.source)
            .bind(&row.campaign_id)
            .bind(&row.player_id)
            .bind(&row.user_id)
            .bind(&row.reason)
            .bind(&row.detail)
            .bind(&row.body)
            .execute(self.connection())
            .await?;
        }
        Ok(())
    }

    async fn next_server_seq(&mut self, player_id: &str, campaign_id: &str) -> Stored<Option<ServerSeq>> {
        let row: Option<(i64, Option<String>, Option<String>)> = sqlx::query_as(
            "UPDATE players SET server_seq = server_seq + 1 WHERE player_id = $1
             RETURNING server_seq, (SELECT version FROM consents
                                    WHERE consents.player_id = players.player_id AND campaign_id = $2),
                       (SELECT user_id FROM identities
                        WHERE identities.player_id = players.player_id AND campaign_id = $2)",
        )
        .bind(player_id)
        .bind(campaign_id)
        .fetch_optional(self.connection())
        .await?;
        Ok(row.map(|(seq, consent_version, user_id)| ServerSeq { seq, consent_version, user_id }))
    }
}

impl FromRow<'_, SqliteRow> for LoggedEvent {
    fn from_row(row: &SqliteRow) -> Result<LoggedEvent, sqlx::Error> {
        let event = EventRow {
            source: row.try_get("source")?,
            message_id: row.try_get("message_id")?,
            campaign_id: row.try_get("campaign_id")?,
            player_id: row.try_get("player_id")?,
            user_id: row.try_get("user_id")?,
            name: row.try_get("name")?,
            consent_version: row.try_get("consent_version")?,
            happened_at_ms: row.try_get("happened_at_ms")?,
            received_at_ms: row.try_get("received_at_ms")?,
            body: row.try_get("body")?,
            is_internal: row.try_get("internal")?,
        };
        Ok(LoggedEvent {
            log_position: row.try_get("log_position")?,
            is_user_verified: row.try_get("user_verified")?,
            event,
        })
    }
}

impl FromRow<'_, SqliteRow> for RejectedEvents {
    fn from_row(row: &SqliteRow) -> Result<RejectedEvents, sqlx::Error> {
        let first = RejectedRow {
            rejected_id: row.try_get("rejected_id")?,
            received_at_ms: row.try_get("received_at_ms")?,
            source: row.try_get("source")?,
            campaign_id: row.try_get("campaign_id")?,
            player_id: row.try_get("player_id")?,
            user_id: row.try_get("user_id")?,
            reason: row.try_get("reason")?,
            detail: row.try_get("detail")?,
            body: row.try_get("body")?,
        };
        let last_received_at_ms = row.try_get("last_received_at_ms")?;
        Ok(RejectedEvents { row: first, last_received_at_ms, times: row.try_get("times")? })
    }
}
