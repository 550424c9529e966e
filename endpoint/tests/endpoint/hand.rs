//! What a hand can do: machines are refused, doubtful wins wait with a code reserved, and an analyst decides.

use crate::support::{Answer, Endpoint, Folder, Person, Played, reacting};
use reqwest::Method;
use serde_json::{Value, json};

/// Longer than the half minute of a run.
const HALF_A_MINUTE_MS: i64 = 31_000;
/// Ticks that a person takes, each time others, now and then many.
const OF_A_PERSON: [u32; 11] = [24, 27, 32, 25, 38, 29, 26, 44, 28, 33, 54];

fn machine(run: &Value) -> Played {
    reacting(run, 100, |_| 24)
}

/// Within an eighth of a second, never slow.
fn doubtful(run: &Value) -> Played {
    reacting(run, 100, |place| 24 + (place as u32 * 5) % 8)
}

fn person(run: &Value) -> Played {
    reacting(run, 100, |place| OF_A_PERSON[(place * 7) % 11])
}

/// Half a minute against a hand that overlooks everything, with so many codes.
async fn endpoint(codes: usize, more: &str) -> Endpoint {
    let folder = Folder::with_codes(codes);
    let long = ("duration_seconds = 5", "duration_seconds = 30");
    folder.write_campaign("long", &[long, ("[invite]", &format!("{more}\n[invite]"))]);
    Endpoint::start_in(folder).await
}

async fn joined(endpoint: &Endpoint) -> Person {
    Person::of_campaign(endpoint, "long").await
}

async fn plays(endpoint: &Endpoint, who: &Person, how: fn(&Value) -> Played) -> (String, Answer) {
    let request = json!({"campaign": "long", "rules_version": 1});
    let run = who.post(endpoint, "/v1/runs", &request).await.ok();
    endpoint.clock.advance_ms(HALF_A_MINUTE_MS);
    let run_id = run["run_id"].as_str().expect("an id").to_owned();
    (run_id, who.finish(endpoint, &run, &how(&run), Some("key")).await)
}

/// A win that waits; its run.
async fn held(endpoint: &Endpoint, who: &Person) -> String {
    let (run_id, answer) = plays(endpoint, who, doubtful).await;
    let verdict = answer.ok();
    assert_eq!((&verdict["prize"], &verdict["coupon"]), (&json!("held"), &Value::Null));
    run_id
}

async fn decide(endpoint: &Endpoint, run_id: &str, decision: &str) -> Answer {
    endpoint.as_analyst(Method::POST, &format!("/v1/reviews/{run_id}/{decision}")).await
}

async fn waiting(endpoint: &Endpoint) -> Value {
    endpoint.as_analyst(Method::GET, "/v1/reviews?campaign=long").await.ok()
}

async fn me(endpoint: &Endpoint, who: &Person) -> Value {
    who.get(endpoint, "/v1/me?campaign=long").await.ok()
}

async fn left(endpoint: &Endpoint) -> Value {
    endpoint.get("/v1/campaigns/long").await.ok()["prize"]["left"].take()
}

async fn names_of_events(endpoint: &Endpoint) -> Vec<String> {
    let exported = endpoint.exported_of("long", "").await;
    exported.iter().filter_map(|event| event["event"].as_str().map(str::to_owned)).collect()
}

#[tokio::test]
async fn what_no_hand_does_is_refused_and_the_run_is_spent() {
    let endpoint = endpoint(3, "").await;
    let bot = joined(&endpoint).await;
    let (run_id, answer) = plays(&endpoint, &bot, machine).await;
    answer.is_refused(422, "not_by_hand");
    let rejected = endpoint.exported_of("long", "Run Rejected").await;
    assert_eq!(rejected[0]["properties"]["reason"], "not_by_hand");
    let run = endpoint.as_analyst(Method::GET, &format!("/v1/runs/{run_id}")).await.ok();
    assert_eq!(run["hand"]["verdict"], "not_by_hand");
    let signs = run["hand"]["evidence"]["signs"].as_array().expect("signs");
    assert!(signs.iter().any(|found| found["sign"] == "alike"), "{signs:?}");
    assert_eq!((left(&endpoint).await, &waiting(&endpoint).await["waiting"]), (json!(3), &json!(0)));
}

