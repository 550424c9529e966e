//! `cargo xtask build`: games to WebAssembly, pages to `www/dist`, everything compressed and weighed.

mod budget;
mod compress;
mod games;
mod labels;
mod module;
mod names;
mod pages;
mod sprites;

use crate::setup;
use anyhow::Result;

/// One half of the build, while working on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Half {
    Games,
    Pages,
}

pub fn everything() -> Result<()> {
    setup::wasm_target()?;
    setup::npm_packages("www")?;
    games::build()?;
    labels::build()?;
    pages::build()?;
    compress::all()?;
    budget::check()
}

/// Without the budget, which needs both.
pub fn only(half: Half) -> Result<()> {
    setup::wasm_target()?;
    setup::npm_packages("www")?;
    match half {
        Half::Games => games::build().and_then(|()| labels::build())?,
        Half::Pages => pages::build()?,
    }
    compress::all()
}
