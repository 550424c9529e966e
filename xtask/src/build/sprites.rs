//! The drawings of a game, from its folder or from a licensed icon set, packed into one file.

use crate::project;
use anyhow::{Context, Result, bail};
use serde_json::{Map, Value};
use std::fs;
use tapvine_games::RegisteredGame;

/// `{"name": "<svg …>"}` for every sprite of the manifest.
pub fn pack(game: &RegisteredGame) -> Result<String> {
    let mut packed = Map::new();
    for (name, source) in &game.manifest.sprites {
        let svg = match source.strip_prefix("npm:") {
            Some(icon) => from_icon_set(icon),
            None => from_folder(&game.manifest.id, source),
        };
        packed.insert(name.clone(), svg.with_context(|| format!("sprite `{name}`"))?.into());
    }
    Ok(Value::from(packed).to_string())
}

fn from_folder(game: &str, path: &str) -> Result<String> {
    let path = project::root().join("games").join(game).join(path);
    let svg = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    Ok(svg.lines().map(str::trim).collect::<Vec<_>>().join(" "))
}

/// An icon of an Iconify JSON package: `<set>/<icon>`.
pub fn from_icon_set(icon: &str) -> Result<String> {
    let (set, icon) = icon.split_once('/').context("write it as npm:<icon set>/<icon>")?;
    let path = project::root().join("www/node_modules/@iconify-json").join(set).join("icons.json");
    let icons: Value = serde_json::from_slice(&fs::read(&path).with_context(|| path.display().to_string())?)?;
    let found = &icons["icons"][icon];
    let Some(body) = found["body"].as_str() else {
        bail!("the icon set `{set}` has no icon `{icon}`");
    };
    let side = |key: &str| found[key].as_u64().or(icons[key].as_u64()).unwrap_or(32);
    Ok(format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}">{body}</svg>"#,
        side("width"),
        side("height")
    ))
}
