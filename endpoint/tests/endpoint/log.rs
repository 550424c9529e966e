//! The log has an order: who follows its cursor sees every row once, whatever is written meanwhile.

use crate::support::{Endpoint, Person, WRITE_KEY, losing, track, winning};
use futures_util::future::join_all;
use reqwest::Method;
use serde_json::{Value, json};
use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

const WRITERS: usize = 8;
const EVENTS_PER_BATCH: usize = 100;

/// Some seconds in every run of the tests; `TAPVINE_WRITE_SECONDS=60` for a whole minute.
fn write_time() -> Duration {
    let seconds = std::env::var("TAPVINE_WRITE_SECONDS").ok().and_then(|seconds| seconds.parse().ok());
    Duration::from_secs(seconds.unwrap_or(4))
}

/// Sends batches without a pause; the ids that were acknowledged.
async fn write(endpoint: Arc<Endpoint>, writer: usize, until: Instant) -> Vec<String> {
    let mut acknowledged = Vec::new();
    for round in 0.. {
        if Instant::now() >= until {
            break;
        }
        let ids = (0..EVENTS_PER_BATCH).map(|number| format!("m-{writer}-{round}-{number}"));
        let messages: Vec<Value> = ids.map(|id| track(&id, &format!("p{writer}"))).collect();
        let batch = json!({"writeKey": WRITE_KEY, "batch": messages});
        let results = endpoint.post("/v1/batch", &batch).await.ok()["results"].take();
        let results = results.as_object().expect("results").iter();
        acknowledged.extend(results.filter(|(_, result)| result["result"] == "ok").map(|(id, _)| id.clone()));
    }
    acknowledged
}

fn ids(ndjson: &str) -> impl Iterator<Item = String> {
    let id = |line: &str| {
        serde_json::from_str::<Value>(line).expect("JSON")["messageId"].as_str().map(str::to_owned)
    };
    ndjson.lines().map(move |line| id(line).expect("an id"))
}

