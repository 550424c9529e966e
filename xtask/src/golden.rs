//! `cargo xtask golden`: no rules may change what a recorded run was worth without a version of their own.

use crate::{project, run};
use anyhow::{Result, bail};
use std::process::Command;
use tapvine_games::golden;

/// A sentence for each golden trace or file that is not as it must be.
pub fn faults() -> Result<Vec<String>> {
    Ok(tapvine_games::all()?.iter().flat_map(golden::faults).collect())
}

pub fn check() -> Result<()> {
    run::step("Replaying the golden traces");
    let faults = faults()?;
    if !faults.is_empty() {
        bail!("{}", faults.join("\n"));
    }
    println!("  every recorded run is worth what it was");
    Ok(())
}

/// Writes the golden traces of a game's present rules, once.
pub fn record(game: &str) -> Result<()> {
    run::step("Compiling the players");
    run::run(run::cargo().args(["build", "--package", "tapvine-tests", "--bin", "record_golden"]))?;
    run::step("Playing");
    let recorder = project::target().join("debug/record_golden");
    run::run(Command::new(recorder).arg(game).current_dir(project::root()))
}
