//! Consent taken back: nothing more of the person, nothing of them in any export, and the coupon stays theirs.

use crate::support::{Answer, Endpoint, Folder, Person, RUN_MS, losing, track, winning};
use reqwest::Method;
use serde_json::{Value, json};
use tapvine_endpoint::digest::sha256_hex;

impl Person {
    async fn withdraw(&self, endpoint: &Endpoint, campaign: &str) -> Answer {
        let request = endpoint.request(Method::DELETE, &format!("/v1/consents/{campaign}"));
        Answer::of(request.bearer_auth(&self.token).send().await.expect("answered")).await
    }
}

/// Everything that leaves a campaign, by every way out.
async fn everything_exported(endpoint: &Endpoint, campaign: &str, kinds: &[&str]) -> String {
    let mut all = String::new();
    for kind in kinds {
        for file in [format!("{kind}.csv?campaign={campaign}"), format!("{kind}.ndjson?campaign={campaign}")]
        {
            all.push_str(&endpoint.export(&file).await);
            if *kind != "evidence" {
                all.push_str(&endpoint.export(&format!("{file}&cursor=")).await);
            }
        }
    }
    all
}

fn at(mut event: Value, timestamp: &str) -> Value {
    event["timestamp"] = timestamp.into();
    event
}

#[tokio::test]
async fn who_takes_consent_back_is_in_no_export_any_more_and_keeps_the_coupon() {
    let endpoint = Endpoint::start().await;
    let [inviter, person, friend] =
        [Person::new(&endpoint).await, Person::new(&endpoint).await, Person::new(&endpoint).await];
    person.arrive(&endpoint, &inviter.invite(&endpoint).await).await.ok();
    let code = person.play(&endpoint, winning).await["coupon"]["code"].as_str().expect("a code").to_owned();
    let invite = person.invite(&endpoint).await;
    friend.arrive(&endpoint, &invite).await.ok();
    friend.play(&endpoint, losing).await;
    endpoint.send(&[track("m1", &person.id), track("bad id", &person.id)]).await;
    let kinds = ["events", "invites", "coupons"];
    assert!(everything_exported(&endpoint, "quick", &kinds).await.contains(&person.id));
    let before = endpoint.as_analyst(Method::GET, "/v1/insights/funnel?campaign=quick").await.ok();
    let (_, events) = endpoint.export_and_cursor("events.ndjson?campaign=quick").await;
    let (_, coupons) = endpoint.export_and_cursor("coupons.csv?campaign=quick").await;

    assert_eq!(person.withdraw(&endpoint, "quick").await.ok(), json!({"withdrawn": true}));
    assert_eq!(person.withdraw(&endpoint, "quick").await.ok(), json!({"withdrawn": true}), "again");

    let exported = everything_exported(&endpoint, "quick", &kinds).await;
    assert!(!exported.contains(&person.id), "{exported}");
    assert!(!exported.contains(&invite), "{exported}");
    assert!(exported.contains(&code), "a coupon is the person's and counts");
    let followed = endpoint.export(&format!("events.ndjson?campaign=quick&cursor={events}")).await;
    let told: Vec<Value> = followed.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(told.len(), 1, "{followed}");
    assert_eq!(told[0]["event"], "Consent Withdrawn");
    assert_eq!(told[0]["properties"]["player_hash"], sha256_hex(&person.id));
    let followed = endpoint.export(&format!("coupons.csv?campaign=quick&cursor={coupons}")).await;
    assert!(followed.contains(&code) && !followed.contains(&person.id), "{followed}");
    let after = endpoint.as_analyst(Method::GET, "/v1/insights/funnel?campaign=quick").await.ok();
    assert_eq!(before, after, "numbers stay");
    let me = person.me(&endpoint).await;
    assert_eq!((&me["coupons"][0]["code"], &me["invite"]), (&json!(code), &Value::Null));
    endpoint.get(&format!("/v1/invites/{invite}")).await.is_refused(404, "unknown_invite");
    assert_eq!(friend.me(&endpoint).await["invited_by"], json!({"name": null}));
    let kept = endpoint.query("SELECT 1 FROM rejected_events WHERE body LIKE '%bad id%'").await;
    assert!(kept.is_empty(), "also what was refused of them");
}

