//! The outbox in a browser: the class the page uses, with its clock, timer and storage.

mod orphans;
mod page;
mod send;

use super::storage::SavedQueues;
use super::{Queue, QueuedEvent};
use crate::event::Event;
use crate::wire::{Context, Envelope, Stream, encode_identify, encode_track};
use gloo_timers::callback::Timeout;
use orphans::HeldLock;
use page::Options;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

/// Events of a busy second travel together.
const GATHER_MS: u32 = 800;

/// The queue of this tab and everything it needs to reach the endpoint.
#[wasm_bindgen]
pub struct Outbox(Rc<RefCell<Tab>>);

struct Tab {
    queue: Queue,
    saved: Rc<SavedQueues>,
    /// The name under which the queue is saved.
    name: String,
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
    lock: HeldLock,
    closed: bool,
    /// Nothing is taken over any more either.
    forgotten: bool,
}

struct Player {
    anonymous_id: String,
    user_id: Option<String>,
}

#[wasm_bindgen]
impl Outbox {
    #[wasm_bindgen(constructor)]
    pub fn new(options: Options) -> Outbox {
        let stream = page::random_name();
        let name = SavedQueues::name(&stream);
        let tab = Tab {
            queue: Queue::default(),
            saved: Rc::new(SavedQueues::new(options.storage())),
            lock: HeldLock::hold(&name),
            name,
            context: page::context(&options.context()),
            stream,
            campaign_id: options.campaign_id(),
            game_id: options.game_id(),
            options,
            seq: 0,
            player: None,
            early: Vec::new(),
            timer: None,
            closed: false,
            forgotten: false,
        };
        let tab = Rc::new(RefCell::new(tab));
        adopt_orphans(&tab);
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

    /// Stops; what waits stays in storage for the next tab.
    pub fn close(&self) {
        let mut tab = self.0.borrow_mut();
        tab.closed = true;
        tab.timer = None;
        tab.lock.release();
    }

    /// The person took consent back: what waits is gone, and nothing is kept or sent any more.
    pub fn forget(&self) {
        {
            let mut tab = self.0.borrow_mut();
            tab.forgotten = true;
            tab.player = None;
            tab.early.clear();
            tab.queue.clear();
            tab.save();
        }
        self.close();
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
        self.queue.add(QueuedEvent { message_id, json, queued_at_ms: at_ms as u64 });
        self.save();
    }

    fn save(&self) {
        self.saved.save(&self.name, &self.queue);
    }
}

/// Makes the events of tabs that are gone this tab's own.
fn adopt_orphans(tab: &Rc<RefCell<Tab>>) {
    let (saved, own) = (Rc::clone(&tab.borrow().saved), tab.borrow().name.clone());
    let adopter = Rc::clone(tab);
    let adopt = move |events: Vec<QueuedEvent>| {
        {
            let mut tab = adopter.borrow_mut();
            if tab.forgotten {
                return;
            }
            events.into_iter().for_each(|event| tab.queue.add(event));
            tab.save();
        }
        schedule(&adopter, 0);
    };
    spawn_local(orphans::adopt_all(saved, own, Rc::new(adopt)));
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
        send_next(again);
    }));
}

/// Sends what may be sent now, and comes back for the rest.
fn send_next(tab: Rc<RefCell<Tab>>) {
    let taken = tab.borrow_mut().queue.take_batch(page::now_ms() as u64);
    let Some(batch) = taken else {
        return come_back(&tab);
    };
    let options = tab.borrow().options.clone();
    spawn_local(async move {
        let reply = send::post(&options, &batch).await;
        {
            let mut tab = tab.borrow_mut();
            tab.queue.settle(&batch, reply, page::now_ms() as u64, page::jitter_permille());
            tab.save();
        }
        come_back(&tab);
    });
}

/// Wakes when the queue says that trying makes sense.
fn come_back(tab: &Rc<RefCell<Tab>>) {
    let next_ms = tab.borrow().queue.next_attempt_ms();
    if let Some(next_ms) = next_ms {
        let wait_ms = next_ms.saturating_sub(page::now_ms() as u64) as u32;
        schedule(tab, wait_ms.max(GATHER_MS / 4));
    }
}
