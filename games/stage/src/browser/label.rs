//! Labels as the page passes them: id, text and icon, the icon's drawing often later than the text.

use super::js_object::get;
use super::svg;
use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::HtmlImageElement;

/// One label of the campaign's taxonomy.
#[derive(Clone, Debug)]
pub struct Label {
    pub id: String,
    pub text: String,
    /// The name of its icon.
    pub icon: String,
}

impl Label {
    /// Every label of a list of plain objects, in its order.
    pub(super) fn read_all(list: JsValue) -> Vec<Label> {
        let list: Array = list.dyn_into().unwrap_or_default();
        let text = |label: &_, key: &str| get(label, key).as_string().unwrap_or_default();
        let read =
            |label| Label { id: text(&label, "id"), text: text(&label, "text"), icon: text(&label, "icon") };
        list.to_vec().into_iter().map(read).collect()
    }
}

/// The drawing of an icon.
#[derive(Clone, Debug)]
pub struct Icon(pub(super) HtmlImageElement);

impl Icon {
    pub(super) fn of_svg(svg: &str) -> Option<Icon> {
        svg::image(svg).ok().map(Icon)
    }

    /// Whether it is decoded and can be drawn.
    pub fn is_ready(&self) -> bool {
        self.0.complete() && self.0.natural_width() > 0
    }
}
