//! Labels: friends give, the labelled person decides, and only what was accepted ever leaves.

use crate::support::{Answer, Endpoint, Folder, Person, sticking};
use futures_util::future::join;
use reqwest::Method;
use serde_json::{Value, json};
use std::fs;
use std::sync::Arc;
use tapvine_endpoint::clock::SystemClock;
use tapvine_endpoint::server::Running;

const DAY_MS: i64 = 86_400_000;

#[tokio::test]
async fn a_campaign_shows_its_labels_in_the_readers_language_and_sets_the_dials() {
    let endpoint = Endpoint::with_party().await;
    let campaign = endpoint.get("/v1/campaigns/party?locale=zh-CN").await.ok();
    let labels = &campaign["labels"];
    assert_eq!((&labels["max_given"], &labels["max_declared"]), (&json!(4), &json!(2)));
    let owl = json!({"id": "night-owl", "text": "夜猫子", "group": "time", "opposite": "early-bird", "icon": "night-owl"});
    assert_eq!(labels["list"][1], owl);
    assert_eq!(labels["icons"], Value::Null, "not built");
    assert_eq!((&campaign["dials"]["labels"], &campaign["dials"]["max_given"]), (&json!(9), &json!(4)));
    assert_eq!(endpoint.get("/v1/campaigns/quick").await.ok()["labels"], Value::Null);
}

#[tokio::test]
async fn the_drawings_of_the_labels_are_found_when_they_are_built() {
    let folder = Folder::with_party();
    fs::create_dir(folder.path("www/labels")).expect("made");
    for name in ["party.1a2b.json", "party.1a2b.json.br", "standard.3c.json"] {
        fs::write(folder.path("www/labels").join(name), "{}").expect("written");
    }
    let endpoint = Endpoint::start_in(folder).await;
    let campaign = endpoint.get("/v1/campaigns/party").await.ok();
    assert_eq!(campaign["labels"]["icons"], "/labels/party.1a2b.json");
}

#[tokio::test]
async fn a_taxonomy_that_cannot_be_used_stops_the_start_and_is_named() {
    let refused = async |folder: &Folder| {
        let error = Running::start(&folder.config(), Arc::new(SystemClock)).await.err().expect("refused");
        format!("{error:#}")
    };
    let folder = Folder::with_party();
    let file = folder.path("campaigns/party.labels.toml");
    let text = fs::read_to_string(&file).expect("read");
    fs::write(&file, text.replace("id = \"hiker\"", "id = \"foodie\"")).expect("written");
    assert!(refused(&folder).await.ends_with("party.labels.toml: label `foodie` is there twice"));
    fs::write(&file, text.replace("zh-CN = \"吃货\"", "fr = \"gourmet\"")).expect("written");
    assert!(refused(&folder).await.ends_with("party.labels.toml: label `foodie` has no text in `zh-CN`"));
    folder.write_party(&[("party.labels.toml", "../secret.labels.toml")]);
    assert!(refused(&folder).await.contains("party.toml: the taxonomy is `standard` or a file"));
    folder.write_party(&[("max_given = 4", "max_given = 40")]);
    fs::write(&file, text).expect("written");
    assert!(refused(&folder).await.contains("party.toml:13: "), "the game lets at most 8 stick");
}

#[tokio::test]
async fn the_standard_taxonomy_needs_no_file() {
    let folder = Folder::with_party();
    folder.write_party(&[("taxonomy = \"party.labels.toml\"\n", "")]);
    let endpoint = Endpoint::start_in(folder).await;
    let campaign = endpoint.get("/v1/campaigns/party?locale=en").await.ok();
    assert_eq!(campaign["labels"]["list"].as_array().expect("labels").len(), 46);
    assert_eq!(
        (&campaign["labels"]["list"][0]["text"], &campaign["dials"]["labels"]),
        (&json!("Foodie"), &json!(46))
    );
}

