//! Segments: a rule finds exactly the people it describes, never by what is undecided, and only while it is true.

use crate::support::{Endpoint, Person, losing, winning};
use reqwest::Method;
use serde_json::{Value, json};

async fn size(endpoint: &Endpoint, campaign: &str, rule: Value) -> Value {
    let asked = json!({"campaign": campaign, "rule": rule});
    endpoint.tell_as_analyst("/v1/segments/preview", &asked).await.ok()["size"].take()
}

#[tokio::test]
async fn labels_count_once_they_are_accepted_or_declared_and_no_sooner_or_longer() {
    let endpoint = Endpoint::with_party().await;
    let (host, friend) = (Person::at_the_party(&endpoint).await, Person::at_the_party(&endpoint).await);
    let code = host.party(&endpoint).await;
    friend.give(&endpoint, &code, "Bo", &["foodie", "hiker", "music"]).await;
    let with = async |label: &str| size(&endpoint, "party", json!({"label": label})).await;
    for pending in ["foodie", "hiker", "music"] {
        assert_eq!(with(pending).await, 0, "{pending} is pending");
    }
    let [foodie, hiker] =
        [host.label_id(&endpoint, "foodie", "Bo").await, host.label_id(&endpoint, "hiker", "Bo").await];
    host.decide(&endpoint, &foodie, "accept").await.ok();
    host.decide(&endpoint, &hiker, "decline").await.ok();
    assert_eq!([with("foodie").await, with("hiker").await, with("music").await], [1, 0, 0]);
    assert_eq!(size(&endpoint, "party", json!({"not": {"label": "hiker"}})).await, 2);

    host.decide(&endpoint, &foodie, "withdraw").await.ok();
    assert_eq!(with("foodie").await, 0);
    friend.declare(&endpoint, &["music"]).await.ok();
    assert_eq!(with("music").await, 1);
    friend.declare(&endpoint, &[]).await.ok();
    assert_eq!(with("music").await, 0, "the latest declaration replaces the rest");
}

#[tokio::test]
async fn a_least_score_is_that_of_the_export() {
    let endpoint = Endpoint::with_party().await;
    let (host, friend) = (Person::at_the_party(&endpoint).await, Person::at_the_party(&endpoint).await);
    let code = host.party(&endpoint).await;
    friend.give(&endpoint, &code, "Bo", &["foodie"]).await;
    let foodie = host.label_id(&endpoint, "foodie", "Bo").await;
    host.decide(&endpoint, &foodie, "accept").await.ok();
    host.declare(&endpoint, &["reader"]).await.ok();
    endpoint.clock.advance_ms(20 * 24 * 60 * 60 * 1_000);
    for line in endpoint.export("labels.ndjson?campaign=party").await.lines() {
        let row: Value = serde_json::from_str(line).expect("JSON");
        let score = row["score"].as_f64().expect("a number");
        let from = async |min_score: f64| {
            size(&endpoint, "party", json!({"label": row["label"], "min_score": min_score})).await
        };
        assert_eq!((from(score).await, from(score.next_up()).await), (json!(1), json!(0)), "{row}");
    }
}

#[tokio::test]
async fn runs_hops_and_coupons_are_asked_of_people_who_agreed() {
    let endpoint = Endpoint::start().await;
    let [inviter, friend, looker] =
        [Person::new(&endpoint).await, Person::new(&endpoint).await, Person::new(&endpoint).await];
    let code = inviter.invite(&endpoint).await;
    friend.arrive(&endpoint, &code).await.ok();
    let count = async |rule: Value| size(&endpoint, "quick", rule).await;
    assert_eq!(count(json!({"invited_at_least": 1})).await, 0, "who only arrived is no hop yet");
    assert_eq!(count(json!({"played": true})).await, 0);
    friend.play(&endpoint, losing).await;
    inviter.play(&endpoint, winning).await;
    assert_eq!(count(json!({"played": true})).await, 2);
    assert_eq!(count(json!({"not": {"played": true}})).await, 1);
    assert_eq!(count(json!({"invited_at_least": 1})).await, 1);
    assert_eq!(count(json!({"invited_at_least": 2})).await, 0);
    assert_eq!(count(json!({"has_coupon": true})).await, 1);
    let both = json!({"all": [{"has_coupon": true}, {"invited_at_least": 1}]});
    assert_eq!(count(both).await, 1);
    let either = json!({"any": [{"has_coupon": true}, {"not": {"played": true}}]});
    assert_eq!(count(either.clone()).await, 2);

    endpoint.query(&format!("UPDATE coupons SET state = 'void' WHERE player_id = '{}'", inviter.id)).await;
    assert_eq!(count(json!({"has_coupon": true})).await, 0, "a void coupon is none");
    endpoint.as_analyst(Method::DELETE, &format!("/v1/players/{}", looker.id)).await.ok();
    assert_eq!(count(either).await, 0, "an erased person is in no segment");
}

