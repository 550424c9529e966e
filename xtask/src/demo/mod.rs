//! `cargo xtask demo`: the endpoint with a demo campaign, and a brand page on another origin that embeds the game.

mod folder;
mod keys;
mod server;

use crate::{build, project, run, simulate};
use anyhow::{Context, Result};
use keys::DemoKeys;
use server::Server;
use std::process::Command;
use std::thread;

pub fn run(port: u16, people: usize) -> Result<()> {
    build::everything()?;
    run::step("Compiling the endpoint");
    run::run(run::cargo().args(["build", "--package", "tapvine-endpoint"]))?;
    if people > 0 {
        simulate::compile()?;
    }
    let brand_port = port.checked_add(1).context("the brand page needs the port after this one")?;
    let demo = folder::prepare(brand_port)?;
    let keys = DemoKeys::load(&demo)?;

    run::step("Starting");
    let mut endpoint = Command::new(project::target().join("debug/tapvine-endpoint"));
    endpoint
        .env("TAPVINE_LISTEN", format!("127.0.0.1:{port}"))
        .env("TAPVINE_DATABASE", format!("sqlite:{}", demo.join("tapvine.sqlite").display()))
        .env("TAPVINE_CAMPAIGNS", demo.join("campaigns"))
        .env("TAPVINE_WWW", project::dist())
        .env("TAPVINE_WRITE_KEY", &keys.write)
        .env("TAPVINE_ANALYST_KEY", &keys.analyst);
    let endpoint = Server::start("the endpoint", &mut endpoint)?;
    let mut brand = Command::new("node");
    brand.arg(project::root().join("www/brand-site.mjs"));
    brand.args(["--endpoint", &endpoint.url, "--port", &brand_port.to_string()]);
    let brand = Server::start("the brand page", &mut brand)?;

    let campaigns = folder::campaign_ids(&demo)?;
    let first = campaigns.first().context("there is no campaign")?;
    println!("\n  Tapvine is running. Ctrl-C stops it.\n");
    println!("  Brand page   {}/", brand.url);
    for campaign in &campaigns {
        println!("  Play page    {}/play?campaign={campaign}", endpoint.url);
    }
    println!("  Insights     {}/insights#key={}&campaign={first}", endpoint.url, keys.analyst);
    println!(
        "  Events       curl -H 'Authorization: Bearer {}' '{}/v1/export/events.ndjson?campaign={first}'\n",
        keys.analyst, endpoint.url
    );
    for campaign in campaigns.into_iter().filter(|_| people > 0) {
        let (url, keys) = (endpoint.url.clone(), keys.clone());
        thread::spawn(move || {
            // The demo goes on without them.
            if let Err(error) = invite_people(&url, &campaign, people, &keys) {
                println!("  {error:#}");
            }
        });
    }
    endpoint.wait()?;
    drop(brand);
    Ok(())
}

/// People with planted interests play a campaign, so that the insights have something to show.
fn invite_people(endpoint: &str, campaign: &str, people: usize, keys: &DemoKeys) -> Result<()> {
    let mut simulation = simulate::program();
    simulation.args(["--endpoint", endpoint, "--campaign", campaign, "--players", &people.to_string()]);
    run::run(simulation.args(["--analyst-key", &keys.analyst, "--write-key", &keys.write]))
}
