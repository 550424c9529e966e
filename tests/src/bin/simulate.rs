//! `cargo xtask simulate`: people with planted interests play a campaign at a real endpoint.

use anyhow::{Result, ensure};
use clap::Parser;
use tapvine_tests::endpoint::{ANALYST_KEY, Endpoint, WRITE_KEY};
use tapvine_tests::folders;
use tapvine_tests::simulation::campaign::first_with_labels;
use tapvine_tests::simulation::{Settings, report, simulate};

#[derive(Parser)]
#[command(name = "cargo xtask simulate", about = "People with planted interests play a campaign over HTTP")]
struct Arguments {
    #[arg(long, default_value_t = 2_000)]
    players: usize,
    /// Interests, friendships and decisions follow from it.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Without it, an endpoint of its own on a database that is gone afterwards.
    #[arg(long, requires = "analyst_key")]
    endpoint: Option<String>,
    #[arg(long, env = "TAPVINE_ANALYST_KEY", hide_env_values = true)]
    analyst_key: Option<String>,
    /// Without it, the one the endpoint tells every browser.
    #[arg(long, env = "TAPVINE_WRITE_KEY", hide_env_values = true)]
    write_key: Option<String>,
    /// Without it, the product's first campaign with labels.
    #[arg(long)]
    campaign: Option<String>,
    /// The share of a friend's answers that follow the truth.
    #[arg(long, default_value_t = 0.97)]
    honesty: f64,
}

#[tokio::main]
async fn main() -> Result<()> {
    let arguments = Arguments::parse();
    ensure!((0.0..=1.0).contains(&arguments.honesty), "honesty is a share from 0 to 1");
    let campaigns = folders::project().join("endpoint/campaigns");
    let campaign = arguments.campaign.map_or_else(|| first_with_labels(&campaigns), Ok)?;
    let (players, seed, honesty) = (arguments.players, arguments.seed, arguments.honesty);
    let mut settings = Settings {
        endpoint: arguments.endpoint.clone().unwrap_or_default(),
        analyst_key: arguments.analyst_key.unwrap_or_default(),
        write_key: arguments.write_key,
        campaign,
        players,
        seed,
        honesty,
    };
    // Kept until the end: the endpoint stops when it is dropped.
    let mut own = None;
    if arguments.endpoint.is_none() {
        let endpoint = own.insert(Endpoint::start(players / 4).await?);
        settings.endpoint.clone_from(&endpoint.url);
        settings.analyst_key = ANALYST_KEY.to_owned();
        settings.write_key = Some(WRITE_KEY.to_owned());
    }
    println!(
        "  {players} people play `{}` at {}: seed {seed}, {:.0} % of answers follow the truth",
        settings.campaign,
        settings.endpoint,
        honesty * 100.0
    );
    let simulated = simulate(&settings).await?;
    report::print(&simulated).await?;
    drop(own);
    Ok(())
}
