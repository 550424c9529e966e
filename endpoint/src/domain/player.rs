//! Players: taking part, and what a player has in a campaign.

use super::Command;
use super::consent::ConsentRefused;
use super::fair_play::network::Visit;
use super::gone::has_withdrawn;
use super::identity::coupon_of;
use super::my_labels::{MyLabels, my_labels};
use super::withdrawal::agree_again;
use crate::digest::sha256_hex;
use crate::store::coupon::HeldCoupon;
use crate::store::identity::UnclaimedWin;
use crate::store::invite::InviteTally;
use crate::store::review::JudgedRun;
use crate::store::run::Plays;
use crate::store::{Snapshot, Stored, Transaction};
use async_trait::async_trait;

/// A person who agreed to take part, new or known.
#[derive(Debug)]
pub struct RegisterPlayer {
    pub player_id: String,
    pub campaign_id: String,
    pub consent_version: Option<String>,
    /// From where, when the player is new.
    pub visit: Option<Visit>,
    pub now_ms: i64,
}

#[async_trait]
impl Command for RegisterPlayer {
    type Answer = Result<(), ConsentRefused>;

    async fn decide(&self, tx: &mut dyn Transaction) -> Stored<Self::Answer> {
        if !tx.erased(&[sha256_hex(&self.player_id)]).await?.is_empty() {
            return Ok(Err(ConsentRefused::UnknownPlayer));
        }
        if self.consent_version.is_none() && has_withdrawn(tx, &self.player_id, &self.campaign_id).await? {
            return Ok(Err(ConsentRefused::Withdrawn));
        }
        tx.add_player(&self.player_id, self.now_ms).await?;
        if let Some(visit) = &self.visit {
            visit.player_joined(tx, &self.campaign_id, self.now_ms).await?;
        }
        if let Some(version) = &self.consent_version {
            tx.put_consent(&self.player_id, &self.campaign_id, version, self.now_ms).await?;
            agree_again(tx, &self.player_id, &self.campaign_id, self.now_ms).await?;
        }
        Ok(Ok(()))
    }
}

/// What a player has in one campaign.
#[derive(Debug)]
pub struct Me {
    pub plays: Plays,
    /// The player's, or that of the user the player is.
    pub coupon: Option<HeldCoupon>,
    /// When a promised code comes.
    pub coupon_due_at_ms: Option<i64>,
    /// The latest win that had to wait for an analyst.
    pub reviewed: Option<JudgedRun>,
    /// A win that waits for the player to be identified.
    pub unclaimed_win: Option<UnclaimedWin>,
    pub invite: Option<InviteTally>,
    /// The name of who invited the player; the inner `None` is an inviter without a name.
    pub invited_by: Option<Option<String>>,
    pub labels: MyLabels,
}

/// `None` when there is no such player (any more).
pub async fn me(tx: &mut dyn Snapshot, player_id: &str, campaign_id: &str) -> Stored<Option<Me>> {
    if !tx.has_player(player_id).await? {
        return Ok(None);
    }
    let invited_by = match tx.arrival(campaign_id, player_id).await? {
        None => None,
        Some(arrival) => Some(tx.invite(&arrival.code).await?.and_then(|invite| invite.inviter_name)),
    };
    Ok(Some(Me {
        plays: tx.plays_of(player_id, campaign_id).await?,
        coupon: coupon_of(tx, campaign_id, player_id).await?,
        unclaimed_win: tx.unclaimed_win(campaign_id, player_id).await?,
        coupon_due_at_ms: tx.promise_to(campaign_id, player_id).await?.map(|promise| promise.due_at_ms),
        reviewed: tx.last_review_of(campaign_id, player_id).await?,
        invite: tx.invite_tally(campaign_id, player_id).await?,
        invited_by,
        labels: my_labels(tx, player_id, campaign_id).await?,
    }))
}
