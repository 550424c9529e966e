//! The queue itself: what waits, what may be sent now, and what an answer means for each event.

use super::retry::Retry;
use crate::wire::EventResult;
use std::collections::VecDeque;

/// A beacon and a kept-alive request share 64 KiB a page; this leaves room for the other half.
const MAX_BODY_BYTES: usize = 48 * 1024;
const MAX_BATCH_ENTRIES: usize = 100;
const MAX_ENTRIES: usize = 1_000;
/// Local storage holds about 5 MB for the whole site, of which we take a tenth.
const MAX_KEPT_BYTES: usize = 512 * 1024;
const GIVE_UP_AFTER_MS: u64 = 12 * 60 * 60 * 1_000;

/// One event, already written, with the id that stays the same over every retry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub message_id: String,
    pub json: String,
    pub since_ms: u64,
}

/// What came back for a batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// 200 with an outcome for each message id; an id that is missing counts as `Retry`.
    Answered(Vec<(String, EventResult)>),
    /// 408, 429, 5xx, or no answer at all.
    Later { retry_after_ms: Option<u64> },
    /// 400 or 413: something in the batch is bad.
    Refused,
    /// 401 or 403: the write key is wrong, so trying again is useless.
    Unauthorized,
}

/// What an answer did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Settled {
    pub acknowledged: usize,
    pub lost: usize,
}

/// The queue of one tab.
#[derive(Clone, Debug, Default)]
pub struct Queue {
    entries: VecDeque<Entry>,
    kept_bytes: usize,
    in_flight: bool,
    unauthorized: bool,
    /// Halved while a bad event hides in a batch.
    batch_limit: Option<usize>,
    retry: Retry,
    lost: usize,
}

impl Queue {
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    pub fn iter(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter()
    }

    /// Events that could not be kept or delivered: too many, too old or refused.
    pub fn lost(&self) -> usize {
        self.lost
    }

    /// Adds an event; an id that waits already is not added twice. The oldest make room.
    pub fn add(&mut self, entry: Entry) {
        if self.entries.iter().any(|waiting| waiting.message_id == entry.message_id) {
            return;
        }
        self.kept_bytes += entry.json.len();
        self.entries.push_back(entry);
        while self.entries.len() > MAX_ENTRIES || self.kept_bytes > MAX_KEPT_BYTES {
            let Some(oldest) = self.entries.pop_front() else { break };
            self.kept_bytes -= oldest.json.len();
            self.lost += 1;
        }
    }

    /// The events to send now, oldest first; `settle` must follow. None while a request is under way.
    pub fn take_batch(&mut self, now_ms: u64) -> Option<Vec<Entry>> {
        self.give_up_on_the_old(now_ms);
        if self.in_flight || self.unauthorized || !self.retry.may_try_at(now_ms) {
            return None;
        }
        let batch = self.head();
        self.in_flight = !batch.is_empty();
        self.in_flight.then_some(batch)
    }

    /// The events for a beacon: nobody will answer, so they stay in the queue.
    pub fn peek_batch(&self) -> Option<Vec<Entry>> {
        let batch = self.head();
        (!batch.is_empty() && !self.unauthorized).then_some(batch)
    }

    /// When `take_batch` may next give something; `None` while there is nothing to do but wait.
    pub fn next_attempt_ms(&self) -> Option<u64> {
        let waits = !self.in_flight && !self.unauthorized && !self.is_empty();
        waits.then(|| self.retry.not_before_ms())
    }

    /// Takes the answer to a batch: removes by id what is done with, keeps the rest.
    pub fn settle(&mut self, batch: &[Entry], reply: Reply, now_ms: u64, jitter_permille: u32) -> Settled {
        self.in_flight = false;
        match reply {
            Reply::Answered(outcomes) => self.answered(batch, &outcomes, now_ms, jitter_permille),
            Reply::Later { retry_after_ms } => {
                self.retry.failed(now_ms, retry_after_ms, jitter_permille);
                Settled::default()
            }
            Reply::Refused if batch.len() > 1 => {
                self.batch_limit = Some(batch.len() / 2);
                Settled::default()
            }
            Reply::Refused => {
                let lost = batch.iter().filter(|bad| self.remove(&bad.message_id)).count();
                self.lost += lost;
                self.batch_limit = None;
                Settled { acknowledged: 0, lost }
            }
            Reply::Unauthorized => {
                self.unauthorized = true;
                Settled::default()
            }
        }
    }

    fn answered(
        &mut self,
        batch: &[Entry],
        outcomes: &[(String, EventResult)],
        now_ms: u64,
        jitter_permille: u32,
    ) -> Settled {
        let mut settled = Settled::default();
        for entry in batch {
            let outcome = outcomes.iter().find(|(id, _)| *id == entry.message_id);
            match outcome.map_or(EventResult::Retry, |(_, outcome)| *outcome) {
                EventResult::Retry => continue,
                EventResult::Ok | EventResult::Duplicate => settled.acknowledged += 1,
                EventResult::Drop => settled.lost += 1,
            }
            self.remove(&entry.message_id);
        }
        self.lost += settled.lost;
        if settled == Settled::default() {
            self.retry.failed(now_ms, None, jitter_permille);
        } else {
            self.retry.succeeded();
        }
        settled
    }

    fn head(&self) -> Vec<Entry> {
        let limit = self.batch_limit.unwrap_or(MAX_BATCH_ENTRIES);
        let mut bytes = 0;
        let fits = |entry: &&Entry| {
            let is_first = bytes == 0;
            bytes += entry.json.len() + 1;
            is_first || bytes <= MAX_BODY_BYTES
        };
        self.entries.iter().take(limit).take_while(fits).cloned().collect()
    }

    fn give_up_on_the_old(&mut self, now_ms: u64) {
        while self.entries.front().is_some_and(|oldest| oldest.since_ms + GIVE_UP_AFTER_MS < now_ms) {
            let Some(old) = self.entries.pop_front() else { break };
            self.kept_bytes -= old.json.len();
            self.lost += 1;
        }
    }

    fn remove(&mut self, message_id: &str) -> bool {
        let found = self.entries.iter().position(|entry| entry.message_id == message_id);
        let removed = found.and_then(|index| self.entries.remove(index));
        self.kept_bytes -= removed.as_ref().map_or(0, |entry| entry.json.len());
        removed.is_some()
    }
}

#[cfg(test)]
mod tests;