#[tokio::test]
async fn of_three_labels_only_the_accepted_one_leaves_and_a_withdrawn_one_is_taken_back() {
    let endpoint = Endpoint::with_party().await;
    let [a, b, c] = [
        Person::at_the_party(&endpoint).await,
        Person::at_the_party(&endpoint).await,
        Person::at_the_party(&endpoint).await,
    ];
    let code = a.party(&endpoint).await;
    let given = b.give(&endpoint, &code, "Bo", &["night-owl", "hiker"]).await;
    assert_eq!(given.answer["labels"], json!({"about": "friend", "given": ["night-owl", "hiker"]}));
    c.give(&endpoint, &code, "", &["foodie"]).await;
    let mine = a.my_labels(&endpoint).await;
    assert_eq!((mine["pending"].as_array().expect("rows").len(), &mine["shown_by"]), (3, &json!(2)));
    assert!(mine["pending"].as_array().expect("rows").iter().any(|row| row["giver"] == Value::Null));

    let owl = a.label_id(&endpoint, "night-owl", "Bo").await;
    let hiker = a.label_id(&endpoint, "hiker", "Bo").await;
    let accepted = a.decide(&endpoint, &owl, "accept").await.ok();
    assert_eq!(accepted, json!({"id": owl, "label": "night-owl", "status": "accepted"}));
    assert_eq!(a.decide(&endpoint, &hiker, "decline").await.ok()["status"], "declined");
    let mine = a.my_labels(&endpoint).await;
    assert_eq!(mine["accepted"], json!([{"label": "night-owl", "givers": 1, "ids": [owl]}]));
    assert_eq!(mine["pending"].as_array().expect("rows").len(), 1);

    let identified = endpoint.exported_of("party", "identify").await;
    assert_eq!(identified.len(), 1);
    assert_eq!(identified[0]["traits"], json!({"interests": "night-owl", "interest_night_owl": true}));
    assert_eq!(identified[0]["anonymousId"], a.id.as_str());
    assert_eq!(identified[0]["context"]["tapvine"]["campaign_id"], "party");
    let told = endpoint.exported_of("party", "Label Accepted").await;
    assert_eq!(
        (&told[0]["properties"]["label"], &told[0]["properties"]["givers"]),
        (&json!("night-owl"), &json!(1))
    );
    let everything = endpoint.export("events.ndjson?campaign=party").await
        + &endpoint.export("events.csv?campaign=party").await;
    for secret in ["hiker", "foodie", "Label Given", "Label Declined"] {
        assert!(!everything.contains(secret), "{secret} left the system");
    }

    endpoint.clock.advance_ms(1);
    assert_eq!(a.decide(&endpoint, &owl, "withdraw").await.ok()["status"], "withdrawn");
    let identified = endpoint.exported_of("party", "identify").await;
    assert_eq!(identified[1]["traits"], json!({"interests": "", "interest_night_owl": false}));
    assert_eq!(endpoint.exported_of("party", "Label Withdrawn").await.len(), 1);
    assert_eq!(a.my_labels(&endpoint).await["accepted"], json!([]));
}

#[tokio::test]
async fn a_run_about_oneself_declares_as_many_as_one_may() {
    let endpoint = Endpoint::with_party().await;
    let person = Person::at_the_party(&endpoint).await;
    let body = json!({"campaign": "party", "rules_version": 1});
    let run = person.post(&endpoint, "/v1/runs", &body).await.ok();
    assert_eq!((&run["dials"]["max_given"], &run["about"]), (&json!(2), &Value::Null));
    endpoint.clock.advance_ms(6_000);
    let played = sticking(&run, &["reader", "gamer"]);
    let answer = person.finish(&endpoint, &run, &played, None).await.ok();
    assert_eq!(answer["labels"], json!({"about": "me", "given": ["reader", "gamer"]}));
    assert_eq!(person.my_labels(&endpoint).await["declared"], json!(["gamer", "reader"]));
    assert_eq!(endpoint.exported_of("party", "Label Declared").await.len(), 2);

    let declared = person.declare(&endpoint, &["hiker", "gamer"]).await.ok();
    assert_eq!(declared, json!({"declared": ["gamer", "hiker"]}));
    assert_eq!(endpoint.exported_of("party", "Label Declared").await.len(), 3, "gamer was known");
    let identified = endpoint.exported_of("party", "identify").await;
    let traits = json!({"interests": "gamer,hiker", "interest_gamer": true, "interest_hiker": true, "interest_reader": false});
    assert_eq!(identified.last().expect("told")["traits"], traits);
    person.declare(&endpoint, &["hiker", "gamer"]).await.ok();
    assert_eq!(endpoint.exported_of("party", "identify").await.len(), identified.len(), "nothing changed");
    person.declare(&endpoint, &[]).await.ok();
    assert_eq!(person.my_labels(&endpoint).await["declared"], json!([]));
}

