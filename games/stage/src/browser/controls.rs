//! Controls that move: a real button over each thing that can be chosen, for keys and assistive technology.

use super::overlay::{css, element, mark};
use super::playable::Stage;
use wasm_bindgen::JsValue;
use web_sys::{Document, FocusOptions, HtmlElement};

const BUTTON: &str = "position:absolute;left:0;top:0;margin:0;padding:0;border:0;background:none;\
    opacity:0;cursor:pointer;appearance:none;-webkit-appearance:none;touch-action:inherit";
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

/// The buttons, and the voice that says what happened.
pub struct Controls {
    document: Document,
    root: HtmlElement,
    voice: HtmlElement,
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
        let voice = element(&document, "div", UNSEEN)?;
        mark(&voice, "aria-live", "polite");
        stage.root.append_child(&voice)?;
        Ok(Controls { document, root: stage.root.clone(), voice, buttons: Vec::new() })
    }

    /// Says something politely to who listens.
    pub fn announce(&self, text: &str) {
        self.voice.set_text_content(Some(text));
    }

    /// Creates, moves and removes buttons. The order of `wanted` is kept for the Tab key where it is new.
    pub fn sync(&mut self, wanted: &[Control], stage: &Stage) {
        self.drop_unwanted(wanted);
        for control in wanted {
            let known = self.buttons.iter().position(|button| button.number == control.number);
            let Some(at) = known.or_else(|| self.create(control)) else { continue };
            let button = &mut self.buttons[at];
            if button.pressed != control.pressed {
                button.pressed = control.pressed;
                let pressed = if control.pressed == Some(true) { "true" } else { "false" };
                mark(&button.element, "aria-pressed", pressed);
            }
            button.middle = control.middle;
            let scale = stage.fit.scale;
            let (left, top) =
                stage.fit.to_screen(control.middle.0 - control.half.0, control.middle.1 - control.half.1);
            css(&button.element, "width", &px(control.half.0 * 2.0 * scale));
            css(&button.element, "height", &px(control.half.1 * 2.0 * scale));
            css(&button.element, "transform", &["translate(", &px(left), ",", &px(top), ")"].concat());
        }
    }

    /// The control a key has put the focus on.
    pub fn focused(&self) -> Option<u8> {
        self.holder()
            .filter(|button| button.element.matches(":focus-visible").unwrap_or(false))
            .map(|button| button.number)
    }

    /// Moves the focus to the next control in a direction.
    pub fn move_focus(&self, right: i8, down: i8) {
        let holder = self.holder();
        let (x, y) = holder.map_or((180.0, 320.0), |button| button.middle);
        let (right, down) = (f32::from(right), f32::from(down));
        let cost = |button: &&Button| {
            let (dx, dy) = (button.middle.0 - x, button.middle.1 - y);
            let (along, aside) = (dx * right + dy * down, (dx * down).abs() + (dy * right).abs());
            if along > 1.0 { along + aside * 2.0 } else { 10_000.0 - along + aside }
        };
        let others =
            self.buttons.iter().filter(|button| holder.is_none_or(|held| held.number != button.number));
        if let Some(next) = others.min_by(|one, other| cost(one).total_cmp(&cost(other))) {
            focus(&next.element);
        }
    }

    fn holder(&self) -> Option<&Button> {
        let active = self.document.active_element()?;
        self.buttons.iter().find(|button| active.loose_eq(&button.element))
    }

    fn create(&mut self, control: &Control) -> Option<usize> {
        let button = element(&self.document, "button", BUTTON).ok()?;
        mark(&button, "type", "button");
        mark(&button, "data-tv", control.kind);
        mark(&button, "data-cell", &control.number.to_string());
        mark(&button, "aria-label", control.text);
        if let Some(label) = control.label {
            mark(&button, "data-label", label);
        }
        self.root.insert_before(&button, Some(&self.voice)).ok()?;
        let (number, middle) = (control.number, control.middle);
        self.buttons.push(Button { number, pressed: None, middle, element: button });
        Some(self.buttons.len() - 1)
    }

    /// The focus of a button that goes is given to its nearest neighbour.
    fn drop_unwanted(&mut self, wanted: &[Control]) {
        let stays = |button: &Button| wanted.iter().any(|control| control.number == button.number);
        let orphaned = self.holder().filter(|button| !stays(button)).map(|button| button.middle);
        self.buttons.retain(|button| {
            if !stays(button) {
                button.element.remove();
            }
            stays(button)
        });
        let Some((x, y)) = orphaned else { return };
        let distance = |button: &&Button| (button.middle.0 - x).abs() + (button.middle.1 - y).abs();
        let heir = self.buttons.iter().min_by(|one, other| distance(one).total_cmp(&distance(other)));
        focus(heir.map_or(&self.root, |button| &button.element));
    }
}

fn focus(element: &HtmlElement) {
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    // Without the focus the keyboard waits for a click; the game goes on.
    element.focus_with_options(&options).unwrap_or_default();
}

fn px(length: f32) -> String {
    [&(length.round() as i32).to_string(), "px"].concat()
}
