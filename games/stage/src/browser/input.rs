//! Input: fingers, mouse, pen, keyboard and assistive technology, all turned into commands.

use super::frame_loop::FrameLoop;
use super::messages::Command;
use super::sound::Sound;
use crate::cell_of_key;
use gloo_events::{EventListener, EventListenerOptions};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, Event, HtmlElement, KeyboardEvent, MouseEvent, PointerEvent};

/// What the listeners need.
pub struct Input {
    pub root: HtmlElement,
    pub sound: Rc<Sound>,
    pub frame_loop: Rc<FrameLoop>,
    /// Columns of the game's grid, whose cells have letter keys.
    pub columns: u8,
}

impl Input {
    /// Every listener the game has; dropping them removes them.
    pub fn listen(self, document: &Document) -> Vec<EventListener> {
        let input = Rc::new(self);
        let on_root = |name: &'static str, handle: fn(&Input, &Event)| {
            let this = Rc::clone(&input);
            let options = EventListenerOptions::enable_prevent_default();
            EventListener::new_with_options(&input.root, name, options, move |event| handle(&this, event))
        };
        let frame_loop = Rc::clone(&input.frame_loop);
        let page = document.clone();
        let visibility = EventListener::new(document, "visibilitychange", move |_| {
            if page.hidden() {
                frame_loop.push(Command::Hidden);
                frame_loop.run_now();
            } else {
                frame_loop.push(Command::Shown);
            }
        });
        vec![
            on_root("pointerdown", Input::pointer_down),
            on_root("pointerup", |input, _| input.sound.unlock()),
            on_root("click", Input::click),
            on_root("keydown", Input::key_down),
            on_root("contextmenu", |_, event| event.prevent_default()),
            visibility,
        ]
    }

    fn pointer_down(&self, event: &Event) {
        let Some(pointer) = event.dyn_ref::<PointerEvent>().filter(|pointer| pointer.button() == 0) else {
            return;
        };
        let corner = self.root.get_bounding_client_rect();
        let x_px = pointer.client_x() as f32 - corner.left() as f32;
        let y_px = pointer.client_y() as f32 - corner.top() as f32;
        self.frame_loop.push(Command::Touch { x_px, y_px });
    }

    /// A click by finger or mouse has a `detail`; its pointerdown has counted already. One by key or by
    /// assistive technology has none.
    fn click(&self, event: &Event) {
        self.sound.unlock();
        if event.dyn_ref::<MouseEvent>().is_none_or(|click| click.detail() != 0) {
            return;
        }
        let element = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let number = element.and_then(|element| element.get_attribute("data-cell"));
        if let Some(number) = number.and_then(|number| number.parse().ok()) {
            self.frame_loop.push(Command::Choose { number });
        }
    }

    fn key_down(&self, event: &Event) {
        self.sound.unlock();
        let Some(key) = event.dyn_ref::<KeyboardEvent>() else { return };
        if key.ctrl_key() || key.meta_key() || key.alt_key() || !self.frame_loop.is_playing() {
            return;
        }
        let code = key.code();
        let on_button = event.target().is_some_and(|target| !self.root.loose_eq(&target));
        let command = match code.as_str() {
            "ArrowLeft" => Command::MoveFocus { right: -1, down: 0 },
            "ArrowRight" => Command::MoveFocus { right: 1, down: 0 },
            "ArrowUp" => Command::MoveFocus { right: 0, down: -1 },
            "ArrowDown" => Command::MoveFocus { right: 0, down: 1 },
            // On a button the browser makes a click of them.
            "Space" | "Enter" | "NumpadEnter" if on_button => return,
            "Space" | "Enter" | "NumpadEnter" => Command::ChooseFocused,
            letter => match cell_of_key(letter, self.columns) {
                Some(number) => Command::Choose { number },
                None => return,
            },
        };
        event.prevent_default();
        let is_held_down = key.repeat() && !matches!(command, Command::MoveFocus { .. });
        if !is_held_down {
            self.frame_loop.push(command);
        }
    }
}
