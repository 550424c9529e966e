//! `cargo xtask bench`: speed, measured on optimized programs; never asserted in a test.

use crate::{build, project, run, setup};
use anyhow::Result;

pub fn run(what: Option<&str>) -> Result<()> {
    setup::browser()?;
    build::everything()?;
    run::step("Compiling the endpoint and the bench, optimized");
    run::run(run::cargo().args([
        "build",
        "--release",
        "--package",
        "tapvine-endpoint",
        "--package",
        "tapvine-bench",
    ]))?;
    run::step("Measuring");
    let release = project::target().join("release");
    let mut bench = std::process::Command::new(release.join("tapvine-bench"));
    bench.args(what).current_dir(project::root());
    run::run(bench.env("TAPVINE_ENDPOINT_BIN", release.join("tapvine-endpoint")))
}
