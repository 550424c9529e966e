//! Who the brand knows: a prize for identified users goes to each of them once; what a browser says names nobody.

use crate::erasures::nowhere_in_the_database;
use crate::support::{
    Answer, Endpoint, Folder, IDENTITY_KEY, Person, losing, signature, signature_by, track, winning,
};
use futures_util::future::join_all;
use reqwest::Method;
use serde_json::{Value, json};
use sqlx::Row as _;
use std::collections::HashSet;
use std::sync::Arc;
use tapvine_endpoint::clock::SystemClock;
use tapvine_endpoint::server::Running;

const DAY_MS: i64 = 24 * 60 * 60 * 1_000;
const OTHER_KEY: &str = "71d0e95c2fa84b36a8c7705e13f9d2b6";

async fn for_identified(codes: usize) -> Endpoint {
    Endpoint::start_in(Folder::for_identified(codes)).await
}

#[tokio::test]
async fn a_win_waits_for_the_brands_signature_and_is_claimed_by_it() {
    let endpoint = for_identified(1).await;
    assert_eq!(endpoint.get("/v1/campaigns/quick").await.ok()["prize"]["requires"], "identified");
    let person = Person::new(&endpoint).await;
    let won = person.play(&endpoint, winning).await;
    assert_eq!((&won["prize"], &won["coupon"]), (&json!("identify_first"), &Value::Null));
    let until = won["claim_until_ms"].as_i64().expect("a time");
    assert_eq!(person.me(&endpoint).await["claim_until_ms"], until);
    let prize = &endpoint.get("/v1/campaigns/quick").await.ok()["prize"];
    assert_eq!(prize["left"], 1, "no code is set aside for somebody unknown");
    assert!(endpoint.exported("Coupon Issued").await.is_empty());

    let claimed = person.identify(&endpoint, "quick", "customer-42").await.ok();
    assert_eq!((&claimed["prize"], &claimed["coupon"]["code"]), (&json!("won"), &json!("CODE-0")));
    assert!(claimed["run_id"].is_string());
    let issued = endpoint.exported("Coupon Issued").await;
    assert_eq!((issued.len(), &issued[0]["userId"]), (1, &json!("customer-42")));
    let me = person.me(&endpoint).await;
    assert_eq!((&me["coupons"][0]["code"], &me["claim_until_ms"]), (&json!("CODE-0"), &Value::Null));
    let again = person.identify(&endpoint, "quick", "customer-42").await.ok();
    assert_eq!((&again["prize"], &again["coupon"]["code"]), (&json!("already_won"), &json!("CODE-0")));
    assert_eq!(person.play(&endpoint, winning).await["prize"], "already_won");
}

#[tokio::test]
async fn fifty_browsers_of_one_user_win_one_coupon_at_the_same_moment() {
    let endpoint = for_identified(60).await;
    let people = join_all((0..50).map(|_| Person::new(&endpoint))).await;
    for answer in join_all(people.iter().map(|one| one.identify(&endpoint, "quick", "same"))).await {
        assert_eq!(answer.ok()["prize"], "none");
    }
    let runs = join_all(people.iter().map(|person| person.start_run(&endpoint))).await;
    endpoint.clock.advance_ms(6_000);
    let played: Vec<_> = runs.iter().map(winning).collect();
    let finishes = people
        .iter()
        .zip(&runs)
        .zip(&played)
        .map(|((person, run), played)| person.finish(&endpoint, run, played, None));
    let answers: Vec<Value> = join_all(finishes).await.into_iter().map(Answer::ok).collect();
    let with_prize = |prize: &str| answers.iter().filter(|answer| answer["prize"] == prize).count();
    assert_eq!((with_prize("won"), with_prize("already_won")), (1, 49));
    let codes: HashSet<&str> =
        answers.iter().filter_map(|answer| answer["coupon"]["code"].as_str()).collect();
    assert_eq!(codes.len(), 1, "the same user is shown the same code");
    let issued = endpoint.query("SELECT COUNT(*) FROM coupons WHERE state = 'issued'").await;
    assert_eq!(issued[0].get::<i64, _>(0), 1);
}