#[tokio::test]
async fn each_refusal_has_its_tag() {
    let endpoint = Endpoint::with_party().await;
    let (host, friend) = (Person::at_the_party(&endpoint).await, Person::at_the_party(&endpoint).await);
    let code = host.party(&endpoint).await;
    host.start_about(&endpoint, &code, "").await.is_refused(409, "own_invite");
    friend.start_about(&endpoint, "AAAAAAAAAAAAAAAAAAAAAA", "").await.is_refused(404, "unknown_invite");
    friend.start_about(&endpoint, "'; DROP TABLE labels", "").await.is_refused(404, "unknown_invite");
    friend.agree_to(&endpoint, "quick").await;
    let quick = friend.invite(&endpoint).await;
    host.start_about(&endpoint, &quick, "").await.is_refused(404, "unknown_invite");
    let without = json!({"campaign": "quick", "rules_version": 1, "about": code});
    friend.post(&endpoint, "/v1/runs", &without).await.is_refused(409, "labels_disabled");
    let body = json!({"campaign": "quick", "labels": []});
    friend.post(&endpoint, "/v1/labels", &body).await.is_refused(409, "labels_disabled");

    host.declare(&endpoint, &["=cmd"]).await.is_refused(422, "unknown_label");
    host.declare(&endpoint, &["hiker", "hiker"]).await.is_refused(422, "duplicate_label");
    host.declare(&endpoint, &["hiker", "gamer", "reader"]).await.is_refused(422, "too_many_labels");
    let long = "x".repeat(10_000);
    host.declare(&endpoint, &[&long]).await.is_refused(422, "unknown_label");

    friend.give(&endpoint, &code, "Bo", &["hiker", "gamer", "reader"]).await;
    let hiker = host.label_id(&endpoint, "hiker", "Bo").await;
    let gamer = host.label_id(&endpoint, "gamer", "Bo").await;
    friend.decide(&endpoint, &hiker, "accept").await.is_refused(403, "label_not_yours");
    friend.decide(&endpoint, &hiker, "block").await.is_refused(403, "label_not_yours");
    host.decide(&endpoint, "none", "accept").await.is_refused(404, "unknown_label_id");
    host.decide(&endpoint, &hiker, "eat").await.is_refused(404, "not_found");
    host.decide(&endpoint, &hiker, "withdraw").await.is_refused(409, "label_not_accepted");
    host.decide(&endpoint, &hiker, "accept").await.ok();
    host.decide(&endpoint, &hiker, "decline").await.is_refused(409, "label_already_accepted");
    host.decide(&endpoint, &hiker, "withdraw").await.ok();
    host.decide(&endpoint, &hiker, "accept").await.is_refused(409, "label_already_withdrawn");
    host.decide(&endpoint, &gamer, "decline").await.ok();
    host.decide(&endpoint, &gamer, "accept").await.is_refused(409, "label_already_declined");
    let bare = endpoint.post(&format!("/v1/labels/{gamer}/accept"), &json!({})).await;
    bare.is_refused(401, "invalid_token");

    host.decide(&endpoint, &gamer, "block").await.ok();
    friend.start_about(&endpoint, &code, "Bo").await.is_refused(403, "giver_blocked");
    endpoint.as_analyst(Method::DELETE, &format!("/v1/invites/{code}")).await.ok();
    friend.start_about(&endpoint, &code, "").await.is_refused(410, "party_over");
}

#[tokio::test]
async fn a_party_ends_with_its_days() {
    let endpoint = Endpoint::with_party().await;
    let (host, friend) = (Person::at_the_party(&endpoint).await, Person::at_the_party(&endpoint).await);
    let code = host.party(&endpoint).await;
    endpoint.clock.advance_ms(7 * DAY_MS - 1);
    friend.start_about(&endpoint, &code, "").await.ok();
    endpoint.clock.advance_ms(1);
    friend.start_about(&endpoint, &code, "").await.is_refused(410, "party_over");
}

#[tokio::test]
async fn the_latest_choice_of_a_giver_counts_once_and_what_was_decided_stays() {
    let endpoint = Endpoint::with_party().await;
    let (host, friend) = (Person::at_the_party(&endpoint).await, Person::at_the_party(&endpoint).await);
    let code = host.party(&endpoint).await;
    friend.give(&endpoint, &code, "Bo", &["hiker", "gamer", "reader"]).await;
    let gamer = host.label_id(&endpoint, "gamer", "Bo").await;
    let reader = host.label_id(&endpoint, "reader", "Bo").await;
    host.decide(&endpoint, &gamer, "accept").await.ok();
    host.decide(&endpoint, &reader, "decline").await.ok();
    friend.give(&endpoint, &code, "Bob", &["gamer", "reader", "music"]).await;
    let mine = host.my_labels(&endpoint).await;
    let pending: Vec<&Value> =
        mine["pending"].as_array().expect("rows").iter().map(|row| &row["label"]).collect();
    assert_eq!(pending, ["music"], "hiker is taken back, reader stays declined");
    assert_eq!(mine["accepted"], json!([{"label": "gamer", "givers": 1, "ids": [gamer]}]));
    assert_eq!(mine["shown_by"], 1);
}

