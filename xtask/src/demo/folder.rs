//! The demo's folder: copies of the campaigns that lead to the demo's brand page, and a stock of codes for each.

use crate::project;
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};

const STOCK_SIZE: usize = 500;
/// Letters and digits that nobody mistakes for one another.
const ALPHABET: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

pub fn prepare(brand_port: u16) -> Result<PathBuf> {
    let demo = project::target().join("demo");
    let campaigns = demo.join("campaigns");
    fs::create_dir_all(&campaigns)?;
    for entry in fs::read_dir(project::campaigns())? {
        let file = entry?.path();
        let name = file.file_name().context("a file has a name")?;
        if file.extension().is_none_or(|ending| ending != "toml") {
            fs::copy(&file, campaigns.join(name))?;
            continue;
        }
        let text = fs::read_to_string(&file)?.replace("localhost:8788", &format!("localhost:{brand_port}"));
        fs::write(campaigns.join(name), &text)?;
        let stock = text.lines().find_map(|line| line.trim().strip_prefix("stock = "));
        if let Some(stock) = stock {
            write_codes(&campaigns.join(stock.trim_matches('"')))?;
        }
    }
    Ok(demo)
}

pub fn campaign_ids(demo: &Path) -> Result<Vec<String>> {
    let mut ids = Vec::new();
    for entry in fs::read_dir(demo.join("campaigns"))? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            ids.extend(path.file_stem().map(|stem| stem.to_string_lossy().into_owned()));
        }
    }
    ids.sort();
    Ok(ids)
}

/// Random codes, once: the next demo goes on with the same stock.
fn write_codes(stock: &Path) -> Result<()> {
    if stock.exists() {
        return Ok(());
    }
    let mut codes = String::new();
    for _ in 0..STOCK_SIZE {
        let mut bytes = [0; 8];
        getrandom::fill(&mut bytes).map_err(|error| anyhow::anyhow!("no random bytes: {error}"))?;
        let code: String = bytes.iter().map(|byte| char::from(ALPHABET[usize::from(byte % 32)])).collect();
        codes.push_str(&format!("TV-{}-{}\n", &code[..4], &code[4..]));
    }
    Ok(fs::write(stock, codes)?)
}
