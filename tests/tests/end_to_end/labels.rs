//! A party on phones: two friends stick labels on A, and only what A accepts ever leaves the system.

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::time::{SystemTime, UNIX_EPOCH};
use tapvine_tests::browser::{Browser, Setting};
use tapvine_tests::endpoint::Endpoint;
use tapvine_tests::phone::Phone;

const LONG: &str = "/v1/export/labels.csv?campaign=party&form=long";
const EVIDENCE: &str = "/v1/export/evidence.csv?campaign=party";

#[tokio::test]
async fn only_what_the_labelled_person_accepts_leaves_and_withdrawing_takes_it_back() -> Result<()> {
    let endpoint = Endpoint::start(0).await?;
    let browser = Browser::start().await?;
    let a = Phone::new(browser.session(Setting::default()).await?);
    let declared = declare_by_playing(&a, &endpoint).await?;
    let link = party_link(&a).await?;
    assert!(link.starts_with(&format!("{}/i/", endpoint.url)), "{link}");
    assert_eq!(long(&endpoint).await?, declared, "what A says of themselves");
    let receiver_id = player_of(&endpoint.events("party").await?, "Invite Created")?;
    a.leave().await?;

    let mut friends = Vec::new();
    let mut given = Vec::new();
    for _ in 0..2 {
        let friend = Phone::new(browser.session(Setting::default()).await?);
        given.push(give_labels(&friend, &link, &declared).await?);
        friend.leave().await?;
        friends.push(friend);
    }
    let all_given: BTreeSet<String> = given.concat().into_iter().collect();
    assert_eq!(long(&endpoint).await?, declared, "nothing that is pending leaves");

    a.open(&format!("{}/play?campaign=party&view=labels", endpoint.url)).await?;
    a.see("pending-label").await?;
    let pending = a.labels_of("pending-label").await?;
    assert_eq!(sorted(&pending), sorted(&given.concat()), "all that friends gave waits for A");
    let choices: Vec<&String> = all_given.iter().filter(|label| !declared.contains(*label)).collect();
    let [accepted, declined, left, ..] = choices[..] else {
        panic!("three labels to decide on: {choices:?}")
    };
    decide(&a, accepted, "accept").await?;
    for _ in pending.iter().filter(|label| *label == declined) {
        decide(&a, declined, "decline").await?;
    }
    assert!(a.labels_of("pending-label").await?.contains(left), "one stays undecided");
    assert_eq!(a.labels_of("accepted-label").await?, std::slice::from_ref(accepted));

    let mut carried = declared.clone();
    carried.insert(accepted.clone());
    let rows = endpoint.rows(LONG).await?;
    assert!(rows.iter().all(|row| row["player_id"] == receiver_id), "{rows:?}");
    assert_eq!(long(&endpoint).await?, carried, "what A accepted and what A declared, and nothing else");
    let row = rows.iter().find(|row| row["label"] == *accepted).context("the accepted one")?;
    assert_eq!((row["sources"].as_str(), row["n_givers"].as_str()), ("friends", "1"), "{row:?}");
    let behind: BTreeSet<String> =
        endpoint.rows(EVIDENCE).await?.iter().map(|row| row["label"].clone()).collect();
    assert_eq!(behind, carried, "the evidence, too, is only of these");
    let events = endpoint.events("party").await?;
    let traits = newest_traits(&events, &receiver_id)?;
    assert_eq!(interests(traits), carried, "{traits}");
    for label in &carried {
        assert_eq!(traits[flag(label)], json!(true), "{traits}");
    }
    nothing_else_is_told(&events, &carried);
    let accepted_group = flash_group(&endpoint, accepted).await?;
    assert_eq!(members(&endpoint, &accepted_group).await?, [receiver_id.as_str()], "the segment has A");
    for label in [declined, left] {
        assert_eq!(size_of_segment(&endpoint, label).await?, 0, "nobody is found by {label}");
    }

    a.touch_in(&of("accepted-label", accepted), "withdraw").await?;
    a.touch("confirm-yes").await?;
    a.until("it is off", r#"return !document.querySelector('[data-tv="accepted-label"]')"#).await?;
    assert_eq!(long(&endpoint).await?, declared, "the withdrawn label is gone");
    assert_eq!(size_of_segment(&endpoint, accepted).await?, 0, "and A out of the segment");
    assert!(members(&endpoint, &accepted_group).await?.is_empty(), "and out of the group made of it");
    let events = endpoint.events("party").await?;
    let traits = newest_traits(&events, &receiver_id)?;
    assert_eq!(interests(traits), declared, "{traits}");
    assert_eq!(traits[flag(accepted)], json!(false), "{traits}");
    for name in ["Label Accepted", "Label Withdrawn"] {
        let told: Vec<&Value> = events.iter().filter(|event| event["event"] == name).collect();
        assert_eq!(told.len(), 1, "{name}: {told:?}");
        assert_eq!(
            (&told[0]["anonymousId"], &told[0]["properties"]["label"]),
            (&json!(receiver_id), &json!(accepted))
        );
    }
    nothing_else_is_told(&events, &carried);

    for phone in friends.into_iter().chain([a]) {
        phone.driver.quit().await?;
    }
    Ok(())
}

/// A round about oneself; what was chosen.
async fn declare_by_playing(phone: &Phone, endpoint: &Endpoint) -> Result<BTreeSet<String>> {
    phone.open(&format!("{}/play?campaign=party", endpoint.url)).await?;
    phone.start().await?;
    phone.choose_labels(1, &[]).await?;
    phone.see("pass-on").await?;
    Ok(chosen(phone).await?.into_iter().collect())
}

async fn party_link(phone: &Phone) -> Result<String> {
    phone.touch("pass-on").await?;
    phone.touch("invite").await?;
    phone.see("invite-link").await?.prop("href").await?.context("a link")
}

/// Opens the receiver's link and plays about them; what was given.
async fn give_labels(phone: &Phone, link: &str, avoid: &BTreeSet<String>) -> Result<Vec<String>> {
    phone.open(link).await?;
    phone.touch("play").await?;
    phone.start().await?;
    phone.choose_labels(3, &avoid.iter().cloned().collect::<Vec<_>>()).await?;
    phone.see("choose-own").await?;
    chosen(phone).await
}

/// The labels that the result shows; the endpoint took them out of the replay.
async fn chosen(phone: &Phone) -> Result<Vec<String>> {
    let script = r#"return [...document.querySelectorAll('[data-tv="result"] [data-label]')].map((one) => one.dataset.label)"#;
    let labels: Vec<String> = serde_json::from_value(phone.ask(script).await?)?;
    ensure!(!labels.is_empty(), "some label sticks");
    Ok(labels)
}

/// Decides on the first pending one of a label, and waits until it waits no more.
async fn decide(phone: &Phone, label: &str, decision: &str) -> Result<()> {
    let waiting = phone.labels_of("pending-label").await?.len();
    phone.touch_in(&of("pending-label", label), decision).await?;
    let script =
        format!("return document.querySelectorAll('[data-tv=\"pending-label\"]').length === {}", waiting - 1);
    phone.until(&format!("{decision} {label}"), &script).await
}

fn of(id: &str, label: &str) -> String {
    format!(r#"[data-tv="{id}"][data-label="{label}"]"#)
}

/// How many people carry a label.
async fn size_of_segment(endpoint: &Endpoint, label: &str) -> Result<u64> {
    let preview = json!({"campaign": "party", "rule": {"label": label}});
    let answer = endpoint.analyst_posts("/v1/segments/preview", &preview).await?;
    answer["size"].as_u64().context("a size")
}

/// The people who carry a label, gathered for an hour; the group's id.
async fn flash_group(endpoint: &Endpoint, label: &str) -> Result<String> {
    let segment = json!({"campaign": "party", "name": "Carriers", "rule": {"label": label}});
    let segment = endpoint.analyst_posts("/v1/segments", &segment).await?;
    let now_ms = u64::try_from(SystemTime::now().duration_since(UNIX_EPOCH)?.as_millis())?;
    let group = json!({
        "segment_id": segment["id"], "name": "Tonight", "purpose": "A tasting",
        "opens_at": now_ms - 60_000, "closes_at": now_ms + 3_600_000,
    });
    let group = endpoint.analyst_posts("/v1/groups", &group).await?;
    Ok(group["id"].as_str().context("an id")?.to_owned())
}

async fn members(endpoint: &Endpoint, group_id: &str) -> Result<Vec<String>> {
    let rows = endpoint.rows(&format!("/v1/groups/{group_id}/members.csv")).await?;
    Ok(rows.iter().map(|row| row["player_id"].clone()).collect())
}

async fn long(endpoint: &Endpoint) -> Result<BTreeSet<String>> {
    Ok(endpoint.rows(LONG).await?.iter().map(|row| row["label"].clone()).collect())
}

fn sorted(labels: &[String]) -> Vec<&String> {
    let mut labels: Vec<&String> = labels.iter().collect();
    labels.sort();
    labels
}

fn player_of(events: &[Value], name: &str) -> Result<String> {
    let event = events.iter().find(|event| event["event"] == name).with_context(|| format!("no {name}"))?;
    Ok(event["anonymousId"].as_str().context("a player")?.to_owned())
}

/// What a customer database knows of the player in the end.
fn newest_traits<'a>(events: &'a [Value], player_id: &str) -> Result<&'a Value> {
    let of_player = |event: &&Value| event["type"] == "identify" && event["anonymousId"] == player_id;
    let newest =
        events.iter().filter(of_player).max_by_key(|event| event["context"]["tapvine"]["seq"].as_u64());
    Ok(&newest.context("an identify")?["traits"])
}

fn interests(traits: &Value) -> BTreeSet<String> {
    let joined = traits["interests"].as_str().unwrap_or_default();
    joined.split(',').filter(|label| !label.is_empty()).map(str::to_owned).collect()
}

fn flag(label: &str) -> String {
    format!("interest_{}", label.replace('-', "_"))
}

/// No event names a label that its person neither accepted nor declared, or says who gave or declined one.
fn nothing_else_is_told(events: &[Value], carried: &BTreeSet<String>) {
    let flags: BTreeSet<String> = carried.iter().map(|label| flag(label)).collect();
    for event in events {
        assert!(!["Label Given", "Label Declined"].iter().any(|name| event["event"] == *name), "{event}");
        if let Some(label) = event["properties"]["label"].as_str() {
            assert!(carried.contains(label), "{event}");
        }
        assert!(interests(&event["traits"]).is_subset(carried), "{event}");
        for key in event["traits"].as_object().into_iter().flat_map(|traits| traits.keys()) {
            assert!(!key.starts_with("interest_") || flags.contains(key), "{event}");
        }
    }
}
