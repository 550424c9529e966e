//! Controls that move: a real button over each thing that can be chosen, for keys and assistive technology.

use super::dom::{UNSEEN_BUTTON, cover, element, focus, set_attribute};
use super::stage::Stage;
use wasm_bindgen::JsValue;
use web_sys::{Document, HtmlElement};

const UNSEEN: &str = "position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)";

/// One thing that can be chosen now, in design pixels.
#[derive(Clone, Copy, Debug)]
pub struct Control<'a> {
    pub number: u8,
    /// Its `data-tv`.
    pub kind: &'static str,
    /// Its `data-label`, when it is a label.
    pub label: Option<&'a str>,
    pub text: &'a str,
    /// Whether it is on; `None` when it is no switch.
    pub pressed: Option<bool>,
    pub middle: (f32, f32),
    pub half: (f32, f32),
}

/// The buttons, and the live region in which a screen reader hears what happened.
pub struct Controls {
    document: Document,
    root: HtmlElement,
    live_region: HtmlElement,
    buttons: Vec<Button>,
}

struct Button {
    number: u8,
    pressed: Option<bool>,
    middle: (f32, f32),
    element: HtmlElement,
}

impl Controls {
    /// # Errors
    /// When the host is in no document.
    pub fn new(stage: &Stage) -> Result<Controls, JsValue> {
        let document = stage.root.owner_document().ok_or("no_document")?;
        let live_region = element(&document, "div", UNSEEN)?;
        set_attribute(&live_region, "aria-live", "polite");
        stage.root.append_child(&live_region)?;
        Ok(Controls { document, root: stage.root.clone(), live_region, buttons: Vec::new() })
    }

    /// Has a screen reader say something.
    pub fn announce(&self, text: &str) {
        self.live_region.set_text_content(Some(text));
    }

    /// Creates, moves and removes buttons. New ones come in the order of `wanted`, for the Tab key.
    pub fn sync(&mut self, wanted: &[Control], stage: &Stage) {
        self.remove_unwanted(wanted);
        for control in wanted {
            let known = self.buttons.iter().position(|button| button.number == control.number);
            let Some(at) = known.or_else(|| self.create(control)) else { continue };
            let button = &mut self.buttons[at];
            if button.pressed != control.pressed {
                button.pressed = control.pressed;
                let pressed = if control.pressed == Some(true) { "true" } else { "false" };
                set_attribute(&button.element, "aria-pressed", pressed);
            }
            button.middle = control.middle;
            cover(&button.element, control.middle, control.half, &stage.fit);
        }
    }

    /// The control a key has put the focus on.
    pub fn focused(&self) -> Option<u8> {
        self.focused_button()
            .filter(|button| button.element.matches(":focus-visible").unwrap_or(false))
            .map(|button| button.number)
    }

    /// Moves the focus to the next control in a direction.
    pub fn move_focus(&self, right: i8, down: i8) {
        let focused = self.focused_button();
        let (x, y) = focused.map_or((180.0, 320.0), |button| button.middle);
        let (right, down) = (f32::from(right), f32::from(down));
        let cost = |button: &&Button| {
            let (dx, dy) = (button.middle.0 - x, button.middle.1 - y);
            let (along, aside) = (dx * right + dy * down, (dx * down).abs() + (dy * right).abs());
            if along > 1.0 { along + aside * 2.0 } else { 10_000.0 - along + aside }
        };
        let others = self
            .buttons
            .iter()
            .filter(|button| focused.is_none_or(|focused| focused.number != button.number));
        if let Some(next) = others.min_by(|one, other| cost(one).total_cmp(&cost(other))) {
            focus(&next.element);
        }
    }

    fn focused_button(&self) -> Option<&Button> {
        let active = self.document.active_element()?;
        self.buttons.iter().find(|button| active.loose_eq(&button.element))
    }

    fn create(&mut self, control: &Control) -> Option<usize> {
        let button = element(&self.document, "button", UNSEEN_BUTTON).ok()?;
        set_attribute(&button, "type", "button");
        set_attribute(&button, "data-tv", control.kind);
        set_attribute(&button, "data-cell", &control.number.to_string());
        set_attribute(&button, "aria-label", control.text);
        if let Some(label) = control.label {
            set_attribute(&button, "data-label", label);
        }
        self.root.insert_before(&button, Some(&self.live_region)).ok()?;
        let (number, middle) = (control.number, control.middle);
        self.buttons.push(Button { number, pressed: None, middle, element: button });
        Some(self.buttons.len() - 1)
    }

    /// When the focused button is removed, the nearest one gets the focus.
    fn remove_unwanted(&mut self, wanted: &[Control]) {
        let stays = |button: &Button| wanted.iter().any(|control| control.number == button.number);
        let lost_focus_at = self.focused_button().filter(|button| !stays(button)).map(|button| button.middle);
        self.buttons.retain(|button| {
            if !stays(button) {
                button.element.remove();
            }
            stays(button)
        });
        let Some((x, y)) = lost_focus_at else { return };
        let distance = |button: &&Button| (button.middle.0 - x).abs() + (button.middle.1 - y).abs();
        let nearest = self.buttons.iter().min_by(|one, other| distance(one).total_cmp(&distance(other)));
        focus(nearest.map_or(&self.root, |button| &button.element));
    }
}