#[tokio::test]
async fn the_same_request_again_gets_the_same_answer_and_changes_nothing() {
    let endpoint = Endpoint::with_party().await;
    let (host, friend) = (Person::at_the_party(&endpoint).await, Person::at_the_party(&endpoint).await);
    let code = host.party(&endpoint).await;
    let run = friend.start_about(&endpoint, &code, "Bo").await.ok();
    endpoint.clock.advance_ms(6_000);
    let played = sticking(&run, &["hiker"]);
    let first = friend.finish(&endpoint, &run, &played, Some("k")).await.ok();
    let hiker = host.label_id(&endpoint, "hiker", "Bo").await;
    assert_eq!(friend.finish(&endpoint, &run, &played, Some("k")).await.ok(), first);
    let other = friend.finish(&endpoint, &run, &sticking(&run, &["gamer"]), Some("other")).await;
    other.is_refused(409, "run_already_finished");
    let accepted = host.decide(&endpoint, &hiker, "accept").await.ok();
    assert_eq!(host.decide(&endpoint, &hiker, "accept").await.ok(), accepted);
    assert_eq!(friend.finish(&endpoint, &run, &played, Some("k")).await.ok(), first);
    assert_eq!(host.my_labels(&endpoint).await["pending"], json!([]), "a late repeat brings nothing back");
    assert_eq!(endpoint.exported_of("party", "Label Accepted").await.len(), 1);
    assert_eq!(endpoint.exported_of("party", "identify").await.len(), 1);
    let withdrawn = host.decide(&endpoint, &hiker, "withdraw").await.ok();
    assert_eq!(host.decide(&endpoint, &hiker, "withdraw").await.ok(), withdrawn);
    assert_eq!(endpoint.exported_of("party", "Label Withdrawn").await.len(), 1);
}

#[tokio::test]
async fn of_two_tabs_deciding_at_once_one_wins_and_the_other_is_told() {
    let endpoint = Endpoint::with_party().await;
    let (host, friend) = (Person::at_the_party(&endpoint).await, Person::at_the_party(&endpoint).await);
    let code = host.party(&endpoint).await;
    friend.give(&endpoint, &code, "Bo", &["hiker", "gamer", "reader", "music"]).await;
    for label in ["hiker", "gamer", "reader", "music"] {
        let id = host.label_id(&endpoint, label, "Bo").await;
        let tabs = join(host.decide(&endpoint, &id, "accept"), host.decide(&endpoint, &id, "decline")).await;
        let (accept, decline): (Answer, Answer) = tabs;
        match (accept.status, decline.status) {
            (200, 409) => assert_eq!(decline.tag(), "label_already_accepted"),
            (409, 200) => assert_eq!(accept.tag(), "label_already_declined"),
            both => panic!("{both:?}"),
        }
    }
    assert_eq!(host.my_labels(&endpoint).await["pending"], json!([]));
}

#[tokio::test]
async fn everything_pending_is_decided_at_once() {
    let endpoint = Endpoint::with_party().await;
    let host = Person::at_the_party(&endpoint).await;
    let code = host.party(&endpoint).await;
    for labels in [["hiker", "gamer"], ["gamer", "music"]] {
        Person::at_the_party(&endpoint).await.give(&endpoint, &code, "", &labels).await;
    }
    let pending = host.my_labels(&endpoint).await["pending"].take();
    let ids: Vec<&Value> = pending.as_array().expect("rows").iter().map(|row| &row["id"]).collect();
    let all = |action: &str| json!({"campaign": "party", "action": action, "ids": ids});
    host.post(&endpoint, "/v1/labels/decide", &all("eat")).await.is_refused(400, "bad_json");
    let changed = host.post(&endpoint, "/v1/labels/decide", &all("accept")).await.ok();
    assert_eq!(changed, json!({"changed": 4}));
    assert_eq!(host.post(&endpoint, "/v1/labels/decide", &all("decline")).await.ok(), json!({"changed": 0}));
    let accepted = host.my_labels(&endpoint).await["accepted"].take();
    let givers: Vec<(&str, i64)> = accepted
        .as_array()
        .expect("rows")
        .iter()
        .map(|row| (row["label"].as_str().expect("a label"), row["givers"].as_i64().expect("a count")))
        .collect();
    assert_eq!(givers, [("gamer", 2), ("hiker", 1), ("music", 1)]);
    let identified = endpoint.exported_of("party", "identify").await;
    assert_eq!((identified.len(), &identified[0]["traits"]["interests"]), (1, &json!("gamer,hiker,music")));
}

