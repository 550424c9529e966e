//! Coupons as rows: codes in stock, and codes that somebody holds.

use super::Stored;
use super::page::{Changes, Page};
use async_trait::async_trait;

/// How many codes a campaign has, and how many of them nobody has and nobody waits for.
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

/// A code of the stock as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StockRow {
    pub coupon_id: String,
    pub code: String,
    pub stock_line: i64,
    pub state: StockState,
    /// Who waits for it, while it is not issued.
    pub promised_to: Option<String>,
}

/// What may become of a code of the stock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StockState {
    Stock,
    /// Somebody has it or had it.
    Issued,
    /// Not to be issued any more; nobody ever had it.
    Void,
}

/// A code that a player waits for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Promise {
    pub coupon_id: String,
    pub player_id: String,
    pub run_id: String,
    pub promised_at_ms: i64,
    pub due_at_ms: i64,
    /// Whether the code was taken out of the stock meanwhile.
    pub is_void: bool,
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
    /// Every code of a campaign.
    async fn stock_rows(&mut self, campaign_id: &str) -> Stored<Vec<StockRow>>;
    /// How many codes were issued, or are promised, for a span of time.
    async fn codes_due_in(&mut self, campaign_id: &str, from_ms: i64, to_ms: i64) -> Stored<i64>;
    /// When the last of the codes of a span was issued or promised.
    async fn last_code_decided_in(
        &mut self,
        campaign_id: &str,
        from_ms: i64,
        to_ms: i64,
    ) -> Stored<Option<i64>>;
    async fn promise_to(&mut self, campaign_id: &str, player_id: &str) -> Stored<Option<Promise>>;
    /// The first of the promises whose time has come, and those whose code is void.
    async fn promises_due(&mut self, campaign_id: &str, now_ms: i64, limit: u32) -> Stored<Vec<Promise>>;
    async fn void_promises(&mut self, campaign_id: &str) -> Stored<Vec<Promise>>;
    async fn coupons_after(&mut self, changes: &Changes) -> Stored<Vec<CouponRow>>;
    async fn coupons_page(&mut self, page: &Page) -> Stored<Vec<CouponRow>>;
}

#[async_trait]
pub trait CouponWrites {
    /// Adds the codes that the campaign has not yet; how many were added.
    async fn add_codes(&mut self, campaign_id: &str, codes: &[NewCode]) -> Stored<u64>;
    /// Issues the next code of the stock; `None` when there is none. A player has one code of a campaign.
    async fn take_next_code(&mut self, take: TakeCode<'_>) -> Stored<Option<TakenCode>>;
    /// Promises the next code of the stock for a later time; `false` when there is none.
    async fn promise_next_code(&mut self, take: TakeCode<'_>, due_at_ms: i64) -> Stored<bool>;
    /// Issues a promised code.
    async fn issue_promised_code(&mut self, coupon_id: &str, at_ms: i64) -> Stored<TakenCode>;
    /// Nobody waits for the code any more.
    async fn release_promised_code(&mut self, coupon_id: &str) -> Stored<()>;
    async fn set_stock_line(&mut self, coupon_id: &str, stock_line: i64) -> Stored<()>;
    /// Takes a code that nobody has out of the stock, or puts it back.
    async fn set_void(&mut self, coupon_id: &str, is_void: bool) -> Stored<()>;
}
