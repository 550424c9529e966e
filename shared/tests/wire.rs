//! What is written and what is accepted on the wire, against golden files an integrator can read.

use serde_json::{Value, json};
use tapvine_shared::event::{Event, Property};
use tapvine_shared::wire::{
    Accepted, CampaignSource, ConsentGiven, Context, Envelope, Fault, Kind, Page, Received, Referrer, Stream,
    accept, encode_identify, encode_track,
};

const NOW_MS: i64 = 1_790_000_000_000;

fn context() -> Context {
    Context {
        locale: Some("zh-CN".into()),
        timezone: Some("Asia/Shanghai".into()),
        page: Some(Page {
            path: "/new".into(),
            url: "https://brand.example/new".into(),
            title: "新品".into(),
            referrer: String::new(),
        }),
        campaign: Some(CampaignSource { source: Some("poster".into()), ..CampaignSource::default() }),
        referrer: Some(Referrer { kind: "invite", id: "AAAAAAAAAAAAAAAAAAAAAA".into() }),
        consent: Some(ConsentGiven { version: "2026-11".into() }),
        ..Context::default()
    }
}

fn written(write: impl Fn(&Envelope<'_>) -> String) -> String {
    write(&Envelope {
        message_id: "01990000-0000-7000-8000-000000000001",
        anonymous_id: "01990000-0000-7000-8000-0000000000aa",
        user_id: None,
        timestamp: "2026-09-21T14:13:20.000Z",
        context: &context(),
        stream: Stream { campaign_id: "spring", game_id: "any-game", seq: 3, stream: "tab1" },
    })
}

fn check_golden(name: &str, written: &str) {
    let path = format!("{}/tests/golden/{name}.json", env!("CARGO_MANIFEST_DIR"));
    let value: Value = serde_json::from_str(written).expect("what is written is JSON");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, format!("{value:#}\n")).expect("the golden folder is writable");
    }
    let golden = std::fs::read_to_string(&path).expect("a golden file; UPDATE_GOLDEN=1 writes it");
    let golden: Value = serde_json::from_str(&golden).expect("JSON");
    assert_eq!(value, golden, "{path}");
}

fn run_finished() -> Event {
    Event::RunFinished { run_id: "r1".into(), score: 120, rival: Some(90), ticks: 1_800 }
}

#[test]
fn a_track_call_is_what_the_golden_file_says() {
    check_golden("track", &written(|envelope| encode_track(envelope, &run_finished())));
}

#[test]
fn an_identify_call_is_what_the_golden_file_says() {
    let traits = [("plan".to_owned(), Property::Text("gold".into()))];
    let identify = |envelope: &Envelope<'_>| {
        encode_identify(&Envelope { user_id: Some("u-1"), ..envelope.clone() }, &traits)
    };
    check_golden("identify", &written(identify));
}

fn track() -> Value {
    serde_json::from_str(&written(|envelope| encode_track(envelope, &run_finished()))).expect("JSON")
}

fn take(message: Value) -> Result<Accepted, Fault> {
    accept(message, Received { at_ms: NOW_MS, context: None, sent_at: None })
}

/// `track()` with one thing changed: a JSON pointer, and the value to put there (null removes).
fn check(pointer: &str, value: Value, expect: Result<(), (&str, &str)>) {
    let mut message = track();
    let (parent, key) = pointer.rsplit_once('/').expect("a pointer");
    let parent = message.pointer_mut(parent).and_then(Value::as_object_mut).expect("an object there");
    if value.is_null() {
        parent.remove(key);
    } else {
        parent.insert(key.into(), value);
    }
    let result = take(message);
    let result = result.as_ref().map(|_| ()).map_err(|fault| (fault.reason.tag(), fault.detail.as_str()));
    assert_eq!(result, expect, "{pointer}");
}

#[test]
fn what_the_browser_writes_is_accepted() {
    let accepted = take(track()).expect("accepted");
    assert_eq!(accepted.kind, Kind::Track(run_finished()));
    assert_eq!(accepted.anonymous_id.as_deref(), Some("01990000-0000-7000-8000-0000000000aa"));
    assert_eq!(accepted.campaign_id.as_deref(), Some("spring"));
    assert_eq!(accepted.consent_version.as_deref(), Some("2026-11"));
}

