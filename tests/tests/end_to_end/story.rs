//! The whole story on a phone: A plays on a brand's page, wins, invites; B follows the link and qualifies.

use anyhow::Result;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use tapvine_tests::browser::{Browser, Setting};
use tapvine_tests::endpoint::Endpoint;
use tapvine_tests::phone::Phone;
use tapvine_tests::site::Site;

const WORTH_PICKING: [&str; 2] = ["green", "gold"];

#[tokio::test]
async fn one_wins_and_invites_and_the_friend_qualifies() -> Result<()> {
    let endpoint = Endpoint::start(10).await?;
    let site = Site::embedding(&endpoint, "short", "").await?;
    let browser = Browser::start().await?;

    let a = Phone::new(browser.session(Setting::default()).await?);
    a.open_embedded(&site.url).await?;
    a.start().await?;
    assert!(a.play(&WORTH_PICKING).await? > 0, "there was fruit to touch");
    assert!(a.number("result").await? > 0, "the result shows a score");
    let coupon = a.reads("coupon").await?;
    assert!(coupon.contains("CODE-"), "the winner sees a code: {coupon}");
    a.touch("invite").await?;
    let link = a.see("invite-link").await?;
    let link = link.value().await?.or(link.attr("href").await?).unwrap_or(link.text().await?);
    assert!(link.starts_with(&format!("{}/i/", endpoint.url)), "{link}");

    let b = Phone::new(browser.session(Setting::default()).await?);
    b.open(&link).await?;
    b.touch("play").await?;
    b.start().await?;
    b.play(&WORTH_PICKING).await?;
    b.see("result").await?;
    // The last events leave when the page does.
    for phone in [&a, &b] {
        phone.leave().await?;
    }

    let events = settled_events(&endpoint).await?;
    each_event_is_there_once_in_the_segment_profile(&events);
    let by_name = names(&events);
    for (name, count) in [
        ("Game Opened", 2),
        ("Game Started", 2),
        ("Run Finished", 2),
        ("Run Verified", 2),
        ("Invite Created", 1),
    ] {
        assert_eq!(by_name.get(name), Some(&count), "{name}: {by_name:?}");
    }
    assert_eq!(by_name.get("Invite Qualified"), Some(&1), "{by_name:?}");
    let player_of = |name: &str| -> Vec<&str> {
        events
            .iter()
            .filter(|event| event["event"] == name)
            .filter_map(|event| event["anonymousId"].as_str())
            .collect()
    };
    let (inviter, invitee) = (player_of("Invite Created")[0], player_of("Invite Qualified")[0]);
    assert_ne!(inviter, invitee);

    let referrals = endpoint.csv("invites", "short").await?;
    let referrals: Vec<(&str, &str)> = referrals
        .iter()
        .filter(|row| !row["qualified_at"].is_empty())
        .map(|row| (row["inviter_id"].as_str(), row["invitee_id"].as_str()))
        .collect();
    assert_eq!(referrals, [(inviter, invitee)], "the chain A→B");
    assert_eq!(
        endpoint.csv("coupons", "short").await?.iter().filter(|row| !row["player_id"].is_empty()).count(),
        2
    );
    for phone in [a, b] {
        phone.driver.quit().await?;
    }
    Ok(())
}

/// The events, once the beacons of the closed pages have come in.
async fn settled_events(endpoint: &Endpoint) -> Result<Vec<Value>> {
    let mut events = endpoint.events("short").await?;
    for _ in 0..100 {
        if names(&events).get("Run Finished") == Some(&2) {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        events = endpoint.events("short").await?;
    }
    Ok(events)
}

fn names(events: &[Value]) -> BTreeMap<&str, usize> {
    let mut names = BTreeMap::new();
    for event in events {
        *names.entry(event["event"].as_str().unwrap_or("identify")).or_default() += 1;
    }
    names
}

fn each_event_is_there_once_in_the_segment_profile(events: &[Value]) {
    let ids: BTreeSet<&str> = events.iter().filter_map(|event| event["messageId"].as_str()).collect();
    assert_eq!(ids.len(), events.len(), "each messageId once");
    let mut seqs: BTreeMap<(String, String), Vec<u64>> = BTreeMap::new();
    for event in events {
        for key in ["type", "messageId", "anonymousId", "event", "timestamp", "originalTimestamp"] {
            assert!(event[key].is_string(), "{key} in {event}");
        }
        let properties = event["properties"].as_object().expect("properties");
        assert!(
            properties.len() <= 25
                && properties.values().all(|value| !value.is_object() && !value.is_array())
        );
        assert!(event["context"]["library"]["name"].is_string(), "{event}");
        assert_eq!(properties["campaign_id"], "short");
        for absent in ["ip", "userAgent"] {
            assert!(event["context"].get(absent).is_none(), "{absent}");
        }
        let stream = (event["anonymousId"].to_string(), properties["stream"].to_string());
        seqs.entry(stream).or_default().push(properties["seq"].as_u64().expect("seq"));
    }
    for (stream, mut seqs) in seqs {
        seqs.sort_unstable();
        let without_gap: Vec<u64> = (1..=seqs.len() as u64).collect();
        assert_eq!(seqs, without_gap, "{stream:?}");
    }
}
