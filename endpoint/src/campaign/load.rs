//! Reading a folder of campaigns; the first fault, with file and line, ends the start.

use super::labels::{FILE_ENDING, Labels};
use super::{Campaigns, Picture, Playable, find_game};
use anyhow::{Context as _, bail};
use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tapvine_games::RegisteredGame;
use tapvine_shared::campaign::Campaign;

/// Longest code of a coupon; a person must be able to read it to a cashier.
const MAX_CODE_CHARS: usize = 64;

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
        Some(coupon) => load_stock(&file.with_file_name(&coupon.stock))?,
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

/// One code a line; empty lines and lines that begin with `#` say nothing.
fn load_stock(file: &Path) -> anyhow::Result<Vec<String>> {
    let shown = file.display();
    let text = fs::read_to_string(file).with_context(|| shown.to_string())?;
    let mut seen = HashMap::new();
    let mut codes = Vec::new();
    for (line, code) in (1..).zip(text.lines().map(str::trim)) {
        if code.is_empty() || code.starts_with('#') {
            continue;
        }
        if code.chars().count() > MAX_CODE_CHARS || code.chars().any(char::is_control) {
            bail!("{shown}:{line}: a code has at most {MAX_CODE_CHARS} letters");
        }
        if let Some(first) = seen.insert(code.to_owned(), line) {
            bail!("{shown}:{line}: the code of line {first} again");
        }
        codes.push(code.to_owned());
    }
    Ok(codes)
}

fn line_of(text: &str, start: &str) -> usize {
    text.lines().position(|line| line.trim_start().starts_with(start)).map_or(1, |index| index + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(codes: &str) -> String {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("x.codes.txt");
        fs::write(&file, codes).expect("written");
        let error = load_stock(&file).expect_err("refused").to_string();
        error.rsplit('/').next().unwrap_or_default().to_owned()
    }

    #[test]
    fn a_code_that_stands_twice_is_named_with_its_lines() {
        assert_eq!(refused("A\n# note\n\nB\nA\n"), "x.codes.txt:5: the code of line 1 again");
    }
}