/// Reads from the first event on, again and again after a pause, until writing has ended and nothing comes any more.
async fn follow(endpoint: Arc<Endpoint>, pause: Duration, has_ended: Arc<AtomicBool>) -> Vec<String> {
    let (mut seen, mut cursor) = (Vec::new(), String::new());
    loop {
        let is_last = has_ended.load(Ordering::SeqCst);
        let file = format!("events.ndjson?campaign=quick&cursor={cursor}");
        let (rows, next) = endpoint.export_and_cursor(&file).await;
        seen.extend(ids(&rows));
        cursor = next;
        if is_last {
            return seen;
        }
        tokio::time::sleep(pause).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn readers_that_follow_the_cursor_see_every_event_once_and_in_one_order_while_eight_writers_write() {
    let endpoint = Arc::new(Endpoint::start().await);
    let has_ended = Arc::new(AtomicBool::new(false));
    let pauses = [Duration::from_millis(1), Duration::from_secs(1)];
    let readers = pauses.map(|pause| tokio::spawn(follow(endpoint.clone(), pause, has_ended.clone())));
    let until = Instant::now() + write_time();
    let writers = (0..WRITERS).map(|writer| tokio::spawn(write(endpoint.clone(), writer, until)));
    let acknowledged = join_all(writers.collect::<Vec<_>>()).await;
    has_ended.store(true, Ordering::SeqCst);
    let acknowledged: HashSet<String> =
        acknowledged.into_iter().flat_map(|ids| ids.expect("the writer lives")).collect();
    println!("{} events in {:?}", acknowledged.len(), write_time());
    assert!(acknowledged.len() > 1_000, "there was a load: {}", acknowledged.len());
    let mut orders = Vec::new();
    for reader in readers {
        let seen = reader.await.expect("the reader lives");
        let distinct: HashSet<String> = seen.iter().cloned().collect();
        assert_eq!(distinct.len(), seen.len(), "no row comes twice");
        assert_eq!(distinct, acknowledged, "no row is left out");
        orders.push(seen);
    }
    let whole: Vec<String> = ids(&endpoint.export("events.ndjson?campaign=quick&cursor=").await).collect();
    assert!(orders.iter().all(|order| *order == whole), "the order is the same for everybody");
}

#[tokio::test]
async fn pages_of_any_size_make_the_same_whole() {
    let endpoint = Endpoint::start().await;
    let messages: Vec<Value> = (0..23).map(|number| track(&format!("m{number}"), "p")).collect();
    endpoint.send(&messages).await;
    let whole: Vec<String> = ids(&endpoint.export("events.ndjson?campaign=quick").await).collect();
    for limit in [1, 7, 23, 24] {
        let (mut seen, mut cursor) = (Vec::new(), String::new());
        loop {
            let file = format!("events.ndjson?campaign=quick&cursor={cursor}&limit={limit}");
            let (rows, next) = endpoint.export_and_cursor(&file).await;
            if rows.is_empty() {
                break;
            }
            seen.extend(ids(&rows));
            cursor = next;
        }
        assert_eq!(seen, whole, "{limit}");
    }
}

fn rows(csv: &str) -> Vec<csv::StringRecord> {
    csv::Reader::from_reader(csv.as_bytes()).records().map(|row| row.expect("a row")).collect()
}

#[tokio::test]
async fn an_arrival_that_qualifies_later_comes_again_under_its_id() {
    let endpoint = Endpoint::start().await;
    let (inviter, friend) = (Person::new(&endpoint).await, Person::new(&endpoint).await);
    let code = inviter.invite(&endpoint).await;
    friend.arrive(&endpoint, &code).await.ok();
    let (first, cursor) = endpoint.export_and_cursor("invites.csv?campaign=quick").await;
    let (nothing, cursor) =
        endpoint.export_and_cursor(&format!("invites.csv?campaign=quick&cursor={cursor}")).await;
    assert_eq!(rows(&nothing).len(), 0, "only a header: {nothing}");
    friend.play(&endpoint, losing).await;
    let (again, cursor) =
        endpoint.export_and_cursor(&format!("invites.csv?campaign=quick&cursor={cursor}")).await;
    let (first, again) = (rows(&first), rows(&again));
    assert_eq!((first.len(), again.len()), (1, 1));
    assert_eq!((&first[0][8], &again[0][8]), ("arrived", "qualified"));
    assert_eq!(first[0][10], again[0][10], "the same arrival_id");
    assert!(first[0][11] < again[0][11], "a later updated_at: {} {}", &first[0][11], &again[0][11]);
    endpoint.as_analyst(Method::DELETE, &format!("/v1/players/{}", friend.id)).await.ok();
    let erased = rows(&endpoint.export(&format!("invites.csv?campaign=quick&cursor={cursor}")).await);
    assert_eq!((erased.len(), &erased[0][10]), (1, &again[0][10]));
    assert!(erased[0][3].starts_with("erased-"), "{:?}", erased[0]);
}

#[tokio::test]
async fn an_erasure_leaves_a_tombstone_by_which_a_copy_can_follow() {
    let endpoint = Endpoint::start().await;
    let winner = Person::new(&endpoint).await;
    winner.play(&endpoint, winning).await;
    let (_, cursor) = endpoint.export_and_cursor("events.csv?campaign=quick").await;
    let (coupons, coupon_cursor) = endpoint.export_and_cursor("coupons.csv?campaign=quick").await;
    endpoint.as_analyst(Method::DELETE, &format!("/v1/players/{}", winner.id)).await.ok();
    let after = rows(&endpoint.export(&format!("events.csv?campaign=quick&cursor={cursor}")).await);
    assert_eq!(after.len(), 1);
    let hash = tapvine_endpoint::digest::sha256_hex(&winner.id);
    assert_eq!((&after[0][4], &after[0][24]), ("Player Erased", hash.as_str()));
    let file = format!("coupons.csv?campaign=quick&cursor={coupon_cursor}");
    let (before, after) = (rows(&coupons), rows(&endpoint.export(&file).await));
    assert_eq!((before[0][1].to_owned(), &after[0][4]), (after[0][1].to_owned(), ""), "issued to nobody now");
}

#[tokio::test]
async fn a_label_that_is_withdrawn_comes_again_as_deleted_and_an_erased_person_as_a_hash() {
    let endpoint = Endpoint::with_party().await;
    let (receiver, friend) = (Person::at_the_party(&endpoint).await, Person::at_the_party(&endpoint).await);
    let code = receiver.party(&endpoint).await;
    friend.give(&endpoint, &code, "Bo", &["foodie"]).await;
    let file = |cursor: &str| format!("labels.csv?campaign=party&cursor={cursor}");
    let (pending, cursor) = endpoint.export_and_cursor(&file("")).await;
    assert_eq!(rows(&pending).len(), 0, "what is pending is nobody's business: {pending}");
    let id = receiver.label_id(&endpoint, "foodie", "Bo").await;
    receiver.decide(&endpoint, &id, "accept").await.ok();
    let (accepted, cursor) = endpoint.export_and_cursor(&file(&cursor)).await;
    let accepted = rows(&accepted);
    assert_eq!((accepted.len(), &accepted[0][2], &accepted[0][13]), (1, "foodie", "false"));
    endpoint.clock.advance_ms(1_000);
    receiver.decide(&endpoint, &id, "withdraw").await.ok();
    let (withdrawn, cursor) = endpoint.export_and_cursor(&file(&cursor)).await;
    let withdrawn = rows(&withdrawn);
    assert_eq!((withdrawn.len(), &withdrawn[0][2], &withdrawn[0][13]), (1, "foodie", "true"));
    assert_eq!((&withdrawn[0][1], &withdrawn[0][3]), (receiver.id.as_str(), ""), "without a score");
    assert!(accepted[0][12] < withdrawn[0][12]);
    endpoint.as_analyst(Method::DELETE, &format!("/v1/players/{}", receiver.id)).await.ok();
    let erased = rows(&endpoint.export(&file(&cursor)).await);
    assert_eq!((erased.len(), &erased[0][1], &erased[0][13]), (1, "", "true"));
    assert_eq!(erased[0][14], tapvine_endpoint::digest::sha256_hex(&receiver.id));
    let whole = endpoint.export(&file("")).await;
    assert!(!whole.contains(&receiver.id), "{whole}");
}

#[tokio::test]
async fn a_cursor_is_good_for_its_own_export_alone() {
    let endpoint = Endpoint::start().await;
    endpoint.send(&[track("m1", "p")]).await;
    let (_, cursor) = endpoint.export_and_cursor("events.csv?campaign=quick").await;
    let refused = async |file: String, tag: &str| {
        endpoint.as_analyst(Method::GET, &format!("/v1/export/{file}")).await.is_refused(400, tag);
    };
    refused(format!("invites.csv?campaign=quick&cursor={cursor}"), "cursor_mismatch").await;
    refused(format!("events.ndjson?campaign=quick&cursor={cursor}"), "cursor_mismatch").await;
    refused("events.csv?campaign=quick&cursor=nonsense".into(), "bad_cursor").await;
    refused(format!("events.csv?campaign=quick&cursor={}", &cursor[1..]), "bad_cursor").await;
    refused(format!("events.csv?campaign=quick&cursor={cursor}&from=0"), "bad_query").await;
    refused(format!("events.csv?campaign=quick&cursor={cursor}&limit=0"), "bad_query").await;
    refused("events.csv?campaign=quick&limit=5".into(), "bad_query").await;
    // A restored backup has forgotten what the reader has read: going on from there would leave rows out.
    endpoint.query("UPDATE log SET last_position = 0").await;
    refused(format!("events.csv?campaign=quick&cursor={cursor}"), "bad_cursor").await;
}

#[tokio::test]
async fn what_is_of_one_moment_has_no_cursor() {
    let endpoint = Endpoint::with_party().await;
    for file in ["labels.csv?campaign=party&form=wide", "evidence.csv?campaign=party"] {
        let (_, cursor) = endpoint.export_and_cursor(file).await;
        assert_eq!(cursor, "", "{file}");
        let followed = endpoint.as_analyst(Method::GET, &format!("/v1/export/{file}&cursor=")).await;
        followed.is_refused(400, "bad_query");
    }
}