#[tokio::test]
async fn a_person_wins_at_once() {
    let endpoint = endpoint(3, "").await;
    let winner = joined(&endpoint).await;
    assert_eq!(plays(&endpoint, &winner, person).await.1.ok()["prize"], "won");
    assert_eq!(me(&endpoint, &winner).await["checked_win"], Value::Null);
}

#[tokio::test]
async fn a_doubtful_win_waits_with_its_evidence_and_is_issued_when_it_is_accepted() {
    let endpoint = endpoint(3, "").await;
    let player = joined(&endpoint).await;
    let run_id = held(&endpoint, &player).await;
    let mine = me(&endpoint, &player).await;
    assert_eq!((&mine["checked_win"]["state"], &mine["coupons"]), (&json!("held"), &json!([])));
    assert_eq!(left(&endpoint).await, 2, "the reserved code is nobody else's");
    assert_eq!(endpoint.export("coupons.csv?campaign=long").await.lines().count(), 1, "none is issued");
    let queue = waiting(&endpoint).await;
    let win = &queue["reviews"][0];
    assert_eq!((&queue["waiting"], &win["run_id"]), (&json!(1), &json!(run_id)));
    assert!(win["evidence"]["measures"]["median_ms"].as_i64().is_some_and(|ms| (400..520).contains(&ms)));
    assert!(win["evidence"]["reactions"].as_array().is_some_and(|reactions| reactions.len() > 20));
    let run = endpoint.as_analyst(Method::GET, win["run"].as_str().expect("an address")).await.ok();
    assert!(run["trace"].is_string() && run["coupon_id"].is_null(), "{run}");

    assert_eq!(decide(&endpoint, &run_id, "accept").await.ok()["state"], "accepted");
    assert_eq!(decide(&endpoint, &run_id, "accept").await.ok()["state"], "accepted", "again");
    decide(&endpoint, &run_id, "refuse").await.is_refused(409, "review_decided");
    let mine = me(&endpoint, &player).await;
    assert_eq!(mine["checked_win"]["state"], "accepted");
    assert_eq!(mine["coupons"].as_array().map(Vec::len), Some(1));
    assert_eq!(left(&endpoint).await, 2);
    let names = names_of_events(&endpoint).await;
    assert_eq!(names.iter().filter(|name| *name == "Coupon Issued").count(), 1, "{names:?}");
    assert!(!names.iter().any(|name| name.starts_with("Win ")), "a doubt is told to nobody: {names:?}");
}

#[tokio::test]
async fn a_refused_win_gives_its_code_back_to_the_stock() {
    let endpoint = endpoint(1, "").await;
    let (player, other) = (joined(&endpoint).await, joined(&endpoint).await);
    let run_id = held(&endpoint, &player).await;
    assert_eq!(
        plays(&endpoint, &other, person).await.1.ok()["prize"],
        "sold_out",
        "the one code is reserved"
    );
    assert_eq!(decide(&endpoint, &run_id, "refuse").await.ok()["state"], "refused");
    assert_eq!(decide(&endpoint, &run_id, "refuse").await.ok()["state"], "refused", "again");
    decide(&endpoint, &run_id, "accept").await.is_refused(409, "review_decided");
    let mine = me(&endpoint, &player).await;
    assert_eq!((&mine["checked_win"]["state"], &mine["coupons"]), (&json!("refused"), &json!([])));
    assert_eq!(plays(&endpoint, &other, person).await.1.ok()["prize"], "won");
}

#[tokio::test]
async fn one_win_of_a_person_waits_and_a_win_by_hand_settles_it() {
    let endpoint = endpoint(2, "").await;
    let player = joined(&endpoint).await;
    let run_id = held(&endpoint, &player).await;
    held(&endpoint, &player).await;
    assert_eq!((&waiting(&endpoint).await["waiting"], left(&endpoint).await), (&json!(1), json!(1)));
    let verdict = plays(&endpoint, &player, person).await.1.ok();
    assert_eq!((&verdict["prize"], verdict["coupon"].is_object()), (&json!("won"), true));
    assert_eq!((&waiting(&endpoint).await["waiting"], left(&endpoint).await), (&json!(0), json!(1)));
    decide(&endpoint, &run_id, "accept").await.is_refused(409, "review_decided");
    assert_eq!(plays(&endpoint, &player, doubtful).await.1.ok()["prize"], "already_won", "nothing is held");
}

