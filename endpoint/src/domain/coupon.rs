//! Coupons: a stock of N issues N, and a person has one.

use super::Command;
use super::event::{EventSubject, append_event};
use super::fair_play::pace::{Pace, Turn};
use super::identity::{coupon_of, return_prize_of_user, take_prize_of_user};
use crate::store::coupon::{HeldCoupon, Promise, TakeCode};
use crate::store::{Snapshot, Stored, Transaction};
use async_trait::async_trait;
use tapvine_shared::event::Event;

/// At once so many promises are kept; the rest follows in the next transaction.
const PROMISES_AT_ONCE: u32 = 200;

/// What a run brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Prize {
    Won,
    /// The code is promised, and comes when the pace of the stock allows.
    Paced,
    /// The win is looked at first; a code is reserved meanwhile.
    Held,
    AlreadyWon,
    SoldOut,
    /// The day's share was gone before the run began.
    SoldOutToday,
    NotWon,
    /// The network of the player has taken all that one network may (for a time).
    NetworkLimit,
    /// The network must work for its prizes, and the player's phone could not.
    WorkMissing,
    /// The win is kept until the brand has signed for the player.
    IdentifyFirst,
    /// The campaign has none.
    None,
}

/// The prize of a run, and the coupon the person has then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Award {
    pub prize: Prize,
    pub coupon: Option<HeldCoupon>,
    /// When the promised code comes, or when there are prizes again.
    pub prize_at_ms: Option<i64>,
    /// Whether it has taken a code out of the stock.
    pub takes_a_code: bool,
}

impl Award {
    pub const fn nothing(prize: Prize) -> Award {
        Award { prize, coupon: None, prize_at_ms: None, takes_a_code: false }
    }

    pub const fn later(prize: Prize, at_ms: i64) -> Award {
        Award { prize, coupon: None, prize_at_ms: Some(at_ms), takes_a_code: false }
    }

    const fn of(prize: Prize, coupon: HeldCoupon) -> Award {
        Award { prize, coupon: Some(coupon), prize_at_ms: None, takes_a_code: false }
    }
}

/// Issues or promises the next coupon of the stock, unless the person has one: the player, or the user the
/// player is.
pub async fn issue(tx: &mut dyn Transaction, winner: EventSubject<'_>, run: &WonRun<'_>) -> Stored<Award> {
    let EventSubject { campaign_id, player_id, at_ms, .. } = winner;
    if let Some(held) = coupon_of(tx, campaign_id, player_id).await? {
        return Ok(Award::of(Prize::AlreadyWon, held));
    }
    if let Some(promise) = tx.promise_to(campaign_id, player_id).await? {
        let due_at_ms = promise.due_at_ms;
        let kept = if due_at_ms <= at_ms {
            keep(tx, winner.game_id, campaign_id, promise, at_ms).await?
        } else {
            None
        };
        return Ok(match kept {
            Some(coupon) => Award::of(Prize::Won, coupon),
            None => Award::later(Prize::Paced, due_at_ms),
        });
    }
    if !take_prize_of_user(tx, campaign_id, player_id).await? {
        return Ok(Award::nothing(Prize::AlreadyWon));
    }
    let award = take_code(tx, winner, run).await?;
    if !award.takes_a_code {
        return_prize_of_user(tx, campaign_id, player_id).await?;
    }
    Ok(award)
}

/// Takes the next code out of the stock, now or for later.
async fn take_code(tx: &mut dyn Transaction, winner: EventSubject<'_>, run: &WonRun<'_>) -> Stored<Award> {
    let EventSubject { campaign_id, player_id, at_ms, .. } = winner;
    if tx.stock_level(campaign_id).await?.left == 0 {
        return Ok(Award::nothing(Prize::SoldOut));
    }
    let take = TakeCode { campaign_id, player_id, run_id: run.run_id, at_ms };
    match run.pace.turn(tx, run.began_at_ms, at_ms).await? {
        Turn::NotToday { next_at_ms } => Ok(Award::later(Prize::SoldOutToday, next_at_ms)),
        Turn::At(due_at_ms) => {
            if !tx.promise_next_code(take, due_at_ms).await? {
                return Ok(Award::nothing(Prize::SoldOut));
            }
            Ok(Award { takes_a_code: true, ..Award::later(Prize::Paced, due_at_ms) })
        }
        Turn::Now => {
            let Some(taken) = tx.take_next_code(take).await? else {
                return Ok(Award::nothing(Prize::SoldOut));
            };
            let event = Event::CouponIssued { coupon_id: taken.coupon_id, run_id: run.run_id.into() };
            append_event(tx, winner, &event).await?;
            let coupon = HeldCoupon { code: taken.code, issued_at_ms: at_ms };
            Ok(Award { takes_a_code: true, ..Award::of(Prize::Won, coupon) })
        }
    }
}

