//! Invites: a code per inviter, the arrivals of an invitee one after the other, and the run that makes one a referral.

use super::Command;
use super::consent::{ConsentRefused, ConsentTerms};
use super::event::{EventSubject, append_event};
use crate::store::invite::{Arrival, ArrivalEnd, ArrivalState, Invite};
use crate::store::{Stored, Transaction};
use async_trait::async_trait;
use tapvine_shared::event::Event;
use uuid::Uuid;

/// Whether an invite's link leads to nobody any more: it was revoked, or its party is over.
pub fn has_ended(invite: &Invite, party_ms: Option<i64>, now_ms: i64) -> bool {
    let party_over = party_ms.is_some_and(|party_ms| now_ms >= invite.created_at_ms + party_ms);
    invite.revoked_at_ms.is_some() || party_over
}

#[derive(Debug)]
pub struct MakeInvite {
    /// Becomes the code unless the player has one.
    pub fresh_code: String,
    pub campaign_id: String,
    pub game_id: String,
    pub terms: ConsentTerms,
    pub inviter_id: String,
    pub inviter_name: Option<String>,
    pub now_ms: i64,
}

#[derive(Debug)]
pub struct MadeInvite {
    pub code: String,
    pub is_new: bool,
}

#[async_trait]
impl Command for MakeInvite {
    type Answer = Result<MadeInvite, ConsentRefused>;

    async fn decide(&self, tx: &mut dyn Transaction) -> Stored<Self::Answer> {
        if let Err(refused) = self.terms.check(tx, &self.inviter_id, &self.campaign_id).await? {
            return Ok(Err(refused));
        }
        let invite = Invite {
            code: self.fresh_code.clone(),
            campaign_id: self.campaign_id.clone(),
            inviter_id: self.inviter_id.clone(),
            inviter_name: self.inviter_name.clone(),
            created_at_ms: self.now_ms,
            revoked_at_ms: None,
        };
        let code = tx.put_invite(&invite).await?;
        let is_new = code == self.fresh_code;
        if is_new {
            let inviter = EventSubject {
                player_id: &self.inviter_id,
                campaign_id: &self.campaign_id,
                game_id: &self.game_id,
                at_ms: self.now_ms,
            };
            append_event(tx, inviter, &Event::InviteCreated { code: code.clone() }).await?;
        }
        Ok(Ok(MadeInvite { code, is_new }))
    }
}

/// Somebody opened an invite's link.
#[derive(Debug)]
pub struct RecordArrival {
    pub code: String,
    pub game_id: String,
    pub terms: ConsentTerms,
    pub invitee_id: String,
    pub now_ms: i64,
    /// The end of the attribution window; `None` when the campaign lets nobody in now.
    pub counts_until_ms: Option<i64>,
}

/// Whether an arrival counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArrivalOutcome {
    Counted,
    /// It was counted before.
    AlreadyCounted,
    NotCounted(NotCounted),
}

/// Why an arrival does not count; the stable reason on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NotCounted {
    OwnInvite,
    AlreadyInvited,
    AlreadyPlaying,
    Cycle,
    Closed,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArrivalRefused {
    UnknownInvite,
    Consent(ConsentRefused),
}

#[async_trait]
impl Command for RecordArrival {
    type Answer = Result<ArrivalOutcome, ArrivalRefused>;

    async fn decide(&self, tx: &mut dyn Transaction) -> Stored<Self::Answer> {
        let Some(invite) = tx.invite(&self.code).await? else {
            return Ok(Err(ArrivalRefused::UnknownInvite));
        };
        if let Err(refused) = self.terms.check(tx, &self.invitee_id, &invite.campaign_id).await? {
            return Ok(Err(ArrivalRefused::Consent(refused)));
        }
        let Some(counts_until_ms) = self.counts_until_ms else {
            return Ok(Ok(ArrivalOutcome::NotCounted(NotCounted::Closed)));
        };
        if let Some(outcome) = self.known_outcome(tx, &invite).await? {
            return Ok(Ok(outcome));
        }
        let above = tx.inviters_above(&invite.campaign_id, &invite.inviter_id, self.now_ms).await?;
        if above.contains(&self.invitee_id) {
            return Ok(Ok(ArrivalOutcome::NotCounted(NotCounted::Cycle)));
        }
        self.make_room(tx, &invite.campaign_id).await?;
        self.record(tx, invite, above.len() as i64 + 1, counts_until_ms).await?;
        Ok(Ok(ArrivalOutcome::Counted))
    }
}

