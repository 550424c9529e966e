//! The queue itself: what waits, what may be sent now, and what an answer means for each event.

use super::backoff::Backoff;
use crate::wire::EventResult;
use std::collections::VecDeque;

/// A beacon and a kept-alive request share 64 KiB a page; this leaves room for the other half.
const MAX_BODY_BYTES: usize = 48 * 1024;
const MAX_BATCH_EVENTS: usize = 100;
const MAX_QUEUED_EVENTS: usize = 1_000;
/// Local storage holds about 5 MB for the whole site, of which we take a tenth.
const MAX_QUEUED_BYTES: usize = 512 * 1024;
const GIVE_UP_AFTER_MS: u64 = 12 * 60 * 60 * 1_000;

/// One event that waits, already written, with the id that stays the same over every retry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueuedEvent {
    pub message_id: String,
    pub json: String,
    pub queued_at_ms: u64,
}

/// What came back for a batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// 200 with a result for each message id; an id that is missing counts as `Retry`.
    Answered(Vec<(String, EventResult)>),
    /// 408, 429, 5xx, or no answer at all.
    Later { retry_after_ms: Option<u64> },
    /// 400 or 413: something in the batch is bad.
    Refused,
    /// 401 or 403: the write key is wrong, so trying again is useless.
    Unauthorized,
}

/// The queue of one tab.
#[derive(Clone, Debug, Default)]
pub struct Queue {
    events: VecDeque<QueuedEvent>,
    bytes: usize,
    in_flight: bool,
    unauthorized: bool,
    /// Halved while a bad event hides in a batch.
    batch_limit: Option<usize>,
    backoff: Backoff,
    lost: usize,
}

impl Queue {
    pub fn len(&self) -> usize {
        self.events.len()
    }

    pub fn is_empty(&self) -> bool {
        self.events.is_empty()
    }

    pub fn iter(&self) -> impl Iterator<Item = &QueuedEvent> {
        self.events.iter()
    }

    /// Events that could not be kept or delivered: too many, too old or refused.
    pub fn lost(&self) -> usize {
        self.lost
    }

    /// Adds an event; an id that waits already is not added twice. The oldest make room.
    pub fn add(&mut self, event: QueuedEvent) {
        if self.events.iter().any(|waiting| waiting.message_id == event.message_id) {
            return;
        }
        self.bytes += event.json.len();
        self.events.push_back(event);
        while self.events.len() > MAX_QUEUED_EVENTS || self.bytes > MAX_QUEUED_BYTES {
            let Some(oldest) = self.events.pop_front() else { break };
            self.bytes -= oldest.json.len();
            self.lost += 1;
        }
    }

    /// Whose events these are wants none of them sent.
    pub fn clear(&mut self) {
        self.events.clear();
        self.bytes = 0;
    }

    /// The events to send now, oldest first; `settle` must follow. None while a request is under way.
    pub fn take_batch(&mut self, now_ms: u64) -> Option<Vec<QueuedEvent>> {
        self.give_up_on_the_old(now_ms);
        if self.in_flight || self.unauthorized || !self.backoff.may_try_at(now_ms) {
            return None;
        }
        let batch = self.head();
        self.in_flight = !batch.is_empty();
        self.in_flight.then_some(batch)
    }

    /// The events for a beacon: nobody will answer, so they stay in the queue.
    pub fn peek_batch(&self) -> Option<Vec<QueuedEvent>> {
        let batch = self.head();
        (!batch.is_empty() && !self.unauthorized).then_some(batch)
    }

    /// When `take_batch` may next give something; `None` while there is nothing to do but wait.
    pub fn next_attempt_ms(&self) -> Option<u64> {
        let waits = !self.in_flight && !self.unauthorized && !self.is_empty();
        waits.then(|| self.backoff.not_before_ms())
    }

    /// Takes the answer to a batch: removes by id what is done with, keeps the rest.
    pub fn settle(&mut self, batch: &[QueuedEvent], reply: Reply, now_ms: u64, jitter_permille: u32) {
        self.in_flight = false;
        let retry_after_ms = match reply {
            Reply::Answered(results) if self.answered(batch, &results) => return self.backoff.succeeded(),
            Reply::Answered(_) => None,
            Reply::Later { retry_after_ms } => retry_after_ms,
            Reply::Refused if batch.len() > 1 => {
                self.batch_limit = Some(batch.len() / 2);
                return;
            }
            Reply::Refused => {
                self.lost += batch.iter().filter(|bad| self.remove(&bad.message_id)).count();
                self.batch_limit = None;
                return;
            }
            Reply::Unauthorized => {
                self.unauthorized = true;
                return;
            }
        };
        self.backoff.failed(now_ms, retry_after_ms, jitter_permille);
    }

    /// Whether any event of the batch is done with.
    fn answered(&mut self, batch: &[QueuedEvent], results: &[(String, EventResult)]) -> bool {
        let mut done = 0;
        for event in batch {
            let result = results.iter().find(|(id, _)| *id == event.message_id);
            match result.map_or(EventResult::Retry, |(_, result)| *result) {
                EventResult::Retry => continue,
                EventResult::Ok | EventResult::Duplicate => {}
                EventResult::Drop => self.lost += 1,
            }
            self.remove(&event.message_id);
            done += 1;
        }
        done > 0
    }

    fn head(&self) -> Vec<QueuedEvent> {
        let limit = self.batch_limit.unwrap_or(MAX_BATCH_EVENTS);
        let mut bytes = 0;
        let fits = |event: &&QueuedEvent| {
            let is_first = bytes == 0;
            bytes += event.json.len() + 1;
            is_first || bytes <= MAX_BODY_BYTES
        };
        self.events.iter().take(limit).take_while(fits).cloned().collect()
    }

    fn give_up_on_the_old(&mut self, now_ms: u64) {
        while self.events.front().is_some_and(|oldest| oldest.queued_at_ms + GIVE_UP_AFTER_MS < now_ms) {
            let Some(old) = self.events.pop_front() else { break };
            self.bytes -= old.json.len();
            self.lost += 1;
        }
    }

    fn remove(&mut self, message_id: &str) -> bool {
        let found = self.events.iter().position(|event| event.message_id == message_id);
        let removed = found.and_then(|index| self.events.remove(index));
        self.bytes -= removed.as_ref().map_or(0, |event| event.json.len());
        removed.is_some()
    }
}

#[cfg(test)]
mod tests;
