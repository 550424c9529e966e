//! The project's files, as the checks read them.

use crate::project;
use anyhow::{Context, Result};
use std::fs;
use std::process::Command;

/// A file that git tracks or would track.
pub struct Source {
    /// Relative to the project's root.
    pub path: String,
    pub text: String,
}

/// Every text there is.
pub fn all() -> Result<Vec<Source>> {
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
