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
    assert_eq!(accepted.campaign_id.as_deref(), Some("spring"));
    assert_eq!(accepted.consent_version.as_deref(), Some("2026-11"));
}

#[test]
fn each_fault_has_its_tag() {
    check("/messageId", json!(null), Err(("missing_message_id", "")));
    check("/messageId", json!("a b"), Err(("bad_message_id", "at most 100 of A-Z a-z 0-9 . _ -")));
    check("/anonymousId", json!(7), Err(("missing_anonymous_id", "")));
    check("/type", json!("alias"), Err(("unknown_type", "alias")));
    check("/event", json!("Order Completed"), Err(("unknown_event", "Order Completed")));
    check("/event", json!("Run Verified"), Err(("server_only_event", "Run Verified")));
    check("/properties/score", json!("120"), Err(("bad_property", "score")));
    check("/properties/seq", json!(0), Err(("bad_property", "seq")));
    check("/properties/campaign_id", json!(null), Err(("bad_property", "campaign_id")));
    check("/properties/more", json!({"nested": 1}), Err(("bad_property", "more")));
    check("/originalTimestamp", json!("yesterday"), Err(("bad_timestamp", "timestamp")));
    check("/context/page/title", json!("x".repeat(40_000)), Err(("event_too_large", "40709 bytes")));
    check("/properties/more", json!("flat"), Ok(()));
    let identify = json!({"type": "identify", "messageId": "m", "anonymousId": "a"});
    assert_eq!(take(identify).map(|_| ()).map_err(|fault| fault.reason.tag()), Err("missing_user_id"));
}

#[test]
fn the_senders_clock_does_not_matter() {
    let at = |happened: &str, sent: &str| {
        let mut message = track();
        message["originalTimestamp"] = json!(happened);
        message["sentAt"] = json!(sent);
        NOW_MS - take(message).expect("accepted").timestamp_ms
    };
    assert_eq!(at("2001-01-01T00:00:00.000Z", "2001-01-01T00:00:05.000Z"), 5_000);
    assert_eq!(
        at("2040-01-01T00:00:05.000Z", "2040-01-01T00:00:00.000Z"),
        0,
        "nothing happens in the future"
    );
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
