//! The demo's keys: random, made once, so that links of an earlier demo still open.

use anyhow::{Context, Result, anyhow};
use std::fs;
use std::path::Path;

#[derive(Clone)]
pub struct DemoKeys {
    pub write: String,
    pub analyst: String,
}

impl DemoKeys {
    pub fn load(demo: &Path) -> Result<DemoKeys> {
        Ok(DemoKeys { write: kept(&demo.join("write-key"))?, analyst: kept(&demo.join("analyst-key"))? })
    }
}

/// The key in a file, or a fresh one that is kept there.
fn kept(file: &Path) -> Result<String> {
    if file.exists() {
        return fs::read_to_string(file).with_context(|| file.display().to_string());
    }
    let mut bytes = [0; 24];
    getrandom::fill(&mut bytes).map_err(|error| anyhow!("no random bytes: {error}"))?;
    let key: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    fs::write(file, &key)?;
    Ok(key)
}
