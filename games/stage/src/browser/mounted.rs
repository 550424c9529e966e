//! A mounted game: what lives from mount to unmount, one frame in flight, and a guard around each.

use super::atlas::Atlas;
use super::engine::Engine;
use super::inbox::Command;
use super::input::listen;
use super::options::{self, Options};
use super::outgoing::Outgoing;
use super::overlay::{Overlay, ROOT, css, element};
use super::playable::{Playable, Stage};
use super::resizing::Resizing;
use super::sound::Sound;
use super::surface::Surface;
use crate::{Fit, Particles, Shake};
use bevy_ecs::prelude::World;
use gloo_events::EventListener;
use gloo_render::{AnimationFrame, request_animation_frame};
use js_sys::{Function, Object};
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use wasm_bindgen::{JsCast, JsValue, prelude::Closure};
use web_sys::HtmlElement;

/// What the page's events reach: everything but the game itself.
pub struct Shell {
    pub root: HtmlElement,
    pub sound: Rc<Sound>,
    inbox: RefCell<Vec<Command>>,
    outbox: RefCell<Vec<Outgoing>>,
    frame: RefCell<Option<AnimationFrame>>,
    playing: Cell<bool>,
    failed: Cell<bool>,
    body: RefCell<Weak<Body>>,
    on: Function,
}

impl Shell {
    pub fn push(&self, command: Command) {
        self.inbox.borrow_mut().push(command);
    }

    pub fn is_playing(&self) -> bool {
        self.playing.get()
    }

    /// The page goes to the background, where no frame comes any more: what is over is told now.
    pub fn hide(&self) {
        self.push(Command::Hidden);
        let now_ms = web_sys::window().and_then(|window| window.performance()).map(|clock| clock.now());
        let body = self.body.borrow().clone();
        if let Some(now_ms) = now_ms.filter(|_| !self.failed.get()) {
            run_frame(self, &body, now_ms);
        }
    }

    fn deliver(&self) {
        let waiting = self.outbox.take();
        waiting.iter().for_each(|outgoing| outgoing.tell(&self.on));
    }
}

/// A game in the page. Dropping it leaves nothing running and nothing behind.
pub struct Mounted {
    shell: Rc<Shell>,
    host: HtmlElement,
    surface_node: HtmlElement,
    host_position: String,
    icons: Object,
    _listeners: Vec<EventListener>,
    _resizing: Resizing,
    _body: Rc<Body>,
}

impl Mounted {
    /// # Errors
    /// When the options are not those of the contract, or the browser has no canvas.
    pub fn mount<G: Playable>(host: JsValue, options: &JsValue) -> Result<Mounted, JsValue> {
        let host = options::host(host)?;
        let passed = options;
        let options = Options::read(passed)?;
        let document = host.owner_document().ok_or("no_document")?;
        let host_position = host.style().get_property_value("position")?;
        let placed = web_sys::window().and_then(|window| window.get_computed_style(&host).ok().flatten());
        if placed
            .is_none_or(|css| css.get_property_value("position").is_ok_and(|position| position == "static"))
        {
            css(&host, "position", "relative");
        }
        let surface = Surface::new(&document)?;
        let root = element(&document, "div", ROOT)?;
        let sound = Rc::new(Sound::new(options.muted));
        let icons = Object::new();
        let stage = Stage {
            world: World::new(),
            particles: Particles::default(),
            shake: Shake::new(options.reduced_motion),
            sound: Rc::clone(&sound),
            theme: Rc::new(options.theme),
            reduced_motion: options.reduced_motion,
            fit: Fit::new(360.0, 640.0, 1.0),
            top: 90.0,
            bottom: 640.0,
            options: passed.clone(),
            icons: icons.clone(),
            root: root.clone(),
            texts: options.texts,
            atlas: Rc::new(Atlas::new(&document, options.sprites)?),
        };
        let overlay = Overlay::new(&document, &root, &stage)?;
        let surface_node: HtmlElement = surface.canvas.clone().unchecked_into();
        let mut engine = Engine::<G>::new(host.clone(), surface, overlay, stage)?;
        host.append_with_node_2(&surface_node, &root)?;

        let shell = Rc::new(Shell {
            root,
            sound,
            inbox: RefCell::default(),
            outbox: RefCell::default(),
            frame: RefCell::default(),
            playing: Cell::new(false),
            failed: Cell::new(false),
            body: RefCell::default(),
            on: options.on,
        });
        let here = Rc::downgrade(&shell);
        let resizing = Resizing::watch(&host, move || {
            if let Some(shell) = here.upgrade() {
                shell.push(Command::Resized);
            }
        })?;
        let here = Rc::downgrade(&shell);
        let body = Body::new(move |now_ms| {
            let Some(shell) = here.upgrade() else { return Ok(()) };
            let commands = shell.inbox.take();
            let mut out = Vec::new();
            let done = engine.frame(now_ms, &commands, &mut out);
            shell.playing.set(engine.is_playing());
            shell.outbox.borrow_mut().append(&mut out);
            done
        });
        let body = Rc::new(body);
        let listeners = listen(&shell, G::COLUMNS)?;
        if document.hidden() {
            shell.push(Command::Hidden);
        }
        *shell.body.borrow_mut() = Rc::downgrade(&body);
        ask_for_frame(&shell, Rc::downgrade(&body));
        Ok(Mounted {
            shell,
            host,
            surface_node,
            host_position,
            icons,
            _listeners: listeners,
            _resizing: resizing,
            _body: body,
        })
    }

