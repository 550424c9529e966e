//! Runs: issued with a seed nobody chose, and ended once – verified or rejected.

use super::Command;
use super::consent::{ConsentRefused, ConsentTerms};
use super::coupon::{Award, Offer, Prize, WonRun, offer};
use super::event::{EventSubject, append_event};
use super::fair_play::allowance::{Allowance, NotAllowed};
use super::fair_play::hand::{self, JudgedHand};
use super::fair_play::known;
use super::fair_play::network::{HandedIn, Standing, Visit};
use super::fair_play::pace::Pace;
use super::invite::{has_ended, qualify};
use super::labelling::{ChosenLabels, LabelAnswer, label};
use crate::store::coupon::HeldCoupon;
use crate::store::label::Pair;
use crate::store::run::{Claim, NewRun, Run, RunEnd, RunState};
use crate::store::{Stored, Transaction};
use async_trait::async_trait;
use serde::Serialize;
use tapvine_shared::campaign::Requires;
use tapvine_shared::event::Event;
use tapvine_shared::run::{Outcome, Refusal};

#[derive(Debug)]
pub struct StartRun {
    pub run: NewRun,
    pub terms: ConsentTerms,
    pub allowance: Allowance,
    /// Of a campaign with coupons.
    pub pace: Option<Pace>,
    /// How long after it was made an invite may be played about, in a game in which that is possible.
    pub party_ms: Option<i64>,
    /// From where, in a campaign that has a prize.
    pub visit: Option<Visit>,
}

/// An issued run; the name of the friend it is about; what its prize asks for.
#[derive(Debug)]
pub struct StartedRun {
    /// How many more the player may start on this day.
    pub left_today: i64,
    /// Whether it is played for a prize, in a campaign that has any.
    pub offer: Option<Offer>,
    pub about: Option<Option<String>>,
    pub standing: Standing,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StartRefused {
    Consent(ConsentRefused),
    LabelsDisabled,
    UnknownInvite,
    OwnInvite,
    PartyOver,
    /// The friend wants no labels of this player.
    GiverBlocked,
    NotAllowed(NotAllowed),
}

#[async_trait]
impl Command for StartRun {
    type Answer = Result<StartedRun, StartRefused>;

