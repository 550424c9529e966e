//! The log of events: what senders say, and what the endpoint decided, told in the transaction of the decision.

use super::Command;
use super::gone::{Departure, Gone};
use crate::source;
use crate::store::event::{EventRow, RejectedRow};
use crate::store::{Stored, Transaction};
use anyhow::anyhow;
use async_trait::async_trait;
use std::borrow::Cow;
use std::collections::HashSet;
use tapvine_shared::event::{Audience, Event, Property};
use tapvine_shared::wire::{
    Accepted, ConsentGiven, Context, Envelope, Library, Stream, encode_identify, encode_track,
};
use uuid::Uuid;

/// The endpoint's own stream of events about a player.
const STREAM: &str = "endpoint";

/// Whom an event is about, in which campaign, and when it happened.
#[derive(Clone, Copy)]
pub struct EventSubject<'a> {
    pub player_id: &'a str,
    pub campaign_id: &'a str,
    pub game_id: &'a str,
    pub at_ms: i64,
}

/// Appends what the endpoint decided.
pub async fn append_event(tx: &mut dyn Transaction, subject: EventSubject<'_>, event: &Event) -> Stored<()> {
    let numbered = Numbered::next(tx, subject).await?;
    let row = numbered.row(event.name(), event.audience(), |envelope| encode_track(envelope, event));
    append_row(tx, row).await
}

/// Appends what a customer database shall know of the person now.
pub async fn append_identify(
    tx: &mut dyn Transaction,
    subject: EventSubject<'_>,
    traits: &[(String, Property)],
) -> Stored<()> {
    let numbered = Numbered::next(tx, subject).await?;
    let row = numbered.row("identify", Audience::Exported, |envelope| encode_identify(envelope, traits));
    append_row(tx, row).await
}

/// Appends the first and only event about a stand-in, for whom there is no player.
pub async fn append_event_of_stand_in(
    tx: &mut dyn Transaction,
    subject: EventSubject<'_>,
    event: &Event,
) -> Stored<()> {
    let numbered = Numbered { subject, seq: 1, consent_version: None, user_id: None };
    let row = numbered.row(event.name(), event.audience(), |envelope| encode_track(envelope, event));
    append_row(tx, row).await
}

async fn append_row(tx: &mut dyn Transaction, row: EventRow) -> Stored<()> {
    tx.append_events(&[&row]).await?;
    if row.user_id.is_some() {
        tx.mark_user_verified(&row.source, &row.message_id).await?;
    }
    Ok(())
}

/// A subject with the number of the endpoint's next event about it.
struct Numbered<'a> {
    subject: EventSubject<'a>,
    seq: u64,
    consent_version: Option<String>,
    /// As the brand signed it.
    user_id: Option<String>,
}

impl<'a> Numbered<'a> {
    async fn next(tx: &mut dyn Transaction, subject: EventSubject<'a>) -> Stored<Numbered<'a>> {
        let next = tx.next_server_seq(subject.player_id, subject.campaign_id).await?;
        let next = next.ok_or_else(|| anyhow!("an event about nobody"))?;
        Ok(Numbered {
            subject,
            seq: next.seq.unsigned_abs(),
            consent_version: next.consent_version,
            user_id: next.user_id,
        })
    }

    fn row(self, name: &str, audience: Audience, encode: impl FnOnce(&Envelope<'_>) -> String) -> EventRow {
        let Numbered { subject, seq, consent_version, user_id } = self;
        let message_id = Uuid::now_v7().to_string();
        let library = Library { name: "tapvine-endpoint", version: env!("CARGO_PKG_VERSION") };
        let consent = consent_version.clone().map(|version| ConsentGiven { version });
        let context = Context { library, consent, ..Context::default() };
        let time = jiff::Timestamp::from_millisecond(subject.at_ms).unwrap_or_default();
        let body = encode(&Envelope {
            message_id: &message_id,
            anonymous_id: subject.player_id,
            user_id: user_id.as_deref(),
            timestamp: &format!("{time:.3}"),
            context: &context,
            stream: Stream {
                campaign_id: subject.campaign_id,
                game_id: subject.game_id,
                seq,
                stream: STREAM,
            },
        });
        EventRow {
            source: source::ENDPOINT.to_owned(),
            message_id,
            campaign_id: Some(subject.campaign_id).filter(|id| !id.is_empty()).map(str::to_owned),
            player_id: Some(subject.player_id.to_owned()),
            user_id,
            name: name.to_owned(),
            consent_version,
            happened_at_ms: subject.at_ms,
            received_at_ms: subject.at_ms,
            body,
            is_internal: audience == Audience::Internal,
        }
    }
}

/// The events of one request and so of one source: the good ones, and those that were refused.
#[derive(Debug, Default)]
pub struct AppendBatch {
    pub events: Vec<EventRow>,
    pub rejected: Vec<RejectedRow>,
}

/// What became of an event that may be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AppendOutcome {
    Appended,
    Duplicate,
    /// Its player took the consent back, and it happened before a new one.
    ConsentWithdrawn,
    /// Its player asked to be forgotten.
    PlayerErased,
}

#[async_trait]
impl Command for AppendBatch {
    /// One for each event, in their order.
    type Answer = Vec<AppendOutcome>;

