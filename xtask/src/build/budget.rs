//! What a phone downloads before the first frame, weighed against the committed budget.

use super::compress::compressed_path;
use crate::{project, run};
use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;

/// `www/budget.toml`: brotli bytes.
#[derive(serde::Deserialize)]
struct Budget {
    /// Page, styles and scripts of the play page, without a game.
    play_page_bytes: u64,
    /// The loader a host page pastes.
    loader_bytes: u64,
    /// Everything before the first frame, for each game.
    first_frame_bytes: u64,
}

pub fn check() -> Result<()> {
    run::step("Weighing (brotli bytes)");
    let budget_file = project::root().join("www/budget.toml");
    let budget: Budget = toml::from_str(&fs::read_to_string(budget_file)?)?;
    let mut over = Vec::new();
    let mut hold = |what: &str, weighs: u64, allowed: u64| {
        println!("  {weighs:>7}  of {allowed:>7}  {what}");
        if weighs > allowed {
            over.push(format!("{what} weighs {weighs} bytes, allowed are {allowed}"));
        }
    };
    hold("the loader, tapvine.js", weight("tapvine.js")?, budget.loader_bytes);
    let page = sum(&page_files()?)?;
    hold("the play page", page, budget.play_page_bytes);
    let manifest: Value = serde_json::from_slice(&fs::read(project::dist().join("games/manifest.json"))?)?;
    for game in tapvine_games::all()? {
        let id = &game.manifest.id;
        let files = ["js", "wasm", "sprites"]
            .map(|part| manifest[id][part].as_str().unwrap_or_default().trim_start_matches('/').to_owned());
        let module = sum(&files)?;
        hold(&format!("the game {id}"), module, game.manifest.budget_bytes);
        hold(&format!("first frame of {id}"), page + module, budget.first_frame_bytes);
    }
    if !over.is_empty() {
        bail!("over the byte budget: {}", over.join("; "));
    }
    Ok(())
}

/// `play.html` and what it loads at once: its scripts with their static imports, and its styles.
fn page_files() -> Result<Vec<String>> {
    let mut files = BTreeSet::new();
    let mut unread = vec!["play.html".to_owned()];
    while let Some(file) = unread.pop() {
        if !files.insert(file.clone()) {
            continue;
        }
        let text = fs::read_to_string(project::dist().join(&file)).with_context(|| file.clone())?;
        let starts = if file.ends_with(".html") {
            &["src=\"/", "href=\"/"][..]
        } else {
            &["from\"./", "import\"./"][..]
        };
        for start in starts {
            for (at, _) in text.match_indices(start) {
                let name = text[at + start.len()..].split('"').next().unwrap_or_default();
                let path = if file.ends_with(".html") { name.to_owned() } else { format!("assets/{name}") };
                if path.ends_with(".js") || path.ends_with(".css") {
                    unread.push(path);
                }
            }
        }
    }
    Ok(files.into_iter().collect())
}

fn sum(files: &[String]) -> Result<u64> {
    files.iter().try_fold(0, |total, file| {
        let bytes = weight(file)?;
        println!("  {bytes:>7}             {file}");
        Ok(total + bytes)
    })
}

fn weight(file: &str) -> Result<u64> {
    let path = compressed_path(&project::dist().join(file));
    Ok(fs::metadata(&path).with_context(|| path.display().to_string())?.len())
}
