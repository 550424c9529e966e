//! The overlay: real buttons over what can be tapped, the numbers above, and the keyboard's focus ring.

use super::hud::HudPanel;
use super::playable::{Hud, Stage};
use crate::{Fit, Grid, Target};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, FocusOptions, HtmlElement};

pub const ROOT: &str = "position:absolute;inset:0;overflow:hidden;outline:none;user-select:none;\
    -webkit-user-select:none;-webkit-touch-callout:none;-webkit-tap-highlight-color:transparent";
const BUTTON: &str = "position:absolute;left:0;top:0;margin:0;padding:0;border:0;background:none;\
    opacity:0;cursor:pointer;appearance:none;-webkit-appearance:none;touch-action:inherit";
const RING: &str = "position:absolute;left:0;top:0;box-sizing:border-box;border-radius:1.6em;pointer-events:none;\
    border:.25em solid #fff;visibility:hidden;box-shadow:0 0 0 .2em #1b2b5a,inset 0 0 0 .12em #1b2b5a;\
    transition:transform .08s";

pub struct Overlay {
    document: Document,
    root: HtmlElement,
    ring: HtmlElement,
    safe_end: HtmlElement,
    pub panel: HudPanel,
    buttons: Vec<Button>,
    /// The cell under the focus ring, once a key has shown it.
    pub focused: Option<u8>,
}

struct Button {
    cell: u8,
    kind: &'static str,
    element: HtmlElement,
}

impl Overlay {
    pub fn new(document: &Document, root: &HtmlElement, stage: &Stage) -> Result<Overlay, JsValue> {
        mark(root, "role", "group");
        mark(root, "tabindex", "0");
        mark(root, "aria-label", stage.text("game_title"));
        let panel = HudPanel::new(document, stage)?;
        let ring = element(document, "div", RING)?;
        let safe_end = element(
            document,
            "div",
            "position:absolute;bottom:env(safe-area-inset-bottom);width:0;height:0",
        )?;
        root.append_with_node_3(&panel.root, &ring, &safe_end)?;
        let (document, root) = (document.clone(), root.clone());
        Ok(Overlay { document, root, ring, safe_end, panel, buttons: Vec::new(), focused: None })
    }

    /// Adapts to a new size; gives where the numbers end and where the safe area ends.
    pub fn lay_out(&mut self, stage: &Stage) -> (f32, f32) {
        let em_px = (stage.fit.scale * 16.0) as i32;
        css(&self.root, "font-size", &px(em_px as f32));
        self.drop_buttons();
        (self.panel.lay_out(stage), self.safe_end.offset_top() as f32 / stage.fit.scale)
    }

    /// While playing a finger never scrolls the page.
    pub fn set_playing(&mut self, playing: bool) {
        css(&self.root, "touch-action", if playing { "none" } else { "pan-y" });
        self.panel.set_visible(playing);
        if playing {
            self.take_focus();
        } else {
            self.focused = None;
            self.drop_buttons();
            css(&self.ring, "visibility", "hidden");
        }
    }

    pub fn sync(&mut self, targets: &[Target], grid: &Grid, hud: Hud, stage: &Stage) -> Result<(), JsValue> {
        self.panel.show(hud);
        self.drop_gone(targets);
        for target in targets {
            self.show_button(target, grid, stage)?;
        }
        Ok(())
    }

    /// Puts the focus ring on `cell`, or hides it.
    pub fn show_ring(&mut self, cell: Option<u8>, grid: &Grid, fit: &Fit) {
        self.focused = cell;
        let centre = cell.and_then(|cell| grid.centres.get(usize::from(cell)));
        if let Some((x, y)) = centre {
            cover(&self.ring, (*x, *y), grid.reach - 4.0, fit);
        }
        css(&self.ring, "visibility", if centre.is_some() { "visible" } else { "hidden" });
    }

    pub fn drop_buttons(&mut self) {
        self.drop_gone(&[])
    }

    fn show_button(&mut self, target: &Target, grid: &Grid, stage: &Stage) -> Result<(), JsValue> {
        let known = self.buttons.iter().position(|button| button.cell == target.cell);
        let at = match known {
            Some(at) if self.buttons[at].kind == target.kind => return Ok(()),
            Some(at) => at,
            None => {
                let button = element(&self.document, "button", BUTTON)?;
                mark(&button, "type", "button");
                mark(&button, "data-tv", "target");
                mark(&button, "data-cell", &target.cell.to_string());
                cover(&button, (target.x, target.y), grid.reach, &stage.fit);
                self.root.append_child(&button)?;
                self.buttons.push(Button { cell: target.cell, kind: target.kind, element: button });
                self.buttons.len() - 1
            }
        };
        let button = &mut self.buttons[at];
        button.kind = target.kind;
        mark(&button.element, "data-kind", target.kind);
        let place = (u32::from(target.cell) + 1).to_string();
        mark(&button.element, "aria-label", &[stage.text(target.kind), " ", &place].concat());
        Ok(())
    }

    fn drop_gone(&mut self, targets: &[Target]) {
        let focused = self.document.active_element();
        let mut lost_focus = false;
        self.buttons.retain(|button| {
            let stays = targets.iter().any(|target| target.cell == button.cell);
            if !stays {
                lost_focus |= focused.as_ref().is_some_and(|focused| focused.loose_eq(&button.element));
                button.element.remove();
            }
            stays
        });
        if lost_focus {
            self.take_focus();
        }
    }

    fn take_focus(&self) {
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        // Without the focus the keyboard waits for a click; the game goes on.
        self.root.focus_with_options(&options).unwrap_or_default();
    }
}

pub fn element(document: &Document, tag: &str, css: &str) -> Result<HtmlElement, JsValue> {
    let element: HtmlElement = document.create_element(tag)?.dyn_into()?;
    style(&element, css);
    Ok(element)
}

/// Styles through the object model: a strict content policy forbids style attributes and sheets.
pub fn style(element: &HtmlElement, css: &str) {
    element.style().set_css_text(css);
}

/// Property names are ours, so setting one cannot fail.
pub fn css(element: &HtmlElement, property: &str, value: &str) {
    element.style().set_property(property, value).unwrap_or_default();
}

/// Attribute names are ours, so setting one cannot fail.
pub fn mark(element: &HtmlElement, attribute: &str, value: &str) {
    element.set_attribute(attribute, value).unwrap_or_default();
}

fn cover(element: &HtmlElement, centre: (f32, f32), half_side: f32, fit: &Fit) {
    let (left, top) = fit.to_screen(centre.0 - half_side, centre.1 - half_side);
    let side = px(half_side * 2.0 * fit.scale);
    css(element, "width", &side);
    css(element, "height", &side);
    css(element, "transform", &["translate(", &px(left), ",", &px(top), ")"].concat());
}

fn px(length: f32) -> String {
    [&(length.round() as i32).to_string(), "px"].concat()
}
