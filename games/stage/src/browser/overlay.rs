//! The overlay: real buttons over what can be tapped, the numbers above, and the keyboard's focus ring.

use super::dom::{UNSEEN_BUTTON, cover, element, focus, px, set_attribute, set_css};
use super::hud::{Hud, HudPanel};
use super::stage::Stage;
use crate::{Fit, Grid, Target};
use wasm_bindgen::JsValue;
use web_sys::{Document, HtmlElement};

pub const ROOT: &str = "position:absolute;inset:0;overflow:hidden;outline:none;user-select:none;\
    -webkit-user-select:none;-webkit-touch-callout:none;-webkit-tap-highlight-color:transparent";
const RING: &str = "position:absolute;left:0;top:0;box-sizing:border-box;border-radius:1.6em;pointer-events:none;\
    border:.25em solid #fff;visibility:hidden;box-shadow:0 0 0 .2em #1b2b5a,inset 0 0 0 .12em #1b2b5a;\
    transition:transform .08s";

pub struct Overlay {
    document: Document,
    root: HtmlElement,
    focus_ring: HtmlElement,
    /// An empty element at the lower end of the safe area.
    safe_area_end: HtmlElement,
    hud: HudPanel,
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
        set_attribute(root, "role", "group");
        set_attribute(root, "tabindex", "0");
        set_attribute(root, "aria-label", stage.text("game_title"));
        let hud = HudPanel::new(document, stage)?;
        let focus_ring = element(document, "div", RING)?;
        let safe_area_end = element(
            document,
            "div",
            "position:absolute;bottom:env(safe-area-inset-bottom);width:0;height:0",
        )?;
        root.append_with_node_3(&hud.root, &focus_ring, &safe_area_end)?;
        let (document, root) = (document.clone(), root.clone());
        Ok(Overlay { document, root, focus_ring, safe_area_end, hud, buttons: Vec::new(), focused: None })
    }

    /// Adapts to a new size; gives where the numbers end and where the safe area ends.
    pub fn lay_out(&mut self, stage: &Stage) -> (f32, f32) {
        set_css(&self.root, "font-size", &px((stage.fit.scale * 16.0).floor()));
        self.remove_buttons();
        (self.hud.lay_out(stage), self.safe_area_end.offset_top() as f32 / stage.fit.scale)
    }

    /// While playing a finger never scrolls the page.
    pub fn set_playing(&mut self, playing: bool) {
        set_css(&self.root, "touch-action", if playing { "none" } else { "pan-y" });
        self.hud.set_visible(playing);
        if playing {
            focus(&self.root);
        } else {
            self.focused = None;
            self.remove_buttons();
            set_css(&self.focus_ring, "visibility", "hidden");
        }
    }

    pub fn sync(&mut self, targets: &[Target], grid: &Grid, hud: Hud, stage: &Stage) -> Result<(), JsValue> {
        self.hud.show(hud);
        self.remove_all_but(targets);
        for target in targets {
            self.show_button(target, grid, stage)?;
        }
        Ok(())
    }

    /// Moves the keyboard's focus and its ring to `cell`, or takes them away.
    pub fn set_focus(&mut self, cell: Option<u8>, grid: &Grid, fit: &Fit) {
        self.focused = cell;
        let centre = cell.and_then(|cell| grid.centres.get(usize::from(cell)));
        if let Some((x, y)) = centre {
            let half = grid.half_cell - 4.0;
            cover(&self.focus_ring, (*x, *y), (half, half), fit);
        }
        set_css(&self.focus_ring, "visibility", if centre.is_some() { "visible" } else { "hidden" });
    }

    pub fn remove_buttons(&mut self) {
        self.remove_all_but(&[])
    }

    fn show_button(&mut self, target: &Target, grid: &Grid, stage: &Stage) -> Result<(), JsValue> {
        let known = self.buttons.iter().position(|button| button.cell == target.cell);
        let at = match known {
            Some(at) if self.buttons[at].kind == target.kind => return Ok(()),
            Some(at) => at,
            None => {
                let button = element(&self.document, "button", UNSEEN_BUTTON)?;
                set_attribute(&button, "type", "button");
                set_attribute(&button, "data-tv", "target");
                set_attribute(&button, "data-cell", &target.cell.to_string());
                cover(&button, (target.x, target.y), (grid.half_cell, grid.half_cell), &stage.fit);
                self.root.append_child(&button)?;
                self.buttons.push(Button { cell: target.cell, kind: target.kind, element: button });
                self.buttons.len() - 1
            }
        };
        let button = &mut self.buttons[at];
        button.kind = target.kind;
        set_attribute(&button.element, "data-kind", target.kind);
        let place = (u32::from(target.cell) + 1).to_string();
        set_attribute(&button.element, "aria-label", &[stage.text(target.kind), " ", &place].concat());
        Ok(())
    }

    fn remove_all_but(&mut self, targets: &[Target]) {
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
            focus(&self.root);
        }
    }
}
