//! SVG texts as images.

use js_sys::encode_uri_component;
use wasm_bindgen::JsValue;
use web_sys::HtmlImageElement;

/// An image of the SVG; it is decoded later.
pub fn image(svg: &str) -> Result<HtmlImageElement, JsValue> {
    let image = HtmlImageElement::new()?;
    let url = String::from(encode_uri_component(&with_size(svg)));
    image.set_src(&["data:image/svg+xml,", &url].concat());
    Ok(image)
}

/// Gives the SVG a size of its own: without one, some browsers draw nothing.
fn with_size(svg: &str) -> String {
    let head = svg.as_bytes().split(|byte| *byte == b'>').next().unwrap_or_default();
    match svg.strip_prefix("<svg") {
        Some(rest) if !head.windows(7).any(|text| text == b" width=") => {
            ["<svg width=\"256\" height=\"256\"", rest].concat()
        }
        _ => svg.to_owned(),
    }
}
