//! The atlas: SVG texts become bitmaps once, at the size and pixel ratio they are drawn at.

use super::surface::offscreen_canvas;
use super::svg;
use std::cell::RefCell;
use wasm_bindgen::JsValue;
use web_sys::{Document, HtmlCanvasElement, HtmlImageElement};

/// A picture of the atlas.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Art(pub u8);

pub struct Atlas {
    document: Document,
    names: Vec<String>,
    images: Vec<HtmlImageElement>,
    bitmaps: RefCell<Vec<Option<Bitmap>>>,
}

struct Bitmap {
    canvas: HtmlCanvasElement,
    side: u32,
}

impl Atlas {
    pub fn new(document: &Document, sprites: Vec<(String, String)>) -> Result<Atlas, JsValue> {
        let mut atlas =
            Atlas { document: document.clone(), names: vec![], images: vec![], bitmaps: RefCell::default() };
        for (name, svg) in sprites {
            atlas.names.push(name);
            atlas.images.push(svg::image(&svg)?);
            atlas.bitmaps.borrow_mut().push(None);
        }
        Ok(atlas)
    }

    pub fn find(&self, name: &str) -> Result<Art, JsValue> {
        let at = self.names.iter().position(|known| known == name);
        at.map(|at| Art(at as u8)).ok_or_else(|| ["missing sprite ", name].concat().into())
    }

    /// Whether every image is decoded; an error when one cannot be.
    pub fn is_ready(&self) -> Result<bool, JsValue> {
        for (image, name) in self.images.iter().zip(&self.names) {
            if !image.complete() {
                return Ok(false);
            }
            if image.natural_width() == 0 {
                return Err(["broken sprite ", name].concat().into());
            }
        }
        Ok(true)
    }

    /// Calls `draw` with the bitmap of `art`, at least `side` device pixels wide.
    pub fn with_bitmap(
        &self,
        art: Art,
        side: u32,
        draw: impl FnOnce(&HtmlCanvasElement),
    ) -> Result<(), JsValue> {
        let at = usize::from(art.0);
        let mut bitmaps = self.bitmaps.borrow_mut();
        let (Some(image), Some(slot)) = (self.images.get(at), bitmaps.get_mut(at)) else { return Ok(()) };
        if slot.as_ref().is_none_or(|bitmap| bitmap.side < side) {
            // A little larger than asked, so that a growing sprite does not need a new bitmap in every frame.
            let side = (side + side / 8).max(16);
            let (canvas, context) = offscreen_canvas(&self.document, side, side)?;
            context.draw_image_with_html_image_element_and_dw_and_dh(
                image,
                0.0,
                0.0,
                f64::from(side),
                f64::from(side),
            )?;
            *slot = Some(Bitmap { canvas, side });
        }
        if let Some(bitmap) = slot {
            draw(&bitmap.canvas);
        }
        Ok(())
    }

    pub fn document(&self) -> &Document {
        &self.document
    }

    /// Drops the bitmaps: the screen has another size now.
    pub fn clear_bitmaps(&self) {
        self.bitmaps.borrow_mut().iter_mut().for_each(|bitmap| *bitmap = None);
    }
}
