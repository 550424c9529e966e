//! Reading a folder of campaigns; the first fault, with file and line, ends the start.

use super::labels::{FILE_ENDING, Labels};
use super::{Campaigns, Picture, Playable, find_game, stock};
use anyhow::{Context as _, bail};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tapvine_games::RegisteredGame;
use tapvine_shared::campaign::Campaign;

impl Campaigns {
    /// # Errors
    /// When a file is not a valid campaign, or names a game, dial or stock there is not.
    pub fn load(folder: &Path, games: Vec<RegisteredGame>) -> anyhow::Result<Campaigns> {
        let entries = fs::read_dir(folder).with_context(|| format!("campaigns in {}", folder.display()))?;
        let mut files = entries
            .map(|entry| entry.map(|entry| entry.path()))
            .collect::<Result<Vec<PathBuf>, _>>()
            .with_context(|| folder.display().to_string())?;
        files.retain(|file| {
            let name = file.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            name.ends_with(".toml") && !name.ends_with(FILE_ENDING)
        });
        files.sort();
        let mut campaigns = BTreeMap::new();
        for file in files {
            let playable = load_one(&file, &games)?;
            campaigns.insert(playable.id().to_owned(), playable);
        }
        if campaigns.is_empty() {
            tracing::warn!(folder = %folder.display(), "there are no campaigns");
        }
        Ok(Campaigns { by_id: campaigns, games })
    }
}

fn load_one(file: &Path, games: &[RegisteredGame]) -> anyhow::Result<Playable> {
    let shown = file.display().to_string();
    let text = fs::read_to_string(file).with_context(|| shown.clone())?;
    let campaign = Campaign::parse(&shown, &text)?;
    let Some(game) = find_game(games, &campaign.game) else {
        let line = line_of(&text, "game");
        bail!("{shown}:{line}: there is no game `{}`", campaign.game);
    };
    let dials = match game.manifest.dials(&campaign.dials) {
        Ok(dials) => dials,
        Err(error) => bail!("{shown}:{}: {error}", line_of(&text, "[dials]")),
    };
    let labels = Labels::load(file, &text, &campaign)?.map(Arc::new);
    let stock = match &campaign.coupon {
        None => Vec::new(),
        Some(coupon) => stock::load(&file.with_file_name(&coupon.stock))?,
    };
    let picture =
        campaign.picture.as_ref().map(|name| Picture::load(&file.with_file_name(name))).transpose()?;
    let mut playable = Playable { game: game.clone(), dials, labels, stock, picture, campaign };
    if let Some(labels) = &playable.labels {
        labels.limit(&mut playable.dials, &game.manifest, labels.policy.max_given);
    }
    for dials in [&playable.dials, &playable.dials_about_oneself()] {
        if let Err(error) = game.manifest.dials(dials) {
            bail!("{shown}:{}: {error}", line_of(&text, "[labels]"));
        }
    }
    Ok(playable)
}

fn line_of(text: &str, start: &str) -> usize {
    text.lines().position(|line| line.trim_start().starts_with(start)).map_or(1, |index| index + 1)
}