    async fn decide(&self, tx: &mut dyn Transaction) -> Stored<Self::Answer> {
        let run = &self.run;
        if let Err(refused) = self.terms.check(tx, &run.player_id, &run.campaign_id).await? {
            return Ok(Err(StartRefused::Consent(refused)));
        }
        let about = match &run.about {
            None => None,
            Some(code) => match self.friend(tx, code).await? {
                Ok(name) => Some(name),
                Err(refused) => return Ok(Err(refused)),
            },
        };
        let taken = match self.allowance.take(tx, run).await? {
            Ok(taken) => taken,
            Err(refused) => return Ok(Err(StartRefused::NotAllowed(refused))),
        };
        tx.add_run(run, taken.day).await?;
        let standing = match &self.visit {
            None => Standing::Free,
            Some(visit) => visit.run_started(tx, &run.campaign_id, &run.player_id, run.issued_at_ms).await?,
        };
        let offer = match &self.pace {
            Some(pace) => Some(offer(tx, pace, run.issued_at_ms).await?),
            None => None,
        };
        Ok(Ok(StartedRun { left_today: taken.left_today, offer, about, standing }))
    }
}

impl StartRun {
    /// The name of the friend behind a code whose party may be joined now.
    async fn friend(
        &self,
        tx: &mut dyn Transaction,
        code: &str,
    ) -> Stored<Result<Option<String>, StartRefused>> {
        let run = &self.run;
        let Some(party_ms) = self.party_ms else { return Ok(Err(StartRefused::LabelsDisabled)) };
        let invite = tx.invite(code).await?.filter(|invite| invite.campaign_id == run.campaign_id);
        let Some(invite) = invite else { return Ok(Err(StartRefused::UnknownInvite)) };
        if invite.inviter_id == run.player_id {
            return Ok(Err(StartRefused::OwnInvite));
        }
        if has_ended(&invite, Some(party_ms), run.issued_at_ms) {
            return Ok(Err(StartRefused::PartyOver));
        }
        let pair =
            Pair { campaign_id: &run.campaign_id, receiver_id: &invite.inviter_id, giver_id: &run.player_id };
        if tx.is_blocked(pair).await? {
            return Ok(Err(StartRefused::GiverBlocked));
        }
        Ok(Ok(invite.inviter_name))
    }
}

/// The end of a run: verdict, coupon, referral, labels and the events that tell of them, all or nothing.
#[derive(Debug)]
pub struct FinishRun {
    pub run: Run,
    pub claim: Option<Claim>,
    pub verdict: Verdict,
    /// As it was sent.
    pub trace: String,
    /// From where, in a campaign that has a prize.
    pub visit: Option<Visit>,
    pub handed_in: HandedIn,
    /// How fast coupons are given away, in a campaign that has any.
    pub pace: Option<Pace>,
    /// How the hand behind a won run was judged, where there is a prize.
    pub hand: Option<JudgedHand>,
    /// What the campaign asks of a winner.
    pub requires: Requires,
    pub now_ms: i64,
}

/// What the replay said.
#[derive(Debug)]
pub enum Verdict {
    /// With what the run said of labels, in a game that is about labels.
    Verified {
        outcome: Outcome,
        labels: Option<ChosenLabels>,
    },
    Rejected(Refusal),
}

#[derive(Debug)]
pub enum FinishOutcome {
    Verified(Box<RunAnswer>),
    Rejected(Refusal),
    /// Another request was first; the run as it is now.
    AlreadyFinished(Box<Run>),
    /// Nothing is decided: the prize asks for work of this level first.
    WorkRequired(u8),
    PlayerErased,
}

/// What a verified run is answered, now and whenever the same request comes again.
#[derive(Debug, Serialize)]
pub struct RunAnswer {
    pub verdict: &'static str,
    pub score: i64,
    pub rival: Option<i64>,
    pub won: bool,
    pub best: Option<i64>,
    pub plays: i64,
    pub coupon: Option<HeldCoupon>,
    pub prize: Prize,
    /// When a promised code comes, or when there are prizes again.
    pub prize_at_ms: Option<i64>,
    /// Until when a win waits for its player to be identified.
    pub claim_until_ms: Option<i64>,
    pub qualified_invite: bool,
    pub labels: Option<LabelAnswer>,
}

#[async_trait]
impl Command for FinishRun {
    type Answer = FinishOutcome;

    fn bytes(&self) -> usize {
        self.trace.len()
    }

    async fn decide(&self, tx: &mut dyn Transaction) -> Stored<FinishOutcome> {
        let standing = self.standing(tx).await?;
        if let Standing::Work(due) = standing
            && self.handed_in != HandedIn::Unable
            && !self.handed_in.covers(due)
        {
            return Ok(FinishOutcome::WorkRequired(due));
        }
        if !tx.end_run(&self.end()).await? {
            let run = tx.run(&self.run.run_id).await?;
            return Ok(
                run.map_or(FinishOutcome::PlayerErased, |run| FinishOutcome::AlreadyFinished(Box::new(run)))
            );
        }
        if let Some(hand) = &self.hand {
            hand::keep(tx, self.player(), &self.run.run_id, hand).await?;
        }
        match &self.verdict {
            Verdict::Verified { outcome, labels } => {
                self.verified(tx, *outcome, labels.as_ref(), standing).await
            }
            Verdict::Rejected(refusal) => {
                let (run_id, reason) = (self.run.run_id.clone(), refusal.tag().to_owned());
                append_event(tx, self.player(), &Event::RunRejected { run_id, reason }).await?;
                Ok(FinishOutcome::Rejected(*refusal))
            }
        }
    }
}

impl FinishRun {
    /// What the prize of this run asks for, if it won one.
    async fn standing(&self, tx: &mut dyn Transaction) -> Stored<Standing> {
        match (&self.visit, &self.verdict) {
            (Some(visit), Verdict::Verified { outcome, .. }) if outcome.is_won() => {
                visit.standing(tx, &self.run.campaign_id, &self.run.player_id, self.now_ms).await
            }
            _ => Ok(Standing::Free),
        }
    }

