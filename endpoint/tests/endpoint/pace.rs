//! Layer 5 of fair play: a paced stock. What was on offer when a round began is kept.

use crate::support::{Endpoint, Folder, Person, winning};
use futures_util::future::join_all;
use serde_json::{Value, json};

const SECOND_MS: i64 = 1_000;
const MINUTE_MS: i64 = 60 * SECOND_MS;
const HOUR_MS: i64 = 60 * MINUTE_MS;

/// At midnight of 5 January 2026 in UTC.
async fn paced(codes: usize, pace: &str) -> Endpoint {
    let folder = Folder::with_codes(codes);
    let stock = "stock = \"quick.codes.txt\"";
    folder.write_campaign("quick", &[(stock, &format!("{stock}\n{pace}"))]);
    Endpoint::start_in(folder).await
}

/// Each plays one round and wins; the first ends it six seconds later.
async fn win(endpoint: &Endpoint, people: usize) -> Vec<(Person, Value)> {
    let people = join_all((0..people).map(|_| Person::new(endpoint))).await;
    let runs = join_all(people.iter().map(|person| person.start_run(endpoint))).await;
    endpoint.clock.advance_ms(6 * SECOND_MS);
    let played: Vec<_> = runs.iter().map(winning).collect();
    let mut won = Vec::new();
    for ((person, run), played) in people.into_iter().zip(&runs).zip(&played) {
        let answer = person.finish(endpoint, run, played, None).await.ok();
        won.push((person, answer));
    }
    won
}

async fn prize(endpoint: &Endpoint) -> Value {
    endpoint.get("/v1/campaigns/quick").await.ok()["prize"].take()
}

/// 5 January 2026, so many hours after midnight.
fn hour(hours: i64) -> Value {
    json!(1_767_571_200_000 + hours * HOUR_MS)
}

fn prizes(won: &[(Person, Value)]) -> Vec<(&str, &Value)> {
    won.iter()
        .map(|(_, answer)| (answer["prize"].as_str().expect("a word"), &answer["prize_at_ms"]))
        .collect()
}

#[tokio::test]
async fn a_win_beyond_the_hours_share_is_kept_and_gets_its_code_in_the_next_hour() {
    let endpoint = paced(10, "per_hour = 2").await;
    let won = win(&endpoint, 5).await;
    let now = Value::Null;
    let expect =
        [("won", &now), ("won", &now), ("paced", &hour(1)), ("paced", &hour(1)), ("paced", &hour(2))];
    assert_eq!(prizes(&won), expect);
    let (waiting, answer) = &won[2];
    assert_eq!(answer["coupon"], Value::Null);
    let me = waiting.me(&endpoint).await;
    assert_eq!((&me["coupons"], &me["coupon_due_at_ms"]), (&json!([]), &hour(1)));
    assert_eq!(prize(&endpoint).await["left"], 5, "what is promised is not on offer");
    let again = waiting.play(&endpoint, winning).await;
    assert_eq!((&again["prize"], &again["prize_at_ms"]), (&json!("paced"), &hour(1)), "one a person");
    endpoint.clock.advance_ms(HOUR_MS);
    let me = waiting.me(&endpoint).await;
    assert_eq!((&me["coupons"][0]["code"], &me["coupon_due_at_ms"]), (&json!("CODE-2"), &Value::Null));
    assert_eq!(won[4].0.me(&endpoint).await["coupons"], json!([]), "that is of the hour after");
    assert_eq!(endpoint.exported("Coupon Issued").await.len(), 4);
    assert_eq!(win(&endpoint, 1).await[0].1["prize_at_ms"], hour(2), "this hour's are all given");
    endpoint.clock.advance_ms(HOUR_MS);
    let late = won[4].0.play(&endpoint, winning).await;
    assert_eq!((&late["prize"], &late["coupon"]["code"]), (&json!("won"), &json!("CODE-4")));
}