#[tokio::test]
async fn an_invite_waits_with_the_held_win() {
    for (decision, qualified) in [("accept", 1), ("refuse", 0)] {
        let endpoint = endpoint(3, "").await;
        let (inviter, invitee) = (joined(&endpoint).await, joined(&endpoint).await);
        let invite = inviter.post(&endpoint, "/v1/invites", &json!({"campaign": "long"})).await.ok();
        let code = invite["code"].as_str().expect("a code");
        let arrived = invitee.post(&endpoint, &format!("/v1/invites/{code}/arrive"), &json!({})).await.ok();
        assert_eq!(arrived["counted"], true);
        let run_id = held(&endpoint, &invitee).await;
        let brought = async || me(&endpoint, &inviter).await["invite"]["qualified"].clone();
        assert_eq!(brought().await, 0, "it waits");
        decide(&endpoint, &run_id, decision).await.ok();
        assert_eq!(brought().await, qualified, "{decision}");
        plays(&endpoint, &invitee, person).await.1.ok();
        assert_eq!(brought().await, 1, "a run that is not in doubt counts, once");
    }
}

#[tokio::test]
async fn the_same_reactions_in_two_runs_are_a_recording() {
    let endpoint = endpoint(3, "").await;
    // So few that nothing else is said of them, and so near each other that taps keep their order.
    let recorded = |run: &Value| reacting(run, 11, |place| 24 + (place as u32 * 5) % 7);
    let (first, second) = (joined(&endpoint).await, joined(&endpoint).await);
    assert_eq!(plays(&endpoint, &first, recorded).await.1.ok()["prize"], "won");
    assert_eq!(plays(&endpoint, &second, recorded).await.1.ok()["prize"], "held");
}

#[tokio::test]
async fn who_is_erased_leaves_the_queue_and_the_code_returns() {
    let endpoint = endpoint(1, "").await;
    let player = joined(&endpoint).await;
    let run_id = held(&endpoint, &player).await;
    endpoint.as_analyst(Method::DELETE, &format!("/v1/players/{}", player.id)).await.ok();
    assert_eq!((&waiting(&endpoint).await["waiting"], left(&endpoint).await), (&json!(0), json!(1)));
    decide(&endpoint, &run_id, "accept").await.is_refused(404, "unknown_review");
}

#[tokio::test]
async fn a_campaign_may_only_watch_or_not_look_at_all() {
    for (policy, verdict) in [("watch", json!("not_by_hand")), ("off", Value::Null)] {
        let endpoint = endpoint(3, &format!("[fair_play]\nhand = \"{policy}\"\n")).await;
        let bot = joined(&endpoint).await;
        let (run_id, answer) = plays(&endpoint, &bot, machine).await;
        assert_eq!(answer.ok()["prize"], "won", "{policy}");
        let run = endpoint.as_analyst(Method::GET, &format!("/v1/runs/{run_id}")).await.ok();
        assert_eq!(run["hand"]["verdict"], verdict, "{policy}");
    }
}

#[tokio::test]
async fn a_review_of_nothing_and_a_decision_that_is_none_are_refused() {
    let endpoint = endpoint(3, "").await;
    decide(&endpoint, "nothing", "accept").await.is_refused(404, "unknown_review");
    let winner = joined(&endpoint).await;
    let (run_id, _) = plays(&endpoint, &winner, person).await;
    decide(&endpoint, &run_id, "accept").await.is_refused(404, "unknown_review");
    decide(&endpoint, &run_id, "ponder").await.is_refused(404, "not_found");
    endpoint.get("/v1/reviews?campaign=long").await.is_refused(401, "missing_analyst_key");
    endpoint.as_analyst(Method::GET, "/v1/reviews?campaign=none").await.is_refused(404, "unknown_campaign");
}
