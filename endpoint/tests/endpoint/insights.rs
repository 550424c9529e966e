//! Insights: the funnel and the chains, from what really happened.

use crate::support::{Endpoint, Person, losing, track, winning};
use reqwest::Method;
use serde_json::json;

#[tokio::test]
async fn the_funnel_counts_from_opening_to_holding_a_coupon() {
    let endpoint = Endpoint::start().await;
    endpoint.send(&[track("m1", "p1"), track("m2", "p2")]).await;
    let (one, two) = (Person::new(&endpoint).await, Person::new(&endpoint).await);
    one.play(&endpoint, winning).await;
    one.play(&endpoint, losing).await;
    two.play(&endpoint, losing).await;
    let funnel = endpoint.as_analyst(Method::GET, "/v1/insights/funnel?campaign=quick").await.ok();
    assert_eq!(
        (&funnel["opened"], &funnel["started"], &funnel["verified"]),
        (&json!(2), &json!(0), &json!(3))
    );
    assert_eq!(
        (&funnel["players"], &funnel["winners"], &funnel["rejected"]),
        (&json!(2), &json!(1), &json!(0))
    );
    assert_eq!(funnel["coupons"], json!({"total": 3, "issued": 1, "left": 2}));
    assert_eq!(funnel["plays_per_player"], json!({"1": 1, "2": 1}));
    assert_eq!(funnel["by_hour"], json!([{"hour_ms": 1_767_571_200_000_i64, "verified": 3, "won": 1}]));
    let bands = funnel["scores"].as_array().expect("bands");
    assert_eq!(bands.iter().map(|band| band["count"].as_i64().expect("a count")).sum::<i64>(), 3);
    let refused = endpoint.as_analyst(Method::GET, "/v1/insights/funnel?campaign=none").await;
    refused.is_refused(404, "unknown_campaign");
}

#[tokio::test]
async fn chains_are_trees_of_those_who_qualified() {
    let endpoint = Endpoint::start().await;
    let [root, child, grandchild, passer_by] = [
        Person::new(&endpoint).await,
        Person::new(&endpoint).await,
        Person::new(&endpoint).await,
        Person::new(&endpoint).await,
    ];
    let code = root.post(&endpoint, "/v1/invites", &json!({"campaign": "quick", "name": "Root"})).await.ok();
    let code = code["code"].as_str().expect("a code");
    child.arrive(&endpoint, code).await.ok();
    passer_by.arrive(&endpoint, code).await.ok();
    child.play(&endpoint, losing).await;
    let code = child.invite(&endpoint).await;
    grandchild.arrive(&endpoint, &code).await.ok();
    grandchild.play(&endpoint, losing).await;
    let chains = endpoint.as_analyst(Method::GET, "/v1/insights/chains?campaign=quick").await.ok();
    let node = |person: &Person| {
        let nodes = chains["nodes"].as_array().expect("nodes");
        nodes.iter().find(|node| node["id"] == person.id.as_str()).cloned()
    };
    let root_node = node(&root).expect("in the tree");
    assert_eq!(
        (&root_node["name"], &root_node["root"], &root_node["invited"]),
        (&json!("Root"), &json!(true), &json!(1))
    );
    assert_eq!(node(&grandchild).expect("in the tree")["depth"], 2);
    assert!(node(&passer_by).is_none(), "who only looked is no hop");
    assert_eq!(chains["edges"].as_array().expect("edges").len(), 2);
    assert_eq!(chains["stats"]["max_depth"], 2);
    assert_eq!((&chains["stats"]["trees"], &chains["truncated"]), (&json!(1), &json!(false)));
}

#[tokio::test]
async fn an_operator_sees_life_readiness_and_numbers() {
    let endpoint = Endpoint::start().await;
    endpoint.send(&[track("m1", "p1")]).await;
    assert_eq!(endpoint.get("/health").await.ok(), json!({"status": "ok"}));
    assert_eq!(endpoint.get("/ready").await.ok(), json!({"status": "ok"}));
    let numbers = endpoint.as_analyst(Method::GET, "/metrics").await.ok();
    let numbers = numbers.as_str().expect("a text");
    for name in [
        "tapvine_events_total{result=\"ok\"}",
        "tapvine_commit_rows_bucket",
        "tapvine_requests_total{route=\"/v1/batch\"",
    ] {
        assert!(numbers.contains(name), "{name} in {numbers}");
    }
}
