//! The giver's side of labels: what a verified run about a friend, or about oneself, says.

use super::event::{EventSubject, append_event};
use super::label::{declare, interests};
use crate::campaign::Labels;
use crate::store::label::{NewLabel, Pair};
use crate::store::run::Run;
use crate::store::{Stored, Transaction};
use serde::Serialize;
use std::sync::Arc;
use tapvine_shared::event::Event;
use tapvine_shared::label::Status;
use uuid::Uuid;

/// What a verified run said of labels, by their ids.
#[derive(Clone, Debug)]
pub struct ChosenLabels {
    pub shown: Vec<String>,
    pub chosen: Vec<String>,
    /// How the campaign reads labels: who declares one no more may have to leave a group.
    pub labels: Arc<Labels>,
}

/// What a run's labels came to, as the player is answered.
#[derive(Clone, Debug, Serialize)]
pub struct LabelAnswer {
    about: &'static str,
    given: Vec<String>,
}

/// Keeps what the run said. Choosing nothing about oneself takes nothing back.
pub async fn label(
    tx: &mut dyn Transaction,
    player: EventSubject<'_>,
    run: &Run,
    choice: &ChosenLabels,
) -> Stored<LabelAnswer> {
    let Some(code) = &run.about else {
        if !choice.chosen.is_empty() {
            declare(tx, player, &choice.chosen, Some(&choice.labels)).await?;
        }
        return Ok(LabelAnswer { about: "me", given: choice.chosen.clone() });
    };
    let given = match receiver(tx, player, code).await? {
        Some(receiver_id) => give(tx, player, &receiver_id, run, choice).await?,
        None => Vec::new(),
    };
    Ok(LabelAnswer { about: "friend", given })
}

/// `None` when the receiver is gone, is the giver, or has blocked the giver meanwhile.
async fn receiver(tx: &mut dyn Transaction, giver: EventSubject<'_>, code: &str) -> Stored<Option<String>> {
    let Some(invite) = tx.invite(code).await? else { return Ok(None) };
    let pair =
        Pair { campaign_id: giver.campaign_id, receiver_id: &invite.inviter_id, giver_id: giver.player_id };
    let is_open = pair.receiver_id != pair.giver_id
        && tx.has_player(pair.receiver_id).await?
        && !tx.is_blocked(pair).await?;
    Ok(is_open.then_some(invite.inviter_id))
}

/// Keeps a giver's latest choice about a receiver; the labels that count as given by it.
///
/// Pending ones are replaced. What the receiver decided stays decided, also when it is given again.
async fn give(
    tx: &mut dyn Transaction,
    giver: EventSubject<'_>,
    receiver_id: &str,
    run: &Run,
    choice: &ChosenLabels,
) -> Stored<Vec<String>> {
    let pair = Pair { campaign_id: giver.campaign_id, receiver_id, giver_id: giver.player_id };
    tx.put_shown(pair, &choice.shown, giver.at_ms).await?;
    tx.delete_labels_except(pair, Status::Pending.name(), &choice.chosen).await?;
    for label in &choice.chosen {
        let label_id = Uuid::new_v4().to_string();
        let new = NewLabel {
            label_id: &label_id,
            campaign_id: giver.campaign_id,
            receiver_id,
            giver_id: giver.player_id,
            giver_name: run.giver_name.as_deref(),
            label,
            run_id: &run.run_id,
            given_at_ms: giver.at_ms,
        };
        if tx.put_label(new).await?.is_some_and(|standing| standing == label_id) {
            let (label, receiver_id) = (label.clone(), receiver_id.to_owned());
            append_event(tx, giver, &Event::LabelGiven { label, label_id, receiver_id }).await?;
        }
    }
    log_shown_interests(tx, giver, receiver_id, &choice.shown).await?;
    Ok(choice.chosen.clone())
}

/// Being shown a label and not choosing it is evidence too, for what is an interest already.
async fn log_shown_interests(
    tx: &mut dyn Transaction,
    giver: EventSubject<'_>,
    receiver_id: &str,
    shown: &[String],
) -> Stored<()> {
    let interests = interests(tx, receiver_id, giver.campaign_id).await?;
    let changed: Vec<String> = shown.iter().filter(|label| interests.contains(*label)).cloned().collect();
    tx.log_profile_change(receiver_id, giver.campaign_id, &changed, giver.at_ms).await
}
