//! An export as a body that grows while it is sent. A store that fails breaks the connection off, so
//! that half a file is never taken for a whole one.

use super::columns;
use super::format::{TableFormat, TableWriter};
use super::label_changes::label_changes_page;
use super::labels::LabelExport;
use super::page::{ExportPage, Which};
use super::rows::{coupon_page, event_page, invite_page, rejected_page};
use crate::store::page::{Changes, Page, Span};
use crate::store::{Store, Stored};
use axum::body::Body;
use bytes::Bytes;
use futures_util::stream;
use std::sync::Arc;

const ROWS_PER_PAGE: u32 = 1_000;

/// Which rows of an export are wanted.
#[derive(Clone, Copy, Debug)]
pub enum Selection {
    Span(Span),
    /// What changed after a position of the log: all of it, or at most so many rows.
    Changes {
        after: i64,
        limit: Option<u32>,
    },
}

/// Where the rows come from.
pub enum Source {
    Events,
    Rejected,
    Invites,
    Coupons,
    Labels(LabelExport),
}

/// One export of a campaign, or of events of all of them and of the site.
pub struct Export {
    pub store: Arc<dyn Store>,
    pub campaign_id: Option<String>,
    pub source: Source,
    pub format: TableFormat,
    /// The last position of the log when it began: what is committed later belongs to the next export.
    pub up_to: i64,
    /// Begin a CSV with the mark by which Excel knows UTF-8.
    pub has_mark: bool,
}

impl Export {
    /// The body, and the position up to which its reader has read the log.
    pub async fn send(self, selection: Selection) -> anyhow::Result<(Body, i64)> {
        let up_to = self.up_to;
        let mut writer = self.writer()?;
        let first = self.first(selection);
        if let Selection::Changes { limit: Some(_), .. } = selection {
            let page = self.page(first).await?;
            let read_up_to = match page.next {
                Some(Which::Changes(next)) => next.after,
                _ => up_to,
            };
            return Ok((writer.page(page.rows, true)?.into(), read_up_to));
        }
        let progress = Progress { export: self, writer, next: Some(first) };
        let body = Body::from_stream(stream::try_unfold(progress, |progress| async move {
            progress.advance().await.inspect_err(|error| tracing::error!(%error, "an export broke off"))
        }));
        Ok((body, up_to))
    }

    fn first(&self, selection: Selection) -> Which {
        let campaign_id = self.campaign_id.clone();
        match selection {
            Selection::Span(span) => {
                let limit = match self.source {
                    Source::Events | Source::Rejected | Source::Invites | Source::Coupons => ROWS_PER_PAGE,
                    Source::Labels(_) => LabelExport::PEOPLE_PER_PAGE,
                };
                Which::Span(Page { campaign_id, span, after: None, limit })
            }
            Selection::Changes { after, limit } => Which::Changes(Changes {
                campaign_id,
                after,
                up_to: self.up_to,
                limit: limit.unwrap_or(ROWS_PER_PAGE),
            }),
        }
    }

    async fn page(&self, which: Which) -> Stored<ExportPage> {
        let mut rows = self.store.read().await?;
        let campaign_id = self.campaign_id.as_deref().unwrap_or_default();
        match &self.source {
            Source::Events => event_page(&mut *rows, which, self.up_to, self.format).await,
            Source::Rejected => rejected_page(&mut *rows, which).await,
            Source::Invites => invite_page(&mut *rows, which, campaign_id).await,
            Source::Coupons => coupon_page(&mut *rows, which, campaign_id).await,
            Source::Labels(labels) => match which {
                Which::Span(page) => labels.people_page(&mut *rows, page).await,
                Which::Changes(changes) => label_changes_page(labels, &mut *rows, changes).await,
            },
        }
    }

    /// # Errors
    /// When the columns make no file of this format.
    fn writer(&self) -> anyhow::Result<TableWriter> {
        let columns = match (&self.source, self.format) {
            (Source::Events, TableFormat::Ndjson) => return Ok(TableWriter::Lines),
            (Source::Events, _) => columns::event_columns(),
            (Source::Rejected, _) => columns::rejected_columns(),
            (Source::Invites, _) => columns::invite_columns(),
            (Source::Coupons, _) => columns::coupon_columns(),
            (Source::Labels(labels), _) => labels.columns(),
        };
        let writer = TableWriter::new(self.format, columns)?;
        Ok(if self.has_mark { writer.with_byte_order_mark() } else { writer })
    }
}

struct Progress {
    export: Export,
    writer: TableWriter,
    next: Option<Which>,
}

impl Progress {
    async fn advance(mut self) -> anyhow::Result<Option<(Bytes, Progress)>> {
        let Some(which) = self.next.take() else { return Ok(None) };
        let page = self.export.page(which).await?;
        let chunk = self.writer.page(page.rows, page.next.is_none())?;
        self.next = page.next;
        Ok(Some((chunk, self)))
    }
}
