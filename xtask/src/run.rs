//! Running other programs so that a person sees what happens and an error says which one failed.

use anyhow::{Context, Result, bail};
use std::process::Command;
use std::time::Instant;

/// Says what is about to happen.
pub fn step(what: &str) {
    println!("\n▶ {what}");
}

/// Runs a program to its end with its output shown.
pub fn run(command: &mut Command) -> Result<()> {
    let shown = shown(command);
    println!("  $ {shown}");
    let started = Instant::now();
    let status = command.status().with_context(|| format!("cannot start `{shown}`"))?;
    if !status.success() {
        bail!("`{shown}` failed ({status})");
    }
    println!("  {:.0} s", started.elapsed().as_secs_f32());
    Ok(())
}

/// Whether a program runs and ends well; its output is not shown.
pub fn succeeds(program: &str, arguments: &[&str]) -> bool {
    Command::new(program).args(arguments).output().is_ok_and(|output| output.status.success())
}

fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}

/// `cargo`, the one that runs us.
pub fn cargo() -> Command {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(crate::project::root());
    cargo
}
