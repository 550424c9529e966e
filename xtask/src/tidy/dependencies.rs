//! Which crate must not reach which: the absences that ARCHITECTURE.md promises.

use crate::run;
use anyhow::{Result, ensure};

/// Crate, target, what it must not depend on, and why.
const FORBIDDEN: [(&str, &str, &[&str], &str); 3] = [
    (
        "tapvine-shared",
        "wasm32-unknown-unknown",
        &["bevy_ecs", "toml", "jiff", "axum", "tokio"],
        "a phone pays for every byte",
    ),
    (
        "tapvine-shared",
        "x86_64-unknown-linux-gnu",
        &["bevy_ecs", "axum", "tokio", "sqlx", "web-sys"],
        "the domain knows neither engine nor server",
    ),
    (
        "tapvine-endpoint",
        "x86_64-unknown-linux-gnu",
        &["bevy_ecs", "web-sys", "tapvine-stage"],
        "the endpoint takes a game's rules, never its view",
    ),
];

pub fn forbidden() -> Result<Vec<String>> {
    let mut faults = Vec::new();
    for (package, target, names, why) in FORBIDDEN {
        let mut tree = run::cargo();
        tree.args([
            "tree",
            "--edges",
            "normal",
            "--prefix",
            "none",
            "--package",
            package,
            "--target",
            target,
        ]);
        let output = tree.output()?;
        ensure!(output.status.success(), "cargo tree: {}", String::from_utf8_lossy(&output.stderr));
        let tree = String::from_utf8(output.stdout)?;
        let found =
            tree.lines().filter_map(|line| line.split(' ').next()).filter(|name| names.contains(name));
        let mut found: Vec<&str> = found.collect();
        found.sort_unstable();
        found.dedup();
        faults.extend(found.iter().map(|name| format!("{package} depends on {name}: {why}")));
    }
    Ok(faults)
}
