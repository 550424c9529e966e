//! The frame loop: holds waiting commands, keeps one animation frame in flight, and tells the page what happened.

use super::messages::{Command, PageEvent};
use gloo_render::{AnimationFrame, request_animation_frame};
use js_sys::Function;
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use wasm_bindgen::{JsCast, JsValue, prelude::Closure};

/// What is done in each frame, given its time in milliseconds.
pub type FrameCallback = Closure<dyn FnMut(f64) -> Result<(), JsValue>>;

pub struct FrameLoop {
    commands: RefCell<Vec<Command>>,
    page_events: RefCell<Vec<PageEvent>>,
    page_listener: Function,
    /// Held weakly: once the game is unmounted, there is no next frame.
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

    pub fn take_commands(&self) -> Vec<Command> {
        self.commands.take()
    }

    /// Keeps page events until the frame is over: a listener may unmount the game.
    pub fn push_page_events(&self, mut events: Vec<PageEvent>) {
        self.page_events.borrow_mut().append(&mut events);
    }

    pub fn set_playing(&self, is_playing: bool) {
        self.is_playing.set(is_playing);
    }

    pub fn is_playing(&self) -> bool {
        self.is_playing.get()
    }

    pub fn start(self: &Rc<Self>, callback: &Rc<FrameCallback>) {
        *self.callback.borrow_mut() = Rc::downgrade(callback);
        self.request_frame();
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
