//! Coupons in their table.

use super::transaction::SqliteTransaction;
use crate::store::Stored;
use crate::store::coupon::{
    CouponReads, CouponRow, CouponWrites, HeldCoupon, NewCode, StockLevel, TakeCode, TakenCode,
};
use crate::store::page::{Changes, Page};
use async_trait::async_trait;
use sqlx::sqlite::{Sqlite, SqliteRow};
use sqlx::{FromRow, QueryBuilder, Row as _};

const CODES_PER_STATEMENT: usize = 200;

/// Codes that somebody holds or held; what is still in stock is nobody's business.
macro_rules! issued_coupons {
    ($which:literal) => {
        concat!(
            "SELECT log_position, coupon_id, code, state, player_id, run_id, issued_at_ms, updated_at_ms,
                    (SELECT version FROM consents
                     WHERE consents.player_id = coupons.player_id AND consents.campaign_id = coupons.campaign_id)
                    AS consent_version
             FROM coupons WHERE campaign_id = $1 AND ",
            $which
        )
    };
}

#[async_trait]
impl CouponReads for SqliteTransaction<'_> {
    async fn stock_level(&mut self, campaign_id: &str) -> Stored<StockLevel> {
        let (quantity, left) = sqlx::query_as(
            "SELECT COUNT(*), COALESCE(SUM(CASE WHEN state = 'stock' THEN 1 ELSE 0 END), 0)
             FROM coupons WHERE campaign_id = $1 AND state <> 'void'",
        )
        .bind(campaign_id)
        .fetch_one(self.connection())
        .await?;
        Ok(StockLevel { quantity, left })
    }

    async fn coupon_of(&mut self, campaign_id: &str, player_id: &str) -> Stored<Option<HeldCoupon>> {
        let held: Option<(String, i64)> = sqlx::query_as(
            "SELECT code, issued_at_ms FROM coupons WHERE campaign_id = $1 AND player_id = $2",
        )
        .bind(campaign_id)
        .bind(player_id)
        .fetch_optional(self.connection())
        .await?;
        Ok(held.map(|(code, issued_at_ms)| HeldCoupon { code, issued_at_ms }))
    }

    async fn coupons_after(&mut self, changes: &Changes) -> Stored<Vec<CouponRow>> {
        let rows = sqlx::query_as(issued_coupons!(
            "issued_at_ms IS NOT NULL AND log_position > $2 AND log_position <= $3
             ORDER BY log_position LIMIT $4"
        ));
        let rows =
            rows.bind(&changes.campaign_id).bind(changes.after).bind(changes.up_to).bind(changes.limit);
        Ok(rows.fetch_all(self.connection()).await?)
    }

    async fn coupons_page(&mut self, page: &Page) -> Stored<Vec<CouponRow>> {
        let (at_ms, id) = page.start();
        let rows = sqlx::query_as(issued_coupons!(
            "(issued_at_ms, coupon_id) > ($2, $3) AND issued_at_ms < $4
             ORDER BY issued_at_ms, coupon_id LIMIT $5"
        ));
        let rows = rows.bind(&page.campaign_id).bind(at_ms).bind(id).bind(page.span.to_ms).bind(page.limit);
        Ok(rows.fetch_all(self.connection()).await?)
    }
}

#[async_trait]
impl CouponWrites for SqliteTransaction<'_> {
    async fn add_codes(&mut self, campaign_id: &str, codes: &[NewCode]) -> Stored<u64> {
        let mut added = 0;
        for codes in codes.chunks(CODES_PER_STATEMENT) {
            let mut query = QueryBuilder::<Sqlite>::new(
                "INSERT INTO coupons (coupon_id, campaign_id, code, stock_line, state) ",
            );
            query.push_values(codes, |mut row, code| {
                row.push_bind(&code.coupon_id)
                    .push_bind(campaign_id)
                    .push_bind(&code.code)
                    .push_bind(code.stock_line)
                    .push_bind("stock");
            });
            query.push(" ON CONFLICT (campaign_id, code) DO NOTHING");
            added += query.build().execute(self.connection()).await?.rows_affected();
        }
        Ok(added)
    }

    async fn take_next_code(&mut self, take: TakeCode<'_>) -> Stored<Option<TakenCode>> {
        let log_position = self.next_position().await?;
        let taken: Option<(String, String)> = sqlx::query_as(
            "UPDATE coupons SET state = 'issued', player_id = $2, run_id = $3, issued_at_ms = $4,
                                updated_at_ms = $4, log_position = $5
             WHERE coupon_id = (SELECT coupon_id FROM coupons WHERE campaign_id = $1 AND state = 'stock'
                                ORDER BY stock_line LIMIT 1)
             RETURNING coupon_id, code",
        )
        .bind(take.campaign_id)
        .bind(take.player_id)
        .bind(take.run_id)
        .bind(take.at_ms)
        .bind(log_position)
        .fetch_optional(self.connection())
        .await?;
        Ok(taken.map(|(coupon_id, code)| TakenCode { coupon_id, code }))
    }
}

impl FromRow<'_, SqliteRow> for CouponRow {
    fn from_row(row: &SqliteRow) -> Result<CouponRow, sqlx::Error> {
        Ok(CouponRow {
            log_position: row.try_get("log_position")?,
            coupon_id: row.try_get("coupon_id")?,
            code: row.try_get("code")?,
            state: row.try_get("state")?,
            player_id: row.try_get("player_id")?,
            run_id: row.try_get("run_id")?,
            issued_at_ms: row.try_get("issued_at_ms")?,
            updated_at_ms: row.try_get("updated_at_ms")?,
            consent_version: row.try_get("consent_version")?,
        })
    }
}
