//! Every game of the registry, and the outbox beside them: compiled, packed, listed in `games/manifest.json`.
//!
//! The outbox is a module of its own because no first frame waits for it.

use super::{module, sprites};
use crate::{golden, project, run};
use anyhow::Result;
use serde_json::{Map, Value, json};
use std::fs;
use tapvine_games::RegisteredGame;

const OUTBOX: &str = "tapvine-shared";

pub fn build() -> Result<()> {
    golden::check()?;
    let games = tapvine_games::all()?;
    run::step("Compiling the games for phones");
    let packages: Vec<&str> = games.iter().map(|game| game.manifest.id.as_str()).collect();
    module::compile(&packages, &[])?;
    module::compile(&[OUTBOX], &["browser"])?;
    run::step("Packing the outbox");
    let outbox = pack_outbox()?;
    let mut manifest = Map::new();
    for game in &games {
        run::step(&format!("Packing {}", game.manifest.id));
        manifest.insert(game.manifest.id.clone(), pack_game(game, &outbox)?);
    }
    let listed = format!("{:#}\n", Value::from(manifest));
    Ok(fs::write(project::dist().join("games/manifest.json"), listed)?)
}

fn pack_outbox() -> Result<Value> {
    let folder = "games/outbox";
    module::empty_folder(folder)?;
    let packed = module::pack(OUTBOX)?;
    Ok(json!({
        "js": module::put(folder, "outbox", "js", &packed.js)?,
        "wasm": module::put(folder, "outbox_bg", "wasm", &packed.wasm)?,
    }))
}

fn pack_game(game: &RegisteredGame, outbox: &Value) -> Result<Value> {
    let id = &game.manifest.id;
    let folder = format!("games/{id}");
    module::empty_folder(&folder)?;
    let packed = module::pack(id)?;
    Ok(json!({
        "js": module::put(&folder, "game", "js", &packed.js)?,
        "wasm": module::put(&folder, "game_bg", "wasm", &packed.wasm)?,
        "sprites": module::put(&folder, "sprites", "json", sprites::pack(game)?.as_bytes())?,
        "rules_version": game.game.current.version,
        "outbox": outbox,
    }))
}