    /// # Errors
    /// When the seed is not 16 hexadecimal digits.
    pub fn start(&self, seed: &str, dials: &JsValue) -> Result<(), JsValue> {
        self.shell.sound.unlock();
        self.shell.push(Command::Start(options::seed(seed)?, options::dials(dials)));
        Ok(())
    }

    pub fn idle(&self) {
        self.shell.push(Command::Idle);
    }

    pub fn set_muted(&self, muted: bool) {
        self.shell.sound.set_muted(muted);
    }

    /// Takes the icons of labels, `{name: svg}`; they may come after the first frame.
    pub fn set_icons(&self, icons: &JsValue) {
        if let Some(icons) = icons.dyn_ref() {
            Object::assign(&self.icons, icons);
        }
    }

    pub fn pause(&self) {
        self.shell.push(Command::Pause);
    }

    pub fn resume(&self) {
        self.shell.push(Command::Resume);
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        drop(self.shell.frame.take());
        self.shell.sound.close();
        self.surface_node.remove();
        self.shell.root.remove();
        // The host is the page's; only what was changed is changed back.
        css(&self.host, "position", &self.host_position);
    }
}

/// What is done in a frame.
type Body = Closure<dyn FnMut(f64) -> Result<(), JsValue>>;

/// Runs one frame and tells the page what happened; whether there may be another.
fn run_frame(shell: &Shell, body: &Weak<Body>, now_ms: f64) -> bool {
    let Some(running) = body.upgrade() else { return false };
    // Called through JavaScript, so that even a trap comes back as an error and the page hears of it.
    let run: &Function = (*running).as_ref().unchecked_ref();
    let done = run.call1(&JsValue::NULL, &now_ms.into());
    drop(running);
    shell.deliver();
    if let Err(error) = &done {
        let thrown = error.dyn_ref::<js_sys::Error>().map(|error| String::from(error.message()));
        let message = thrown.or(error.as_string()).unwrap_or_default();
        shell.failed.set(true);
        Outgoing::Failed { message }.tell(&shell.on);
    }
    done.is_ok() && body.strong_count() > 0
}

/// The body is held weakly: without the mounted game there is no next frame.
fn ask_for_frame(shell: &Rc<Shell>, body: Weak<Body>) {
    let here = Rc::downgrade(shell);
    let frame = request_animation_frame(move |now_ms| {
        if let Some(shell) = here.upgrade()
            && run_frame(&shell, &body, now_ms)
        {
            ask_for_frame(&shell, body);
        }
    });
    *shell.frame.borrow_mut() = Some(frame);
}
