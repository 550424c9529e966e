//! Coupons as rows: codes in stock, and codes that somebody holds.

use super::Stored;
use super::page::{Changes, Page};
use async_trait::async_trait;

/// How many codes a campaign has and how many nobody has yet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StockLevel {
    pub quantity: i64,
    pub left: i64,
}

/// A code for the stock.
#[derive(Clone, Debug)]
pub struct NewCode {
    pub coupon_id: String,
    pub code: String,
    /// The line of the stock file, which is the order of issue.
    pub stock_line: i64,
}

/// A code that a player has.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct HeldCoupon {
    pub code: String,
    pub issued_at_ms: i64,
}

/// For whom and for which run a code is taken.
#[derive(Clone, Copy, Debug)]
pub struct TakeCode<'a> {
    pub campaign_id: &'a str,
    pub player_id: &'a str,
    pub run_id: &'a str,
    pub at_ms: i64,
}

#[derive(Clone, Debug)]
pub struct TakenCode {
    pub coupon_id: String,
    pub code: String,
}

/// A code somebody holds or held.
#[derive(Clone, Debug)]
pub struct CouponRow {
    pub log_position: i64,
    pub coupon_id: String,
    pub code: String,
    pub state: String,
    pub player_id: Option<String>,
    pub run_id: Option<String>,
    pub issued_at_ms: i64,
    pub updated_at_ms: i64,
    pub consent_version: Option<String>,
}

#[async_trait]
pub trait CouponReads {
    async fn stock_level(&mut self, campaign_id: &str) -> Stored<StockLevel>;
    async fn coupon_of(&mut self, campaign_id: &str, player_id: &str) -> Stored<Option<HeldCoupon>>;
    async fn coupons_after(&mut self, changes: &Changes) -> Stored<Vec<CouponRow>>;
    async fn coupons_page(&mut self, page: &Page) -> Stored<Vec<CouponRow>>;
}

#[async_trait]
pub trait CouponWrites {
    /// Adds the codes that the campaign has not yet; how many were added.
    async fn add_codes(&mut self, campaign_id: &str, codes: &[NewCode]) -> Stored<u64>;
    /// Issues the next code of the stock; `None` when there is none. A player has one code of a campaign.
    async fn take_next_code(&mut self, take: TakeCode<'_>) -> Stored<Option<TakenCode>>;
}
