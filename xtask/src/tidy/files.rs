//! What must hold for the text of every source file.

use super::source::Source;
use anyhow::Result;
use std::collections::BTreeSet;

const LONGEST_FILE_LINES: usize = 400;
const TOP_LEVEL: [&str; 12] = [
    "Cargo.toml",
    "Cargo.lock",
    "games",
    "shared",
    "www",
    "tests",
    "README.md",
    "endpoint",
    "bench",
    "xtask",
    "ARCHITECTURE.md",
    "rust-toolchain.toml",
];

fn is_code(path: &str) -> bool {
    [".rs", ".ts", ".css", ".mjs"].iter().any(|extension| path.ends_with(extension))
}

pub fn first_line_says_what_for(sources: &[Source]) -> Vec<String> {
    let says = |source: &&Source| {
        let first = source.text.lines().next().unwrap_or_default();
        if source.path.ends_with(".rs") {
            first.starts_with("//!")
        } else {
            first.starts_with("//") || first.starts_with("/*")
        }
    };
    let silent = sources.iter().filter(|source| is_code(&source.path) && !says(source));
    silent
        .map(|source| format!("{}: the first line does not say what the file is for", source.path))
        .collect()
}

pub fn files_stay_short(sources: &[Source]) -> Vec<String> {
    let long = sources.iter().filter(|source| is_code(&source.path));
    let lines = long.map(|source| (&source.path, source.text.lines().count()));
    lines
        .filter(|(_, lines)| *lines > LONGEST_FILE_LINES)
        .map(|(path, lines)| format!("{path}: {lines} lines; does it still have one purpose?"))
        .collect()
}

/// Nothing that could make a replay differ between a phone and the endpoint.
pub fn rules_are_deterministic(sources: &[Source]) -> Vec<String> {
    let is_rules = |path: &str| {
        let folder = path.strip_prefix("games/").and_then(|rest| rest.split_once("/src/"));
        folder.is_some_and(|(_, file)| file == "rules.rs" || file.starts_with("rules/"))
            || path.starts_with("shared/src/run/")
    };
    let mut faults = Vec::new();
    for source in sources.iter().filter(|source| is_rules(&source.path)) {
        for (number, line) in source.text.lines().enumerate() {
            let code = line.split("//").next().unwrap_or_default();
            let words = code.split(|letter: char| !letter.is_alphanumeric() && letter != '_');
            let banned = [
                "f32",
                "f64",
                "HashMap",
                "HashSet",
                "Instant",
                "SystemTime",
                "bevy_ecs",
                "web_sys",
                "js_sys",
            ];
            for word in words.filter(|word| banned.contains(word)) {
                faults.push(format!(
                    "{}:{}: `{word}` has no place in what is replayed",
                    source.path,
                    number + 1
                ));
            }
        }
    }
    faults
}

/// A game is a folder and one line in the registry; campaigns, tests and documents may speak of it.
pub fn a_game_is_named_in_its_folder_only(sources: &[Source]) -> Result<Vec<String>> {
    let mut faults = Vec::new();
    for game in tapvine_games::all()? {
        let id = game.manifest.id;
        let spellings = [id.clone(), id.replace('-', "_"), id.replace('-', ""), id.replace('-', " ")];
        let own = format!("games/{id}/");
        let may = |path: &str| {
            let free = ["endpoint/campaigns/", "endpoint/tests/", "tests/", "games/registry/Cargo.toml"];
            path.starts_with(&own)
                || path.ends_with(".md")
                || path.ends_with("Cargo.lock")
                || free.iter().any(|start| path.starts_with(start))
        };
        for source in sources.iter().filter(|source| !may(&source.path)) {
            let text = source.text.to_lowercase();
            if spellings.iter().any(|spelling| text.contains(spelling.as_str())) {
                faults.push(format!("{}: names the game `{id}`", source.path));
            }
        }
    }
    Ok(faults)
}

pub fn top_level_is_fixed(sources: &[Source]) -> Vec<String> {
    let tops: BTreeSet<&str> = sources.iter().filter_map(|source| source.path.split('/').next()).collect();
    let fits = |name: &&str| {
        TOP_LEVEL.contains(name) || name.starts_with('.') || *name == "rustfmt.toml" || *name == "clippy.toml"
    };
    tops.into_iter()
        .filter(|name| !fits(name))
        .map(|name| format!("{name}: does not belong at the top level"))
        .collect()
}
