//! One page of rows for an export, in the order of time.

use crate::store::{CouponRow, EventRow, InviteRow, Page};
use sqlx::SqlitePool;

/// Where a page begins: after the last row read, or at the start of the span.
fn place(page: &Page) -> (i64, &str) {
    page.after.as_ref().map_or((page.span.from_ms, ""), |(at_ms, id)| (*at_ms, id))
}

pub async fn events(readers: &SqlitePool, page: &Page) -> Result<Vec<EventRow>, sqlx::Error> {
    type Row = (String, String, Option<String>, String, Option<String>, i64, i64, String);
    let (at_ms, id) = place(page);
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT message_id, player_id, user_id, name, consent_version, happened_at_ms, received_at_ms, body
         FROM events WHERE campaign_id = $1 AND (received_at_ms, message_id) > ($2, $3) AND received_at_ms < $4
               AND internal = 0
         ORDER BY received_at_ms, message_id LIMIT $5",
    )
    .bind(&page.campaign_id)
    .bind(at_ms)
    .bind(id)
    .bind(page.span.to_ms)
    .bind(page.limit)
    .fetch_all(readers)
    .await?;
    let row =
        |(message_id, player_id, user_id, name, consent_version, happened_at_ms, received_at_ms, body)| {
            EventRow {
                message_id,
                player_id,
                user_id,
                name,
                consent_version,
                happened_at_ms,
                received_at_ms,
                body,
            }
        };
    Ok(rows.into_iter().map(row).collect())
}

pub async fn invites(readers: &SqlitePool, page: &Page) -> Result<Vec<InviteRow>, sqlx::Error> {
    type Row = (String, String, String, i64, Option<i64>, Option<String>, i64, String, Option<String>);
    let (at_ms, id) = place(page);
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT code, inviter_id, invitee_id, arrived_at_ms, qualified_at_ms, run_id, depth, state,
                (SELECT version FROM consents
                 WHERE consents.player_id = invitee_id AND consents.campaign_id = arrivals.campaign_id)
         FROM arrivals WHERE campaign_id = $1 AND (arrived_at_ms, invitee_id) > ($2, $3) AND arrived_at_ms < $4
         ORDER BY arrived_at_ms, invitee_id LIMIT $5",
    )
    .bind(&page.campaign_id)
    .bind(at_ms)
    .bind(id)
    .bind(page.span.to_ms)
    .bind(page.limit)
    .fetch_all(readers)
    .await?;
    let row = |(
        code,
        inviter_id,
        invitee_id,
        arrived_at_ms,
        qualified_at_ms,
        run_id,
        depth,
        state,
        consent_version,
    )| {
        InviteRow {
            code,
            inviter_id,
            invitee_id,
            arrived_at_ms,
            qualified_at_ms,
            run_id,
            depth,
            state,
            consent_version,
        }
    };
    Ok(rows.into_iter().map(row).collect())
}

/// Codes somebody holds; what is still in stock is nobody's business.
pub async fn coupons(readers: &SqlitePool, page: &Page) -> Result<Vec<CouponRow>, sqlx::Error> {
    type Row = (String, String, String, Option<String>, Option<String>, i64, Option<String>);
    let (at_ms, id) = place(page);
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT coupon_id, code, state, player_id, run_id, issued_at_ms,
                (SELECT version FROM consents
                 WHERE consents.player_id = coupons.player_id AND consents.campaign_id = coupons.campaign_id)
         FROM coupons WHERE campaign_id = $1 AND (issued_at_ms, coupon_id) > ($2, $3) AND issued_at_ms < $4
         ORDER BY issued_at_ms, coupon_id LIMIT $5",
    )
    .bind(&page.campaign_id)
    .bind(at_ms)
    .bind(id)
    .bind(page.span.to_ms)
    .bind(page.limit)
    .fetch_all(readers)
    .await?;
    let row = |(coupon_id, code, state, player_id, run_id, issued_at_ms, consent_version)| CouponRow {
        coupon_id,
        code,
        state,
        player_id,
        run_id,
        issued_at_ms,
        consent_version,
    };
    Ok(rows.into_iter().map(row).collect())
}
