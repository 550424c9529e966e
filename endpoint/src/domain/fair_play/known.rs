//! Layer 4, who the brand knows: where a prize asks for it, it goes to a user the brand signed for, and to each one once.
//!
//! A win of anybody else is kept for some days without a code being set aside for it, or wins of nobodies could hold
//! the stock. Once the brand's signature has come, it is awarded like any other.

use crate::digest::sha256_hex;
use crate::domain::Command;
use crate::domain::consent::{ConsentRefused, ConsentTerms};
use crate::domain::coupon::{Award, Prize, WonRun};
use crate::domain::event::EventSubject;
use crate::domain::fair_play::hand::{self, JudgedHand};
use crate::domain::fair_play::network::Visit;
use crate::domain::fair_play::pace::Pace;
use crate::domain::identity::{coupon_of, take_prize_of_user};
use crate::domain::label::append_interests;
use crate::store::coupon::HeldCoupon;
use crate::store::identity::{Identity, UnclaimedWin};
use crate::store::{Store, StoreError, Stored, Transaction};
use anyhow::anyhow;
use async_trait::async_trait;
use tapvine_shared::campaign::Requires;

/// So long a win waits for its player to be identified.
pub const KEPT_MS: i64 = 7 * 24 * 60 * 60 * 1_000;

/// What a won run brings: a coupon, or a win that waits.
pub async fn award(
    tx: &mut dyn Transaction,
    winner: EventSubject<'_>,
    run: &WonRun<'_>,
    hand: Option<&JudgedHand>,
    requires: Requires,
) -> Stored<Award> {
    let EventSubject { campaign_id, player_id, at_ms, .. } = winner;
    let is_doubtful = hand::is_doubtful(tx, campaign_id, run.run_id, hand).await?;
    let must_wait = requires == Requires::Identified
        && tx.identity_of(campaign_id, player_id).await?.is_none()
        && tx.coupon_of(campaign_id, player_id).await?.is_none();
    if must_wait {
        let win = UnclaimedWin { run_id: run.run_id.to_owned(), is_doubtful, kept_until_ms: at_ms + KEPT_MS };
        tx.put_unclaimed_win(campaign_id, player_id, &win).await?;
        return Ok(Award::nothing(Prize::IdentifyFirst));
    }
    hand::award(tx, winner, run, is_doubtful).await
}

/// The brand signed for a player.
#[derive(Debug)]
pub struct Identify {
    pub player_id: String,
    pub campaign_id: String,
    pub game_id: String,
    pub user_id: String,
    pub terms: ConsentTerms,
    /// From where, and how fast coupons are given away, in a campaign that has a prize.
    pub visit: Option<Visit>,
    pub pace: Option<Pace>,
    pub now_ms: i64,
}

/// What an identified player has then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identified {
    /// Of the win that waited; `None` when none did and the user has no coupon.
    pub prize: Prize,
    pub coupon: Option<HeldCoupon>,
    /// When a promised code comes, or when there are prizes again.
    pub prize_at_ms: Option<i64>,
    /// The run of the win that waited.
    pub run_id: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdentifyRefused {
    Consent(ConsentRefused),
    /// The player is another user in this campaign.
    OtherUser,
}

#[async_trait]
impl Command for Identify {
    type Answer = Result<Identified, IdentifyRefused>;

    async fn decide(&self, tx: &mut dyn Transaction) -> Stored<Self::Answer> {
        let player = EventSubject {
            player_id: &self.player_id,
            campaign_id: &self.campaign_id,
            game_id: &self.game_id,
            at_ms: self.now_ms,
        };
        if let Err(refused) = self.terms.check(tx, player.player_id, player.campaign_id).await? {
            return Ok(Err(IdentifyRefused::Consent(refused)));
        }
        match tx.identity_of(player.campaign_id, player.player_id).await? {
            Some(known) if known.user_id != self.user_id => return Ok(Err(IdentifyRefused::OtherUser)),
            Some(_) => {}
            None => self.become_known(tx, player).await?,
        }
        self.claim(tx, player).await.map(Ok)
    }
}

impl Identify {
    /// Whoever won before being known has the user's prize by it; customer databases learn who the interests are of.
    async fn become_known(&self, tx: &mut dyn Transaction, player: EventSubject<'_>) -> Stored<()> {
        let identity = Identity {
            campaign_id: self.campaign_id.clone(),
            player_id: self.player_id.clone(),
            user_id: self.user_id.clone(),
            user_hash: sha256_hex(&self.user_id),
        };
        if !tx.add_identity(&identity, self.now_ms).await? {
            return Err(StoreError::Conflict(anyhow!("the player was identified meanwhile")));
        }
        if tx.coupon_of(player.campaign_id, player.player_id).await?.is_some() {
            take_prize_of_user(tx, player.campaign_id, player.player_id).await?;
        }
        append_interests(tx, player, &[]).await
    }

    async fn claim(&self, tx: &mut dyn Transaction, player: EventSubject<'_>) -> Stored<Identified> {
        let EventSubject { campaign_id, player_id, at_ms, .. } = player;
        let win = tx.unclaimed_win(campaign_id, player_id).await?;
        let win = win.filter(|win| at_ms < win.kept_until_ms);
        let Some((UnclaimedWin { run_id, is_doubtful, .. }, pace)) = win.zip(self.pace.as_ref()) else {
            let coupon = coupon_of(tx, campaign_id, player_id).await?;
            let prize = if coupon.is_some() { Prize::AlreadyWon } else { Prize::None };
            return Ok(Identified { prize, coupon, prize_at_ms: None, run_id: None });
        };
        let began_at_ms = tx.run(&run_id).await?.map_or(at_ms, |run| run.issued_at_ms);
        let award =
            hand::award(tx, player, &WonRun { run_id: &run_id, began_at_ms, pace }, is_doubtful).await?;
        let Award { prize, coupon, prize_at_ms, takes_a_code } = award;
        if let Some(visit) = self.visit.as_ref().filter(|_| takes_a_code) {
            visit.prize_won(tx, campaign_id, at_ms).await?;
        }
        // Sold out now, a stock that grows or another day may still have one for it.
        if !matches!(prize, Prize::SoldOut | Prize::SoldOutToday) {
            tx.delete_unclaimed_win(campaign_id, player_id).await?;
        }
        Ok(Identified { prize, coupon, prize_at_ms, run_id: Some(run_id) })
    }
}

/// Forgets wins that nobody claimed in time.
struct ForgetUnclaimedWins {
    now_ms: i64,
}

#[async_trait]
impl Command for ForgetUnclaimedWins {
    type Answer = u64;

    async fn decide(&self, tx: &mut dyn Transaction) -> Stored<u64> {
        tx.delete_unclaimed_wins_before(self.now_ms).await
    }
}

/// How many were forgotten. Most of the time there is none, and nothing needs to be written.
pub async fn forget_unclaimed_wins(store: &dyn Store, now_ms: i64) -> Stored<u64> {
    let has_any = store.read().await?.has_unclaimed_win_before(now_ms).await?;
    if has_any { crate::domain::execute(store, ForgetUnclaimedWins { now_ms }).await } else { Ok(0) }
}
