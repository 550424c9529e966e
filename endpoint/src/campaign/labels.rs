//! The labels of a campaign: its closed taxonomy with the policy, and what both mean for a game's dials.

use crate::store::evidence::Watched;
use anyhow::{Context as _, bail};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use tapvine_games::Manifest;
use tapvine_shared::campaign::{Campaign, LabelPolicy};
use tapvine_shared::label::{Label, Taxonomy};
use tapvine_shared::locale;
use tapvine_shared::run::{Dials, LabelChoice};

/// The taxonomy that comes with the kit.
const STANDARD: &str = "standard";
/// A file of labels beside the campaigns ends so, and is no campaign itself.
pub const FILE_ENDING: &str = ".labels.toml";

const DAY_MS: i64 = 24 * 60 * 60 * 1_000;

#[derive(Clone, Debug)]
pub struct Labels {
    pub policy: LabelPolicy,
    pub taxonomy: Taxonomy,
}

impl Labels {
    /// # Errors
    /// When the taxonomy is missing or not valid; the text names its file.
    pub fn load(campaign_file: &Path, text: &str, campaign: &Campaign) -> anyhow::Result<Option<Labels>> {
        let Some(policy) = campaign.labels.clone() else { return Ok(None) };
        let taxonomy = taxonomy(campaign_file, campaign, &policy)?;
        let shown = policy.behaviour.values().flatten();
        if let Some(unknown) = shown.into_iter().find(|label| taxonomy.get(label).is_none()) {
            let line = line_of_behaviour(text, unknown);
            bail!("{}:{line}: there is no label `{unknown}`", campaign_file.display());
        }
        Ok(Some(Labels { policy, taxonomy }))
    }

    /// The events that are evidence of a label.
    pub fn watched(&self) -> Watched {
        let events = self.policy.behaviour.keys().map(|event| event.as_str().to_owned()).collect();
        Watched { events, newest: self.policy.formula.most_behaviour_signs }
    }

    /// Sets the dials a game of labels has: how many there are and how many may stick.
    pub fn limit(&self, dials: &mut Dials, manifest: &Manifest, most_chosen: u32) {
        for (name, value) in
            [("labels", self.taxonomy.labels.len() as i64), ("max_given", i64::from(most_chosen))]
        {
            if manifest.dials.contains_key(name) {
                dials.set(name, value);
            }
        }
    }

    /// How long a party's link may be used after it was made.
    pub fn party_ms(&self) -> i64 {
        i64::from(self.policy.party_days) * DAY_MS
    }

    /// The ids of a choice; a number outside the taxonomy is nobody's label.
    pub fn ids(&self, choice: &LabelChoice, most_chosen: u32) -> (Vec<String>, Vec<String>) {
        let id = |number: &u16| Some(self.taxonomy.labels.get(usize::from(*number))?.id.clone());
        let chosen = choice.chosen.iter().filter_map(id).take(most_chosen as usize).collect();
        (choice.shown.iter().filter_map(id).collect(), chosen)
    }

    /// The name under which the drawings of the taxonomy are built.
    pub fn name(&self) -> &str {
        self.policy.taxonomy.trim_end_matches(FILE_ENDING)
    }

    /// What a browser is told of the labels.
    pub fn public(&self, locale: &str, icons: Option<String>) -> Value {
        let label = |label: &Label| {
            json!({
                "id": label.id, "text": text(label, locale), "group": label.group, "opposite": label.opposite,
                "icon": label.icon,
            })
        };
        json!({
            "max_given": self.policy.max_given,
            "max_declared": self.policy.max_declared,
            "list": self.taxonomy.labels.iter().map(label).collect::<Vec<_>>(),
            "icons": icons,
        })
    }
}

fn taxonomy(campaign_file: &Path, campaign: &Campaign, policy: &LabelPolicy) -> anyhow::Result<Taxonomy> {
    if policy.taxonomy == STANDARD {
        return Taxonomy::standard().context("the standard taxonomy");
    }
    if !policy.taxonomy.ends_with(FILE_ENDING) || policy.taxonomy.contains(['/', '\\']) {
        bail!(
            "{}: the taxonomy is `{STANDARD}` or a file `<name>{FILE_ENDING}` beside the campaign, not `{}`",
            campaign_file.display(),
            policy.taxonomy
        );
    }
    let file = campaign_file.with_file_name(&policy.taxonomy);
    let text = fs::read_to_string(&file).with_context(|| file.display().to_string())?;
    let locales: Vec<&str> = campaign.locales.iter().map(String::as_str).collect();
    match Taxonomy::parse(&text, &locales) {
        Ok(taxonomy) => Ok(taxonomy),
        Err(error) => bail!("{}: {error}", file.display()),
    }
}

/// The line of a label in the table `[labels.behaviour]`.
fn line_of_behaviour(text: &str, label: &str) -> usize {
    let quoted = [format!("\"{label}\""), format!("'{label}'")];
    let lines = (1..).zip(text.lines()).skip_while(|(_, line)| !line.contains("behaviour"));
    let mut named = lines.filter(|(_, line)| quoted.iter().any(|quoted| line.contains(quoted)));
    named.next().map_or(1, |(line, _)| line)
}

/// The label in a locale, in its language, in English or in what there is.
pub fn text<'a>(label: &'a Label, locale: &str) -> &'a str {
    locale::spoken(&label.texts, locale).map_or(label.id.as_str(), String::as_str)
}
