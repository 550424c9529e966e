//! `cargo xtask …`: one command for everything a person does twice; CI runs the same.

mod attack;
mod bench;
mod build;
mod demo;
mod fairplay;
mod fuzz;
mod golden;
mod project;
mod run;
mod setup;
mod simulate;
mod tags;
mod test;
mod tidy;

use anyhow::Result;
use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Builds, shows and tests Tapvine")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Compile the games to WebAssembly and the pages, compress them, check the byte budget.
    Build {
        /// Only the games or only the pages.
        #[arg(long)]
        only: Option<build::Half>,
    },
    /// Build what is needed, start the endpoint with a demo campaign and a brand page, print the links.
    Demo {
        /// The endpoint's port; the brand page takes the next one.
        #[arg(long, default_value_t = 8787)]
        port: u16,
        /// So many people with planted interests play each demo campaign once it runs.
        #[arg(long, default_value_t = 0)]
        people: usize,
    },
    /// Every test there is, browser included.
    Test {
        /// Skip formatting, lints and tidiness; only build and run the tests.
        #[arg(long)]
        only_tests: bool,
    },
    /// Measure replays, ingest and cold start; what follows goes to the bench (`replay`, `ingest`, `cold-start`).
    Bench { what: Option<String> },
    /// People with planted interests play a campaign over HTTP; at the end, how near the exports are to the truth.
    /// What follows goes to the simulation (`--players 2000 --seed 1`); `--help` lists it.
    #[command(disable_help_flag = true)]
    Simulate {
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
    /// People and bots play every game natively; how often people are held and bots are caught.
    /// What follows goes to the simulation (`--runs 2000 --seed 1`).
    #[command(disable_help_flag = true)]
    Fairplay {
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
    /// A script takes coupons from one address as fast as it can, or people play behind one; `--help` lists how.
    #[command(disable_help_flag = true)]
    Attack {
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
    /// Replay the recorded runs of every game and rules version; none may be worth anything else than before.
    Golden {
        /// Record the runs of this game's present rules, which have none yet.
        #[arg(long, value_name = "GAME")]
        record: Option<String>,
    },
    /// Fuzz the decoders of strangers' bytes and the API, each for some minutes; not a part of `test`.
    Fuzz {
        /// Only this one.
        target: Option<fuzz::Target>,
        #[arg(long, default_value_t = 10)]
        minutes: u32,
    },
    /// Check what a machine can check of ARCHITECTURE.md's invariants.
    Tidy,
    /// Write the documents about the endpoint's tags from the lists in the code.
    Tags,
}

fn main() -> Result<()> {
    match Cli::parse().command {
        Command::Build { only: None } => build::everything(),
        Command::Build { only: Some(half) } => build::only(half),
        Command::Demo { port, people } => demo::run(port, people),
        Command::Test { only_tests } => test::run(only_tests),
        Command::Bench { what } => bench::run(what.as_deref()),
        Command::Simulate { arguments } => simulate::run(&arguments),
        Command::Fairplay { arguments } => fairplay::run(&arguments),
        Command::Attack { arguments } => attack::run(&arguments),
        Command::Golden { record: None } => golden::check(),
        Command::Golden { record: Some(game) } => golden::record(&game),
        Command::Fuzz { target, minutes } => fuzz::run(target, minutes),
        Command::Tidy => tidy::check(),
        Command::Tags => tags::write(),
    }
}