#[test]
fn each_fault_has_its_tag() {
    check("/messageId", json!(null), Err(("missing_message_id", "")));
    check("/messageId", json!("a b"), Err(("bad_message_id", "")));
    check("/messageId", json!(""), Err(("missing_message_id", "")));
    check("/messageId", json!(1.5), Err(("bad_message_id", "")));
    check("/anonymousId", json!(null), Err(("missing_anonymous_id", "")));
    check("/anonymousId", json!(true), Err(("bad_anonymous_id", "")));
    check("/userId", json!("  "), Err(("bad_user_id", "")));
    check("/type", json!("merge"), Err(("unknown_type", "merge")));
    check("/type", json!(1), Err(("unknown_type", "")));
    check("/type", json!("group"), Err(("missing_group_id", "")));
    check("/type", json!("alias"), Err(("missing_previous_id", "")));
    check("/groupId", json!([1]), Err(("bad_group_id", "")));
    check("/previousId", json!(false), Err(("bad_previous_id", "")));
    check("/event", json!(null), Err(("bad_event_name", "")));
    check("/event", json!(" \t"), Err(("bad_event_name", " \t")));
    for name in ["Run Verified", "run verified", "Coupon  Issued ", "coupon_issued"] {
        check("/event", json!(name), Err(("server_only_event", name)));
    }
    check("/properties/score", json!("120"), Err(("bad_property", "score")));
    check("/properties/seq", json!(0), Err(("bad_property", "seq")));
    check("/properties/campaign_id", json!(null), Err(("bad_property", "campaign_id")));
    check("/properties/won", json!(1), Err(("bad_property", "won")));
    check("/properties/code", json!("=HYPERLINK(\"x\")"), Err(("bad_property", "code")));
    check("/properties", json!([]), Err(("bad_property", "properties")));
    check("/traits", json!("x"), Err(("bad_property", "traits")));
    check("/context", json!(7), Err(("bad_property", "context")));
    check("/context/consent/version", json!({}), Err(("bad_property", "consent.version")));
    check("/properties/more", json!({"nested": [1, {"a": 2}]}), Ok(()));
    check("/originalTimestamp", json!("yesterday"), Err(("bad_timestamp", "originalTimestamp")));
    check("/timestamp", json!("yesterday"), Err(("bad_timestamp", "timestamp")));
    check("/sentAt", json!("2026-09-21"), Err(("bad_timestamp", "sentAt")));
    check("/context/page/title", json!("x".repeat(40_000)), Err(("event_too_large", "40709 bytes")));
    check("/properties/more", json!("flat"), Ok(()));
    let identify = json!({"type": "identify", "messageId": "m", "anonymousId": "a"});
    assert_eq!(take(identify).map(|_| ()).map_err(|fault| fault.reason.tag()), Err("missing_user_id"));
}

/// How long ago it happened on the endpoint's clock, or the tag.
fn ago(happened: Value, sent: Value) -> Result<i64, &'static str> {
    let mut message = track();
    message["originalTimestamp"] = happened;
    message["sentAt"] = sent;
    take(message).map(|accepted| NOW_MS - accepted.timestamp_ms).map_err(|fault| fault.reason.tag())
}

#[test]
fn the_senders_clock_does_not_matter() {
    let check = |happened: &str, sent: &str, expect| assert_eq!(ago(json!(happened), json!(sent)), expect);
    check("2001-01-01T00:00:00.000Z", "2001-01-01T00:00:05.000Z", Ok(5_000));
    check("2040-01-01T00:00:00.000Z", "2040-01-01T00:00:05.000Z", Ok(5_000));
    check("2040-01-01T00:00:05.000Z", "2040-01-01T00:00:00.000Z", Ok(-5_000));
    check("2040-01-01T00:10:00.000Z", "2040-01-01T00:00:00.000Z", Err("bad_timestamp"));
}

