//! An export as a body that grows while it is sent. A store that fails breaks the connection off, so
//! that half a file is never taken for a whole one.

use super::{cell::safe, columns};
use crate::store::{Page, Span, Store, StoreError};
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

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Csv,
    Ndjson,
}

struct Progress {
    store: Arc<dyn Store>,
    kind: Kind,
    format: Format,
    /// `None` when the last page was short.
    next: Option<Page>,
    begun: bool,
}

/// Rows as texts, and the place of the last.
struct Read {
    rows: Vec<Row>,
    last: Option<(i64, String)>,
}

enum Row {
    Cells(Vec<String>),
    /// An event's NDJSON is the message itself.
    Message(String),
}

pub fn body(store: Arc<dyn Store>, campaign_id: String, span: Span, kind: Kind, format: Format) -> Body {
    let next = Some(Page { campaign_id, span, after: None, limit: ROWS_PER_PAGE });
    let progress = Progress { store, kind, format, next, begun: false };
    Body::from_stream(stream::try_unfold(progress, |progress| async move {
        progress.advance().await.inspect_err(|error| tracing::error!(%error, "an export broke off"))
    }))
}

impl Progress {
    async fn advance(mut self) -> Result<Option<(Bytes, Progress)>, StoreError> {
        let Some(page) = self.next.take() else { return Ok(None) };
        let Read { rows, last } = self.read(page.clone()).await?;
        if rows.len() == page.limit as usize {
            self.next = Some(Page { after: last, ..page });
        }
        let chunk = self.write(rows);
        self.begun = true;
        Ok(Some((chunk, self)))
    }

    async fn read(&self, page: Page) -> Result<Read, StoreError> {
        let campaign_id = page.campaign_id.clone();
        let mut last = None;
        let rows = match self.kind {
            Kind::Events => {
                let rows = self.store.event_rows(page).await?;
                last = rows.last().map(|row| (row.received_at_ms, row.message_id.clone())).or(last);
                let is_message = self.format == Format::Ndjson;
                let row = |row: crate::store::EventRow| {
                    if is_message {
                        Row::Message(row.body)
                    } else {
                        Row::Cells(columns::event(&campaign_id, row))
                    }
                };
                rows.into_iter().map(row).collect()
            }
            Kind::Invites => {
                let rows = self.store.invite_rows(page).await?;
                last = rows.last().map(|row| (row.arrived_at_ms, row.invitee_id.clone())).or(last);
                rows.into_iter().map(|row| Row::Cells(columns::invite(&campaign_id, row))).collect()
            }
            Kind::Coupons => {
                let rows = self.store.coupon_rows(page).await?;
                last = rows.last().map(|row| (row.issued_at_ms, row.coupon_id.clone())).or(last);
                rows.into_iter().map(|row| Row::Cells(columns::coupon(&campaign_id, row))).collect()
            }
        };
        Ok(Read { rows, last })
    }

    fn names(&self) -> &'static [&'static str] {
        match self.kind {
            Kind::Events => &columns::EVENTS,
            Kind::Invites => &columns::INVITES,
            Kind::Coupons => &columns::COUPONS,
        }
    }

    fn write(&self, rows: Vec<Row>) -> Bytes {
        match self.format {
            Format::Csv => self.csv(rows),
            Format::Ndjson => self.ndjson(rows),
        }
    }

    fn csv(&self, rows: Vec<Row>) -> Bytes {
        let mut table = csv::Writer::from_writer(Vec::new());
        let header = (!self.begun).then(|| self.names().iter().map(|name| (*name).to_owned()).collect());
        let cells = rows.into_iter().filter_map(|row| match row {
            Row::Cells(cells) => Some(cells.into_iter().map(safe).collect::<Vec<String>>()),
            Row::Message(_) => None,
        });
        for record in header.into_iter().chain(cells) {
            table.write_record(record).expect("every row has the columns of its kind, and memory takes them");
        }
        table.into_inner().expect("memory takes everything").into()
    }

    fn ndjson(&self, rows: Vec<Row>) -> Bytes {
        let mut text = String::new();
        for row in rows {
            match row {
                Row::Message(message) => text.push_str(&message),
                Row::Cells(cells) => text.push_str(&columns::line(self.names(), cells).to_string()),
            }
            text.push('\n');
        }
        text.into()
    }
}
