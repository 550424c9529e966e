//! One page of rows for an export, in the order of time.

use crate::store::{CouponRow, EventRow, InviteRow, Page};
use sqlx::sqlite::SqliteRow;
use sqlx::{FromRow, SqlitePool};

pub async fn events(readers: &SqlitePool, page: &Page) -> Result<Vec<EventRow>, sqlx::Error> {
    rows(
        readers,
        page,
        "SELECT message_id, player_id, user_id, name, consent_version, happened_at_ms, received_at_ms, body
         FROM events WHERE campaign_id = $1 AND (received_at_ms, message_id) > ($2, $3) AND received_at_ms < $4
               AND internal = 0
         ORDER BY received_at_ms, message_id LIMIT $5",
    )
    .await
}

pub async fn invites(readers: &SqlitePool, page: &Page) -> Result<Vec<InviteRow>, sqlx::Error> {
    rows(
        readers,
        page,
        "SELECT code, inviter_id, invitee_id, arrived_at_ms, qualified_at_ms, run_id, depth, state,
                (SELECT version FROM consents
                 WHERE consents.player_id = invitee_id AND consents.campaign_id = arrivals.campaign_id)
                AS consent_version
         FROM arrivals WHERE campaign_id = $1 AND (arrived_at_ms, invitee_id) > ($2, $3) AND arrived_at_ms < $4
         ORDER BY arrived_at_ms, invitee_id LIMIT $5",
    )
    .await
}

/// Codes somebody holds; what is still in stock is nobody's business.
pub async fn coupons(readers: &SqlitePool, page: &Page) -> Result<Vec<CouponRow>, sqlx::Error> {
    rows(
        readers,
        page,
        "SELECT coupon_id, code, state, player_id, run_id, issued_at_ms,
                (SELECT version FROM consents
                 WHERE consents.player_id = coupons.player_id AND consents.campaign_id = coupons.campaign_id)
                AS consent_version
         FROM coupons WHERE campaign_id = $1 AND (issued_at_ms, coupon_id) > ($2, $3) AND issued_at_ms < $4
         ORDER BY issued_at_ms, coupon_id LIMIT $5",
    )
    .await
}

/// `$1` is the campaign, `$2` and `$3` the row after which the page begins, `$4` the end of the span, `$5` the limit.
async fn rows<T>(readers: &SqlitePool, page: &Page, sql: &'static str) -> Result<Vec<T>, sqlx::Error>
where
    T: for<'row> FromRow<'row, SqliteRow> + Send + Unpin,
{
    let start = (page.span.from_ms, "");
    let (at_ms, id) = page.after.as_ref().map_or(start, |(at_ms, id)| (*at_ms, id));
    sqlx::query_as(sql)
        .bind(&page.campaign_id)
        .bind(at_ms)
        .bind(id)
        .bind(page.span.to_ms)
        .bind(page.limit)
        .fetch_all(readers)
        .await
}
