//! `cargo xtask fairplay`: people and bots play every game natively; how the judge of hands tells them apart.

use anyhow::Result;
use clap::Parser;
use tapvine_tests::fair_play::bot::Bot;
use tapvine_tests::fair_play::rates::{Who, rates};

#[derive(Parser)]
#[command(name = "cargo xtask fairplay", about = "How often people are held and bots are caught")]
struct Arguments {
    /// Runs of people, and of each kind of bot.
    #[arg(long, default_value_t = 2_000)]
    runs: usize,
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

fn main() -> Result<()> {
    let Arguments { runs, seed } = Arguments::parse();
    for game in &tapvine_games::all()? {
        println!("\n  {}: {runs} runs of each, seed {seed}; shares of the won ones", game.manifest.id);
        println!("  {:30} {:>6} {:>9} {:>9}", "who", "won", "held", "refused");
        let kinds = Bot::ALL.into_iter().map(|bot| (bot.name(), Who::Bot(bot)));
        for (name, who) in [("people", Who::Person)].into_iter().chain(kinds) {
            let rates = rates(game, who, seed, runs)?;
            let (held, refused) = (rates.percent(rates.held), rates.percent(rates.refused));
            println!("  {name:30} {:>6} {held:>7.2} % {refused:>7.2} %", rates.won);
        }
    }
    Ok(())
}
