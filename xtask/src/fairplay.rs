//! `cargo xtask fairplay`: how often the judge of hands holds people and catches bots.

use crate::{project, run};
use anyhow::Result;
use std::process::Command;

/// Optimized: tens of thousands of runs are played.
pub fn run(arguments: &[String]) -> Result<()> {
    run::step("Compiling the players, optimized");
    run::run(run::cargo().args(["build", "--release", "--package", "tapvine-tests", "--bin", "fairplay"]))?;
    run::step("Playing");
    let mut program = Command::new(project::target().join("release/fairplay"));
    run::run(program.args(arguments).current_dir(project::root()))
}
