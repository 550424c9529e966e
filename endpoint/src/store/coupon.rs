//! Coupons as the store gives them.

use super::MyCoupon;

/// How many codes a campaign has and how many nobody has yet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StockLevel {
    pub quantity: i64,
    pub left: i64,
}

/// What a run brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Prize {
    Won,
    AlreadyWon,
    SoldOut,
    NotWon,
    /// The campaign has none.
    None,
}

/// What asking for a coupon led to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issue {
    pub prize: Prize,
    pub coupon: Option<MyCoupon>,
}

impl Issue {
    pub const fn nothing(prize: Prize) -> Issue {
        Issue { prize, coupon: None }
    }
}
