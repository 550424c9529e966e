//! The canvas: its size follows the host and the screen's pixel ratio.

use super::dom::{set_attribute, style};
use super::js_object::set;
use crate::Fit;
use js_sys::Object;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CanvasRenderingContext2d, Document, HtmlCanvasElement, HtmlElement};

pub struct Surface {
    pub canvas: HtmlCanvasElement,
    pub context: CanvasRenderingContext2d,
}

impl Surface {
    pub fn new(document: &Document) -> Result<Surface, JsValue> {
        let canvas: HtmlCanvasElement = document.create_element("canvas")?.dyn_into()?;
        let options = Object::new();
        // Every frame draws all of it: the browser need not blend the canvas with the page.
        set(&options, "alpha", false);
        let context =
            canvas.get_context_with_context_options("2d", &options)?.ok_or("no_canvas")?.dyn_into()?;
        style(&canvas, "position:absolute;inset:0;width:100%;height:100%;display:block");
        set_attribute(&canvas, "aria-hidden", "true");
        Ok(Surface { canvas, context })
    }

    /// Fits the canvas to `host` and gives the new fit, clearing the canvas.
    pub fn fit_to(&self, host: &HtmlElement, max_pixel_ratio: f32) -> Fit {
        let ratio = web_sys::window().map_or(1.0, |window| window.device_pixel_ratio());
        let (width_px, height_px) = (host.client_width().max(1) as f32, host.client_height().max(1) as f32);
        let fit = Fit::new(width_px, height_px, max_pixel_ratio.min(ratio as f32));
        self.canvas.set_width((width_px * fit.pixel_ratio).round() as u32);
        self.canvas.set_height((height_px * fit.pixel_ratio).round() as u32);
        fit
    }
}

/// A canvas that is not in the page.
pub fn offscreen_canvas(
    document: &Document,
    width: u32,
    height: u32,
) -> Result<(HtmlCanvasElement, CanvasRenderingContext2d), JsValue> {
    let canvas: HtmlCanvasElement = document.create_element("canvas")?.dyn_into()?;
    canvas.set_width(width);
    canvas.set_height(height);
    let context = canvas.get_context("2d")?.ok_or("no_canvas")?.dyn_into()?;
    Ok((canvas, context))
}
