//! The screen: canvas and overlay, kept at the host's size and at a pixel ratio the device can draw.

use crate::Fit;
use crate::browser::overlay::Overlay;
use crate::browser::pen::Pen;
use crate::browser::stage::Stage;
use crate::browser::surface::Surface;
use crate::quality::Quality;
use web_sys::HtmlElement;

pub struct Screen {
    host: HtmlElement,
    surface: Surface,
    pub overlay: Overlay,
    quality: Quality,
    is_fitted: bool,
}

impl Screen {
    pub fn new(host: HtmlElement, surface: Surface, overlay: Overlay) -> Screen {
        Screen { host, surface, overlay, quality: Quality::default(), is_fitted: false }
    }

    /// The host has another size.
    pub fn resized(&mut self) {
        self.is_fitted = false;
    }

    /// Counts a frame; whether the stage must be fitted anew before it is drawn.
    pub fn must_fit(&mut self, now_ms: f64, fit: &Fit) -> bool {
        self.quality.record_frame(now_ms, fit.pixel_ratio) || !self.is_fitted
    }

    /// Fits canvas, overlay and stage to the host.
    pub fn fit(&mut self, stage: &mut Stage) {
        self.is_fitted = true;
        stage.fit = self.surface.fit_to(&self.host, self.quality.max_pixel_ratio);
        stage.atlas.clear_bitmaps();
        (stage.top, stage.bottom) = self.overlay.lay_out(stage);
    }

    /// Calls `draw` with a pen for the canvas.
    pub fn draw<T>(
        &self,
        stage: &mut Stage,
        shake: (f32, f32),
        draw: impl FnOnce(&mut Stage, &Pen) -> T,
    ) -> T {
        let (atlas, theme) = (stage.atlas.clone(), stage.theme.clone());
        let pen = Pen::new(&self.surface.context, &atlas, &theme, stage.fit, shake);
        draw(stage, &pen)
    }
}
