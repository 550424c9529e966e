//! Elements of the page: made, styled and placed through the object model.

use crate::Fit;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, FocusOptions, HtmlElement};

/// A button that cannot be seen, for keys and assistive technology; the canvas shows what it stands for.
pub const UNSEEN_BUTTON: &str = "position:absolute;left:0;top:0;margin:0;padding:0;border:0;background:none;\
    opacity:0;cursor:pointer;appearance:none;-webkit-appearance:none;touch-action:inherit";

pub fn element(document: &Document, tag: &str, css: &str) -> Result<HtmlElement, JsValue> {
    let element: HtmlElement = document.create_element(tag)?.dyn_into()?;
    style(&element, css);
    Ok(element)
}

/// Styles through the object model: a strict content policy forbids style attributes and sheets.
pub fn style(element: &HtmlElement, css: &str) {
    element.style().set_css_text(css);
}

/// Sets one CSS property. The names are ours, so this cannot fail.
pub fn set_css(element: &HtmlElement, property: &str, value: &str) {
    element.style().set_property(property, value).unwrap_or_default();
}

/// Sets an attribute. The names are ours, so this cannot fail.
pub fn set_attribute(element: &HtmlElement, attribute: &str, value: &str) {
    element.set_attribute(attribute, value).unwrap_or_default();
}

/// Lays an element over a rectangle of the design space.
pub fn cover(element: &HtmlElement, (x, y): (f32, f32), (half_width, half_height): (f32, f32), fit: &Fit) {
    let (left, top) = fit.to_screen(x - half_width, y - half_height);
    set_css(element, "width", &px(half_width * 2.0 * fit.scale));
    set_css(element, "height", &px(half_height * 2.0 * fit.scale));
    set_css(element, "transform", &["translate(", &px(left), ",", &px(top), ")"].concat());
}

/// Gives the focus without scrolling the page. Without it the keyboard waits for a click; the game goes on.
pub fn focus(element: &HtmlElement) {
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    element.focus_with_options(&options).unwrap_or_default();
}

pub fn px(length: f32) -> String {
    [&(length.round() as i32).to_string(), "px"].concat()
}
