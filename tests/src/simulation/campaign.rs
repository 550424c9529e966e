//! What the simulation needs of a campaign, as the endpoint tells every browser.

use super::api::Api;
use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::Value;
use std::path::Path;
use tapvine_games::RegisteredGame;
use tapvine_shared::run::Dials;

pub struct Campaign {
    pub id: String,
    pub consent_version: String,
    pub dials: Dials,
    pub game: RegisteredGame,
    /// `None` in a campaign where people play for the score.
    pub labels: Option<Labels>,
    /// What a browser sends its events with.
    pub write_key: String,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Labels {
    pub max_given: usize,
    pub max_declared: usize,
    /// In the game's numbering.
    pub list: Vec<Label>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Label {
    pub id: String,
    pub group: String,
    pub opposite: Option<String>,
}

impl Campaign {
    pub async fn read(api: &Api, id: &str) -> Result<Campaign> {
        let public = api.get(&format!("/v1/campaigns/{id}"), None).await?;
        let text = |value: &Value, what| value.as_str().map(str::to_owned).context(what);
        let game_id = text(&public["game"], "a game")?;
        let game = tapvine_games::all()?.into_iter().find(|game| game.manifest.id == game_id);
        Ok(Campaign {
            id: id.to_owned(),
            consent_version: text(&public["consent"]["version"], "a consent version")?,
            dials: serde_json::from_value(public["dials"].clone())?,
            game: game.context("a game of this kit")?,
            labels: serde_json::from_value(public["labels"].clone())?,
            write_key: text(&public["write_key"], "a write key")?,
        })
    }
}

impl Labels {
    pub fn number(&self, id: &str) -> Option<usize> {
        self.list.iter().position(|label| label.id == id)
    }

    /// Pairs of a label and a later one that rarely fits the same person.
    pub fn opposites(&self) -> impl Iterator<Item = (usize, usize)> {
        let opposite = |label: &Label| self.number(label.opposite.as_ref()?);
        let pairs = self.list.iter().enumerate();
        pairs.filter_map(move |(number, label)| Some((number, opposite(label)?))).filter(|(a, b)| a < b)
    }
}

/// The first campaign file with labels.
pub fn first_with_labels(folder: &Path) -> Result<String> {
    let mut files: Vec<_> = std::fs::read_dir(folder)?.collect::<Result<_, _>>()?;
    files.sort_by_key(std::fs::DirEntry::file_name);
    for file in files {
        let name = file.file_name().to_string_lossy().into_owned();
        // What is no campaign there is a list of labels or a stock of codes.
        if !name.ends_with(".toml") || name.ends_with(".labels.toml") {
            continue;
        }
        let text = std::fs::read_to_string(file.path())?;
        let campaign = tapvine_shared::campaign::Campaign::parse(&name, &text)?;
        if campaign.labels.is_some() {
            return Ok(campaign.id.as_str().to_owned());
        }
    }
    anyhow::bail!("no campaign in {} has labels", folder.display())
}