impl RecordArrival {
    /// What is known without looking at the chain; the first inviter stays as long as the arrival can count.
    async fn known_outcome(
        &self,
        tx: &mut dyn Transaction,
        invite: &Invite,
    ) -> Stored<Option<ArrivalOutcome>> {
        let not_counted = |why| Ok(Some(ArrivalOutcome::NotCounted(why)));
        if invite.inviter_id == self.invitee_id {
            return not_counted(NotCounted::OwnInvite);
        }
        let earlier = tx.arrival(&invite.campaign_id, &self.invitee_id).await?;
        match earlier.filter(|earlier| holds_its_place(earlier, self.now_ms)) {
            Some(earlier) if earlier.code == self.code => return Ok(Some(ArrivalOutcome::AlreadyCounted)),
            Some(_) => return not_counted(NotCounted::AlreadyInvited),
            None => {}
        }
        if invite.revoked_at_ms.is_some() {
            return not_counted(NotCounted::Closed);
        }
        if tx.plays_of(&self.invitee_id, &invite.campaign_id).await?.count > 0 {
            return not_counted(NotCounted::AlreadyPlaying);
        }
        Ok(None)
    }

    /// An arrival that can count no more steps aside, as it ended.
    async fn make_room(&self, tx: &mut dyn Transaction, campaign_id: &str) -> Stored<()> {
        let Some(earlier) = tx.arrival(campaign_id, &self.invitee_id).await? else { return Ok(()) };
        let state = match earlier.state {
            ArrivalState::Arrived => ArrivalState::Expired,
            ended => ended,
        };
        tx.supersede_arrival(&earlier.arrival_id, state, self.now_ms).await
    }

    async fn record(
        &self,
        tx: &mut dyn Transaction,
        invite: Invite,
        depth: i64,
        counts_until_ms: i64,
    ) -> Stored<()> {
        let arrival = Arrival {
            arrival_id: Uuid::new_v4().simple().to_string(),
            campaign_id: invite.campaign_id,
            invitee_id: self.invitee_id.clone(),
            code: self.code.clone(),
            inviter_id: invite.inviter_id,
            depth,
            state: ArrivalState::Arrived,
            arrived_at_ms: self.now_ms,
            counts_until_ms,
        };
        tx.add_arrival(&arrival).await?;
        let invitee = EventSubject {
            player_id: &self.invitee_id,
            campaign_id: &arrival.campaign_id,
            game_id: &self.game_id,
            at_ms: self.now_ms,
        };
        let event = Event::InviteArrived { code: arrival.code, inviter_id: arrival.inviter_id };
        append_event(tx, invitee, &event).await
    }
}

/// Whether an arrival keeps the next one from counting: it has counted, or still may.
pub fn holds_its_place(arrival: &Arrival, now_ms: i64) -> bool {
    match arrival.state {
        ArrivalState::Qualified => true,
        ArrivalState::Arrived => now_ms <= arrival.counts_until_ms,
        ArrivalState::Late | ArrivalState::Revoked | ArrivalState::Expired => false,
    }
}

/// A player's run counts: an arrival that has not ended yet qualifies by it, inside its window. Whether there was one.
pub async fn qualify(tx: &mut dyn Transaction, invitee: EventSubject<'_>, run_id: &str) -> Stored<bool> {
    let arrival = tx.arrival(invitee.campaign_id, invitee.player_id).await?;
    let Some(arrival) = arrival.filter(|arrival| arrival.state == ArrivalState::Arrived) else {
        return Ok(false);
    };
    let is_in_time = invitee.at_ms <= arrival.counts_until_ms;
    tx.end_arrival(ArrivalEnd {
        campaign_id: invitee.campaign_id,
        invitee_id: invitee.player_id,
        state: if is_in_time { ArrivalState::Qualified } else { ArrivalState::Late },
        run_id,
        qualified_at_ms: is_in_time.then_some(invitee.at_ms),
        at_ms: invitee.at_ms,
    })
    .await?;
    if is_in_time {
        let Arrival { code, inviter_id, depth, .. } = arrival;
        let event = Event::InviteQualified { code, inviter_id, run_id: run_id.into(), depth };
        append_event(tx, invitee, &event).await?;
    }
    Ok(is_in_time)
}

/// Ends an invite; arrivals that have not qualified yet never will.
pub struct RevokeInvite {
    pub code: String,
    pub now_ms: i64,
}

#[async_trait]
impl Command for RevokeInvite {
    /// `false` when there is no such invite.
    type Answer = bool;

    async fn decide(&self, tx: &mut dyn Transaction) -> Stored<bool> {
        let found = tx.revoke_invite(&self.code, self.now_ms).await?;
        tx.revoke_arrivals(&self.code, self.now_ms).await?;
        Ok(found)
    }
}