#[tokio::test]
async fn fifty_wins_that_wait_and_are_claimed_by_one_user_at_once_are_one_coupon() {
    let endpoint = for_identified(60).await;
    let people = join_all((0..50).map(|_| Person::new(&endpoint))).await;
    let runs = join_all(people.iter().map(|person| person.start_run(&endpoint))).await;
    endpoint.clock.advance_ms(6_000);
    for (person, run) in people.iter().zip(&runs) {
        assert_eq!(person.finish(&endpoint, run, &winning(run), None).await.ok()["prize"], "identify_first");
    }
    let claims = join_all(people.iter().map(|person| person.identify(&endpoint, "quick", "same"))).await;
    let prizes: Vec<Value> = claims.into_iter().map(|claim| claim.ok()["prize"].take()).collect();
    assert_eq!(prizes.iter().filter(|prize| *prize == "won").count(), 1, "{prizes:?}");
    assert_eq!(prizes.iter().filter(|prize| *prize == "already_won").count(), 49);
}

#[tokio::test]
async fn two_users_win_two_coupons() {
    let endpoint = for_identified(2).await;
    for (user, code) in [("one", "CODE-0"), ("two", "CODE-1")] {
        let person = Person::new(&endpoint).await;
        person.identify(&endpoint, "quick", user).await.ok();
        assert_eq!(person.play(&endpoint, winning).await["coupon"]["code"], code);
    }
}

#[tokio::test]
async fn a_wrong_signature_has_a_tag_and_changes_nothing() {
    let endpoint = for_identified(1).await;
    let person = Person::new(&endpoint).await;
    let ask = async |user: &str, signature: &str| {
        let body = json!({"campaign": "quick", "user_id": user, "signature": signature});
        person.post(&endpoint, "/v1/me/identity", &body).await
    };
    for (user, signature) in [
        ("customer-42", signature("customer-43")),
        ("customer-42", signature_by(OTHER_KEY, "customer-42")),
        ("customer-42", String::new()),
        ("customer-42", "zz".repeat(32)),
        ("customer-42 ", signature("customer-42")),
        ("Zoe\u{308}", signature("Zo\u{eb}")),
    ] {
        ask(user, &signature).await.is_refused(403, "wrong_signature");
    }
    ask("", &signature("")).await.is_refused(400, "bad_user_id");
    let long = "用".repeat(11_000);
    ask(&long, &signature(&long)).await.is_refused(400, "bad_user_id");
    assert_eq!(person.play(&endpoint, winning).await["prize"], "identify_first");
    assert!(endpoint.query("SELECT * FROM identities").await.is_empty());
    let bare = endpoint.post("/v1/me/identity", &json!({})).await;
    bare.is_refused(401, "invalid_token");
}

#[tokio::test]
async fn a_user_id_of_any_letters_and_length_is_taken_as_it_is() {
    let endpoint = for_identified(5).await;
    for user in ["=cmd()", "用户🧃 42", "a\u{0}b", "  ", &"x".repeat(32 * 1024)] {
        let person = Person::new(&endpoint).await;
        person.identify(&endpoint, "quick", user).await.ok();
        let kept = endpoint.query("SELECT user_id FROM identities ORDER BY rowid DESC LIMIT 1").await;
        assert_eq!(kept[0].get::<String, _>(0), user);
    }
}

#[tokio::test]
async fn another_user_in_the_same_browser_is_another_player() {
    let endpoint = for_identified(1).await;
    let first = Person::new(&endpoint).await;
    first.identify(&endpoint, "quick", "one").await.ok();
    first.identify(&endpoint, "quick", "two").await.is_refused(409, "other_user");
    assert_eq!(first.play(&endpoint, winning).await["coupon"]["code"], "CODE-0");
    let back = Person::new(&endpoint).await;
    assert_eq!(back.identify(&endpoint, "quick", "one").await.ok()["coupon"]["code"], "CODE-0");
    assert_eq!(back.me(&endpoint).await["coupons"][0]["code"], "CODE-0");
}

#[tokio::test]
async fn identity_is_of_one_campaign_and_needs_its_consent_and_its_keys() {
    let folder = Folder::for_identified(1);
    folder.write_campaign("other", &[]);
    let endpoint = Endpoint::start_in(folder).await;
    let person = Person::new(&endpoint).await;
    person.identify(&endpoint, "other", "u").await.is_refused(409, "no_identity_keys");
    person.identify(&endpoint, "none", "u").await.is_refused(404, "unknown_campaign");
    let folder = endpoint.stop().await;
    folder.write_identity_keys(&[("quick", "one", IDENTITY_KEY), ("other", "one", IDENTITY_KEY)]);
    let endpoint = Endpoint::start_in(folder).await;
    person.identify(&endpoint, "other", "u").await.is_refused(403, "consent_required");
    person.identify(&endpoint, "quick", "u").await.ok();
}

