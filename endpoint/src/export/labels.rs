//! The exports of labels: long and wide profiles, and the evidence behind them.

use super::page::{ExportPage, Place, Which};
use super::table::{Cell, Column, ColumnKind, columns};
use crate::campaign::Labels;
use crate::interest::{Profile, profiles};
use crate::store::evidence::{People, PersonEvidence};
use crate::store::page::{Page, Span};
use crate::store::{Snapshot, Stored};
use ColumnKind::{Flag, Id, Real, Time, Whole};
use std::collections::HashMap;
use std::sync::Arc;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LabelForm {
    /// A row per person and label.
    Long,
    /// A row per person, a column per label of the taxonomy with its score.
    Wide,
    /// A row per friend who was shown a label, per declaration and per sign of behaviour that counts.
    Evidence,
}

/// Which rows of the profiles.
#[derive(Clone, Debug)]
pub struct LabelFilter {
    pub label: Option<String>,
    pub player: Option<String>,
    /// Of the latest evidence for the label.
    pub span: Span,
    pub min_lower: f64,
}

pub struct LabelExport {
    pub campaign_id: String,
    pub labels: Arc<Labels>,
    pub form: LabelForm,
    pub filter: LabelFilter,
    pub now_ms: i64,
}

const LONG: &[(&str, ColumnKind)] = &[
    ("campaign_id", Id),
    ("player_id", Id),
    ("label", Id),
    ("score", Real),
    ("lower", Real),
    ("upper", Real),
    ("n_givers", Whole),
    ("n_shown", Whole),
    ("sources", Id),
    ("first_at", Time),
    ("last_at", Time),
    ("consent_version", Id),
    ("updated_at", Time),
    ("deleted", Flag),
    ("player_hash", Id),
];

const EVIDENCE: &[(&str, ColumnKind)] =
    &[("player_id", Id), ("label", Id), ("source", Id), ("giver_id", Id), ("at", Time), ("accepted", Flag)];

impl LabelFilter {
    pub fn has_label(&self, label: &str) -> bool {
        self.label.as_ref().is_none_or(|wanted| wanted == label)
    }

    pub fn has_player(&self, player_id: &str) -> bool {
        self.player.as_ref().is_none_or(|wanted| wanted == player_id)
    }

    fn takes(&self, profile: &Profile) -> bool {
        let in_span = (self.span.from_ms..self.span.to_ms).contains(&profile.interest.last_ms);
        self.has_label(&profile.label) && in_span && profile.interest.lower >= self.min_lower
    }
}

impl LabelExport {
    pub const PEOPLE_PER_PAGE: u32 = 200;

    pub fn columns(&self) -> Vec<Column> {
        match self.form {
            LabelForm::Long => columns(LONG),
            LabelForm::Evidence => columns(EVIDENCE),
            LabelForm::Wide => {
                let labels = self.labels.taxonomy.labels.iter().map(|label| label.id.as_str());
                let labels = labels.filter(|label| self.filter.has_label(label));
                let named: Vec<_> =
                    std::iter::once(("player_id", Id)).chain(labels.map(|label| (label, Real))).collect();
                columns(&named)
            }
        }
    }

    /// The rows of the next people, in the order of their ids.
    pub async fn people_page(&self, rows: &mut dyn Snapshot, page: Page) -> Stored<ExportPage> {
        let people = rows
            .evidence_page(&People {
                campaign_id: self.campaign_id.clone(),
                after: page.start().1.to_owned(),
                limit: page.limit,
                watched: self.labels.watched(),
            })
            .await?;
        let updated = self.updated(rows, &people).await?;
        let place =
            |person: &PersonEvidence| Place { log_position: 0, at_ms: 0, id: person.player_id.clone() };
        let next = Which::Span(page).after(people.len(), people.last().map(place));
        let mut cells = Vec::new();
        for person in people.iter().filter(|person| self.filter.has_player(&person.player_id)) {
            self.person_rows(person, &updated, &mut cells);
        }
        Ok(ExportPage { rows: cells, next })
    }

    /// When what is known of a person's label changed last.
    async fn updated(
        &self,
        rows: &mut dyn Snapshot,
        people: &[PersonEvidence],
    ) -> Stored<HashMap<(String, String), i64>> {
        let (Some(first), Some(last)) = (people.first(), people.last()) else { return Ok(HashMap::new()) };
        if self.form != LabelForm::Long {
            return Ok(HashMap::new());
        }
        let updates = rows.profile_updates(&self.campaign_id, &first.player_id, &last.player_id).await?;
        Ok(updates.into_iter().map(|(player, label, at_ms)| ((player, label), at_ms)).collect())
    }

    fn person_rows(
        &self,
        person: &PersonEvidence,
        updated: &HashMap<(String, String), i64>,
        rows: &mut Vec<Vec<Cell>>,
    ) {
        let profiles = profiles(person, &self.labels, self.now_ms);
        let profiles: Vec<Profile> =
            profiles.into_iter().filter(|profile| self.filter.takes(profile)).collect();
        match self.form {
            LabelForm::Long => rows.extend(profiles.iter().map(|profile| {
                let key = (person.player_id.clone(), profile.label.clone());
                let updated_at_ms = updated.get(&key).copied().unwrap_or(profile.interest.last_ms);
                self.long_row(person, profile, updated_at_ms)
            })),
            LabelForm::Wide if profiles.is_empty() => {}
            LabelForm::Wide => {
                let score = |label: &str| {
                    let found = profiles.iter().find(|profile| profile.label == label);
                    found.map_or(Cell::Empty, |profile| Cell::Real(profile.interest.score))
                };
                let labels = self.labels.taxonomy.labels.iter();
                let labels = labels.filter(|label| self.filter.has_label(&label.id));
                let player = std::iter::once(Cell::Text(person.player_id.clone()));
                rows.push(player.chain(labels.map(|label| score(&label.id))).collect());
            }
            LabelForm::Evidence => {
                profiles.iter().for_each(|profile| evidence_rows(person, profile, rows));
            }
        }
    }

    pub fn long_row(&self, person: &PersonEvidence, profile: &Profile, updated_at_ms: i64) -> Vec<Cell> {
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
            Cell::Time(updated_at_ms),
            Cell::Flag(false),
            Cell::Empty,
        ]
    }

    /// A label that is the person's no more; or with a hash instead of a player and a label, a person who was erased.
    pub fn deleted_row(&self, key: DeletedKey<'_>, updated_at_ms: i64) -> Vec<Cell> {
        let mut row = vec![Cell::Empty; LONG.len()];
        row[0] = Cell::Text(self.campaign_id.clone());
        match key {
            DeletedKey::Label { player_id, label } => {
                row[1] = Cell::Text(player_id.to_owned());
                row[2] = Cell::Text(label.to_owned());
            }
            DeletedKey::Player { player_hash } => row[14] = Cell::Text(player_hash.to_owned()),
        }
        row[12] = Cell::Time(updated_at_ms);
        row[13] = Cell::Flag(true);
        row
    }
}

/// What whoever keeps a copy of the long form must delete.
#[derive(Clone, Copy, Debug)]
pub enum DeletedKey<'a> {
    Label { player_id: &'a str, label: &'a str },
    Player { player_hash: &'a str },
}

/// The rows behind one number. A label that is pending or declined looks like one that was not given.
fn evidence_rows(person: &PersonEvidence, profile: &Profile, rows: &mut Vec<Vec<Cell>>) {
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
