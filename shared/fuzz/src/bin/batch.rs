//! Any bytes as the body of a batch: its events are found as JSON has them, and each is taken or told why not.
#![no_main]

use libfuzzer_sys::fuzz_target;
use serde_json::Value;
use tapvine_shared::wire::{
    MAX_BATCH_EVENTS, MAX_EVENT_BYTES, Received, accept_bytes, split_batch, without_mark,
};

const AT_MS: i64 = 1_767_571_200_000;

fuzz_target!(|bytes: &[u8]| {
    let body = without_mark(bytes);
    accept(body, Some("track"), Received { at_ms: AT_MS, context: None, sent_at: None });
    let split = split_batch(body);
    if let Ok(batch) = &split {
        assert!(batch.events.len() <= MAX_BATCH_EVENTS);
        let (context, sent_at) = (batch.context.as_ref(), batch.sent_at.as_ref());
        for event in &batch.events {
            accept(event, None, Received { at_ms: AT_MS, context, sent_at });
        }
    }
    // Where all of it is good JSON, both readers see the same events.
    let Ok(Value::Object(whole)) = serde_json::from_slice::<Value>(body) else { return };
    let (Some(Value::Array(events)), Ok(batch)) = (whole.get("batch"), split) else { return };
    assert_eq!(events.len(), batch.events.len(), "no event is lost and none is made up");
    for (event, found) in events.iter().zip(batch.events) {
        assert_eq!(serde_json::from_slice::<Value>(found).ok().as_ref(), Some(event));
    }
});

fn accept(event: &[u8], kind: Option<&str>, received: Received<'_>) {
    let Ok(accepted) = accept_bytes(event, kind, received) else { return };
    assert!(accepted.json.len() <= MAX_EVENT_BYTES);
    let stored: Value = serde_json::from_str(&accepted.json).expect("what is stored is JSON");
    assert!(stored.is_object());
    assert!((1..=100).contains(&accepted.message_id.len()), "{:?}", accepted.message_id);
}
