//! The frame loop: gives waiting commands to the engine once a frame, and page events to the page.

use super::engine::Engine;
use super::messages::{Command, PageEvent};
use super::playable::Playable;
use gloo_render::{AnimationFrame, request_animation_frame};
use js_sys::Function;
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use wasm_bindgen::{JsCast, JsValue, prelude::Closure};

/// What is done in each frame, given its time in milliseconds.
pub type FrameCallback = Closure<dyn FnMut(f64) -> Result<(), JsValue>>;

pub struct FrameLoop {
    /// Waiting for the next frame.
    commands: RefCell<Vec<Command>>,
    /// Sent when the frame is over: a listener may unmount the game.
    page_events: RefCell<Vec<PageEvent>>,
    page_listener: Function,
    /// Owned by the mounted game: once that is gone, there is no next frame.
    callback: RefCell<Weak<FrameCallback>>,
    next_frame: RefCell<Option<AnimationFrame>>,
    is_playing: Cell<bool>,
    has_failed: Cell<bool>,
}

impl FrameLoop {
    pub fn new(page_listener: Function) -> FrameLoop {
        FrameLoop {
            commands: RefCell::default(),
            page_events: RefCell::default(),
            page_listener,
            callback: RefCell::default(),
            next_frame: RefCell::default(),
            is_playing: Cell::new(false),
            has_failed: Cell::new(false),
        }
    }

    /// Keeps a command for the next frame, so that the game is touched from one place only.
    pub fn push(&self, command: Command) {
        self.commands.borrow_mut().push(command);
    }

    pub fn is_playing(&self) -> bool {
        self.is_playing.get()
    }

    /// Runs the engine in every frame until the callback it gives is dropped.
    pub fn start<G: Playable>(self: &Rc<Self>, mut engine: Engine<G>) -> Rc<FrameCallback> {
        let this = Rc::downgrade(self);
        let callback = Rc::new(FrameCallback::new(move |now_ms| {
            let Some(frame_loop) = this.upgrade() else { return Ok(()) };
            let result = engine.frame(now_ms, &frame_loop.commands.take());
            frame_loop.is_playing.set(engine.is_playing());
            frame_loop.page_events.borrow_mut().append(&mut engine.take_page_events());
            result
        }));
        *self.callback.borrow_mut() = Rc::downgrade(&callback);
        self.request_frame();
        callback
    }

    pub fn stop(&self) {
        drop(self.next_frame.take());
    }

    /// Runs a frame at once: a page in the background gets no animation frames.
    pub fn run_now(&self) {
        let now_ms = web_sys::window().and_then(|window| window.performance()).map(|clock| clock.now());
        if let Some(now_ms) = now_ms.filter(|_| !self.has_failed.get()) {
            self.run_frame(now_ms);
        }
    }

    fn request_frame(self: &Rc<Self>) {
        let this = Rc::downgrade(self);
        let frame = request_animation_frame(move |now_ms| {
            if let Some(frame_loop) = this.upgrade()
                && frame_loop.run_frame(now_ms)
            {
                frame_loop.request_frame();
            }
        });
        *self.next_frame.borrow_mut() = Some(frame);
    }

    /// Runs one frame and tells the page what happened; whether another frame may follow.
    fn run_frame(&self, now_ms: f64) -> bool {
        let weak = self.callback.borrow().clone();
        let Some(callback) = weak.upgrade() else { return false };
        // Called through JavaScript, so that even a trap comes back as an error and the page hears of it.
        let function: &Function = (*callback).as_ref().unchecked_ref();
        let result = function.call1(&JsValue::NULL, &now_ms.into());
        drop(callback);
        self.page_events.take().iter().for_each(|event| event.send(&self.page_listener));
        if let Err(error) = &result {
            let thrown = error.dyn_ref::<js_sys::Error>().map(|error| String::from(error.message()));
            let message = thrown.or(error.as_string()).unwrap_or_default();
            self.has_failed.set(true);
            PageEvent::Failed { message }.send(&self.page_listener);
        }
        result.is_ok() && weak.strong_count() > 0
    }
}
