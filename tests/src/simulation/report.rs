//! The end of a simulation in a few lines: what people did, what the exports say, how near that is to the truth.

use super::evaluation::{Pair, coverage, label_rows, pairs, precision_at_ten_percent};
use super::truth::REAL_FROM;
use super::{Simulated, homophily, player::SimulatedPlayer};
use anyhow::{Context, Result};
use serde_json::Value;

pub async fn print(simulated: &Simulated) -> Result<()> {
    let sum = |of: &dyn Fn(&SimulatedPlayer) -> usize| simulated.players.iter().map(of).sum::<usize>();
    println!(
        "\n  people {}, rounds {}, came over a friend's link {}, coupons won {}",
        simulated.players.len(),
        sum(&|player| player.actions.rounds),
        sum(&|player| usize::from(player.actions.arrived)),
        sum(&|player| player.actions.coupons),
    );
    let insight = |name: &'static str| async move {
        let text = simulated
            .world
            .api
            .analyst(&format!("/v1/insights/{name}?campaign={}", simulated.world.campaign.id))
            .await?;
        Ok::<Value, anyhow::Error>(serde_json::from_str(&text)?)
    };
    let funnel = insight("funnel").await?;
    println!(
        "  funnel: opened {}, started {}, finished {}, verified {}, rejected {}; invites {}",
        funnel["opened"],
        funnel["started"],
        funnel["finished"],
        funnel["verified"],
        funnel["rejected"],
        funnel["invites"]
    );
    println!("  chains: {}", insight("chains").await?["stats"]);
    if simulated.world.response_model.is_none() {
        return Ok(());
    }
    let status = |wanted: &'static str| {
        sum(&|player| player.actions.decided.iter().filter(|decided| decided.status == wanted).count())
    };
    println!(
        "  labels: given {}, accepted {}, declined {}, pending {}, withdrawn {}; declared {}, givers blocked {}",
        sum(&|player| player.actions.given),
        status("accepted"),
        status("declined"),
        status("pending"),
        status("withdrawn"),
        sum(&|player| player.actions.declared.len()),
        sum(&|player| player.actions.blocked.len()),
    );
    let labels = insight("labels").await?;
    println!("  label insight: {}", labels["totals"]);
    truth(simulated).await?;
    println!("  chains of interests: {}", labels["chains"]);
    Ok(())
}

async fn truth(simulated: &Simulated) -> Result<()> {
    let response_model = simulated.world.response_model.as_ref().context("labels")?;
    let labels = simulated.world.campaign.labels.as_ref().context("labels")?;
    let evidence = format!("/v1/export/evidence.csv?campaign={}", simulated.world.campaign.id);
    let evidence_rows = simulated.world.api.analyst(&evidence).await?.lines().count() - 1;
    let rows = label_rows(simulated).await?;
    let pairs = pairs(simulated, response_model, &rows)?;
    let real = pairs.iter().filter(|pair| pair.fits >= REAL_FROM).count();
    println!(
        "  label export: {} rows from {evidence_rows} rows of evidence; friends speak for {} pairs of a person and a label, {real} of them real",
        rows.len(),
        pairs.len()
    );
    println!(
        "  precision at 10 % of the ranking: lower bound {}, raw count {}",
        percent(precision_at_ten_percent(&pairs, |pair| pair.lower)),
        percent(precision_at_ten_percent(&pairs, |pair| pair.n_givers as f64)),
    );
    for (what, truth) in [
        ("who would say that it fits", &(|pair: &Pair| pair.fits) as &dyn Fn(&Pair) -> f64),
        ("whose giving ends accepted", &|pair| pair.accepted),
    ] {
        println!(
            "  90 % interval covers the share of friends {what}: {} of all, {} of those declared too, {} of the others",
            percent(coverage(pairs.iter(), truth)),
            percent(coverage(pairs.iter().filter(|pair| pair.is_declared), truth)),
            percent(coverage(pairs.iter().filter(|pair| !pair.is_declared), truth)),
        );
    }
    let planted = homophily::planted(&simulated.world.graph, &response_model.truth, labels.max_given);
    println!(
        "  planted likeness of inviter and invitee: {:.3}, by chance {:.3} (Jaccard of the {} strongest labels)",
        planted.friends, planted.strangers, labels.max_given
    );
    Ok(())
}

fn percent(share: f64) -> String {
    format!("{:.1} %", share * 100.0)
}
