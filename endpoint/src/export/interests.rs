//! The exports of labels: long and wide profiles, and the evidence behind them, a page of people at a time.

use super::table::{Cell, Column, ColumnKind, TableFormat, TableWriter};
use crate::campaign::Labels;
use crate::interest::{Profile, profiles};
use crate::store::{People, PersonEvidence, Span, Store};
use axum::body::Body;
use bytes::Bytes;
use futures_util::stream;
use std::sync::Arc;
use tapvine_shared::label::Taxonomy;

const PEOPLE_PER_PAGE: u32 = 200;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A row per person and label.
    Long,
    /// A row per person, a column per label of the taxonomy with its score.
    Wide,
    /// A row per friend who was shown a label, per declaration and per sign of behaviour that counts.
    Evidence,
}

/// Which rows of the profiles.
#[derive(Clone, Debug)]
pub struct Which {
    pub form: Form,
    pub label: Option<String>,
    pub player: Option<String>,
    /// Of the latest evidence for the label.
    pub span: Span,
    pub min_lower: f64,
}

/// The campaign's side of an export.
pub struct Of {
    pub campaign_id: String,
    pub labels: Arc<Labels>,
    pub now_ms: i64,
}

/// # Errors
/// When the columns make no file of this format.
pub fn labels_body(store: Arc<dyn Store>, of: Of, which: Which, format: TableFormat) -> anyhow::Result<Body> {
    let writer = TableWriter::new(format, columns(&which, &of.labels.taxonomy))?;
    let next = Some(People {
        campaign_id: of.campaign_id.clone(),
        after: String::new(),
        limit: PEOPLE_PER_PAGE,
        watched: of.labels.watched(),
    });
    let progress = Progress { store, of, which, writer, next };
    Ok(Body::from_stream(stream::try_unfold(progress, |progress| async move {
        progress.advance().await.inspect_err(|error| tracing::error!(%error, "an export broke off"))
    })))
}

struct Progress {
    store: Arc<dyn Store>,
    of: Of,
    which: Which,
    writer: TableWriter,
    /// `None` when the last page was short.
    next: Option<People>,
}

impl Progress {
    async fn advance(mut self) -> anyhow::Result<Option<(Bytes, Progress)>> {
        let Some(page) = self.next.take() else { return Ok(None) };
        let limit = page.limit;
        let people = self.store.evidence(page.clone()).await?;
        let is_last = people.len() < limit as usize;
        if let Some(last) = people.last().filter(|_| !is_last) {
            self.next = Some(People { after: last.player_id.clone(), ..page });
        }
        let mut rows = Vec::new();
        let wanted = |person: &&PersonEvidence| {
            self.which.player.as_ref().is_none_or(|player| *player == person.player_id)
        };
        for person in people.iter().filter(wanted) {
            self.of.rows(person, &self.which, &mut rows);
        }
        let chunk = self.writer.page(rows, is_last)?;
        Ok(Some((chunk, self)))
    }
}

fn columns(which: &Which, taxonomy: &Taxonomy) -> Vec<Column> {
    use ColumnKind::{Flag, Real, Text, Time, Whole};
    let column = |(name, kind): (&str, ColumnKind)| Column { name: name.to_owned(), kind };
    match which.form {
        Form::Long => [
            ("campaign_id", Text),
            ("player_id", Text),
            ("label", Text),
            ("score", Real),
            ("lower", Real),
            ("upper", Real),
            ("n_givers", Whole),
            ("n_shown", Whole),
            ("sources", Text),
            ("first_at", Time),
            ("last_at", Time),
            ("consent_version", Text),
        ]
        .map(column)
        .into(),
        Form::Wide => {
            let labels = taxonomy.labels.iter().filter(|label| which.has(&label.id));
            let labels = labels.map(|label| (label.id.as_str(), Real));
            std::iter::once(("player_id", Text)).chain(labels).map(column).collect()
        }
        Form::Evidence => [
            ("player_id", Text),
            ("label", Text),
            ("source", Text),
            ("giver_id", Text),
            ("at", Time),
            ("accepted", Flag),
        ]
        .map(column)
        .into(),
    }
}

impl Which {
    fn has(&self, label: &str) -> bool {
        self.label.as_ref().is_none_or(|wanted| wanted == label)
    }

    fn takes(&self, profile: &Profile) -> bool {
        let in_span = (self.span.from_ms..self.span.to_ms).contains(&profile.interest.last_ms);
        self.has(&profile.label) && in_span && profile.interest.lower >= self.min_lower
    }
}

impl Of {
    fn rows(&self, person: &PersonEvidence, which: &Which, rows: &mut Vec<Vec<Cell>>) {
        let profiles = profiles(person, &self.labels, self.now_ms);
        let mut profiles = profiles.into_iter().filter(|profile| which.takes(profile)).peekable();
        match which.form {
            Form::Long => rows.extend(profiles.map(|profile| self.long(person, &profile))),
            Form::Wide if profiles.peek().is_none() => {}
            Form::Wide => {
                let scores: Vec<Profile> = profiles.collect();
                let score = |label: &str| {
                    let found = scores.iter().find(|profile| profile.label == label);
                    found.map_or(Cell::Empty, |profile| Cell::Real(profile.interest.score))
                };
                let labels = self.labels.taxonomy.labels.iter().filter(|label| which.has(&label.id));
                let player = std::iter::once(Cell::Text(person.player_id.clone()));
                rows.push(player.chain(labels.map(|label| score(&label.id))).collect());
            }
            Form::Evidence => {
                for profile in profiles {
                    evidence(person, &profile, rows);
                }
            }
        }
    }

    fn long(&self, person: &PersonEvidence, profile: &Profile) -> Vec<Cell> {
        let interest = profile.interest;
        vec![
            Cell::Text(self.campaign_id.clone()),
            Cell::Text(person.player_id.clone()),
            Cell::Text(profile.label.clone()),
            Cell::Real(interest.score),
            Cell::Real(interest.lower),
            Cell::Real(interest.upper),
            Cell::Whole(interest.n_givers as i64),
            Cell::Whole(interest.n_shown as i64),
            Cell::Text(profile.sources()),
            Cell::Time(interest.first_ms),
            Cell::Time(interest.last_ms),
            person.consent_version.clone().into(),
        ]
    }
}

/// The rows behind one number. A label that is pending or declined looks like one that was not given.
fn evidence(person: &PersonEvidence, profile: &Profile, rows: &mut Vec<Vec<Cell>>) {
    let label = profile.label.as_str();
    let row = |source: &str, giver_id: Cell, at_ms: i64, accepted: bool| {
        let text = |text: &str| Cell::Text(text.to_owned());
        vec![
            text(&person.player_id),
            text(label),
            text(source),
            giver_id,
            Cell::Time(at_ms),
            Cell::Flag(accepted),
        ]
    };
    for shown in person.shown.iter().filter(|shown| shown.label == label) {
        let given_at_ms = shown.accepted_given_at_ms;
        let giver = Cell::Text(shown.giver_id.clone());
        rows.push(row("friends", giver, given_at_ms.unwrap_or(shown.shown_at_ms), given_at_ms.is_some()));
    }
    for (_, at_ms) in person.declared.iter().filter(|(declared, _)| declared == label) {
        rows.push(row("declared", Cell::Empty, *at_ms, true));
    }
    for at_ms in &profile.behaviour_at_ms {
        rows.push(row("behaviour", Cell::Empty, *at_ms, true));
    }
}
