//! Fingers, mouse, pen, keyboard and assistive technology, all turned into commands.

use super::inbox::Command;
use super::mounted::Shell;
use crate::cell_of_key;
use gloo_events::{EventListener, EventListenerOptions};
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, KeyboardEvent, MouseEvent, PointerEvent};

/// Every listener the game has; dropping them removes them.
pub fn listen(shell: &Rc<Shell>, columns: u8) -> Result<Vec<EventListener>, JsValue> {
    let document = shell.root.owner_document().ok_or("no_document")?;
    let on_root = |name: &'static str, handle: fn(&Shell, &Event, u8)| {
        let here = Rc::downgrade(shell);
        let options = EventListenerOptions::enable_prevent_default();
        EventListener::new_with_options(&shell.root, name, options, move |event| {
            if let Some(shell) = here.upgrade() {
                handle(&shell, event, columns);
            }
        })
    };
    let here = Rc::downgrade(shell);
    let seen = document.clone();
    let visibility = EventListener::new(&document, "visibilitychange", move |_| {
        if let Some(shell) = here.upgrade() {
            if seen.hidden() {
                shell.hide();
            } else {
                shell.push(Command::Shown);
            }
        }
    });
    Ok(vec![
        on_root("pointerdown", touched),
        on_root("pointerup", |shell, _, _| shell.sound.unlock()),
        on_root("click", clicked),
        on_root("keydown", key_pressed),
        on_root("contextmenu", |_, event, _| event.prevent_default()),
        visibility,
    ])
}

fn touched(shell: &Shell, event: &Event, _: u8) {
    let Some(pointer) = event.dyn_ref::<PointerEvent>().filter(|pointer| pointer.button() == 0) else {
        return;
    };
    let corner = shell.root.get_bounding_client_rect();
    let x_px = pointer.client_x() as f32 - corner.left() as f32;
    let y_px = pointer.client_y() as f32 - corner.top() as f32;
    shell.push(Command::Touch { x_px, y_px });
}

/// A click made by a finger follows a pointerdown that already counted; one made by key or by
/// assistive technology has no `detail`.
fn clicked(shell: &Shell, event: &Event, _: u8) {
    shell.sound.unlock();
    if event.dyn_ref::<MouseEvent>().is_none_or(|click| click.detail() != 0) {
        return;
    }
    let element = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let cell = element.and_then(|element| element.get_attribute("data-cell"));
    if let Some(cell) = cell.and_then(|cell| cell.parse().ok()) {
        shell.push(Command::Choose { cell });
    }
}

fn key_pressed(shell: &Shell, event: &Event, columns: u8) {
    shell.sound.unlock();
    let Some(key) = event.dyn_ref::<KeyboardEvent>() else { return };
    if key.ctrl_key() || key.meta_key() || key.alt_key() || !shell.is_playing() {
        return;
    }
    let code = key.code();
    let on_button = event.target().is_some_and(|target| !shell.root.loose_eq(&target));
    let command = match code.as_str() {
        "ArrowLeft" => Command::MoveFocus { right: -1, down: 0 },
        "ArrowRight" => Command::MoveFocus { right: 1, down: 0 },
        "ArrowUp" => Command::MoveFocus { right: 0, down: -1 },
        "ArrowDown" => Command::MoveFocus { right: 0, down: 1 },
        // On a button the browser makes a click of them.
        "Space" | "Enter" | "NumpadEnter" if on_button => return,
        "Space" | "Enter" | "NumpadEnter" => Command::ChooseFocused,
        letter => match cell_of_key(letter, columns) {
            Some(cell) => Command::Choose { cell },
            None => return,
        },
    };
    event.prevent_default();
    let holds_down = key.repeat() && !matches!(command, Command::MoveFocus { .. });
    if !holds_down {
        shell.push(command);
    }
}