    fn player(&self) -> EventSubject<'_> {
        EventSubject {
            player_id: &self.run.player_id,
            campaign_id: &self.run.campaign_id,
            game_id: &self.run.game_id,
            at_ms: self.now_ms,
        }
    }

    fn end(&self) -> RunEnd<'_> {
        let (outcome, refusal) = match &self.verdict {
            Verdict::Verified { outcome, .. } => (Some(outcome), None),
            Verdict::Rejected(refusal) => (None, Some(refusal)),
        };
        RunEnd {
            run_id: &self.run.run_id,
            state: if outcome.is_some() { RunState::Verified } else { RunState::Rejected },
            finished_at_ms: self.now_ms,
            score: outcome.map(|outcome| outcome.score),
            rival: outcome.and_then(|outcome| outcome.rival),
            won: outcome.map(Outcome::is_won),
            reason: refusal.map(|refusal| refusal.tag()),
            claim: self.claim.as_ref(),
            trace: outcome.map(|_| self.trace.as_str()),
        }
    }

    async fn verified(
        &self,
        tx: &mut dyn Transaction,
        outcome: Outcome,
        labels: Option<&ChosenLabels>,
        standing: Standing,
    ) -> Stored<FinishOutcome> {
        let (player, run_id) = (self.player(), self.run.run_id.as_str());
        let won = outcome.is_won();
        let event = Event::RunVerified {
            run_id: run_id.to_owned(),
            score: outcome.score,
            rival: outcome.rival,
            ticks: i64::from(outcome.ticks),
            won,
        };
        append_event(tx, player, &event).await?;
        let Award { prize, coupon, prize_at_ms, .. } = match (&self.pace, won, standing) {
            (None, _, _) => Award::nothing(Prize::None),
            (Some(_), false, _) => Award::nothing(Prize::NotWon),
            (Some(_), true, Standing::Over) => Award::nothing(Prize::NetworkLimit),
            (Some(_), true, Standing::Work(due)) if !self.handed_in.covers(due) => {
                Award::nothing(Prize::WorkMissing)
            }
            (Some(pace), true, _) => {
                let run = WonRun { run_id, began_at_ms: self.run.issued_at_ms, pace };
                let award = known::award(tx, player, &run, self.hand.as_ref(), self.requires).await?;
                if award.takes_a_code
                    && let Some(visit) = &self.visit
                {
                    visit.prize_won(tx, player.campaign_id, self.now_ms).await?;
                }
                award
            }
        };
        let plays = tx.plays_of(player.player_id, player.campaign_id).await?;
        let qualified_invite = prize != Prize::Held && qualify(tx, player, run_id).await?;
        let labels = match labels {
            Some(choice) => Some(label(tx, player, &self.run, choice).await?),
            None => None,
        };
        let answer = RunAnswer {
            verdict: "verified",
            score: outcome.score,
            rival: outcome.rival,
            won,
            best: plays.best,
            plays: plays.count,
            coupon,
            prize,
            prize_at_ms,
            claim_until_ms: (prize == Prize::IdentifyFirst).then(|| self.now_ms + known::KEPT_MS),
            qualified_invite,
            labels,
        };
        tx.set_run_answer(run_id, &serde_json::to_string(&answer).map_err(anyhow::Error::from)?).await?;
        Ok(FinishOutcome::Verified(Box::new(answer)))
    }
}

/// The traces of a campaign whose retention is over, and how they were judged.
pub struct ForgetTraces {
    pub campaign_id: String,
}

#[async_trait]
impl Command for ForgetTraces {
    /// How many were forgotten.
    type Answer = u64;

    async fn decide(&self, tx: &mut dyn Transaction) -> Stored<u64> {
        tx.forget_judged_runs(&self.campaign_id).await?;
        tx.forget_traces(&self.campaign_id).await
    }
}