#[test]
fn a_time_is_the_moment_that_was_named_or_refused() {
    // The endpoint's clock says 2026-09-21T14:13:20Z.
    let check = |happened: Value, sent: Value, expect| {
        assert_eq!(ago(happened.clone(), sent.clone()), expect, "{happened} {sent}");
    };
    check(json!("2026-09-21T14:13:10Z"), json!(null), Ok(10_000));
    check(json!("2026-09-21T22:13:10+08:00"), json!(null), Ok(10_000));
    check(json!(NOW_MS - 10_000), json!(null), Ok(10_000));
    check(json!(NOW_MS - 10_000), json!(NOW_MS - 4_000), Ok(6_000));
    check(json!("2020-09-21T14:13:20Z"), json!("2026-09-21T14:13:20Z"), Ok(189_302_400_000));
    check(json!("2026-09-21T14:15:20Z"), json!(null), Ok(-120_000));
    check(json!("2026-09-21T15:13:20Z"), json!(null), Err("bad_timestamp"));
    check(json!("0005-01-01T00:00:00Z"), json!("9998-12-31T00:00:00Z"), Err("bad_timestamp"));
    check(json!("0005-01-01T00:00:00Z"), json!(null), Err("bad_timestamp"));
    check(json!("2026-01-01T00:00:00Z"), json!("2046-01-01T00:00:00Z"), Err("bad_timestamp"));
    check(json!("2046-01-01T00:00:00Z"), json!("2026-01-01T00:00:00Z"), Err("bad_timestamp"));
    check(json!("1969-12-31T23:59:59Z"), json!(null), Err("bad_timestamp"));
    check(json!("2026-09-21"), json!(null), Err("bad_timestamp"));
    check(json!(1_790_000_000), json!(null), Err("bad_timestamp"));
}

#[test]
fn what_was_named_stays_beside_what_was_corrected() {
    let mut message = track();
    message.as_object_mut().expect("an object").remove("originalTimestamp");
    message["timestamp"] = json!("2001-01-01T00:00:00Z");
    message["sentAt"] = json!("2001-01-01T00:00:05Z");
    let stored: Value = serde_json::from_str(&take(message).expect("accepted").json).expect("JSON");
    assert_eq!(stored["originalTimestamp"], "2001-01-01T00:00:00.000Z");
    assert_eq!(stored["timestamp"], "2026-09-21T14:13:15.000Z");
}

#[test]
fn the_calls_of_every_sdk_are_accepted() {
    let check = |message: Value, expect: Kind| {
        let accepted = take(message.clone()).unwrap_or_else(|fault| panic!("{message} {fault:?}"));
        assert_eq!((accepted.kind, accepted.user_id.as_deref()), (expect, Some("4711")), "{message}");
        assert_eq!((accepted.anonymous_id, accepted.campaign_id), (None, None));
    };
    check(
        json!({"type": "identify", "messageId": "m", "userId": 4711, "traits": {"plan": "gold"}}),
        Kind::Identify,
    );
    check(json!({"type": "page", "messageId": 7, "userId": 4711, "name": "Home"}), Kind::Page);
    check(json!({"type": "screen", "messageId": "m", "userId": "4711", "anonymousId": ""}), Kind::Screen);
    check(json!({"type": "group", "messageId": "m", "userId": "4711", "groupId": 5}), Kind::Group);
    check(json!({"type": "alias", "messageId": "m", "userId": "4711", "previousId": "a"}), Kind::Alias);
    let order = json!({"type": "track", "event": "Order Completed", "messageId": "m", "userId": "4711",
                       "properties": {"products": [{"sku": "a"}], "total": 12.5}});
    check(order, Kind::OwnTrack("Order Completed".into()));
}

#[test]
fn what_identifies_a_device_or_a_person_is_taken_out() {
    let mut message = track();
    message["context"]["ip"] = json!("203.0.113.7");
    message["context"]["userAgent"] = json!("Mozilla");
    message["context"]["traits"] = json!({"email": "a@b.example", "plan": "gold"});
    let stored = take(message).expect("accepted").json;
    for absent in ["203.0.113.7", "Mozilla", "a@b.example"] {
        assert!(!stored.contains(absent), "{absent}");
    }
    assert!(stored.contains("gold"));
}

#[test]
fn an_event_without_a_context_takes_the_batchs() {
    let mut message = track();
    message.as_object_mut().expect("an object").remove("context");
    let shared = json!({"consent": {"version": "7"}});
    let received = Received { at_ms: NOW_MS, context: Some(&shared), sent_at: None };
    assert_eq!(accept(message, received).expect("accepted").consent_version.as_deref(), Some("7"));
}
