//! Each game to one small WebAssembly module with its script, named by their content.
//!
//! std is built again without its panic messages, which saves a sixth of what a phone downloads;
//! that needs `-Z` flags, so `RUSTC_BOOTSTRAP` is set for these builds and for no others.

use super::{names, sprites};
use crate::{project, run};
use anyhow::{Context, Result};
use serde_json::json;
use sha2::{Digest, Sha256};
use std::fs;
use std::path::Path;
use std::process::Command;
use tapvine_games::RegisteredGame;
use wasm_bindgen_cli_support::Bindgen;

const TARGET: &str = "wasm32-unknown-unknown";
/// For the bytes that are sent, not those on disk: brotli shrinks repeated code better than inlining
/// and shared subexpressions do, above all when functions with similar names lie side by side.
const OPTIMIZE: [&str; 9] = [
    "-Os",
    "--converge",
    "-fimfs=0",
    "-ocimfs=0",
    "-aimfs=0",
    "--skip-pass=local-cse",
    "--reorder-functions-by-name",
    "--strip-debug",
    "--strip-producers",
];

pub fn build() -> Result<()> {
    let games = tapvine_games::all()?;
    run::step("Compiling the games for phones");
    compile(&games)?;
    let out = project::dist().join("games");
    let mut manifest = serde_json::Map::new();
    for game in &games {
        let id = &game.manifest.id;
        run::step(&format!("Packing {id}"));
        let folder = out.join(id);
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        fs::create_dir_all(&folder)?;
        manifest.insert(id.clone(), pack(game, &folder)?);
    }
    Ok(fs::write(out.join("manifest.json"), format!("{:#}\n", serde_json::Value::from(manifest)))?)
}

fn compile(games: &[RegisteredGame]) -> Result<()> {
    let mut cargo = run::cargo();
    cargo.args(["build", "--lib", "--profile", "phone", "--target", TARGET]);
    cargo.args(["-Z", "build-std=std,panic_abort", "-Z", "build-std-features=optimize_for_size"]);
    for game in games {
        cargo.args(["--package", &game.manifest.id]);
    }
    cargo.env("RUSTC_BOOTSTRAP", "1");
    // Panics are not told on a phone, so neither their places nor `Debug` texts are worth a byte.
    cargo.env(
        "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS",
        "-Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none -Zfmt-debug=none",
    );
    run::run(&mut cargo)
}

fn pack(game: &RegisteredGame, folder: &Path) -> Result<serde_json::Value> {
    let id = &game.manifest.id;
    let compiled =
        project::target().join(TARGET).join("phone").join(format!("{}.wasm", id.replace('-', "_")));
    let work = project::target().join("tapvine").join(id);
    fs::create_dir_all(&work)?;
    let mut output = Bindgen::new()
        .input_path(&compiled)
        .web(true)?
        .typescript(false)
        .omit_default_module_path(true)
        .out_name("game")
        .generate_output()
        .with_context(|| format!("wasm-bindgen on {}", compiled.display()))?;
    let names = names::shorten(&mut output);
    let script = names::apply(&names, output.js());
    output.emit(&work)?;
    fs::write(work.join("game.js"), script)?;
    let small = work.join("small.wasm");
    run::run(
        Command::new(project::root().join("www/node_modules/.bin/wasm-opt"))
            .args(OPTIMIZE)
            .arg(work.join("game_bg.wasm"))
            .arg("-o")
            .arg(&small),
    )?;
    let put = |stem: &str, extension: &str, bytes: &[u8]| -> Result<String> {
        let name = format!("{stem}.{}.{extension}", content_hash(bytes));
        fs::write(folder.join(&name), bytes)?;
        Ok(format!("/games/{id}/{name}"))
    };
    Ok(json!({
        "js": put("game", "js", &minified_script(&work)?)?,
        "wasm": put("game_bg", "wasm", &fs::read(small)?)?,
        "sprites": put("sprites", "json", sprites::pack(game)?.as_bytes())?,
        "rules_version": game.game.rules_version,
    }))
}

/// wasm-bindgen's script without comments and indentation, by the bundler that the pages use.
fn minified_script(work: &Path) -> Result<Vec<u8>> {
    let minified = work.join("game.min.js");
    run::run(
        Command::new(project::root().join("www/node_modules/.bin/rolldown"))
            .arg(work.join("game.js"))
            .args(["--minify", "--format", "esm", "--log-level", "warn", "--file"])
            .arg(&minified),
    )?;
    Ok(fs::read(minified)?)
}

fn content_hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(4).map(|byte| format!("{byte:02x}")).collect()
}