#[tokio::test]
async fn until_a_new_consent_nothing_of_the_person_is_taken() {
    let endpoint = Endpoint::start().await;
    let (person, other) = (Person::new(&endpoint).await, Person::new(&endpoint).await);
    let run = person.start_run(&endpoint).await;
    endpoint.clock.advance_ms(RUN_MS);
    let won = winning(&run);
    person.withdraw(&endpoint, "quick").await.ok();

    person.finish(&endpoint, &run, &won, Some("k")).await.is_refused(403, "consent_withdrawn");
    let asked = json!({"campaign": "quick", "rules_version": 1});
    person.post(&endpoint, "/v1/runs", &asked).await.is_refused(403, "consent_withdrawn");
    person.post(&endpoint, "/v1/invites", &asked).await.is_refused(403, "consent_withdrawn");
    let code = other.invite(&endpoint).await;
    person.arrive(&endpoint, &code).await.is_refused(403, "consent_withdrawn");
    let drop = json!({"result": "drop", "details": "consent_withdrawn"});
    let late =
        endpoint.send(&[track("m1", &person.id), track("m2", &other.id), track("bad id", &person.id)]).await;
    assert_eq!((&late["m1"], &late["m2"]["result"]), (&drop, &json!("ok")));
    let kept =
        endpoint.query(&format!("SELECT 1 FROM rejected_events WHERE body LIKE '%{}%'", person.id)).await;
    assert!(kept.is_empty(), "what is refused of them is not kept either");
    assert_eq!(person.me(&endpoint).await["coupons"], json!([]), "the run is worth nothing");

    endpoint.clock.advance_ms(1_000);
    person.agree_to(&endpoint, "quick").await;
    let before = at(track("m3", &person.id), "2026-01-05T00:00:05.000Z");
    let after = at(track("m4", &person.id), "2026-01-05T00:00:06.500Z");
    let sent = endpoint.send(&[before, after]).await;
    assert_eq!(
        (&sent["m3"], &sent["m4"]["result"]),
        (&drop, &json!("ok")),
        "the old one is not what was agreed to"
    );
    person.finish(&endpoint, &run, &won, Some("k")).await.is_refused(403, "consent_withdrawn");
    assert_eq!(person.play(&endpoint, winning).await["prize"], "won");
    assert!(endpoint.export("coupons.csv?campaign=quick").await.contains(&person.id));
}

#[tokio::test]
async fn a_coupon_won_before_is_not_won_again_after_a_new_consent() {
    let endpoint = Endpoint::start().await;
    let person = Person::new(&endpoint).await;
    let first = person.play(&endpoint, winning).await;
    person.withdraw(&endpoint, "quick").await.ok();
    person.agree_to(&endpoint, "quick").await;
    let (_, cursor) = endpoint.export_and_cursor("coupons.csv?campaign=quick").await;
    let again = person.play(&endpoint, winning).await;
    assert_eq!((&again["prize"], &again["coupon"]), (&json!("already_won"), &first["coupon"]));
    let followed = endpoint.export(&format!("coupons.csv?campaign=quick&cursor={cursor}")).await;
    assert_eq!(followed.lines().count(), 1, "nothing new was issued: {followed}");
    assert!(endpoint.export("coupons.csv?campaign=quick&cursor=").await.contains(&person.id));
}

#[tokio::test]
async fn labels_and_memberships_go_with_the_consent_and_friends_keep_theirs() {
    let endpoint = Endpoint::with_party().await;
    let [person, friend] = [Person::at_the_party(&endpoint).await, Person::at_the_party(&endpoint).await];
    let (mine, theirs) = (person.party(&endpoint).await, friend.party(&endpoint).await);
    friend.give(&endpoint, &mine, "Bo", &["foodie", "hiker"]).await;
    person.give(&endpoint, &theirs, "Lin Known", &["music"]).await;
    let label = person.label_id(&endpoint, "foodie", "Bo").await;
    person.decide(&endpoint, &label, "accept").await.ok();
    person.declare(&endpoint, &["gamer"]).await.ok();
    let music = friend.label_id(&endpoint, "music", "Lin Known").await;
    friend.decide(&endpoint, &music, "accept").await.ok();
    let rule = json!({"campaign": "party", "name": "S", "rule": {"label": "foodie"}});
    let segment = endpoint.tell_as_analyst("/v1/segments", &rule).await.ok()["id"].take();
    let group = json!({"segment_id": segment, "name": "G", "purpose": "P", "opens_at": "2026-01-04T00:00:00Z", "closes_at": "2026-01-06T00:00:00Z"});
    let group = endpoint.tell_as_analyst("/v1/groups", &group).await.ok();
    assert_eq!(group["size"], 1);
    let kinds = ["events", "invites", "coupons", "labels", "evidence"];
    assert!(everything_exported(&endpoint, "party", &kinds).await.contains(&person.id));
    let (_, cursor) = endpoint.export_and_cursor("labels.csv?campaign=party&cursor=").await;

    person.withdraw(&endpoint, "party").await.ok();

    let exported = everything_exported(&endpoint, "party", &kinds).await;
    assert!(!exported.contains(&person.id) && !exported.contains("Lin Known"), "{exported}");
    let path = format!("/v1/groups/{}/members.csv", group["id"].as_str().expect("an id"));
    let members = endpoint.as_analyst(Method::GET, &path).await.ok();
    assert_eq!(members.as_str().expect("CSV").lines().count(), 1, "{members}");
    let count = json!({"campaign": "party", "rule": {"not": {"label": "nothing"}}});
    assert!(
        !endpoint.tell_as_analyst("/v1/segments/preview", &count).await.body.to_string().contains(&person.id)
    );
    let followed = endpoint.export(&format!("labels.csv?campaign=party&cursor={cursor}")).await;
    assert!(followed.contains(&sha256_hex(&person.id)), "who keeps a copy learns it: {followed}");
    let mine_now = person.my_labels(&endpoint).await;
    assert_eq!(
        (&mine_now["pending"], &mine_now["accepted"], &mine_now["declared"]),
        (&json!([]), &json!([]), &json!([]))
    );
    person.decide(&endpoint, &label, "withdraw").await.is_refused(404, "unknown_label_id");
    person.declare(&endpoint, &["gamer"]).await.is_refused(403, "consent_withdrawn");
    friend.start_about(&endpoint, &mine, "Bo").await.is_refused(404, "unknown_invite");
    let kept = friend.my_labels(&endpoint).await;
    assert_eq!(kept["accepted"][0]["label"], "music", "what a friend kept is the friend's");
}

