//! The outbox in a browser: the class the page uses, with its clock, timer and storage.

mod orphans;
mod page;
mod send;

use super::{Entry, Queue};
use crate::event::Event;
use crate::wire::{Context, Envelope, Stream, encode_identify, encode_track};
use gloo_timers::callback::Timeout;
use page::Options;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;

/// Events of a busy second travel together.
const GATHER_MS: u32 = 800;
const KEY_PREFIX: &str = "tv.outbox.";

/// The queue of this tab and everything it needs to reach the endpoint.
#[wasm_bindgen]
pub struct Outbox(Rc<RefCell<Tab>>);

struct Tab {
    queue: Queue,
    options: Options,
    context: Context,
    stream: String,
    campaign_id: String,
    game_id: String,
    seq: u64,
    player: Option<Player>,
    /// What happened before the player had an id.
    early: Vec<(f64, Event)>,
    timer: Option<Timeout>,
    lock: orphans::HeldLock,
    closed: bool,
}

struct Player {
    anonymous_id: String,
    user_id: Option<String>,
}

#[wasm_bindgen]
impl Outbox {
    #[wasm_bindgen(constructor)]
    pub fn new(options: Options) -> Outbox {
        let tab = Tab {
            queue: Queue::default(),
            context: page::context(&options.context()),
            stream: page::random_name(),
            campaign_id: options.campaign_id(),
            game_id: options.game_id(),
            options,
            seq: 0,
            player: None,
            early: Vec::new(),
            timer: None,
            lock: orphans::HeldLock::default(),
            closed: false,
        };
        let tab = Rc::new(RefCell::new(tab));
        orphans::hold_own_and_adopt_others(&tab);
        schedule(&tab, 0);
        Outbox(tab)
    }

    /// Who plays; events wait for it.
    #[wasm_bindgen(js_name = setPlayer)]
    pub fn set_player(&self, anonymous_id: String, user_id: Option<String>) {
        let early = {
            let mut tab = self.0.borrow_mut();
            tab.player = Some(Player { anonymous_id, user_id });
            std::mem::take(&mut tab.early)
        };
        for (at_ms, event) in early {
            self.record(at_ms, event);
        }
    }

    #[wasm_bindgen(js_name = gameOpened)]
    pub fn game_opened(&self) {
        self.record_now(Event::GameOpened {});
    }

    #[wasm_bindgen(js_name = gameStarted)]
    pub fn game_started(&self, run_id: String) {
        self.record_now(Event::GameStarted { run_id });
    }

    #[wasm_bindgen(js_name = runFinished)]
    pub fn run_finished(&self, run_id: String, score: i32, rival: Option<i32>, ticks: u32) {
        let rival = rival.map(i64::from);
        self.record_now(Event::RunFinished { run_id, score: score.into(), rival, ticks: ticks.into() });
    }

    #[wasm_bindgen(js_name = inviteShared)]
    pub fn invite_shared(&self, method: String) {
        self.record_now(Event::InviteShared { method });
    }

    /// The brand says who the player is; `traits` is a JSON object of texts, numbers and flags.
    pub fn identify(&self, user_id: String, traits: &str) {
        let traits = page::traits(traits);
        {
            let mut tab = self.0.borrow_mut();
            let Some(player) = tab.player.as_mut() else { return };
            player.user_id = Some(user_id);
            tab.add(page::now_ms(), |envelope| encode_identify(envelope, &traits));
        }
        schedule(&self.0, GATHER_MS);
    }

    /// Sends what waits, now.
    pub fn flush(&self) {
        schedule(&self.0, 0);
    }

    /// The page may never come back: hand everything to a beacon, and keep it until somebody answers.
    pub fn hidden(&self) {
        let tab = self.0.borrow();
        if let Some(batch) = tab.queue.peek_batch() {
            send::beacon(&tab.options, &batch);
        }
    }

    /// Events not acknowledged yet.
    pub fn pending(&self) -> usize {
        let tab = self.0.borrow();
        tab.queue.len() + tab.early.len()
    }

    /// Events that could not be kept or were refused.
    pub fn lost(&self) -> usize {
        self.0.borrow().queue.lost()
    }

    /// Stops; what waits stays in storage for the next tab.
    pub fn close(&self) {
        let mut tab = self.0.borrow_mut();
        tab.closed = true;
        tab.timer = None;
        tab.lock.release();
    }

    fn record_now(&self, event: Event) {
        self.record(page::now_ms(), event);
    }

    fn record(&self, at_ms: f64, event: Event) {
        {
            let mut tab = self.0.borrow_mut();
            if tab.player.is_none() {
                tab.early.push((at_ms, event));
                return;
            }
            tab.add(at_ms, |envelope| encode_track(envelope, &event));
        }
        schedule(&self.0, GATHER_MS);
    }
}

impl Tab {
    fn add(&mut self, at_ms: f64, write: impl Fn(&Envelope<'_>) -> String) {
        let Some(player) = self.player.as_ref() else { return };
        self.seq += 1;
        let message_id = page::message_id(at_ms);
        let json = write(&Envelope {
            message_id: &message_id,
            anonymous_id: &player.anonymous_id,
            user_id: player.user_id.as_deref(),
            timestamp: &page::timestamp(at_ms + self.options.clock_offset_ms()),
            context: &self.context,
            stream: Stream {
                campaign_id: &self.campaign_id,
                game_id: &self.game_id,
                seq: self.seq,
                stream: &self.stream,
            },
        });
        self.queue.add(Entry { message_id, json, since_ms: at_ms as u64 });
        self.keep();
    }

    fn key(&self) -> String {
        [KEY_PREFIX, &self.stream].concat()
    }

    /// Writes the queue to storage; an empty one leaves nothing behind.
    fn keep(&self) {
        let storage = self.options.storage();
        if self.queue.is_empty() {
            storage.remove(&self.key());
        } else {
            storage.set(&self.key(), &self.queue.to_text());
        }
    }
}

/// Wakes the tab to send after a while, unless it is to wake sooner already.
fn schedule(tab: &Rc<RefCell<Tab>>, after_ms: u32) {
    let again = Rc::clone(tab);
    let mut tab = tab.borrow_mut();
    if tab.closed || (tab.timer.is_some() && after_ms > 0) {
        return;
    }
    tab.timer = Some(Timeout::new(after_ms, move || {
        again.borrow_mut().timer = None;
        send::next_batch(again);
    }));
}
