//! `cargo xtask tidy`: the invariants of ARCHITECTURE.md that a machine can check.

mod dependencies;
mod documents;
mod sources;

use crate::{golden, project, run};
use anyhow::{Context, Result, bail};
use std::fs;
use std::process::Command;

/// A file that git tracks or would track.
pub struct Source {
    /// Relative to the project's root.
    pub path: String,
    pub text: String,
}

pub fn check() -> Result<()> {
    run::step("Checking the invariants of ARCHITECTURE.md");
    let sources = sources()?;
    let mut faults = Vec::new();
    faults.extend(sources::first_line_says_what_for(&sources));
    faults.extend(sources::files_stay_short(&sources));
    faults.extend(sources::rules_are_deterministic(&sources));
    faults.extend(sources::a_game_is_named_in_its_folder_only(&sources)?);
    faults.extend(sources::top_level_is_fixed(&sources));
    faults.extend(documents::named_paths_exist(&sources));
    faults.extend(dependencies::forbidden()?);
    faults.extend(golden::faults()?);
    if !faults.is_empty() {
        bail!("{} faults:\n  {}", faults.len(), faults.join("\n  "));
    }
    println!("  {} files, no fault", sources.len());
    Ok(())
}

fn sources() -> Result<Vec<Source>> {
    let listed = Command::new("git")
        .args(["ls-files", "--cached", "--others", "--exclude-standard"])
        .current_dir(project::root())
        .output()
        .context("git is needed to list the sources")?;
    let mut sources = Vec::new();
    for path in String::from_utf8(listed.stdout)?.lines() {
        let file = project::root().join(path);
        // Pictures are no text; a file just deleted is no source.
        if let Ok(text) = fs::read_to_string(file) {
            sources.push(Source { path: path.to_owned(), text });
        }
    }
    Ok(sources)
}
