//! The stock of coupons and giving one to a person.

use super::decision::{About, tell};
use super::writer::Write;
use crate::store::{Issue, MyCoupon, Prize, StockLevel};
use sqlx::SqlitePool;
use sqlx::sqlite::SqliteConnection;
use tapvine_shared::event::Event;
use uuid::Uuid;

pub struct AddStock {
    pub campaign_id: String,
    pub codes: Vec<String>,
}

impl Write for AddStock {
    type Answer = u64;

    fn rows(&self) -> usize {
        self.codes.len()
    }

    async fn apply(self, connection: &mut SqliteConnection) -> Result<u64, sqlx::Error> {
        let mut added = 0;
        for (position, code) in (0_i64..).zip(&self.codes) {
            let inserted = sqlx::query(
                "INSERT INTO coupons (coupon_id, campaign_id, code, position, state) VALUES ($1, $2, $3, $4, 'stock')
                 ON CONFLICT (campaign_id, code) DO NOTHING",
            )
            .bind(Uuid::new_v4().to_string())
            .bind(&self.campaign_id)
            .bind(code)
            .bind(position)
            .execute(&mut *connection)
            .await?;
            added += inserted.rows_affected();
        }
        Ok(added)
    }
}

/// The next coupon of the stock, or the one this person has.
pub async fn issue(
    connection: &mut SqliteConnection,
    about: About<'_>,
    run_id: &str,
) -> Result<Issue, sqlx::Error> {
    let held: Option<(String, i64)> =
        sqlx::query_as("SELECT code, issued_at_ms FROM coupons WHERE campaign_id = $1 AND player_id = $2")
            .bind(about.campaign_id)
            .bind(about.player_id)
            .fetch_optional(&mut *connection)
            .await?;
    if let Some((code, issued_at_ms)) = held {
        return Ok(Issue { prize: Prize::AlreadyWon, coupon: Some(MyCoupon { code, issued_at_ms }) });
    }
    let issued: Option<(String, String)> = sqlx::query_as(
        "UPDATE coupons SET state = 'issued', player_id = $2, run_id = $3, issued_at_ms = $4
         WHERE coupon_id = (SELECT coupon_id FROM coupons WHERE campaign_id = $1 AND state = 'stock'
                            ORDER BY position LIMIT 1)
         RETURNING coupon_id, code",
    )
    .bind(about.campaign_id)
    .bind(about.player_id)
    .bind(run_id)
    .bind(about.at_ms)
    .fetch_optional(&mut *connection)
    .await?;
    let Some((coupon_id, code)) = issued else { return Ok(Issue::nothing(Prize::SoldOut)) };
    tell(connection, about, &Event::CouponIssued { coupon_id, run_id: run_id.into() }).await?;
    Ok(Issue { prize: Prize::Won, coupon: Some(MyCoupon { code, issued_at_ms: about.at_ms }) })
}

pub async fn level(readers: &SqlitePool, campaign_id: &str) -> Result<StockLevel, sqlx::Error> {
    let (quantity, left): (i64, i64) = sqlx::query_as(
        "SELECT COUNT(*), COALESCE(SUM(CASE WHEN state = 'stock' THEN 1 ELSE 0 END), 0)
         FROM coupons WHERE campaign_id = $1 AND state <> 'void'",
    )
    .bind(campaign_id)
    .fetch_one(readers)
    .await?;
    Ok(StockLevel { quantity, left })
}
