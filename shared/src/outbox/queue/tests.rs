//! Tests of the queue: every fault of the network, in any order, and nothing kept is lost.

use super::*;
use proptest::prelude::*;
use std::collections::BTreeSet;

fn event(number: u32) -> QueuedEvent {
    QueuedEvent { message_id: format!("m{number}"), json: format!("{{\"n\":{number}}}"), queued_at_ms: 0 }
}

fn queue_of(count: u32) -> Queue {
    let mut queue = Queue::default();
    (0..count).for_each(|number| queue.add(event(number)));
    queue
}

/// What the network does to one attempt.
#[derive(Clone, Copy, Debug)]
enum Fault {
    None,
    /// The request never arrives.
    Lost,
    /// The endpoint stores the batch, and the answer is lost.
    AnswerLost,
    Busy,
    /// The endpoint refuses a batch that holds a bad event.
    Strict,
    /// The endpoint answers for half of the batch.
    Half,
}

fn any_fault() -> impl Strategy<Value = Fault> {
    prop::sample::select(vec![
        Fault::None,
        Fault::Lost,
        Fault::AnswerLost,
        Fault::Busy,
        Fault::Strict,
        Fault::Half,
    ])
}

/// An endpoint that stores each id once.
#[derive(Default)]
struct Endpoint {
    stored: BTreeSet<String>,
    bad: Option<String>,
}

impl Endpoint {
    fn answer(&mut self, batch: &[QueuedEvent], fault: Fault) -> Reply {
        let later = Reply::Later { retry_after_ms: None };
        match fault {
            Fault::Lost | Fault::Busy => later,
            Fault::AnswerLost => {
                self.store(batch);
                later
            }
            Fault::Strict if batch.iter().any(|event| Some(&event.message_id) == self.bad.as_ref()) => {
                Reply::Refused
            }
            Fault::None | Fault::Strict => Reply::Answered(self.store(batch)),
            Fault::Half => Reply::Answered(self.store(&batch[..batch.len().div_ceil(2)])),
        }
    }

    fn store(&mut self, batch: &[QueuedEvent]) -> Vec<(String, EventResult)> {
        let result = |event: &QueuedEvent| {
            let result = match self.bad.as_ref() {
                Some(bad) if *bad == event.message_id => EventResult::Drop,
                _ if self.stored.insert(event.message_id.clone()) => EventResult::Ok,
                _ => EventResult::Duplicate,
            };
            (event.message_id.clone(), result)
        };
        batch.iter().map(result).collect()
    }
}

#[test]
fn a_cleared_queue_stays_empty_whatever_is_answered_to_what_was_under_way() {
    for reply in [
        Reply::Answered(Vec::new()),
        Reply::Later { retry_after_ms: None },
        Reply::Refused,
        Reply::Unauthorized,
    ] {
        let mut queue = Queue::default();
        queue.add(QueuedEvent { message_id: "m1".into(), json: "{}".into(), queued_at_ms: 0 });
        let batch = queue.take_batch(0).expect("a batch");
        queue.clear();
        queue.settle(&batch, reply, 1, 0);
        assert!(queue.is_empty() && queue.peek_batch().is_none());
    }
}

proptest! {
    #[test]
    fn whatever_the_network_does_every_good_event_arrives(
        count in 1u32..250,
        bad in prop::option::of(0u32..250),
        faults in prop::collection::vec(any_fault(), 0..60),
    ) {
        let mut queue = queue_of(count);
        let mut endpoint = Endpoint { bad: bad.map(|number| format!("m{number}")), ..Endpoint::default() };
        let mut now_ms = 0;
        let mut faults = faults.into_iter();
        while let Some(next_ms) = queue.next_attempt_ms() {
            now_ms = next_ms.max(now_ms);
            let batch = queue.take_batch(now_ms).expect("the queue named this time itself");
            let fault = faults.next().unwrap_or(Fault::None);
            let reply = endpoint.answer(&batch, fault);
            queue.settle(&batch, reply, now_ms, 500);
            let delivered = |event: &QueuedEvent| endpoint.stored.contains(&event.message_id);
            let waiting: BTreeSet<&str> = queue.iter().map(|event| event.message_id.as_str()).collect();
            for number in 0..count {
                let event = event(number);
                let is_bad = bad == Some(number);
                prop_assert!(is_bad || delivered(&event) || waiting.contains(event.message_id.as_str()));
            }
        }
        let bad_was_there = usize::from(bad.is_some_and(|number| number < count));
        prop_assert_eq!(endpoint.stored.len(), count as usize - bad_was_there);
        prop_assert_eq!(queue.lost(), bad_was_there, "only the bad event is lost, and it is counted");
    }
}

#[test]
fn only_one_request_is_under_way() {
    let mut queue = queue_of(2);
    let batch = queue.take_batch(0).expect("a batch");
    assert_eq!(queue.take_batch(0), None);
    queue.add(event(2));
    queue.settle(&batch, Reply::Answered(vec![("m0".into(), EventResult::Ok)]), 0, 0);
    let left: Vec<&str> = queue.iter().map(|event| event.message_id.as_str()).collect();
    assert_eq!(left, ["m1", "m2"], "removed by id; what came meanwhile stays");
}

#[test]
fn the_same_event_waits_once() {
    let mut queue = queue_of(1);
    queue.add(event(0));
    assert_eq!(queue.len(), 1);
}

#[test]
fn a_wrong_key_stops_the_sending_and_keeps_the_events() {
    let mut queue = queue_of(1);
    let batch = queue.take_batch(0).expect("a batch");
    queue.settle(&batch, Reply::Unauthorized, 0, 0);
    assert_eq!(queue.next_attempt_ms(), None);
    assert_eq!((queue.len(), queue.lost()), (1, 0));
}

#[test]
fn a_body_stays_small_enough_for_a_beacon() {
    let mut queue = Queue::default();
    for number in 0..60 {
        queue.add(QueuedEvent { json: "x".repeat(1_500), ..event(number) });
    }
    let bytes: usize = queue.peek_batch().expect("a batch").iter().map(|event| event.json.len()).sum();
    assert!((40_000..=MAX_BODY_BYTES).contains(&bytes), "{bytes}");
    assert_eq!(queue.len(), 60, "a beacon says nothing, so nothing is removed");
}

#[test]
fn the_queue_is_bounded_and_counts_what_it_lets_go() {
    let mut queue = queue_of(MAX_QUEUED_EVENTS as u32 + 3);
    assert_eq!((queue.len(), queue.lost()), (MAX_QUEUED_EVENTS, 3));
    queue.add(QueuedEvent { queued_at_ms: GIVE_UP_AFTER_MS, ..event(5_000) });
    queue.take_batch(GIVE_UP_AFTER_MS + 1);
    assert_eq!((queue.len(), queue.lost()), (1, MAX_QUEUED_EVENTS + 3), "half a day is enough");
}
