//! What comes out of a party is what people did there, and nothing that they did not accept.

use anyhow::Result;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use tapvine_tests::endpoint::{ANALYST_KEY, Endpoint};
use tapvine_tests::simulation::player::SimulatedPlayer;
use tapvine_tests::simulation::{Settings, Simulated, evaluation, simulate};

const CAMPAIGN: &str = "party";
const PEOPLE: usize = 40;
const SEED: u64 = 2;

async fn play(endpoint: &Endpoint) -> Result<Simulated> {
    let settings = Settings {
        endpoint: endpoint.url.clone(),
        analyst_key: ANALYST_KEY.to_owned(),
        write_key: None,
        campaign: CAMPAIGN.to_owned(),
        players: PEOPLE,
        seed: SEED,
        honesty: 0.97,
    };
    simulate(&settings).await
}

fn total(players: &[SimulatedPlayer], of: impl Fn(&SimulatedPlayer) -> usize) -> usize {
    players.iter().map(of).sum()
}

/// Person and label, for every label that ended so.
fn that_ended(players: &[SimulatedPlayer], status: &str) -> BTreeSet<(String, String)> {
    let of = |player: &SimulatedPlayer| -> Vec<(String, String)> {
        let decided = player.actions.decided.iter().filter(|decided| decided.status == status);
        decided.map(|decided| (player.player_id.clone(), decided.label.clone())).collect()
    };
    players.iter().flat_map(of).collect()
}

#[tokio::test]
async fn exports_and_insights_say_what_people_did_and_nothing_that_they_did_not_accept() -> Result<()> {
    let endpoint = Endpoint::start(0).await?;
    let simulated = play(&endpoint).await?;
    let players = &simulated.players;
    let count = |status: &'static str| {
        total(players, |player| {
            player.actions.decided.iter().filter(|decided| decided.status == status).count()
        })
    };
    let [accepted, declined, pending, withdrawn] =
        ["accepted", "declined", "pending", "withdrawn"].map(count);
    assert!(accepted > 100 && declined > 10 && pending > 10 && withdrawn > 0, "people differ");

    let rows = evaluation::label_rows(&simulated).await?;
    let exported: BTreeSet<(String, String)> =
        rows.iter().map(|row| (row.player_id.clone(), row.label.clone())).collect();
    let of_declared = |player: &SimulatedPlayer| -> Vec<(String, String)> {
        player.actions.declared.iter().map(|label| (player.player_id.clone(), label.clone())).collect()
    };
    let declared: BTreeSet<(String, String)> = players.iter().flat_map(of_declared).collect();
    let carried: BTreeSet<(String, String)> =
        that_ended(players, "accepted").union(&declared).cloned().collect();
    for status in ["pending", "declined", "withdrawn"] {
        let only: Vec<_> = that_ended(players, status).difference(&carried).cloned().collect();
        assert!(!only.is_empty() && only.iter().all(|pair| !exported.contains(pair)), "{status}");
    }
    assert_eq!(exported, carried);
    assert_eq!(rows.len(), exported.len(), "each person and label once");
    assert_eq!(rows.iter().map(|row| row.n_givers).sum::<usize>(), accepted);

    let evidence = endpoint.csv("evidence", CAMPAIGN).await?;
    let accepted_friends =
        evidence.iter().filter(|row| row["source"] == "friends" && row["accepted"] == "true");
    assert_eq!(accepted_friends.count(), accepted);
    assert_eq!(evidence.iter().filter(|row| row["source"] == "declared").count(), declared.len());

    let ids: Vec<&str> = players.iter().map(|player| player.player_id.as_str()).collect();
    let planted: BTreeSet<(&str, &str)> =
        simulated.world.graph.referrals().map(|(inviter, invitee)| (ids[inviter], ids[invitee])).collect();
    let invites = endpoint.csv("invites", CAMPAIGN).await?;
    let referrals: BTreeSet<(&str, &str)> =
        invites.iter().map(|row| (row["inviter_id"].as_str(), row["invitee_id"].as_str())).collect();
    assert_eq!(referrals, planted);
    assert!(invites.iter().all(|row| row["state"] == "qualified"), "everybody finished a round");

    let mut events: BTreeMap<String, usize> = BTreeMap::new();
    for event in endpoint.events(CAMPAIGN).await? {
        *events.entry(event["event"].as_str().unwrap_or("identify").to_owned()).or_default() += 1;
    }
    let rounds = total(players, |player| player.actions.rounds);
    for (name, expect) in [
        ("Game Started", rounds),
        ("Run Finished", rounds),
        ("Run Verified", rounds),
        ("Invite Qualified", referrals.len()),
        ("Label Accepted", accepted + withdrawn),
        ("Label Withdrawn", withdrawn),
    ] {
        assert_eq!(events.get(name), Some(&expect), "{name}");
    }
    assert!(!events.contains_key("Label Given") && !events.contains_key("Label Declined"));

    let insight = async |name: &str| -> Result<Value> {
        let text = endpoint.analyst(&format!("/v1/insights/{name}?campaign={CAMPAIGN}")).await?;
        Ok(serde_json::from_str(&text)?)
    };
    let labels = insight("labels").await?;
    let totals = &labels["totals"];
    for (name, expect) in [
        ("given", total(players, |player| player.actions.given)),
        ("accepted", accepted),
        ("declined", declined),
        ("pending", pending),
        ("withdrawn", withdrawn),
    ] {
        assert_eq!(totals[name], json!(expect), "{name} in {totals}");
    }
    let profiles: BTreeSet<&String> = carried.iter().map(|(player, _)| player).collect();
    assert_eq!(labels["players_with_profile"], json!(profiles.len()));
    let funnel = insight("funnel").await?;
    assert_eq!((&funnel["verified"], &funnel["rejected"]), (&json!(rounds), &json!(0)));
    assert_eq!(insight("chains").await?["stats"]["hops"], json!(referrals.len()));
    Ok(())
}