#[tokio::test]
async fn a_kept_segment_is_listed_with_who_is_in_it_now() {
    let endpoint = Endpoint::with_party().await;
    let [one, other] = [Person::at_the_party(&endpoint).await, Person::at_the_party(&endpoint).await];
    one.declare(&endpoint, &["foodie"]).await.ok();
    let rule = json!({"any": [{"label": "foodie", "min_score": 0.25}, {"label": "hiker"}]});
    let segment = json!({"campaign": "party", "name": " Eaters ", "rule": rule});
    let made = endpoint.tell_as_analyst("/v1/segments", &segment).await;
    assert_eq!((made.status, &made.body["size"]), (201, &json!(1)));
    other.declare(&endpoint, &["hiker"]).await.ok();
    let list = async |campaign: &str| {
        endpoint.as_analyst(Method::GET, &format!("/v1/segments?campaign={campaign}")).await.ok()
    };
    let expect = json!({"segments": [{
        "id": made.body["id"], "name": "Eaters", "rule": rule, "size": 2,
        "created_at": "2026-01-05T00:00:00.000Z",
    }]});
    assert_eq!(list("party").await, expect);
    one.declare(&endpoint, &["hiker"]).await.ok();
    other.declare(&endpoint, &[]).await.ok();
    assert_eq!(list("party").await["segments"][0]["size"], 1);
    assert_eq!(list("quick").await, json!({"segments": []}));

    let path = format!("/v1/segments/{}", made.body["id"].as_str().expect("an id"));
    assert_eq!(endpoint.as_analyst(Method::DELETE, &path).await.ok(), json!({"deleted": true}));
    endpoint.as_analyst(Method::DELETE, &path).await.is_refused(404, "unknown_segment");
    assert_eq!(list("party").await, json!({"segments": []}));
}

#[tokio::test]
async fn a_wrong_rule_is_refused_with_the_place_that_is_wrong() {
    let endpoint = Endpoint::with_party().await;
    let check = async |campaign: &str, rule: Value, place: &str| {
        for (path, name) in [("/v1/segments/preview", Value::Null), ("/v1/segments", json!("x"))] {
            let asked = json!({"campaign": campaign, "rule": rule, "name": name});
            let refused = endpoint.tell_as_analyst(path, &asked).await;
            refused.is_refused(422, "bad_rule");
            assert_eq!(refused.body["error"]["details"]["path"], place);
            assert!(refused.body["error"]["details"]["why"].is_string());
        }
    };
    let unknown = json!({"all": [{"played": true}, {"not": {"label": "none"}}]});
    check("party", unknown, "rule.all[1].not.label").await;
    check("quick", json!({"label": "foodie"}), "rule.label").await;
    check("party", json!({"any": []}), "rule.any").await;
    check("party", json!({"played": true, "has_coupon": true}), "rule").await;
    check("party", json!({"label": "foodie", "min_score": 2}), "rule.min_score").await;
    check("party", Value::Null, "rule").await;
}

#[tokio::test]
async fn what_is_no_segment_is_refused_with_its_tag() {
    let endpoint = Endpoint::start().await;
    let rule = json!({"played": true});
    for name in ["", "   ", "a\nb", "x".repeat(61).as_str()] {
        let asked = json!({"campaign": "quick", "name": name, "rule": rule});
        endpoint.tell_as_analyst("/v1/segments", &asked).await.is_refused(422, "bad_name");
    }
    let longest = json!({"campaign": "quick", "name": "青".repeat(60), "rule": rule});
    endpoint.tell_as_analyst("/v1/segments", &longest).await.ok();
    for path in ["/v1/segments", "/v1/segments/preview"] {
        let nowhere = json!({"campaign": "none", "name": "x", "rule": rule});
        endpoint.tell_as_analyst(path, &nowhere).await.is_refused(404, "unknown_campaign");
        endpoint.tell_as_analyst(path, &json!({"campaign": "quick"})).await.is_refused(400, "bad_json");
        endpoint.post(path, &nowhere).await.is_refused(401, "missing_analyst_key");
    }
    endpoint.as_analyst(Method::GET, "/v1/segments").await.is_refused(400, "bad_query");
    endpoint.get("/v1/segments?campaign=quick").await.is_refused(401, "missing_analyst_key");
}