#[tokio::test]
async fn a_friend_who_was_blocked_stays_blocked_after_taking_consent_back_and_agreeing_again() {
    let endpoint = Endpoint::with_party().await;
    let (host, friend) = (Person::at_the_party(&endpoint).await, Person::at_the_party(&endpoint).await);
    let code = host.party(&endpoint).await;
    friend.give(&endpoint, &code, "Bo", &["hiker"]).await;
    let label = host.label_id(&endpoint, "hiker", "Bo").await;
    host.decide(&endpoint, &label, "block").await.ok();
    friend.withdraw(&endpoint, "party").await.ok();
    friend.agree_to(&endpoint, "party").await;
    friend.start_about(&endpoint, &code, "Bo").await.is_refused(403, "giver_blocked");
}

#[tokio::test]
async fn consent_is_taken_back_campaign_by_campaign_by_the_person_alone() {
    let folder = Folder::with_codes(1);
    folder.write_campaign("other", &[]);
    let endpoint = Endpoint::start_in(folder).await;
    let person = Person::new(&endpoint).await;
    person.agree_to(&endpoint, "other").await;
    let mut nowhere = track("m1", &person.id);
    nowhere["type"] = "page".into();
    nowhere["properties"] = json!({});
    assert_eq!(endpoint.send(&[nowhere.clone()]).await["m1"]["result"], "ok");
    let bare = endpoint.request(Method::DELETE, "/v1/consents/quick").send().await.expect("answered");
    Answer::of(bare).await.is_refused(401, "invalid_token");
    endpoint.as_analyst(Method::DELETE, "/v1/consents/quick").await.is_refused(401, "invalid_token");
    person.withdraw(&endpoint, "none").await.is_refused(404, "unknown_campaign");
    person.withdraw(&endpoint, "quick").await.ok();
    let run = json!({"campaign": "other", "rules_version": 1});
    assert_eq!(person.post(&endpoint, "/v1/runs", &run).await.status, 201);
    nowhere["messageId"] = "m2".into();
    assert_eq!(endpoint.send(&[nowhere.clone()]).await["m2"]["result"], "ok", "one consent stands");
    person.withdraw(&endpoint, "other").await.ok();
    nowhere["messageId"] = "m3".into();
    assert_eq!(endpoint.send(&[nowhere]).await["m3"]["details"], "consent_withdrawn", "none stands");
    let left = endpoint.query(&format!("SELECT 1 FROM events WHERE player_id = '{}'", person.id)).await;
    assert!(left.is_empty(), "what stood on any consent goes with the last");
}

#[tokio::test]
async fn a_campaign_that_only_tells_takes_a_no_as_well() {
    let folder = Folder::with_codes(1);
    folder.write_campaign("told", &[("mode = \"strict\"", "mode = \"basic\"")]);
    let endpoint = Endpoint::start_in(folder).await;
    let person = Person::of_campaign(&endpoint, "told").await;
    person.withdraw(&endpoint, "told").await.ok();
    let run = json!({"campaign": "told", "rules_version": 1});
    person.post(&endpoint, "/v1/runs", &run).await.is_refused(403, "consent_withdrawn");
    let without = person.post(&endpoint, "/v1/players", &json!({"campaign": "told"})).await;
    without.is_refused(403, "consent_withdrawn");
    person.agree_to(&endpoint, "told").await;
    assert_eq!(person.post(&endpoint, "/v1/runs", &run).await.status, 201);
}

