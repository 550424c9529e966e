//! A crate to one small WebAssembly module with its script.
//!
//! std is built again without its panic messages, which saves a sixth of what a phone downloads;
//! that needs `-Z` flags, so `RUSTC_BOOTSTRAP` is set for these builds and for no others.

use super::names;
use crate::{project, run};
use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use std::fs;
use std::path::Path;
use std::process::Command;
use wasm_bindgen_cli_support::Bindgen;

const TARGET: &str = "wasm32-unknown-unknown";
/// For the bytes that are sent, not those on disk: brotli shrinks repeated code better than inlining
/// and shared subexpressions do, above all when functions with similar names lie side by side.
const OPTIMIZE: [&str; 9] = [
    "-Os",
    "--converge",
    "-fimfs=0",
    "-ocimfs=0",
    "-aimfs=0",
    "--skip-pass=local-cse",
    "--reorder-functions-by-name",
    "--strip-debug",
    "--strip-producers",
];

/// Compiles packages for phones; features are those of the packages named.
pub fn compile(packages: &[&str], features: &[&str]) -> Result<()> {
    let mut cargo = run::cargo();
    cargo.args(["build", "--lib", "--profile", "phone", "--target", TARGET]);
    cargo.args(["-Z", "build-std=std,panic_abort", "-Z", "build-std-features=optimize_for_size"]);
    for package in packages {
        cargo.args(["--package", package]);
    }
    for feature in features {
        cargo.args(["--features", feature]);
    }
    cargo.env("RUSTC_BOOTSTRAP", "1");
    // Panics are not told on a phone, so neither their places nor `Debug` texts are worth a byte.
    cargo.env(
        "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS",
        "-Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none -Zfmt-debug=none",
    );
    run::run(&mut cargo)
}

/// The script and the module of a compiled package.
pub struct Packed {
    pub js: Vec<u8>,
    pub wasm: Vec<u8>,
}

pub fn pack(package: &str) -> Result<Packed> {
    let file = format!("{}.wasm", package.replace('-', "_"));
    let compiled = project::target().join(TARGET).join("phone").join(file);
    let work = project::target().join("tapvine").join(package);
    fs::create_dir_all(&work)?;
    let mut output = Bindgen::new()
        .input_path(&compiled)
        .web(true)?
        .typescript(false)
        .omit_default_module_path(true)
        .out_name("module")
        .generate_output()
        .with_context(|| format!("wasm-bindgen on {}", compiled.display()))?;
    let names = names::shorten(&mut output);
    let script = names::apply(&names, output.js());
    output.emit(&work)?;
    fs::write(work.join("module.js"), script)?;
    let small = work.join("small.wasm");
    run::run(
        Command::new(project::root().join("www/node_modules/.bin/wasm-opt"))
            .args(OPTIMIZE)
            .arg(work.join("module_bg.wasm"))
            .arg("-o")
            .arg(&small),
    )?;
    Ok(Packed { js: minified_script(&work)?, wasm: fs::read(small)? })
}

/// wasm-bindgen's script without comments and indentation, by the bundler that the pages use.
fn minified_script(work: &Path) -> Result<Vec<u8>> {
    let minified = work.join("module.min.js");
    run::run(
        Command::new(project::root().join("www/node_modules/.bin/rolldown"))
            .arg(work.join("module.js"))
            .args(["--minify", "--format", "esm", "--log-level", "warn", "--file"])
            .arg(&minified),
    )?;
    Ok(fs::read(minified)?)
}

/// Writes a file under a name that changes with its content; gives its address below `www/dist`.
pub fn put(folder: &str, stem: &str, extension: &str, bytes: &[u8]) -> Result<String> {
    let hash: String = Sha256::digest(bytes).iter().take(4).map(|byte| format!("{byte:02x}")).collect();
    let path = format!("{folder}/{stem}.{hash}.{extension}");
    fs::write(project::dist().join(&path), bytes)?;
    Ok(format!("/{path}"))
}

/// A folder below `www/dist` with nothing in it.
pub fn empty_folder(folder: &str) -> Result<()> {
    let path = project::dist().join(folder);
    if path.exists() {
        fs::remove_dir_all(&path)?;
    }
    Ok(fs::create_dir_all(path)?)
}
