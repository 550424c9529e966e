//! The pages of events, refused events, invites and coupons.

use super::columns;
use super::format::TableFormat;
use super::page::{ExportPage, Place, Which};
use super::table::Cell;
use crate::store::coupon::CouponRow;
use crate::store::event::{LoggedEvent, RejectedEvents};
use crate::store::invite::ArrivalRow;
use crate::store::{Snapshot, Stored};

/// Events up to a position of the log: what is committed while the export runs belongs to the next one.
pub async fn event_page(
    rows: &mut dyn Snapshot,
    which: Which,
    up_to: i64,
    format: TableFormat,
) -> Stored<ExportPage> {
    let events = match &which {
        Which::Span(page) => rows.events_page(page, up_to).await?,
        Which::Changes(changes) => rows.events_after(changes).await?,
    };
    let place = |logged: &LoggedEvent| Place {
        log_position: logged.log_position,
        at_ms: logged.event.received_at_ms,
        id: logged.log_position.to_string(),
    };
    let next = which.after(events.len(), events.last().map(place));
    let row = |logged: LoggedEvent| match format {
        // The message itself, as any receiver of the wire takes it.
        TableFormat::Ndjson => vec![Cell::Text(columns::message(logged))],
        TableFormat::Csv | TableFormat::Parquet => columns::event(logged),
    };
    Ok(ExportPage { rows: events.into_iter().map(row).collect(), next })
}

/// Refused events, each with how often it came.
pub async fn rejected_page(rows: &mut dyn Snapshot, which: Which) -> Stored<ExportPage> {
    let rejected = match &which {
        Which::Span(page) => rows.rejected_page(page).await?,
        Which::Changes(_) => Vec::new(),
    };
    let place = |events: &RejectedEvents| Place {
        log_position: 0,
        at_ms: events.row.received_at_ms,
        id: events.row.rejected_id.clone(),
    };
    let next = which.after(rejected.len(), rejected.last().map(place));
    Ok(ExportPage { rows: rejected.into_iter().map(columns::rejected).collect(), next })
}

pub async fn invite_page(rows: &mut dyn Snapshot, which: Which, campaign_id: &str) -> Stored<ExportPage> {
    let arrivals = match &which {
        Which::Span(page) => rows.arrivals_page(page).await?,
        Which::Changes(changes) => rows.arrivals_after(changes).await?,
    };
    let place = |row: &ArrivalRow| Place {
        log_position: row.log_position,
        at_ms: row.arrived_at_ms,
        id: row.arrival_id.clone(),
    };
    let next = which.after(arrivals.len(), arrivals.last().map(place));
    let row = |row| columns::invite(campaign_id, row);
    Ok(ExportPage { rows: arrivals.into_iter().map(row).collect(), next })
}

pub async fn coupon_page(rows: &mut dyn Snapshot, which: Which, campaign_id: &str) -> Stored<ExportPage> {
    let coupons = match &which {
        Which::Span(page) => rows.coupons_page(page).await?,
        Which::Changes(changes) => rows.coupons_after(changes).await?,
    };
    let place = |row: &CouponRow| Place {
        log_position: row.log_position,
        at_ms: row.issued_at_ms,
        id: row.coupon_id.clone(),
    };
    let next = which.after(coupons.len(), coupons.last().map(place));
    let row = |row| columns::coupon(campaign_id, row);
    Ok(ExportPage { rows: coupons.into_iter().map(row).collect(), next })
}
