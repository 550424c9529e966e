//! Who a player is to the brand: one user of a campaign for ever, and one prize for each user, whatever the browser.

use crate::store::coupon::HeldCoupon;
use crate::store::identity::{Identity, PrizeHolder};
use crate::store::{Snapshot, StoreError, Stored, Transaction};
use anyhow::anyhow;

/// The coupon of a player, or of another player who is the same user.
pub async fn coupon_of(
    tx: &mut dyn Snapshot,
    campaign_id: &str,
    player_id: &str,
) -> Stored<Option<HeldCoupon>> {
    if let Some(own) = tx.coupon_of(campaign_id, player_id).await? {
        return Ok(Some(own));
    }
    let Some(identity) = tx.identity_of(campaign_id, player_id).await? else { return Ok(None) };
    match tx.prize_holder(campaign_id, &identity.user_hash).await? {
        Some(PrizeHolder::Player(holder)) => tx.coupon_of(campaign_id, &holder).await,
        Some(PrizeHolder::Erased) | None => Ok(None),
    }
}

/// Makes the prize of the player's user this player's; `false` when another player of the user has it.
/// A player who is nobody to the brand takes it from nobody.
pub async fn take_prize_of_user(
    tx: &mut dyn Transaction,
    campaign_id: &str,
    player_id: &str,
) -> Stored<bool> {
    let Some(Identity { user_hash, .. }) = tx.identity_of(campaign_id, player_id).await? else {
        return Ok(true);
    };
    let is_taken = match tx.prize_holder(campaign_id, &user_hash).await? {
        None => tx.take_prize(campaign_id, &user_hash, player_id).await?,
        Some(PrizeHolder::Erased) => return Ok(false),
        Some(PrizeHolder::Player(holder)) if holder == player_id => true,
        Some(PrizeHolder::Player(holder)) => {
            if tx.has_code(campaign_id, &holder).await? {
                return Ok(false);
            }
            tx.pass_prize(campaign_id, &user_hash, &holder, player_id).await?
        }
    };
    // Somebody else was first: the decision is made again.
    if is_taken { Ok(true) } else { Err(StoreError::Conflict(anyhow!("two players took a user's prize"))) }
}

/// There was no code for the prize that was taken.
pub async fn return_prize_of_user(
    tx: &mut dyn Transaction,
    campaign_id: &str,
    player_id: &str,
) -> Stored<()> {
    match tx.identity_of(campaign_id, player_id).await? {
        Some(identity) => tx.return_prize(campaign_id, &identity.user_hash).await,
        None => Ok(()),
    }
}
