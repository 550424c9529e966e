//! A consent that is taken back: from then on nothing more of the person in that campaign, until a new one.
//!
//! What was said and gathered goes at once: events, invites, labels, memberships, as an erasure of this one
//! campaign would do it, and a tombstone tells whoever follows the log. What stays is what others stand on:
//! coupons that were won are the person's, and runs keep counting against the limits, so that taking consent
//! back is no way to play more. A coupon that is promised and not issued yet returns. No export names the person meanwhile.

use super::Command;
use super::departure::{Departing, depart, stand_in};
use super::event::{EventSubject, append_event_of_stand_in};
use super::fair_play::review::Decision;
use super::gone::{Withdrawals, has_withdrawn};
use crate::digest::sha256_hex;
use crate::store::{Stored, Transaction};
use async_trait::async_trait;
use tapvine_shared::event::Event;

/// Why a run ended that was open then.
pub const RUN_REASON: &str = "consent_withdrawn";

#[derive(Debug)]
pub struct WithdrawConsent {
    pub player_id: String,
    pub campaign_id: String,
    /// Empty when the campaign is served no more.
    pub game_id: String,
    pub is_served: bool,
    pub now_ms: i64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WithdrawOutcome {
    Withdrawn,
    /// It was before; nothing happened.
    AlreadyWithdrawn,
    UnknownPlayer,
    /// It is served no more, and the person never agreed to it.
    UnknownCampaign,
}

#[async_trait]
impl Command for WithdrawConsent {
    type Answer = WithdrawOutcome;

    async fn decide(&self, tx: &mut dyn Transaction) -> Stored<WithdrawOutcome> {
        let (player_id, campaign_id) = (self.player_id.as_str(), self.campaign_id.as_str());
        let Some(agreed) = tx.consent_of(player_id, campaign_id).await? else {
            return Ok(WithdrawOutcome::UnknownPlayer);
        };
        if has_withdrawn(tx, player_id, campaign_id).await? {
            return Ok(WithdrawOutcome::AlreadyWithdrawn);
        }
        if agreed.is_none() && !self.is_served {
            return Ok(WithdrawOutcome::UnknownCampaign);
        }
        let whose = Departing { player_id, campaign_id: Some(campaign_id) };
        let stand_in = stand_in("withdrawn");
        depart(tx, whose, &stand_in, self.now_ms).await?;
        tx.end_open_runs(player_id, campaign_id, RUN_REASON, self.now_ms).await?;
        tx.release_reserved_code(campaign_id, player_id).await?;
        tx.set_waiting_reviews(campaign_id, player_id, Decision::Refuse.outcome(), self.now_ms).await?;
        if let Some(promise) = tx.promise_to(campaign_id, player_id).await? {
            tx.release_promised_code(&promise.coupon_id).await?;
        }
        tx.delete_consent(player_id, campaign_id).await?;
        tx.put_withdrawal(player_id, campaign_id, self.now_ms).await?;
        tx.log_coupon_change(player_id, campaign_id, self.now_ms).await?;
        if !Withdrawals::of(tx, &[player_id]).await?.leave_a_consent(player_id) {
            tx.delete_events_of_no_campaign(player_id).await?;
        }
        let subject =
            EventSubject { player_id: &stand_in, campaign_id, game_id: &self.game_id, at_ms: self.now_ms };
        let event = Event::ConsentWithdrawn { player_hash: sha256_hex(player_id) };
        append_event_of_stand_in(tx, subject, &event).await?;
        Ok(WithdrawOutcome::Withdrawn)
    }
}

/// The person agreed again: the coupon that stayed theirs is told with its holder.
pub async fn agree_again(
    tx: &mut dyn Transaction,
    player_id: &str,
    campaign_id: &str,
    now_ms: i64,
) -> Stored<()> {
    if tx.end_withdrawal(player_id, campaign_id, now_ms).await? {
        tx.log_coupon_change(player_id, campaign_id, now_ms).await?;
    }
    Ok(())
}
