//! Campaigns: what the public sees, in which language, and files that stop the start.

use crate::support::{Endpoint, Folder, WRITE_KEY};
use reqwest::Method;
use serde_json::json;
use std::fs;
use std::sync::Arc;
use tapvine_endpoint::clock::SystemClock;
use tapvine_endpoint::server::Running;

#[tokio::test]
async fn the_public_part_has_what_a_page_needs() {
    let endpoint = Endpoint::start().await;
    let campaign = endpoint.get("/v1/campaigns/quick").await.ok();
    assert_eq!((&campaign["id"], &campaign["state"]), (&json!("quick"), &json!("open")));
    assert_eq!((&campaign["locale"], &campaign["locales"]), (&json!("en"), &json!(["en", "zh-CN"])));
    assert_eq!(campaign["write_key"], WRITE_KEY);
    assert_eq!(campaign["dials"]["duration_seconds"], 5);
    assert!(campaign["dials"].as_object().expect("dials").len() > 3, "the game's defaults are there too");
    assert_eq!(campaign["consent"], json!({"mode": "strict", "version": "v1", "policy_url": null}));
    assert_eq!(campaign["invite"], json!({"enabled": true, "window_hours": 24}));
    assert_eq!(campaign["page_url"], json!(null));
    assert_eq!(campaign["starts_at"], "2026-01-01T00:00:00Z");
    let prize = json!({
        "quantity": 3, "left": 3, "state": "open", "next_at_ms": null, "one_per_person": true,
        "requires": "nothing",
        "terms": "One per person.",
    });
    assert_eq!(campaign["prize"], prize);
    assert!(campaign["texts"]["game_title"].is_string(), "the game's texts");
    assert!(!campaign.to_string().contains("CODE-"), "no code leaves before it is won");
    assert!(campaign["server_time_ms"].is_i64());
    endpoint.get("/v1/campaigns/none").await.is_refused(404, "unknown_campaign");
}

#[tokio::test]
async fn the_language_is_the_querys_then_the_browsers_then_the_campaigns() {
    let endpoint = Endpoint::start().await;
    let locale = async |query: &str, accepted: &str| {
        let request = endpoint.request(Method::GET, &format!("/v1/campaigns/quick{query}"));
        let request = request.header("Accept-Language", accepted);
        let text = request.send().await.expect("answered").text().await.expect("a body");
        let campaign: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        (campaign["locale"].as_str().expect("a locale").to_owned(), campaign["texts"]["brand"].clone())
    };
    assert_eq!(locale("", "fr, zh-TW;q=0.8").await, ("zh-CN".into(), json!("牌")));
    assert_eq!(locale("?locale=en-GB", "zh-CN").await, ("en".into(), json!("Brand")));
    assert_eq!(locale("?locale=xx", "").await, ("en".into(), json!("Brand")));
}

#[tokio::test]
async fn a_bad_campaign_stops_the_start_and_is_named_with_its_line() {
    let refused = async |changes: &[(&str, &str)]| {
        let folder = Folder::with_codes(1);
        folder.write_campaign("bad", changes);
        let error = Running::start(&folder.config(), Arc::new(SystemClock)).await.err().expect("refused");
        format!("{error:#}").rsplit('/').next().expect("a text").to_owned()
    };
    assert_eq!(
        refused(&[("game = \"fruit-rush\"", "game = \"chess\"")]).await,
        "bad.toml:3: there is no game `chess`"
    );
    let dial = refused(&[("duration_seconds = 5", "duration_seconds = 1")]).await;
    assert!(dial.starts_with("bad.toml:10: ") && dial.contains("duration_seconds"), "{dial}");
    assert!(refused(&[("\"2026-02-01", "\"2020-02-01")]).await.starts_with("bad.toml:5: "));
    assert!(refused(&[("quick.codes.txt", "missing.txt")]).await.contains("missing.txt"));
    let with_picture = [("game = \"fruit-rush\"", "game = \"fruit-rush\"\npicture = \"quick.codes.txt\"")];
    assert_eq!(refused(&with_picture).await, "quick.codes.txt: a picture is a PNG or a JPEG");
    let folder = Folder::with_codes(0);
    fs::write(folder.path("campaigns/quick.codes.txt"), "A\nB\nA\n").expect("written");
    let error = Running::start(&folder.config(), Arc::new(SystemClock)).await.err().expect("refused");
    assert!(error.to_string().ends_with("quick.codes.txt:3: the code of line 1 again"), "{error}");
}

#[tokio::test]
async fn a_picture_beside_the_campaign_is_served_as_what_it_is() {
    let folder = Folder::with_codes(1);
    let jpeg = [0xff, 0xd8, 0xff, 0xe0, 1, 2, 3];
    fs::write(folder.path("campaigns/party.bin"), jpeg).expect("written");
    let named = "game = \"fruit-rush\"\npicture = \"party.bin\"";
    folder.write_campaign("pictured", &[("game = \"fruit-rush\"", named)]);
    let endpoint = Endpoint::start_in(folder).await;
    let request = endpoint.request(Method::GET, "/v1/campaigns/pictured/picture");
    let response = request.send().await.expect("answered");
    assert_eq!(response.headers()["content-type"], "image/jpeg");
    assert_eq!(response.headers()["cache-control"], "public, max-age=3600");
    assert_eq!(response.bytes().await.expect("a body"), jpeg.as_slice());
    endpoint.get("/v1/campaigns/quick/picture").await.is_refused(404, "not_found");
    endpoint.get("/v1/campaigns/none/picture").await.is_refused(404, "unknown_campaign");
}
