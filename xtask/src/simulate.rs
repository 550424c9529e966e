//! `cargo xtask simulate`: people with planted interests play a campaign at a real endpoint.

use crate::{project, run};
use anyhow::Result;
use std::process::Command;

pub fn run(arguments: &[String]) -> Result<()> {
    let needs_endpoint = !arguments.iter().any(|argument| {
        argument == "--help" || argument == "--endpoint" || argument.starts_with("--endpoint=")
    });
    if needs_endpoint {
        run::step("Compiling the endpoint");
        run::run(run::cargo().args(["build", "--package", "tapvine-endpoint"]))?;
    }
    compile()?;
    run::step("Simulating");
    let endpoint = project::target().join("debug/tapvine-endpoint");
    run::run(program().args(arguments).env("TAPVINE_ENDPOINT_BIN", endpoint))
}

/// In the profile of the tests, which is there already.
pub fn compile() -> Result<()> {
    run::step("Compiling the simulation");
    run::run(run::cargo().args(["build", "--package", "tapvine-tests", "--bin", "simulate"]))
}

pub fn program() -> Command {
    let mut program = Command::new(project::target().join("debug/simulate"));
    program.current_dir(project::root());
    program
}