    fn rows(&self) -> usize {
        self.events.len() + self.rejected.len()
    }

    fn bytes(&self) -> usize {
        let events: usize = self.events.iter().map(|event| event.body.len()).sum();
        let rejected: usize = self.rejected.iter().map(|rejected| rejected.body.len()).sum();
        events + rejected
    }

    async fn decide(&self, tx: &mut dyn Transaction) -> Stored<Vec<AppendOutcome>> {
        let gone = Gone::of(tx, &self.events, &self.rejected).await?;
        let rejected: Vec<_> = self.rejected.iter().map(|row| gone.left_of(row).into_owned()).collect();
        tx.add_rejected(&rejected).await?;
        let refused: Vec<Option<Departure>> =
            self.events.iter().map(|event| gone.refusal_of(event)).collect();
        let mut seen = HashSet::new();
        let wanted = self.events.iter().zip(&refused).filter(|(_, refused)| refused.is_none());
        let fresh = wanted.map(|(event, _)| event).filter(|event| seen.insert(&event.message_id));
        let fresh: Vec<Cow<'_, EventRow>> = fresh.map(|event| gone.without_the_erased(event)).collect();
        let mut appended = tx.append_events(&fresh.iter().map(AsRef::as_ref).collect::<Vec<_>>()).await?;
        self.mark_verified(tx, &appended).await?;
        let outcome = |(event, refused): (&EventRow, Option<Departure>)| match refused {
            Some(Departure::Erased) => AppendOutcome::PlayerErased,
            Some(Departure::ConsentWithdrawn) => AppendOutcome::ConsentWithdrawn,
            None if appended.remove(&event.message_id) => AppendOutcome::Appended,
            None => AppendOutcome::Duplicate,
        };
        Ok(self.events.iter().zip(refused).map(outcome).collect())
    }
}

impl AppendBatch {
    /// A user id counts as verified when the brand signed for it and the player, in the event's campaign; an event
    /// without a campaign takes the signature of any.
    async fn mark_verified(&self, tx: &mut dyn Transaction, appended: &HashSet<String>) -> Stored<()> {
        let named: Vec<&EventRow> = self
            .events
            .iter()
            .filter(|event| event.user_id.is_some() && appended.contains(&event.message_id))
            .collect();
        if named.is_empty() {
            return Ok(());
        }
        let players: HashSet<&str> = named.iter().filter_map(|event| event.player_id.as_deref()).collect();
        let identities = tx.identities_of(&Vec::from_iter(players)).await?;
        let is_verified = |event: &&EventRow| {
            identities.iter().any(|identity| {
                Some(&identity.player_id) == event.player_id.as_ref()
                    && Some(&identity.user_id) == event.user_id.as_ref()
                    && event
                        .campaign_id
                        .as_ref()
                        .is_none_or(|campaign_id| *campaign_id == identity.campaign_id)
            })
        };
        for event in named.into_iter().filter(is_verified) {
            tx.mark_user_verified(&event.source, &event.message_id).await?;
        }
        Ok(())
    }
}

/// An accepted message as a row of the log.
pub fn row_of(accepted: Accepted, source: &str, received_at_ms: i64) -> EventRow {
    EventRow {
        source: source.to_owned(),
        name: accepted.kind.name().to_owned(),
        message_id: accepted.message_id,
        player_id: accepted.anonymous_id,
        user_id: accepted.user_id,
        campaign_id: accepted.campaign_id,
        consent_version: accepted.consent_version,
        happened_at_ms: accepted.timestamp_ms,
        received_at_ms,
        body: accepted.json,
        is_internal: false,
    }
}
