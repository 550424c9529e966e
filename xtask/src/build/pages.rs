//! The pages and the loader, by Vite.

use crate::{project, run};
use anyhow::Result;
use std::process::Command;

pub fn build() -> Result<()> {
    run::step("Building the pages");
    let www = project::root().join("www");
    run::run(Command::new("npm").args(["run", "--silent", "build"]).current_dir(www))
}
