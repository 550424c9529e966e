//! `cargo xtask attack`: what a script takes from one address of a real endpoint, and what it pays for it.

use crate::{project, run};
use anyhow::Result;
use std::process::Command;

/// In the profile of the tests, which is there already; the work's hashes are optimized in it, too.
pub fn run(arguments: &[String]) -> Result<()> {
    run::step("Compiling the endpoint and the attack");
    run::run(run::cargo().args(["build", "--package", "tapvine-endpoint"]))?;
    run::run(run::cargo().args(["build", "--package", "tapvine-tests", "--bin", "attack"]))?;
    run::step("Attacking");
    let folder = project::target().join("debug");
    let mut attack = Command::new(folder.join("attack"));
    attack.current_dir(project::root()).args(arguments);
    run::run(attack.env("TAPVINE_ENDPOINT_BIN", folder.join("tapvine-endpoint")))
}