#[tokio::test]
async fn when_the_days_share_is_gone_that_is_said_before_the_next_round_and_what_began_before_is_kept() {
    let endpoint = paced(10, "per_day = 2").await;
    assert_eq!(prize(&endpoint).await["state"], "open");
    let won = win(&endpoint, 3).await;
    assert_eq!(
        prizes(&won)[1..],
        [("won", &Value::Null), ("paced", &hour(24))],
        "all three began while there were two"
    );
    let prize_now = prize(&endpoint).await;
    assert_eq!((&prize_now["state"], &prize_now["next_at_ms"]), (&json!("sold_out_today"), &hour(24)));
    let late = Person::new(&endpoint).await;
    endpoint.clock.advance_ms(MINUTE_MS);
    let run = late.start_run(&endpoint).await;
    assert_eq!((&run["prize"], &run["prize_at_ms"]), (&json!("sold_out_today"), &hour(24)));
    endpoint.clock.advance_ms(6 * SECOND_MS);
    let answer = late.finish(&endpoint, &run, &winning(&run), None).await.ok();
    assert_eq!((&answer["prize"], &answer["prize_at_ms"]), (&json!("sold_out_today"), &hour(24)));
    assert_eq!((&answer["won"], &late.me(&endpoint).await["coupon_due_at_ms"]), (&json!(true), &Value::Null));
    endpoint.clock.advance_ms(24 * HOUR_MS);
    assert_eq!(prize(&endpoint).await["state"], "open");
    assert_eq!(late.play(&endpoint, winning).await["prize"], "won");
    assert_eq!(won[2].0.me(&endpoint).await["coupons"][0]["code"], "CODE-2");
}

#[tokio::test]
async fn a_code_whose_turn_would_come_after_the_campaigns_end_comes_at_once() {
    let endpoint = paced(10, "per_day = 1").await;
    endpoint.clock.advance_ms(26 * 24 * HOUR_MS + 12 * HOUR_MS);
    let won = win(&endpoint, 3).await;
    assert!(won.iter().all(|(_, answer)| answer["prize"] == "won"), "{:?}", prizes(&won));
}

#[tokio::test]
async fn promises_are_kept_without_anybody_asking_and_over_a_restart() {
    let endpoint = paced(3, "per_hour = 1").await;
    let won = win(&endpoint, 4).await;
    assert_eq!(prizes(&won)[3].0, "sold_out", "the stock is promised");
    assert_eq!(prize(&endpoint).await["state"], "sold_out");
    let folder = endpoint.stop().await;
    let endpoint = Endpoint::start_in(folder).await;
    endpoint.clock.advance_ms(3 * HOUR_MS);
    // A start sweeps at once; this one was before the hour. Whoever asks first wakes the others' codes too.
    assert_eq!(won[2].0.me(&endpoint).await["coupons"][0]["code"], "CODE-2");
    assert_eq!(endpoint.exported("Coupon Issued").await.len(), 3);
}

#[tokio::test]
async fn a_promise_to_somebody_erased_returns_to_the_stock() {
    let endpoint = paced(2, "per_hour = 1").await;
    let won = win(&endpoint, 2).await;
    assert_eq!((prizes(&won)[1].0, &prize(&endpoint).await["left"]), ("paced", &json!(0)));
    let path = format!("/v1/players/{}", won[1].0.id);
    endpoint.as_analyst(reqwest::Method::DELETE, &path).await;
    assert_eq!(prize(&endpoint).await["left"], 1);
    let next = win(&endpoint, 1).await;
    assert_eq!(prizes(&next), [("paced", &hour(1))]);
}

#[tokio::test]
async fn winners_at_once_are_promised_a_code_each_and_no_hour_gives_more_than_its_share() {
    let endpoint = paced(12, "per_hour = 3").await;
    let people = join_all((0..20).map(|_| Person::new(&endpoint))).await;
    let runs = join_all(people.iter().map(|person| person.start_run(&endpoint))).await;
    endpoint.clock.advance_ms(6 * SECOND_MS);
    let played: Vec<_> = runs.iter().map(winning).collect();
    let finishes = people.iter().zip(&runs).zip(&played);
    let answers =
        join_all(finishes.map(|((person, run), played)| person.finish(&endpoint, run, played, None))).await;
    let prizes: Vec<String> = answers.into_iter().map(|answer| answer.ok()["prize"].to_string()).collect();
    let count = |prize: &str| prizes.iter().filter(|word| word.contains(prize)).count();
    assert_eq!((count("won"), count("paced"), count("sold_out")), (3, 9, 8));
    for hours in 1..=4 {
        endpoint.clock.advance_ms(HOUR_MS);
        join_all(people.iter().map(|person| person.me(&endpoint))).await;
        assert_eq!(endpoint.exported("Coupon Issued").await.len(), (3 * (hours + 1)).min(12));
    }
}
