//! The receiver's side of labels: deciding on what friends gave, and declaring one's own.
//!
//! The first decision stands: a repeated or late request changes nothing.

use super::Command;
use super::consent::{ConsentRefused, ConsentTerms};
use super::event::{EventSubject, append_event, append_identify};
use super::group;
use crate::campaign::Labels;
use crate::store::label::{GivenLabel, Pair};
use crate::store::{Stored, Transaction};
use async_trait::async_trait;
use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;
use tapvine_shared::event::{Event, Property};
use tapvine_shared::label::{Action, Refused, Status};

/// Who decides on or declares labels, in which campaign, and when.
#[derive(Clone, Debug)]
pub struct LabelOwner {
    pub player_id: String,
    pub campaign_id: String,
    pub game_id: String,
    pub now_ms: i64,
    /// How the campaign reads labels: who takes one back may have to leave a group.
    pub labels: Option<Arc<Labels>>,
}

impl LabelOwner {
    fn subject(&self) -> EventSubject<'_> {
        EventSubject {
            player_id: &self.player_id,
            campaign_id: &self.campaign_id,
            game_id: &self.game_id,
            at_ms: self.now_ms,
        }
    }
}

/// The receiver's decision on one label.
#[derive(Clone, Debug)]
pub struct DecideLabel {
    pub label_id: String,
    pub owner: LabelOwner,
    pub decision: LabelDecision,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LabelDecision {
    Change(Action),
    /// The giver's pending labels are declined, and later ones refused.
    BlockGiver,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecidedLabel {
    pub label: String,
    pub status: Status,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecisionRefused {
    UnknownLabel,
    NotYours,
    Status(Refused),
}

#[async_trait]
impl Command for DecideLabel {
    type Answer = Result<DecidedLabel, DecisionRefused>;

    async fn decide(&self, tx: &mut dyn Transaction) -> Stored<Self::Answer> {
        let Some(given) = tx.label(&self.label_id).await? else {
            return Ok(Err(DecisionRefused::UnknownLabel));
        };
        if given.receiver_id != self.owner.player_id {
            return Ok(Err(DecisionRefused::NotYours));
        }
        // The campaign is the label's own, whatever the request was made for.
        let receiver = EventSubject { campaign_id: &given.campaign_id, ..self.owner.subject() };
        let decided = match self.decision {
            LabelDecision::BlockGiver => Ok(block_giver(tx, receiver, &given).await?),
            LabelDecision::Change(action) => {
                change(tx, receiver, &given, action, self.owner.labels.as_deref()).await?
            }
        };
        let label = given.label;
        Ok(decided.map(|status| DecidedLabel { label, status }).map_err(DecisionRefused::Status))
    }
}

/// The receiver's decision on several labels that are pending. Others are left as they are: what is not
/// pending any more, and what came after the receiver had looked.
#[derive(Clone, Debug)]
pub struct DecideLabels {
    pub owner: LabelOwner,
    pub label_ids: HashSet<String>,
    pub accept: bool,
}

#[async_trait]
impl Command for DecideLabels {
    /// How many labels were decided on.
    type Answer = u64;

    async fn decide(&self, tx: &mut dyn Transaction) -> Stored<u64> {
        let receiver = self.owner.subject();
        let status = if self.accept { Status::Accepted } else { Status::Declined };
        let mut pending = labels_of(tx, receiver, Status::Pending).await?;
        pending.retain(|given| self.label_ids.contains(&given.label_id));
        for given in &pending {
            set_status(tx, receiver, given, status).await?;
        }
        if self.accept && !pending.is_empty() {
            append_interests(tx, receiver, &[]).await?;
        }
        Ok(pending.len() as u64)
    }
}

/// The status after the action; nothing happens when it was done before.
async fn change(
    tx: &mut dyn Transaction,
    receiver: EventSubject<'_>,
    given: &GivenLabel,
    action: Action,
    labels: Option<&Labels>,
) -> Stored<Result<Status, Refused>> {
    let before = status_of(given);
    let after = match before.after(action) {
        Ok(after) => after,
        Err(refused) => return Ok(Err(refused)),
    };
    if after != before {
        set_status(tx, receiver, given, after).await?;
        match after {
            Status::Accepted => append_interests(tx, receiver, &[]).await?,
            Status::Withdrawn => {
                group::leave(tx, receiver, labels).await?;
                append_interests(tx, receiver, &[&given.label]).await?;
            }
            Status::Pending | Status::Declined => {}
        }
    }
    Ok(Ok(after))
}

/// From now on the giver's runs about this person are refused; what waits is declined.
async fn block_giver(
    tx: &mut dyn Transaction,
    receiver: EventSubject<'_>,
    given: &GivenLabel,
) -> Stored<Status> {
    let pair =
        Pair { campaign_id: &given.campaign_id, receiver_id: &given.receiver_id, giver_id: &given.giver_id };
    tx.add_block(pair, receiver.at_ms).await?;
    let pending = labels_of(tx, receiver, Status::Pending).await?;
    for waiting in pending.iter().filter(|waiting| waiting.giver_id == given.giver_id) {
        set_status(tx, receiver, waiting, Status::Declined).await?;
    }
    let before = status_of(given);
    Ok(if before == Status::Pending { Status::Declined } else { before })
}

/// Keeps the new status and tells of it.
async fn set_status(
    tx: &mut dyn Transaction,
    receiver: EventSubject<'_>,
    given: &GivenLabel,
    status: Status,
) -> Stored<()> {
    tx.set_label_status(&given.label_id, status.name(), receiver.at_ms).await?;
    let (label, label_id) = (given.label.clone(), given.label_id.clone());
    let event = match status {
        Status::Accepted => {
            let accepted = labels_of(tx, receiver, Status::Accepted).await?;
            let givers = accepted.iter().filter(|accepted| accepted.label == label).count() as i64;
            Event::LabelAccepted { label, label_id, givers }
        }
        Status::Withdrawn => Event::LabelWithdrawn { label, label_id },
        Status::Pending | Status::Declined => Event::LabelDeclined { label_id },
    };
    append_event(tx, receiver, &event).await?;
    if matches!(status, Status::Accepted | Status::Withdrawn) {
        let changed = [given.label.clone()];
        tx.log_profile_change(receiver.player_id, receiver.campaign_id, &changed, receiver.at_ms).await?;
    }
    Ok(())
}

/// What a player says of themselves; it replaces what was said before.
#[derive(Clone, Debug)]
pub struct DeclareLabels {
    pub owner: LabelOwner,
    pub terms: ConsentTerms,
    pub declared: Vec<String>,
}

#[async_trait]
impl Command for DeclareLabels {
    type Answer = Result<(), ConsentRefused>;

    async fn decide(&self, tx: &mut dyn Transaction) -> Stored<Self::Answer> {
        let owner = &self.owner;
        if let Err(refused) = self.terms.check(tx, &owner.player_id, &owner.campaign_id).await? {
            return Ok(Err(refused));
        }
        declare(tx, owner.subject(), &self.declared, owner.labels.as_deref()).await?;
        Ok(Ok(()))
    }
}

/// Labels that were declared before keep their time; nothing is told when nothing changed.
pub async fn declare(
    tx: &mut dyn Transaction,
    player: EventSubject<'_>,
    declared: &[String],
    labels: Option<&Labels>,
) -> Stored<()> {
    let EventSubject { player_id, campaign_id, at_ms, .. } = player;
    let before = tx.declared_labels(player_id, campaign_id).await?;
    let before: BTreeSet<&str> = before.iter().map(String::as_str).collect();
    let after: BTreeSet<&str> = declared.iter().map(String::as_str).collect();
    if before == after {
        return Ok(());
    }
    let dropped: Vec<&str> = before.difference(&after).copied().collect();
    for label in &dropped {
        tx.delete_declared_label(player_id, campaign_id, label).await?;
    }
    for label in after.difference(&before) {
        tx.add_declared_label(player_id, campaign_id, label, at_ms).await?;
        append_event(tx, player, &Event::LabelDeclared { label: (*label).to_owned() }).await?;
    }
    let changed: Vec<String> = before.symmetric_difference(&after).map(|label| (*label).to_owned()).collect();
    tx.log_profile_change(player_id, campaign_id, &changed, at_ms).await?;
    if !dropped.is_empty() {
        group::leave(tx, player, labels).await?;
    }
    append_interests(tx, player, &dropped).await
}

/// An identify call with the interests as they are now; those that are `gone` and nobody's any more get a `false`.
pub async fn append_interests(
    tx: &mut dyn Transaction,
    person: EventSubject<'_>,
    gone: &[&str],
) -> Stored<()> {
    let interests = interests(tx, person.player_id, person.campaign_id).await?;
    let flag =
        |label: &str, is_one| (format!("interest_{}", label.replace('-', "_")), Property::Flag(is_one));
    let list: Vec<&str> = interests.iter().map(String::as_str).collect();
    let mut traits = vec![("interests".to_owned(), Property::Text(list.join(",")))];
    traits.extend(interests.iter().map(|label| flag(label, true)));
    let gone = gone.iter().filter(|label| !interests.contains(**label));
    traits.extend(gone.map(|label| flag(label, false)));
    append_identify(tx, person, &traits).await
}

async fn labels_of(
    tx: &mut dyn Transaction,
    receiver: EventSubject<'_>,
    status: Status,
) -> Stored<Vec<GivenLabel>> {
    tx.labels_of(receiver.player_id, receiver.campaign_id, status.name()).await
}

fn status_of(given: &GivenLabel) -> Status {
    let all = [Status::Pending, Status::Accepted, Status::Declined];
    all.into_iter().find(|status| status.name() == given.status).unwrap_or(Status::Withdrawn)
}

/// What somebody is interested in by own word or by a friend's that was accepted.
pub async fn interests(
    tx: &mut dyn Transaction,
    player_id: &str,
    campaign_id: &str,
) -> Stored<BTreeSet<String>> {
    let mut interests: BTreeSet<String> =
        tx.declared_labels(player_id, campaign_id).await?.into_iter().collect();
    let accepted = tx.labels_of(player_id, campaign_id, Status::Accepted.name()).await?;
    interests.extend(accepted.into_iter().map(|given| given.label));
    Ok(interests)
}
