//! What a fresh machine lacks: installed where that is possible, named in one line where it is not.

use crate::{project, run};
use anyhow::{Result, bail};
use std::fs;
use std::path::Path;
use std::process::Command;

/// The wasm target and the sources of std, which the build makes small.
pub fn wasm_target() -> Result<()> {
    let installed = Command::new("rustc").args(["--print", "sysroot"]).output()?;
    let sysroot = String::from_utf8(installed.stdout)?;
    let has = |path: &str| Path::new(sysroot.trim()).join("lib/rustlib").join(path).exists();
    if has("wasm32-unknown-unknown") && has("src/rust/library/std/Cargo.toml") {
        return Ok(());
    }
    run::step("Installing the WebAssembly target");
    run::run(Command::new("rustup").args(["target", "add", "wasm32-unknown-unknown"]))?;
    run::run(Command::new("rustup").args(["component", "add", "rust-src"]))
}

/// The npm packages of a folder such as `www`, again whenever its lock file changed.
pub fn npm_packages(folder: &str) -> Result<()> {
    let path = project::root().join(folder);
    let lock = fs::read(path.join("package-lock.json"))?;
    let stamp = path.join("node_modules/.installed-lock");
    if fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    if !run::succeeds("npm", &["--version"]) {
        bail!("Node.js 20 with npm is missing: install it, then run this again");
    }
    run::step(&format!("Installing the npm packages of {folder}"));
    run::run(Command::new("npm").args(["ci", "--no-audit", "--no-fund"]).current_dir(path))?;
    Ok(fs::write(stamp, lock)?)
}

/// A browser with its driver, and fonts that can write Chinese.
pub fn browser() -> Result<()> {
    let wanted = [("chromium", "chromium"), ("chromedriver", "chromium-driver"), ("fc-list", "fontconfig")];
    let mut missing: Vec<&str> =
        wanted.iter().filter(|(program, _)| !is_on_path(program)).map(|(_, package)| *package).collect();
    if !Path::new("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc").exists() {
        missing.push("fonts-noto-cjk");
    }
    debian_packages("the browser tests need Chromium, its driver and fonts", &missing)
}

/// A Python of the project's own with what tests read exports by, again whenever the list changed.
pub fn python() -> Result<()> {
    let list = project::root().join("tests/requirements.txt");
    let wanted = fs::read(&list)?;
    let folder = project::python();
    let stamp = folder.join(".installed-list");
    if fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    if !run::succeeds("python3", &["-c", "import ensurepip, venv"]) {
        let packages = ["python3-venv", "python3-pip"];
        debian_packages("the tests read exports by Python with DuckDB", &packages)?;
    }
    run::step("Installing the Python packages of the tests");
    run::run(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&folder))?;
    let mut pip = Command::new(folder.join("bin/python"));
    pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement"]);
    run::run(pip.arg(&list))?;
    Ok(fs::write(stamp, wanted)?)
}

/// Installs them as root on Debian; anybody else is told how, and why.
fn debian_packages(why: &str, missing: &[&str]) -> Result<()> {
    if missing.is_empty() {
        return Ok(());
    }
    let command = format!("apt-get install -y --no-install-recommends {}", missing.join(" "));
    let root_on_debian = is_on_path("apt-get") && run::succeeds("sh", &["-c", "test $(id -u) = 0"]);
    if !root_on_debian {
        bail!("{why}; as root: {command}");
    }
    run::step(&format!("Installing {}", missing.join(", ")));
    run::run(Command::new("apt-get").args(["update", "-q"]))?;
    run::run(Command::new("sh").args(["-c", &command]).env("DEBIAN_FRONTEND", "noninteractive"))
}

fn is_on_path(program: &str) -> bool {
    std::env::var_os("PATH")
        .is_some_and(|path| std::env::split_paths(&path).any(|folder| folder.join(program).exists()))
}
