//! `cargo xtask tidy`: the invariants of ARCHITECTURE.md that a machine can check.

mod circles;
mod dependencies;
mod documents;
mod files;
mod source;
mod store;

use crate::{golden, project, run};
use anyhow::{Result, bail};

pub fn check() -> Result<()> {
    run::step("Checking the invariants of ARCHITECTURE.md");
    let sources = source::all()?;
    let mut faults = Vec::new();
    faults.extend(files::first_line_says_what_for(&sources));
    faults.extend(files::files_stay_short(&sources));
    faults.extend(files::rules_are_deterministic(&sources));
    faults.extend(files::a_game_is_named_in_its_folder_only(&sources)?);
    faults.extend(files::top_level_is_fixed(&sources));
    faults.extend(circles::files_import_in_one_direction(&sources));
    faults.extend(store::the_store_decides_nothing(&sources));
    faults.extend(documents::named_paths_exist(&sources, &project::root()));
    faults.extend(documents::invariants_name_their_check(&sources));
    faults.extend(dependencies::forbidden()?);
    faults.extend(golden::faults()?);
    if !faults.is_empty() {
        bail!("{} faults:\n  {}", faults.len(), faults.join("\n  "));
    }
    println!("  {} files, no fault", sources.len());
    Ok(())
}