#[tokio::test]
async fn a_blocked_giver_is_declined_and_kept_out_also_from_a_run_begun_before() {
    let endpoint = Endpoint::with_party().await;
    let (host, friend) = (Person::at_the_party(&endpoint).await, Person::at_the_party(&endpoint).await);
    let code = host.party(&endpoint).await;
    friend.give(&endpoint, &code, "Bo", &["hiker", "gamer", "music"]).await;
    let run = friend.start_about(&endpoint, &code, "Bo").await.ok();
    let hiker = host.label_id(&endpoint, "hiker", "Bo").await;
    let gamer = host.label_id(&endpoint, "gamer", "Bo").await;
    host.decide(&endpoint, &hiker, "accept").await.ok();
    let blocked = host.decide(&endpoint, &gamer, "block").await.ok();
    assert_eq!(blocked, json!({"id": gamer, "label": "gamer", "status": "declined", "blocked": true}));
    assert_eq!(host.decide(&endpoint, &gamer, "block").await.ok(), blocked);
    endpoint.clock.advance_ms(6_000);
    let late = friend.finish(&endpoint, &run, &sticking(&run, &["reader"]), None).await.ok();
    assert_eq!(late["labels"], json!({"about": "friend", "given": []}));
    let mine = host.my_labels(&endpoint).await;
    assert_eq!((&mine["pending"], mine["accepted"].as_array().expect("rows").len()), (&json!([]), 1));
}

#[tokio::test]
async fn names_of_any_kind_are_short_texts() {
    let endpoint = Endpoint::with_party().await;
    let host = Person::at_the_party(&endpoint).await;
    let code = host.party(&endpoint).await;
    for (name, shown) in [
        ("x".repeat(10_000), json!("x".repeat(24))),
        ("<img src=x onerror=alert(1)>".to_owned(), json!("<img src=x onerror=alert")),
        ("=HYPERLINK(\"http://x\")".to_owned(), json!("=HYPERLINK(\"http://x\")")),
        ("\u{202e}\n".to_owned(), Value::Null),
    ] {
        Person::at_the_party(&endpoint).await.give(&endpoint, &code, &name, &["hiker"]).await;
        let mine = host.my_labels(&endpoint).await;
        assert!(mine["pending"].as_array().expect("rows").iter().any(|row| row["giver"] == shown), "{mine}");
        endpoint.clock.advance_ms(1);
    }
}

#[tokio::test]
async fn an_erased_person_leaves_neither_labels_nor_names() {
    let endpoint = Endpoint::with_party().await;
    let (host, friend) = (Person::at_the_party(&endpoint).await, Person::at_the_party(&endpoint).await);
    let code = host.party(&endpoint).await;
    friend.give(&endpoint, &code, "Bo Known", &["hiker", "gamer"]).await;
    let other = Person::at_the_party(&endpoint).await;
    let back = friend.party(&endpoint).await;
    host.give(&endpoint, &back, "Ann Known", &["music"]).await;
    other.give(&endpoint, &code, "Cy", &["reader"]).await;
    host.declare(&endpoint, &["hiker"]).await.ok();
    let hiker = host.label_id(&endpoint, "hiker", "Bo Known").await;
    host.decide(&endpoint, &hiker, "accept").await.ok();
    let music = friend.label_id(&endpoint, "music", "Ann Known").await;
    friend.decide(&endpoint, &music, "accept").await.ok();
    let late = other.start_about(&endpoint, &code, "Cy").await.ok();

    endpoint.as_analyst(Method::DELETE, &format!("/v1/players/{}", host.id)).await.ok();
    for trace in [host.id.as_str(), &code, "Ann Known"] {
        crate::erasures::nowhere_in_the_database(&endpoint, trace).await;
    }
    let accepted = friend.my_labels(&endpoint).await["accepted"].take();
    assert_eq!(accepted[0]["label"], "music", "what the friend accepted is the friend's");
    endpoint.clock.advance_ms(6_000);
    let answer = other.finish(&endpoint, &late, &sticking(&late, &["gamer"]), None).await.ok();
    assert_eq!(answer["labels"]["given"], json!([]), "nobody is labelled after they are gone");
    other.start_about(&endpoint, &code, "").await.is_refused(404, "unknown_invite");
}