#[tokio::test]
async fn a_message_of_no_campaign_names_a_consent_where_any_campaign_is_strict() {
    let page = |consent: Value| json!({"type": "page", "messageId": "m", "anonymousId": "p", "context": {"consent": {"version": consent}}});
    let strict = Endpoint::start().await;
    for nothing in [Value::Null, json!("")] {
        let sent = strict.send(&[page(nothing.clone())]).await;
        assert_eq!(sent["m"], json!({"result": "drop", "details": "consent_required"}), "{nothing}");
    }
    let blank = strict.send(&[page(" ".into())]).await;
    assert_eq!(blank["m"], json!({"result": "drop", "details": "bad_property"}));
    assert_eq!(strict.send(&[page("v1".into())]).await["m"]["result"], "ok");

    let folder = Folder::with_codes(1);
    folder.write_campaign("quick", &[("mode = \"strict\"", "mode = \"basic\"")]);
    let told = Endpoint::start_in(folder).await;
    assert_eq!(told.send(&[page(Value::Null)]).await["m"]["result"], "ok");
}

#[tokio::test]
async fn deciding_on_all_takes_the_labels_that_were_shown_and_no_others() {
    let endpoint = Endpoint::with_party().await;
    let [host, first, second] = [
        Person::at_the_party(&endpoint).await,
        Person::at_the_party(&endpoint).await,
        Person::at_the_party(&endpoint).await,
    ];
    let code = host.party(&endpoint).await;
    first.give(&endpoint, &code, "Bo", &["hiker", "gamer"]).await;
    let shown: Vec<Value> = host.my_labels(&endpoint).await["pending"].as_array().expect("rows").clone();
    let shown: Vec<&Value> = shown.iter().map(|row| &row["id"]).collect();
    second.give(&endpoint, &code, "Al", &["music"]).await;
    let all = json!({"campaign": "party", "action": "accept", "ids": shown});
    assert_eq!(
        first.post(&endpoint, "/v1/labels/decide", &all).await.ok(),
        json!({"changed": 0}),
        "not theirs"
    );
    assert_eq!(host.post(&endpoint, "/v1/labels/decide", &all).await.ok(), json!({"changed": 2}));
    let mine = host.my_labels(&endpoint).await;
    assert_eq!(
        (&mine["pending"][0]["label"], mine["pending"].as_array().map(Vec::len)),
        (&json!("music"), Some(1))
    );
    let without = json!({"campaign": "party", "action": "accept"});
    host.post(&endpoint, "/v1/labels/decide", &without).await.is_refused(400, "bad_json");
    let many: Vec<String> = (0..1_001).map(|number| number.to_string()).collect();
    let many = json!({"campaign": "party", "action": "accept", "ids": many});
    host.post(&endpoint, "/v1/labels/decide", &many).await.is_refused(422, "too_many_labels");
}

#[tokio::test]
async fn nobody_but_the_labelled_person_is_told_of_a_label_before_a_decision() {
    let endpoint = Endpoint::with_party().await;
    let (host, friend) = (Person::at_the_party(&endpoint).await, Person::at_the_party(&endpoint).await);
    let code = host.party(&endpoint).await;
    let before = endpoint.as_analyst(Method::GET, "/v1/insights/labels?campaign=party").await.ok();
    friend.give(&endpoint, &code, "Bo", &["hiker", "gamer"]).await;
    let label_id = host.label_id(&endpoint, "hiker", "Bo").await;
    let kinds = ["events", "invites", "coupons", "labels", "evidence"];
    let exported = everything_exported(&endpoint, "party", &kinds).await;
    let after = endpoint.as_analyst(Method::GET, "/v1/insights/labels?campaign=party").await.ok();
    let me = friend.get(&endpoint, "/v1/me?campaign=party").await.ok().to_string();
    for said in [exported.as_str(), &me] {
        for secret in ["hiker", "gamer", &label_id] {
            assert!(!said.contains(secret), "{secret}: {said}");
        }
    }
    for part in ["carriers", "pairs", "players_with_profile"] {
        assert_eq!(before[part], after[part], "{part}");
    }
    // What was tapped says what was chosen: whoever replays it knows the labels.
    let rows = endpoint.query("SELECT run_id FROM runs WHERE about IS NOT NULL").await;
    let run_id: String = sqlx::Row::get(&rows[0], 0);
    let run = endpoint.as_analyst(Method::GET, &format!("/v1/runs/{run_id}")).await.ok();
    assert_eq!((&run["state"], &run["trace"]), (&json!("verified"), &Value::Null));
}
