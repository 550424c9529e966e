//! `cargo xtask fuzz`: coverage-guided fuzzing of the decoders of strangers' bytes, and a long run of Schemathesis.
//!
//! libFuzzer watches the coverage that a stable compiler's own pass adds; no nightly compiler is needed. What is
//! found is kept beside the corpus in `target/fuzz`, and the command fails.

use crate::{build, project, run, setup};
use anyhow::{Context as _, Result};
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use clap::ValueEnum;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What is fuzzed.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Target {
    /// Bodies of events: `shared/fuzz/src/bin/batch.rs`.
    Batch,
    /// Traces of runs: `shared/fuzz/src/bin/trace.rs`.
    Trace,
    /// The API as `openapi.json` states it, by Schemathesis.
    Contract,
}

/// What `cargo fuzz` gives the compiler; without a sanitizer, since nothing here is unsafe.
const COVERAGE: &str = "-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares --cfg=fuzzing";

pub fn run(target: Option<Target>, minutes: u32) -> Result<()> {
    for each in [Target::Batch, Target::Trace, Target::Contract] {
        if target.is_none_or(|target| target == each) {
            match each {
                Target::Batch => decoder("batch", minutes, batches)?,
                Target::Trace => decoder("trace", minutes, traces)?,
                Target::Contract => contract(minutes)?,
            }
        }
    }
    Ok(())
}

fn decoder(name: &str, minutes: u32, seeds: fn() -> Result<Vec<Vec<u8>>>) -> Result<()> {
    run::step(&format!("Fuzzing the {name} decoder for {minutes} min"));
    let folder = project::target().join("fuzz");
    let corpus = folder.join("corpus").join(name);
    fs::create_dir_all(&corpus)?;
    for (number, seed) in seeds()?.iter().enumerate() {
        fs::write(corpus.join(format!("seed-{number}")), seed)?;
    }
    let found = folder.join(format!("found-{name}-"));
    let mut fuzz = Command::new("cargo");
    fuzz.current_dir(project::root()).env("RUSTFLAGS", COVERAGE).env("CARGO_TARGET_DIR", &folder);
    fuzz.args(["run", "--quiet", "--release", "--manifest-path", "shared/fuzz/Cargo.toml", "--bin", name]);
    // The name of the system keeps the coverage out of build scripts.
    fuzz.args(["--target", "x86_64-unknown-linux-gnu", "--"]).arg(&corpus);
    fuzz.arg(format!("-artifact_prefix={}", found.display()));
    fuzz.arg(format!("-max_total_time={}", minutes * 60));
    fuzz.args(["-timeout=10", "-rss_limit_mb=2048", "-max_len=16384", "-print_final_stats=1"]);
    run::run(&mut fuzz)
}

/// The bodies of the recorded runs' traces, without the sum that the target adds, and the texts themselves.
fn traces() -> Result<Vec<Vec<u8>>> {
    let mut seeds = Vec::new();
    for game in tapvine_games::all()? {
        for file in files(&project::root().join("games").join(&game.manifest.id).join("golden"))? {
            for line in fs::read_to_string(&file)?.lines().take(40) {
                let run: serde_json::Value = serde_json::from_str(line)?;
                let text = run["trace"].as_str().context("a trace")?;
                let bytes = BASE64_URL_SAFE_NO_PAD.decode(text)?;
                seeds.push(bytes[..bytes.len() - 4].to_vec());
                seeds.push(text.as_bytes().to_vec());
            }
        }
    }
    Ok(seeds)
}

/// The samples of the endpoint's tests, and one event of each kind.
fn batches() -> Result<Vec<Vec<u8>>> {
    let samples = files(&project::root().join("endpoint/tests/cases/ingest"))?;
    let mut seeds: Vec<Vec<u8>> = samples.iter().map(fs::read).collect::<Result<_, _>>()?;
    for kind in ["track", "identify", "page", "screen", "group", "alias"] {
        let event = format!(
            r#"{{"type":"{kind}","event":"Game Opened","messageId":"m","anonymousId":"a","userId":"u","groupId":"g","previousId":"p","name":"n","timestamp":"2026-01-05T00:00:00.000Z","sentAt":1767571200000,"properties":{{"campaign_id":"quick","game_id":"g","seq":1,"stream":"tab","list":[1.5,null,true]}},"traits":{{"plan":"\u00e9\ud83c\udf53"}},"context":{{"consent":{{"version":"v1"}}}}}}"#
        );
        seeds.push(
            format!(r#"{{"writeKey":"k","sentAt":"2026-01-05T00:00:01Z","batch":[{event},{event}]}}"#).into(),
        );
        seeds.push(event.into());
    }
    Ok(seeds)
}

fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).with_context(|| folder.display().to_string())?;
    let mut files = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    files.sort();
    Ok(files)
}

/// The test of the contract, with as many examples as fit into the time.
fn contract(minutes: u32) -> Result<()> {
    setup::python()?;
    if !project::root().join("www/dist").exists() {
        build::everything()?;
    }
    run::step("Compiling the endpoint");
    run::run(run::cargo().args(["build", "--package", "tapvine-endpoint"]))?;
    run::step(&format!("Schemathesis for {minutes} min"));
    let mut test = run::cargo();
    test.args([
        "test",
        "--package",
        "tapvine-tests",
        "--test",
        "end_to_end",
        "contract",
        "--",
        "--include-ignored",
        "--nocapture",
    ]);
    test.env("TAPVINE_ENDPOINT_BIN", project::target().join("debug/tapvine-endpoint"));
    test.env("TAPVINE_PYTHON", project::python().join("bin/python"));
    test.env("TAPVINE_CONTRACT_SECONDS", (minutes * 60).to_string());
    run::run(&mut test)
}
