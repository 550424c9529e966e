//! An export as a body that grows while it is sent. A store that fails breaks the connection off, so
//! that half a file is never taken for a whole one.

use super::columns;
use super::table::{Cell, TableFormat, TableWriter};
use crate::store::{EventRow, Page, Span, Store, StoreError};
use axum::body::Body;
use bytes::Bytes;
use futures_util::stream;
use std::sync::Arc;

const ROWS_PER_PAGE: u32 = 1_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Events,
    Invites,
    Coupons,
}

struct Progress {
    store: Arc<dyn Store>,
    kind: Kind,
    writer: Writer,
    /// `None` when the last page was short.
    next: Option<Page>,
}

/// An event's NDJSON is the message itself; everything else is a table.
enum Writer {
    Messages,
    Table(TableWriter),
}

/// The place of the last row of a page.
type Place = (i64, String);

/// # Errors
/// When the columns make no file of this format.
pub fn body(
    store: Arc<dyn Store>,
    campaign_id: String,
    span: Span,
    kind: Kind,
    format: TableFormat,
) -> anyhow::Result<Body> {
    let writer = match (kind, format) {
        (Kind::Events, TableFormat::Ndjson) => Writer::Messages,
        _ => Writer::Table(TableWriter::new(format, columns::columns(kind))?),
    };
    let next = Some(Page { campaign_id, span, after: None, limit: ROWS_PER_PAGE });
    let progress = Progress { store, kind, writer, next };
    Ok(Body::from_stream(stream::try_unfold(progress, |progress| async move {
        progress.advance().await.inspect_err(|error| tracing::error!(%error, "an export broke off"))
    })))
}

impl Progress {
    async fn advance(mut self) -> anyhow::Result<Option<(Bytes, Progress)>> {
        let Some(page) = self.next.take() else { return Ok(None) };
        if let Writer::Messages = self.writer {
            let rows = self.store.event_rows(page.clone()).await?;
            self.go_on(page, rows.len(), rows.last().map(place_of_event));
            let lines: String = rows.into_iter().map(|row| row.body + "\n").collect();
            return Ok(Some((lines.into(), self)));
        }
        let (rows, last) = self.rows(page.clone()).await?;
        self.go_on(page, rows.len(), last);
        let is_last = self.next.is_none();
        let Writer::Table(writer) = &mut self.writer else { return Ok(None) };
        let chunk = writer.page(rows, is_last)?;
        Ok(Some((chunk, self)))
    }

    fn go_on(&mut self, page: Page, rows: usize, last: Option<Place>) {
        if rows == page.limit as usize {
            self.next = Some(Page { after: last, ..page });
        }
    }

    async fn rows(&self, page: Page) -> Result<(Vec<Vec<Cell>>, Option<Place>), StoreError> {
        let of = page.campaign_id.clone();
        Ok(match self.kind {
            Kind::Events => {
                let rows = self.store.event_rows(page).await?;
                let last = rows.last().map(place_of_event);
                (rows.into_iter().map(|row| columns::event(&of, row)).collect(), last)
            }
            Kind::Invites => {
                let rows = self.store.invite_rows(page).await?;
                let last = rows.last().map(|row| (row.arrived_at_ms, row.invitee_id.clone()));
                (rows.into_iter().map(|row| columns::invite(&of, row)).collect(), last)
            }
            Kind::Coupons => {
                let rows = self.store.coupon_rows(page).await?;
                let last = rows.last().map(|row| (row.issued_at_ms, row.coupon_id.clone()));
                (rows.into_iter().map(|row| columns::coupon(&of, row)).collect(), last)
            }
        })
    }
}

fn place_of_event(row: &EventRow) -> Place {
    (row.received_at_ms, row.message_id.clone())
}
