//! `cargo xtask test`: every test there is, browser included; CI runs exactly this.

use crate::{build, project, run, setup, tidy};
use anyhow::Result;

pub fn run(only_tests: bool) -> Result<()> {
    setup::wasm_target()?;
    setup::npm_packages()?;
    setup::browser()?;
    setup::python()?;
    if !only_tests {
        tidy::check()?;
        lints()?;
    }
    build::everything()?;
    run::step("Building the endpoint that the browser tests start and kill");
    run::run(run::cargo().args(["build", "--package", "tapvine-endpoint"]))?;
    run::step("Running every test");
    let mut tests = run::cargo();
    tests.args(["test", "--workspace"]);
    tests.env("RUST_LIB_BACKTRACE", "0"); // an error of a test says what failed, not how the runtime was nested
    tests.env("TAPVINE_ENDPOINT_BIN", project::target().join("debug/tapvine-endpoint"));
    tests.env("TAPVINE_PYTHON", project::python().join("bin/python"));
    run::run(&mut tests)?;
    println!("\nAll of it passed.");
    Ok(())
}

fn lints() -> Result<()> {
    run::step("Formatting and lints");
    run::run(run::cargo().args(["fmt", "--all", "--check"]))?;
    run::run(run::cargo().args(["clippy", "--workspace", "--all-targets", "--", "--deny", "warnings"]))?;
    let mut phone = run::cargo();
    phone.args(["clippy", "--target", "wasm32-unknown-unknown", "--package", "tapvine-shared"]);
    phone.args(["--features", "tapvine-shared/browser"]);
    for game in tapvine_games::all()? {
        phone.args(["--package", &game.manifest.id]);
    }
    run::run(phone.args(["--", "--deny", "warnings"]))
}