/// Whether a round that begins now is played for a prize.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Offer {
    Open,
    SoldOut,
    /// The day's share is gone.
    SoldOutToday {
        next_at_ms: i64,
    },
}

impl Offer {
    pub const fn name(self) -> &'static str {
        match self {
            Offer::Open => "open",
            Offer::SoldOut => "sold_out",
            Offer::SoldOutToday { .. } => "sold_out_today",
        }
    }

    /// When there are prizes again.
    pub const fn next_at_ms(self) -> Option<i64> {
        match self {
            Offer::SoldOutToday { next_at_ms } => Some(next_at_ms),
            Offer::Open | Offer::SoldOut => None,
        }
    }
}

pub async fn offer(tx: &mut dyn Snapshot, pace: &Pace, now_ms: i64) -> Stored<Offer> {
    if tx.stock_level(pace.campaign_id()).await?.left == 0 {
        return Ok(Offer::SoldOut);
    }
    let closed_until_ms = pace.closed_until(tx, now_ms).await?;
    Ok(closed_until_ms.map_or(Offer::Open, |next_at_ms| Offer::SoldOutToday { next_at_ms }))
}

/// The run that earned a prize, and how fast the campaign gives them away.
#[derive(Clone, Copy, Debug)]
pub struct WonRun<'a> {
    pub run_id: &'a str,
    pub began_at_ms: i64,
    pub pace: &'a Pace,
}

/// Issues the promised codes whose time has come.
pub struct KeepPromises {
    pub campaign_id: String,
    pub game_id: String,
    pub now_ms: i64,
}

#[async_trait]
impl Command for KeepPromises {
    /// How many were issued.
    type Answer = u64;

    fn rows(&self) -> usize {
        PROMISES_AT_ONCE as usize
    }

    async fn decide(&self, tx: &mut dyn Transaction) -> Stored<u64> {
        let mut kept = 0;
        for promise in tx.promises_due(&self.campaign_id, self.now_ms, PROMISES_AT_ONCE).await? {
            let coupon = keep(tx, &self.game_id, &self.campaign_id, promise, self.now_ms).await?;
            kept += u64::from(coupon.is_some());
        }
        Ok(kept)
    }
}

/// Issues a promised code; `None` while there is none for it.
async fn keep(
    tx: &mut dyn Transaction,
    game_id: &str,
    campaign_id: &str,
    promise: Promise,
    at_ms: i64,
) -> Stored<Option<HeldCoupon>> {
    let Some(promise) = with_a_code(tx, campaign_id, promise).await? else { return Ok(None) };
    let taken = tx.issue_promised_code(&promise.coupon_id, at_ms).await?;
    let winner = EventSubject { player_id: &promise.player_id, campaign_id, game_id, at_ms };
    let event = Event::CouponIssued { coupon_id: taken.coupon_id, run_id: promise.run_id.clone() };
    append_event(tx, winner, &event).await?;
    Ok(Some(HeldCoupon { code: taken.code, issued_at_ms: at_ms }))
}

/// The promise with a code that is still in stock: if its own was taken out, the next one. `None` while none is left;
/// then the person waits until the brand adds codes.
pub async fn with_a_code(
    tx: &mut dyn Transaction,
    campaign_id: &str,
    promise: Promise,
) -> Stored<Option<Promise>> {
    if !promise.is_void {
        return Ok(Some(promise));
    }
    if tx.stock_level(campaign_id).await?.left == 0 {
        return Ok(None);
    }
    tx.release_promised_code(&promise.coupon_id).await?;
    let take = TakeCode {
        campaign_id,
        player_id: &promise.player_id,
        run_id: &promise.run_id,
        at_ms: promise.promised_at_ms,
    };
    tx.promise_next_code(take, promise.due_at_ms).await?;
    tx.promise_to(campaign_id, &promise.player_id).await
}
