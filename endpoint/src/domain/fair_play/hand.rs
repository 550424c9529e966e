//! Layer 1, what a hand can do: how a won run is judged by its timing, and what follows for its prize.
//!
//! What no hand does is refused as `not_by_hand`. What is doubtful is held: a code is reserved until an analyst has
//! looked. An invite waits with it: the first run that is not held qualifies, or the held one when it is accepted.

use crate::digest::sha256_hex;
use crate::domain::coupon::{Award, Prize, WonRun, issue};
use crate::domain::event::{EventSubject, append_event};
use crate::domain::fair_play::pace::Turn;
use crate::domain::identity::{coupon_of, take_prize_of_user};
use crate::store::coupon::TakeCode;
use crate::store::review::JudgedRun;
use crate::store::{Stored, Transaction};
use serde_json::{Value, json};
use tapvine_shared::campaign::HandPolicy;
use tapvine_shared::event::Event;
use tapvine_shared::hand::{Verdict, judge, measure};
use tapvine_shared::run::{Cue, Reaction, TICKS_PER_SECOND, Trace};

/// So many reactions are never the same twice, one by one.
const TOO_MANY_TO_BE_ALIKE: usize = 10;

/// How the hand behind a run was judged.
#[derive(Clone, Debug)]
pub struct JudgedHand {
    /// What follows from it under the campaign's policy.
    pub verdict: Verdict,
    found: Verdict,
    evidence: Value,
    reactions_hash: Option<String>,
}

/// Judges a run; `None` when the campaign does not ask for it.
pub fn judge_hand(policy: HandPolicy, trace: &Trace, reactions: &[Reaction]) -> Option<JudgedHand> {
    if policy == HandPolicy::Off {
        return None;
    }
    let measures = measure(reactions, &trace.inputs);
    let (found, findings) = judge(&measures);
    let shown = |reaction: &Reaction| {
        let after_ms = reaction.since_ticks * 1_000 / TICKS_PER_SECOND;
        let foreseen = reaction.cue == Cue::Countdown;
        json!({"after_ms": after_ms, "foreseen": foreseen, "right": reaction.right})
    };
    let reactions_shown: Vec<Value> = reactions.iter().map(shown).collect();
    let since: Vec<u32> = reactions.iter().map(|reaction| reaction.since_ticks).collect();
    Some(JudgedHand {
        verdict: if policy == HandPolicy::Watch { Verdict::Human } else { found },
        found,
        evidence: json!({"measures": measures, "signs": findings, "reactions": reactions_shown}),
        reactions_hash: (since.len() >= TOO_MANY_TO_BE_ALIKE).then(|| sha256_hex(&format!("{since:?}"))),
    })
}

/// Keeps how a run was judged.
pub async fn keep(
    tx: &mut dyn Transaction,
    player: EventSubject<'_>,
    run_id: &str,
    hand: &JudgedHand,
) -> Stored<()> {
    tx.add_judged_run(&JudgedRun {
        run_id: run_id.to_owned(),
        player_id: player.player_id.to_owned(),
        campaign_id: player.campaign_id.to_owned(),
        verdict: hand.found.name().to_owned(),
        evidence: hand.evidence.to_string(),
        reactions_hash: hand.reactions_hash.clone(),
        judged_at_ms: player.at_ms,
        review: None,
        decided_at_ms: None,
    })
    .await
}

/// Whether somebody has to look at a won run first.
pub async fn is_doubtful(
    tx: &mut dyn Transaction,
    campaign_id: &str,
    run_id: &str,
    hand: Option<&JudgedHand>,
) -> Stored<bool> {
    match hand {
        Some(hand) => {
            Ok(hand.verdict == Verdict::Doubtful || is_copied(tx, campaign_id, run_id, hand).await?)
        }
        None => Ok(false),
    }
}

/// What a won run brings: a coupon at once, or a code reserved until somebody has looked.
pub async fn award(
    tx: &mut dyn Transaction,
    winner: EventSubject<'_>,
    run: &WonRun<'_>,
    is_doubtful: bool,
) -> Stored<Award> {
    let (campaign_id, player_id) = (winner.campaign_id, winner.player_id);
    let has_one = coupon_of(tx, campaign_id, player_id).await?.is_some()
        || tx.promise_to(campaign_id, player_id).await?.is_some();
    if is_doubtful && !has_one {
        if !take_prize_of_user(tx, campaign_id, player_id).await? {
            return Ok(Award::nothing(Prize::AlreadyWon));
        }
        return hold(tx, winner, run).await;
    }
    // A win by hand settles one that still waits.
    tx.release_reserved_code(campaign_id, player_id).await?;
    tx.set_waiting_reviews(campaign_id, player_id, "settled", winner.at_ms).await?;
    issue(tx, winner, run).await
}

/// Whether a run of anybody has the very same reactions; they are a recording then.
async fn is_copied(
    tx: &mut dyn Transaction,
    campaign_id: &str,
    run_id: &str,
    hand: &JudgedHand,
) -> Stored<bool> {
    match &hand.reactions_hash {
        Some(hash) if hand.verdict == hand.found => tx.has_other_run_with(campaign_id, hash, run_id).await,
        _ => Ok(false),
    }
}

/// One win of a person waits; a second one adds nothing to it. What is not on offer today is not held either; an
/// accepted win gets its code at once, whatever the pace.
async fn hold(tx: &mut dyn Transaction, winner: EventSubject<'_>, run: &WonRun<'_>) -> Stored<Award> {
    let EventSubject { campaign_id, player_id, at_ms, .. } = winner;
    let last = tx.last_review_of(campaign_id, player_id).await?;
    if last.is_some_and(|last| last.review.as_deref() == Some("held")) {
        return Ok(Award::nothing(Prize::Held));
    }
    if let Turn::NotToday { next_at_ms } = run.pace.turn(tx, run.began_at_ms, at_ms).await? {
        return Ok(Award::later(Prize::SoldOutToday, next_at_ms));
    }
    let run_id = run.run_id;
    if !tx.reserve_next_code(TakeCode { campaign_id, player_id, run_id, at_ms }).await? {
        return Ok(Award::nothing(Prize::SoldOut));
    }
    tx.set_review(run_id, "held", None).await?;
    append_event(tx, winner, &Event::WinHeld { run_id: run_id.to_owned() }).await?;
    Ok(Award { takes_a_code: true, ..Award::nothing(Prize::Held) })
}