#[tokio::test]
async fn a_key_is_rotated_while_both_count() {
    let endpoint = for_identified(1).await;
    let folder = endpoint.stop().await;
    folder.write_identity_keys(&[("quick", "one", IDENTITY_KEY)]);
    let text = std::fs::read_to_string(folder.path("identity.toml")).expect("there");
    std::fs::write(folder.path("identity.toml"), format!("{text}two = \"{OTHER_KEY}\"\n")).expect("written");
    let endpoint = Endpoint::start_in(folder).await;
    let ask = async |endpoint: &Endpoint, key: &str, key_id: Value| {
        let body = json!({
            "campaign": "quick", "user_id": "u", "signature": signature_by(key, "u"), "key_id": key_id,
        });
        Person::new(endpoint).await.post(endpoint, "/v1/me/identity", &body).await
    };
    ask(&endpoint, IDENTITY_KEY, Value::Null).await.ok();
    ask(&endpoint, OTHER_KEY, json!("two")).await.ok();
    ask(&endpoint, OTHER_KEY, json!("one")).await.is_refused(403, "wrong_signature");
    let folder = endpoint.stop().await;
    folder.write_identity_keys(&[("quick", "two", OTHER_KEY)]);
    let endpoint = Endpoint::start_in(folder).await;
    ask(&endpoint, IDENTITY_KEY, Value::Null).await.is_refused(403, "wrong_signature");
    ask(&endpoint, OTHER_KEY, Value::Null).await.ok();
}

#[tokio::test]
async fn a_win_nobody_claims_is_kept_seven_days_and_a_sold_out_one_waits_for_new_stock() {
    let endpoint = for_identified(0).await;
    let (early, late) = (Person::new(&endpoint).await, Person::new(&endpoint).await);
    early.play(&endpoint, winning).await;
    late.play(&endpoint, winning).await;
    assert_eq!(early.identify(&endpoint, "quick", "early").await.ok()["prize"], "sold_out");
    let folder = endpoint.stop().await;
    folder.write_codes(2);
    let endpoint = Endpoint::start_in(folder).await;
    assert_eq!(early.identify(&endpoint, "quick", "early").await.ok()["prize"], "won");
    endpoint.clock.advance_ms(7 * DAY_MS + 12_000);
    assert_eq!(late.me(&endpoint).await["claim_until_ms"], Value::Null);
    assert_eq!(late.identify(&endpoint, "quick", "late").await.ok()["prize"], "none");
}

#[tokio::test]
async fn an_endpoint_without_a_key_for_a_prize_that_asks_for_it_does_not_start() {
    let folder = Folder::for_identified(1);
    let error = async |keys: &[(&str, &str, &str)]| {
        folder.write_identity_keys(keys);
        let started = Running::start(&folder.config(), Arc::new(SystemClock)).await;
        started.err().map(|error| format!("{error:#}")).unwrap_or_default()
    };
    assert!(error(&[]).await.contains("needs a key in the table [quick]"));
    let both = [("quick", "one", IDENTITY_KEY), ("qick", "one", IDENTITY_KEY)];
    assert!(error(&both).await.contains("[qick], but there is no such campaign"));
    let weak = error(&[("quick", "one", "short")]).await;
    assert!(weak.contains("the key `one` of quick") && !weak.contains("short,"), "{weak}");
}

#[tokio::test]
async fn what_a_browser_says_of_its_user_is_kept_as_said_and_a_signed_user_is_marked() {
    let folder = Folder::with_codes(1);
    folder.write_identity_keys(&[("quick", "one", IDENTITY_KEY)]);
    let endpoint = Endpoint::start_in(folder).await;
    let (said, signed) = (Person::new(&endpoint).await, Person::new(&endpoint).await);
    let named = |id: &str, person: &Person| {
        let mut event = track(id, &person.id);
        event["userId"] = json!("customer-42");
        event
    };
    endpoint.send(&[named("m0", &signed)]).await;
    signed.identify(&endpoint, "quick", "customer-42").await.ok();
    endpoint.send(&[named("m1", &said), named("m2", &signed), track("m3", &signed.id)]).await;
    let rows = endpoint.export("events.csv?campaign=quick").await;
    assert!(rows.lines().next().is_some_and(|header| header.ends_with(",user_id_verified")), "{rows}");
    let row =
        |id: &str| rows.lines().find(|line| line.starts_with(&format!("{id},"))).expect("a row").to_owned();
    let ends = |id: &str| row(id).rsplit(',').next().unwrap_or_default().to_owned();
    assert_eq!(["m0", "m1", "m2", "m3"].map(ends), ["false", "false", "true", ""]);
    for event in endpoint.exported("Game Opened").await {
        let expect = match event["messageId"].as_str() {
            Some("m2") => json!(true),
            Some("m3") => Value::Null,
            _ => json!(false),
        };
        assert_eq!(event["user_id_verified"], expect, "{event}");
    }
}

