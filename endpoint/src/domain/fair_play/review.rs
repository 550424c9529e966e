//! Held wins: an analyst accepts one and its reserved code is issued, or refuses it and the code returns to the stock.

use crate::domain::Command;
use crate::domain::event::{EventSubject, append_event};
use crate::domain::identity::take_prize_of_user;
use crate::domain::invite::qualify;
use crate::store::coupon::{TakeCode, TakenCode};
use crate::store::review::JudgedRun;
use crate::store::{Stored, Transaction};
use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use tapvine_shared::event::Event;

/// What an analyst says of a held win.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    Accept,
    Refuse,
}

impl Decision {
    /// What the win is then; also how it is stored.
    pub const fn outcome(self) -> &'static str {
        match self {
            Decision::Accept => "accepted",
            Decision::Refuse => "refused",
        }
    }
}

pub struct DecideReview {
    pub run_id: String,
    pub decision: Decision,
    pub now_ms: i64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReviewRefused {
    /// There is no such run, or it was never held.
    Unknown,
    /// It was decided the other way before, or the player won again by hand.
    AlreadyDecided,
    /// The reserved code was withdrawn and no other is left.
    SoldOut,
}

#[async_trait]
impl Command for DecideReview {
    type Answer = Result<(), ReviewRefused>;

    async fn decide(&self, tx: &mut dyn Transaction) -> Stored<Self::Answer> {
        let judged = tx.judged_run(&self.run_id).await?;
        let Some((judged, run)) = judged.zip(tx.run(&self.run_id).await?) else {
            return Ok(Err(ReviewRefused::Unknown));
        };
        match judged.review.as_deref() {
            None => return Ok(Err(ReviewRefused::Unknown)),
            Some("held") => {}
            Some(decided) if decided == self.decision.outcome() => return Ok(Ok(())),
            Some(_) => return Ok(Err(ReviewRefused::AlreadyDecided)),
        }
        let winner = EventSubject {
            player_id: &run.player_id,
            campaign_id: &run.campaign_id,
            game_id: &run.game_id,
            at_ms: self.now_ms,
        };
        match self.decision {
            Decision::Accept => {
                if !take_prize_of_user(tx, winner.campaign_id, winner.player_id).await? {
                    return Ok(Err(ReviewRefused::AlreadyDecided));
                }
                let Some(taken) = self.take_code(tx, &judged).await? else {
                    return Ok(Err(ReviewRefused::SoldOut));
                };
                append_event(tx, winner, &Event::WinAccepted { run_id: self.run_id.clone() }).await?;
                let run_id = self.run_id.clone();
                append_event(tx, winner, &Event::CouponIssued { coupon_id: taken.coupon_id, run_id }).await?;
                // The window of the invite is that of the run, however long the win waited.
                let at_ms = run.finished_at_ms.unwrap_or(self.now_ms);
                qualify(tx, EventSubject { at_ms, ..winner }, &self.run_id).await?;
            }
            Decision::Refuse => {
                tx.release_reserved_code(&judged.campaign_id, &judged.player_id).await?;
                append_event(tx, winner, &Event::WinRefused { run_id: self.run_id.clone() }).await?;
            }
        }
        tx.set_review(&self.run_id, self.decision.outcome(), Some(self.now_ms)).await?;
        Ok(Ok(()))
    }
}

impl DecideReview {
    /// The reserved code; should it have been withdrawn meanwhile, the next of the stock.
    async fn take_code(&self, tx: &mut dyn Transaction, judged: &JudgedRun) -> Stored<Option<TakenCode>> {
        let take = TakeCode {
            campaign_id: &judged.campaign_id,
            player_id: &judged.player_id,
            run_id: &self.run_id,
            at_ms: self.now_ms,
        };
        if let Some(taken) = tx.issue_reserved_code(take).await? {
            return Ok(Some(taken));
        }
        tx.release_reserved_code(take.campaign_id, take.player_id).await?;
        tx.take_next_code(take).await
    }
}
