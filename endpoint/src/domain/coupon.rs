//! Coupons: a stock of N issues N, and a person has one.

use super::Command;
use super::event::{EventSubject, append_event};
use crate::store::coupon::{HeldCoupon, NewCode, TakeCode};
use crate::store::{Stored, Transaction};
use async_trait::async_trait;
use tapvine_shared::event::Event;
use uuid::Uuid;

/// Adds the codes of a stock file that are not there yet.
pub struct AddStock {
    pub campaign_id: String,
    /// In the order of issue.
    pub codes: Vec<String>,
}

#[async_trait]
impl Command for AddStock {
    /// How many were added.
    type Answer = u64;

    fn rows(&self) -> usize {
        self.codes.len()
    }

    async fn decide(&self, tx: &mut dyn Transaction) -> Stored<u64> {
        let code = |(stock_line, code): (i64, &String)| NewCode {
            coupon_id: Uuid::new_v4().to_string(),
            code: code.clone(),
            stock_line,
        };
        let codes: Vec<NewCode> = (0..).zip(&self.codes).map(code).collect();
        tx.add_codes(&self.campaign_id, &codes).await
    }
}

/// What a run brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Prize {
    Won,
    AlreadyWon,
    SoldOut,
    NotWon,
    /// The network of the player has taken all that one network may (for a time).
    NetworkLimit,
    /// The network must work for its prizes, and the player's phone could not.
    WorkMissing,
    /// The campaign has none.
    None,
}

/// The prize of a run, and the coupon the person has then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Award {
    pub prize: Prize,
    pub coupon: Option<HeldCoupon>,
}

impl Award {
    pub const fn nothing(prize: Prize) -> Award {
        Award { prize, coupon: None }
    }
}

/// Issues the next coupon of the stock, unless the person has one.
pub async fn issue(tx: &mut dyn Transaction, winner: EventSubject<'_>, run_id: &str) -> Stored<Award> {
    if let Some(held) = tx.coupon_of(winner.campaign_id, winner.player_id).await? {
        return Ok(Award { prize: Prize::AlreadyWon, coupon: Some(held) });
    }
    let take = TakeCode {
        campaign_id: winner.campaign_id,
        player_id: winner.player_id,
        run_id,
        at_ms: winner.at_ms,
    };
    let Some(taken) = tx.take_next_code(take).await? else { return Ok(Award::nothing(Prize::SoldOut)) };
    let event = Event::CouponIssued { coupon_id: taken.coupon_id, run_id: run_id.into() };
    append_event(tx, winner, &event).await?;
    let coupon = HeldCoupon { code: taken.code, issued_at_ms: winner.at_ms };
    Ok(Award { prize: Prize::Won, coupon: Some(coupon) })
}
