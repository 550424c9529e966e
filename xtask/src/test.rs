//! `cargo xtask test`: every test there is, browser included; CI runs exactly this.
//!
//! Each dependency is compiled once: the lints run while the tests are compiled (Clippy stands in for the compiler of our
//! own crates), and the browser tests start the very endpoint that was built with them. The games' modules for phones are
//! compiled beside them, because their last step keeps one core busy only.

use crate::{build, project, run, setup, tidy};
use anyhow::{Result, anyhow};
use std::process::Command;
use std::thread;

/// What `cargo clippy -- --deny warnings` hands to its driver.
const DENY_WARNINGS: &str = "--deny__CLIPPY_HACKERY__warnings__CLIPPY_HACKERY__";

pub fn run(only_tests: bool) -> Result<()> {
    setup::wasm_target()?;
    setup::npm_packages("www")?;
    setup::npm_packages("tests/sdks")?;
    setup::browser()?;
    setup::python()?;
    if !only_tests {
        tidy::check()?;
        run::step("Formatting");
        run::run(run::cargo().args(["fmt", "--all", "--check"]))?;
    }
    run::step("Compiling the tests with the lints on, and the games for phones beside them");
    thread::scope(|beside| {
        let phones = beside.spawn(move || build_for_phones(only_tests));
        run::run(tests(only_tests).arg("--no-run"))?;
        phones.join().map_err(|_| anyhow!("the build for phones panicked"))?
    })?;
    run::step("Running every test");
    let mut every = tests(only_tests);
    every.env("RUST_LIB_BACKTRACE", "0"); // an error of a test says what failed, not how the runtime was nested
    every.env("TAPVINE_ENDPOINT_BIN", project::target().join("debug/tapvine-endpoint"));
    every.env("TAPVINE_PYTHON", project::python().join("bin/python"));
    run::run(&mut every)?;
    // By itself, it uses what was compiled to start this very command.
    run::run(with_lints(only_tests).args(["test", "--package", "xtask"]))?;
    println!("\nAll of it passed.");
    Ok(())
}

fn tests(only_tests: bool) -> Command {
    let mut cargo = with_lints(only_tests);
    cargo.args(["test", "--workspace", "--exclude", "xtask"]);
    cargo
}

/// A cargo that lints our crates as it compiles them, unless only tests are asked for.
fn with_lints(only_tests: bool) -> Command {
    let mut cargo = run::cargo();
    if !only_tests {
        cargo.envs([("RUSTC_WORKSPACE_WRAPPER", "clippy-driver"), ("CLIPPY_ARGS", DENY_WARNINGS)]);
    }
    cargo
}

/// In a profile of its own, so that it waits for nothing that is compiled for this machine.
fn build_for_phones(only_tests: bool) -> Result<()> {
    if !only_tests {
        let mut lints = run::cargo();
        lints.args(["clippy", "--profile", "phone", "--target", "wasm32-unknown-unknown"]);
        lints.args(["--package", "tapvine-shared", "--features", "tapvine-shared/browser"]);
        for game in tapvine_games::all()? {
            lints.args(["--package", &game.manifest.id]);
        }
        run::run(lints.args(["--", "--deny", "warnings"]))?;
    }
    build::everything()
}
