//! Labels as the page passes them: id, text and icon, the icon's drawing often later than the text.

use super::atlas::with_size;
use super::options::get;
use super::playable::Stage;
use js_sys::{Array, encode_uri_component};
use wasm_bindgen::JsCast;
use web_sys::HtmlImageElement;

/// One label of the campaign's taxonomy.
#[derive(Clone, Debug)]
pub struct Label {
    pub id: String,
    pub text: String,
    /// The name of its icon.
    pub icon: String,
}

/// The drawing of an icon.
#[derive(Clone, Debug)]
pub struct Icon(pub(super) HtmlImageElement);

impl Icon {
    /// Whether it has been read and can be drawn.
    pub fn is_ready(&self) -> bool {
        self.0.complete() && self.0.natural_width() > 0
    }
}

impl Stage {
    /// The labels of the campaign, in the order of its taxonomy.
    pub fn labels(&self) -> Vec<Label> {
        let list: Array = get(&self.options, "labels").dyn_into().unwrap_or_default();
        let text = |label: &_, key: &str| get(label, key).as_string().unwrap_or_default();
        let read =
            |label| Label { id: text(&label, "id"), text: text(&label, "text"), icon: text(&label, "icon") };
        list.to_vec().into_iter().map(read).collect()
    }

    /// The drawing of an icon, once the page has given it.
    pub fn icon(&self, name: &str) -> Option<Icon> {
        let svg = get(&self.icons, name).as_string()?;
        let image = HtmlImageElement::new().ok()?;
        image.set_src(
            &["data:image/svg+xml,", &String::from(encode_uri_component(&with_size(&svg)))].concat(),
        );
        Some(Icon(image))
    }
}
