//! A mounted game: everything that lives from mount to unmount.

use super::dom::{element, set_css};
use super::engine::{Engine, Screen};
use super::frame_loop::{FrameCallback, FrameLoop};
use super::input::Input;
use super::messages::Command;
use super::options::{self, Options};
use super::overlay::{Overlay, ROOT};
use super::playable::Playable;
use super::size_observer::SizeObserver;
use super::sound::Sound;
use super::stage::Stage;
use super::surface::Surface;
use gloo_events::EventListener;
use js_sys::Object;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::HtmlElement;

/// A game in the page. Dropping it leaves nothing running and nothing behind.
pub struct Mounted {
    host: HtmlElement,
    /// What the host's `position` was.
    host_position: String,
    canvas: HtmlElement,
    root: HtmlElement,
    sound: Rc<Sound>,
    icons: Object,
    frame_loop: Rc<FrameLoop>,
    _frame_callback: Rc<FrameCallback>,
    _listeners: Vec<EventListener>,
    _size_observer: SizeObserver,
}

impl Mounted {
    /// # Errors
    /// When the options are not those of the contract, or the browser has no canvas.
    pub fn mount<G: Playable>(host: JsValue, options: &JsValue) -> Result<Mounted, JsValue> {
        let host = options::host(host)?;
        let (passed, options) = (options, Options::read(options)?);
        let document = host.owner_document().ok_or("no_document")?;
        let surface = Surface::new(&document)?;
        let canvas: HtmlElement = surface.canvas.clone().unchecked_into();
        let root = element(&document, "div", ROOT)?;
        let sound = Rc::new(Sound::new(options.muted));
        let icons = Object::new();
        let frame_loop = Rc::new(FrameLoop::new(options.on.clone()));
        let stage = Stage::new(&document, &root, &sound, &icons, passed, options)?;
        let overlay = Overlay::new(&document, &root, &stage)?;
        let engine = Engine::<G>::new(Screen::new(host.clone(), surface, overlay), stage)?;

        let host_position = make_positioned(&host);
        host.append_with_node_2(&canvas, &root)?;
        let this = Rc::downgrade(&frame_loop);
        let size_observer = SizeObserver::observe(&host, move || {
            if let Some(frame_loop) = this.upgrade() {
                frame_loop.push(Command::Resized);
            }
        })?;
        let input = Input {
            root: root.clone(),
            sound: Rc::clone(&sound),
            frame_loop: Rc::clone(&frame_loop),
            columns: G::COLUMNS,
        };
        let listeners = input.listen(&document);
        if document.hidden() {
            frame_loop.push(Command::Hidden);
        }
        let frame_callback = frame_loop.start(engine);
        Ok(Mounted {
            host,
            host_position,
            canvas,
            root,
            sound,
            icons,
            frame_loop,
            _frame_callback: frame_callback,
            _listeners: listeners,
            _size_observer: size_observer,
        })
    }

    /// # Errors
    /// When the seed is not 16 hexadecimal digits.
    pub fn start(&self, seed: &str, dials: &JsValue) -> Result<(), JsValue> {
        self.sound.unlock();
        self.frame_loop.push(Command::Start(options::seed(seed)?, options::dials(dials)));
        Ok(())
    }

    pub fn idle(&self) {
        self.frame_loop.push(Command::Idle);
    }

    pub fn set_muted(&self, muted: bool) {
        self.sound.set_muted(muted);
    }

    /// Takes the icons of labels, `{name: svg}`; they may come after the first frame.
    pub fn set_icons(&self, icons: &JsValue) {
        if let Some(icons) = icons.dyn_ref() {
            Object::assign(&self.icons, icons);
        }
    }

    pub fn pause(&self) {
        self.frame_loop.push(Command::Pause);
    }

    pub fn resume(&self) {
        self.frame_loop.push(Command::Resume);
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        self.frame_loop.stop();
        self.sound.close();
        self.canvas.remove();
        self.root.remove();
        // The host is the page's; only what was changed is changed back.
        set_css(&self.host, "position", &self.host_position);
    }
}

/// Lets the canvas lie within the host; gives what the host's own `position` was.
fn make_positioned(host: &HtmlElement) -> String {
    let own = host.style().get_property_value("position").unwrap_or_default();
    let computed = web_sys::window().and_then(|window| window.get_computed_style(host).ok().flatten());
    let is_static = computed
        .is_none_or(|css| css.get_property_value("position").is_ok_and(|position| position == "static"));
    if is_static {
        set_css(host, "position", "relative");
    }
    own
}
