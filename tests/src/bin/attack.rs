//! `cargo xtask attack`: a script takes coupons from a real endpoint as fast as it can, from one address; or people
//! play behind one. Limits do not depend on how long it takes, so a minute shows what ten would: see `--minutes`.

use anyhow::{Result, ensure};
use clap::Parser;
use std::time::Duration;
use tapvine_tests::attack::{Attack, How, run};
use tapvine_tests::endpoint::Endpoint;

#[derive(Parser)]
#[command(name = "cargo xtask attack", about = "Takes coupons from one address, or plays behind one")]
struct Arguments {
    /// New players who start, win by search and finish, and start again.
    #[arg(long)]
    drain: bool,
    /// The script also does the work that is asked for.
    #[arg(long, requires = "drain")]
    work: bool,
    /// The script adds what it takes for a hand: reactions, slips and reaches drawn like a person's.
    #[arg(long, requires = "drain")]
    human_noise: bool,
    /// So many people behind one address, each of whom plays until they win once or twice lost.
    #[arg(long, conflicts_with = "drain")]
    people: Option<usize>,
    #[arg(long, default_value_t = 10.0)]
    minutes: f64,
    /// How many rounds the script plays at once.
    #[arg(long, default_value_t = 40)]
    at_once: usize,
    #[arg(long, default_value_t = 2_000)]
    stock: usize,
    #[arg(long, default_value = "summer-fruit")]
    campaign: String,
}

#[tokio::main]
async fn main() -> Result<()> {
    let asked = Arguments::parse();
    ensure!(asked.drain || asked.people.is_some(), "say --drain or --people 300");
    let endpoint = Endpoint::start_with_limits(asked.stock).await?;
    let how = match asked.people {
        Some(people) => How::People(people),
        None => How::Script { at_once: asked.at_once, works: asked.work, human_noise: asked.human_noise },
    };
    let time = Duration::from_secs_f64(asked.minutes * 60.0);
    let taken = run(&endpoint, &Attack { campaign: asked.campaign, how, time }).await?;
    taken.print();
    Ok(())
}
