//! Coupons in their table.

use super::transaction::SqliteTransaction;
use crate::store::Stored;
use crate::store::coupon::{
    CouponReads, CouponRow, CouponWrites, HeldCoupon, NewCode, Promise, StockLevel, StockRow, StockState,
    TakeCode, TakenCode,
};
use crate::store::page::{Changes, Page};
use async_trait::async_trait;
use sqlx::sqlite::{Sqlite, SqliteRow};
use sqlx::{FromRow, QueryBuilder, Row as _};

const CODES_PER_STATEMENT: usize = 200;

/// Codes that somebody waits for until a time that is set.
macro_rules! promises {
    ($which:literal) => {
        concat!(
            "SELECT coupon_id, player_id, run_id, promised_at_ms, due_at_ms, state FROM coupons
             WHERE campaign_id = $1 AND due_at_ms IS NOT NULL AND ",
            $which
        )
    };
}

/// Codes that somebody holds or held; what is still in stock is nobody's business.
macro_rules! issued_coupons {
    ($which:literal) => {
        concat!(
            "SELECT log_position, coupon_id, code, state,
                    CASE WHEN EXISTS (SELECT 1 FROM withdrawals
                                      WHERE withdrawals.player_id = coupons.player_id
                                        AND withdrawals.campaign_id = coupons.campaign_id
                                        AND agreed_again_at_ms IS NULL)
                         THEN NULL ELSE player_id END AS player_id,
                    run_id, issued_at_ms, updated_at_ms,
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
            "SELECT COUNT(*), COALESCE(SUM(CASE WHEN state = 'stock' AND player_id IS NULL THEN 1 ELSE 0 END), 0)
             FROM coupons WHERE campaign_id = $1 AND state <> 'void'",
        )
        .bind(campaign_id)
        .fetch_one(self.connection())
        .await?;
        Ok(StockLevel { quantity, left })
    }

    async fn coupon_of(&mut self, campaign_id: &str, player_id: &str) -> Stored<Option<HeldCoupon>> {
        let held: Option<(String, i64)> = sqlx::query_as(
            "SELECT code, issued_at_ms FROM coupons WHERE campaign_id = $1 AND player_id = $2
                   AND issued_at_ms IS NOT NULL",
        )
        .bind(campaign_id)
        .bind(player_id)
        .fetch_optional(self.connection())
        .await?;
        Ok(held.map(|(code, issued_at_ms)| HeldCoupon { code, issued_at_ms }))
    }

    async fn stock_rows(&mut self, campaign_id: &str) -> Stored<Vec<StockRow>> {
        let rows = sqlx::query_as(
            "SELECT coupon_id, code, stock_line, state, player_id, issued_at_ms FROM coupons WHERE campaign_id = $1",
        );
        Ok(rows.bind(campaign_id).fetch_all(self.connection()).await?)
    }

    async fn codes_due_in(&mut self, campaign_id: &str, from_ms: i64, to_ms: i64) -> Stored<i64> {
        let due = sqlx::query_scalar(
            "SELECT (SELECT COUNT(*) FROM coupons
                     WHERE campaign_id = $1 AND issued_at_ms >= $2 AND issued_at_ms < $3)
                  + (SELECT COUNT(*) FROM coupons
                     WHERE campaign_id = $1 AND due_at_ms >= $2 AND due_at_ms < $3)",
        );
        Ok(due.bind(campaign_id).bind(from_ms).bind(to_ms).fetch_one(self.connection()).await?)
    }

    async fn last_code_decided_in(
        &mut self,
        campaign_id: &str,
        from_ms: i64,
        to_ms: i64,
    ) -> Stored<Option<i64>> {
        let last = sqlx::query_scalar(
            "SELECT MAX(COALESCE(promised_at_ms, issued_at_ms)) FROM coupons
             WHERE campaign_id = $1 AND ((issued_at_ms >= $2 AND issued_at_ms < $3)
                                         OR (due_at_ms >= $2 AND due_at_ms < $3))",
        );
        Ok(last.bind(campaign_id).bind(from_ms).bind(to_ms).fetch_one(self.connection()).await?)
    }

    async fn promise_to(&mut self, campaign_id: &str, player_id: &str) -> Stored<Option<Promise>> {
        let promise = sqlx::query_as(promises!("player_id = $2"));
        Ok(promise.bind(campaign_id).bind(player_id).fetch_optional(self.connection()).await?)
    }

    async fn promises_due(&mut self, campaign_id: &str, now_ms: i64, limit: u32) -> Stored<Vec<Promise>> {
        let due = sqlx::query_as(promises!(
            "due_at_ms <= $2 ORDER BY due_at_ms, promised_at_ms, stock_line LIMIT $3"
        ));
        Ok(due.bind(campaign_id).bind(now_ms).bind(limit).fetch_all(self.connection()).await?)
    }

    async fn void_promises(&mut self, campaign_id: &str) -> Stored<Vec<Promise>> {
        let void = sqlx::query_as(promises!("state = 'void' ORDER BY due_at_ms, promised_at_ms, stock_line"));
        Ok(void.bind(campaign_id).fetch_all(self.connection()).await?)
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
             WHERE coupon_id = (SELECT coupon_id FROM coupons WHERE campaign_id = $1 AND state = 'stock' AND player_id IS NULL
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

    async fn promise_next_code(&mut self, take: TakeCode<'_>, due_at_ms: i64) -> Stored<bool> {
        let promised = sqlx::query(
            "UPDATE coupons SET player_id = $2, run_id = $3, promised_at_ms = $4, due_at_ms = $5
             WHERE coupon_id = (SELECT coupon_id FROM coupons
                                WHERE campaign_id = $1 AND state = 'stock' AND player_id IS NULL
                                ORDER BY stock_line LIMIT 1)",
        )
        .bind(take.campaign_id)
        .bind(take.player_id)
        .bind(take.run_id)
        .bind(take.at_ms)
        .bind(due_at_ms)
        .execute(self.connection())
        .await?;
        Ok(promised.rows_affected() == 1)
    }

    async fn issue_promised_code(&mut self, coupon_id: &str, at_ms: i64) -> Stored<TakenCode> {
        let log_position = self.next_position().await?;
        let code = sqlx::query_scalar(
            "UPDATE coupons SET state = 'issued', issued_at_ms = $2, updated_at_ms = $2, log_position = $3,
                                due_at_ms = NULL
             WHERE coupon_id = $1 RETURNING code",
        );
        let code = code.bind(coupon_id).bind(at_ms).bind(log_position).fetch_one(self.connection()).await?;
        Ok(TakenCode { coupon_id: coupon_id.to_owned(), code })
    }

    async fn release_promised_code(&mut self, coupon_id: &str) -> Stored<()> {
        let release = sqlx::query(
            "UPDATE coupons SET player_id = NULL, run_id = NULL, promised_at_ms = NULL, due_at_ms = NULL
             WHERE coupon_id = $1",
        );
        release.bind(coupon_id).execute(self.connection()).await?;
        Ok(())
    }

    async fn set_stock_line(&mut self, coupon_id: &str, stock_line: i64) -> Stored<()> {
        let change = sqlx::query("UPDATE coupons SET stock_line = $2 WHERE coupon_id = $1");
        change.bind(coupon_id).bind(stock_line).execute(self.connection()).await?;
        Ok(())
    }

    async fn set_void(&mut self, coupon_id: &str, is_void: bool) -> Stored<()> {
        let change = sqlx::query("UPDATE coupons SET state = $2 WHERE coupon_id = $1");
        let state = if is_void { "void" } else { "stock" };
        change.bind(coupon_id).bind(state).execute(self.connection()).await?;
        Ok(())
    }
}

impl FromRow<'_, SqliteRow> for StockRow {
    fn from_row(row: &SqliteRow) -> Result<StockRow, sqlx::Error> {
        let issued_at_ms: Option<i64> = row.try_get("issued_at_ms")?;
        let state = match (issued_at_ms, row.try_get("state")?) {
            (Some(_), _) => StockState::Issued,
            (None, "void") => StockState::Void,
            (None, _) => StockState::Stock,
        };
        Ok(StockRow {
            coupon_id: row.try_get("coupon_id")?,
            code: row.try_get("code")?,
            stock_line: row.try_get("stock_line")?,
            state,
            promised_to: row.try_get("player_id")?,
        })
    }
}

impl FromRow<'_, SqliteRow> for Promise {
    fn from_row(row: &SqliteRow) -> Result<Promise, sqlx::Error> {
        let state: String = row.try_get("state")?;
        Ok(Promise {
            coupon_id: row.try_get("coupon_id")?,
            player_id: row.try_get("player_id")?,
            run_id: row.try_get("run_id")?,
            promised_at_ms: row.try_get("promised_at_ms")?,
            due_at_ms: row.try_get("due_at_ms")?,
            is_void: state == "void",
        })
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
