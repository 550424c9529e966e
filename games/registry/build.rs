//! Turns the games among Cargo.toml's dependencies into the list `REGISTERED`, so a game is one line.

use std::{env, fs, path::Path};

fn main() {
    println!("cargo::rerun-if-changed=Cargo.toml");
    let manifest: toml::Table = fs::read_to_string("Cargo.toml")
        .expect("the registry's own Cargo.toml is readable")
        .parse()
        .expect("cargo has parsed this file before us");
    let dependencies = manifest["dependencies"].as_table().expect("a table");
    let games = dependencies
        .iter()
        .filter(|(_, source)| source.get("path").is_some())
        .map(|(name, _)| format!("{}::GAME", name.replace('-', "_")));
    let list = games.collect::<Vec<_>>().join(", ");
    let code = format!("const REGISTERED: &[tapvine_shared::run::Game] = &[{list}];\n");
    let out = env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    fs::write(Path::new(&out).join("registered.rs"), code).expect("OUT_DIR is writable");
}
