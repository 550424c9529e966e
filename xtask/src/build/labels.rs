//! The drawings of the standard taxonomy's labels, in one file that a page loads after its first frame.

use super::{module, sprites};
use crate::run;
use anyhow::{Context, Result};
use serde_json::{Map, Value};
use tapvine_shared::label::Taxonomy;

pub fn build() -> Result<()> {
    run::step("Packing the labels' drawings");
    module::empty_folder("labels")?;
    let mut icons = Map::new();
    for label in Taxonomy::standard()?.labels {
        let svg = sprites::from_icon_set(&format!("fluent-emoji-flat/{}", label.icon));
        icons.insert(label.icon.clone(), svg.with_context(|| format!("label `{}`", label.id))?.into());
    }
    module::put("labels", "standard", "json", Value::from(icons).to_string().as_bytes())?;
    Ok(())
}