#[tokio::test]
async fn interests_travel_with_a_signed_user_and_never_with_what_a_browser_says() {
    let folder = Folder::with_party();
    folder.write_identity_keys(&[("party", "one", IDENTITY_KEY)]);
    let endpoint = Endpoint::start_in(folder).await;
    let person = Person::at_the_party(&endpoint).await;
    let said = json!({
        "type": "identify", "messageId": "m1", "anonymousId": person.id, "userId": "victim",
        "traits": {"plan": "gold", "interest_foodie": true, "interests": "foodie"},
        "context": {"consent": {"version": "v1"}, "tapvine": {"campaign_id": "party"}},
    });
    endpoint.send(&[said]).await;
    person.declare(&endpoint, &["foodie"]).await.ok();
    let identifies = endpoint.exported_of("party", "identify").await;
    let said = identifies.iter().find(|event| event["userId"] == "victim").expect("kept as said");
    assert_eq!(
        said["traits"],
        json!({"plan": "gold"}),
        "only the endpoint says what somebody is interested in"
    );
    let about = |event: &&Value| event["traits"]["interest_foodie"] == true;
    assert!(identifies.iter().filter(about).all(|event| event["userId"].is_null()));

    person.identify(&endpoint, "party", "customer-42").await.ok();
    let identifies = endpoint.exported_of("party", "identify").await;
    let last = identifies.iter().rfind(about).expect("an identify with interests");
    assert_eq!((&last["userId"], &last["user_id_verified"]), (&json!("customer-42"), &json!(true)));
    person.declare(&endpoint, &[]).await.ok();
    let identifies = endpoint.exported_of("party", "identify").await;
    let last = identifies.last().expect("another");
    assert_eq!((&last["userId"], &last["traits"]["interest_foodie"]), (&json!("customer-42"), &json!(false)));
}

#[tokio::test]
async fn erasure_forgets_who_the_player_was_and_a_user_does_not_win_again_by_it() {
    let endpoint = for_identified(3).await;
    let (winner, twin) = (Person::new(&endpoint).await, Person::new(&endpoint).await);
    for person in [&winner, &twin] {
        person.identify(&endpoint, "quick", "customer-42").await.ok();
    }
    assert_eq!(winner.play(&endpoint, winning).await["prize"], "won");
    let erase = async |person: &Person| {
        endpoint.as_analyst(Method::DELETE, &format!("/v1/players/{}", person.id)).await.ok();
        nowhere_in_the_database(&endpoint, &person.id).await;
        for table in ["identities", "user_prizes", "unclaimed_wins"] {
            let rows =
                endpoint.query(&format!("SELECT * FROM {table} WHERE player_id = '{}'", person.id)).await;
            assert!(rows.is_empty(), "{table}");
        }
    };
    erase(&winner).await;
    assert_eq!(twin.play(&endpoint, winning).await["prize"], "already_won");
    erase(&twin).await;
    for table in ["identities", "user_prizes"] {
        assert!(endpoint.query(&format!("SELECT * FROM {table}")).await.is_empty(), "{table}");
    }
    let unknown = Person::new(&endpoint).await;
    unknown.play(&endpoint, winning).await;
    erase(&unknown).await;
}

#[tokio::test]
async fn a_loser_who_is_not_known_is_told_of_the_loss_only() {
    let endpoint = for_identified(1).await;
    let person = Person::new(&endpoint).await;
    let lost = person.play(&endpoint, losing).await;
    assert_eq!((&lost["prize"], &lost["claim_until_ms"]), (&json!("not_won"), &Value::Null));
    assert_eq!(person.identify(&endpoint, "quick", "u").await.ok()["prize"], "none");
}
