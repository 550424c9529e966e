//! The pen: draws in design pixels. Each thing sets its own transform, so nothing is saved and restored.

use super::atlas::{Art, Atlas};
use super::colour::{Colour, Theme};
use super::label::Icon;
use super::surface::offscreen_canvas;
use crate::{Fit, Particles, Pose, cosine, sine};
use std::f64::consts::TAU;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

const FONT: &str =
    "800 32px system-ui,-apple-system,'PingFang SC','Noto Sans SC','Microsoft YaHei',sans-serif";
const FONT_PX: f32 = 32.0;

pub struct Pen<'a> {
    context: &'a CanvasRenderingContext2d,
    atlas: &'a Atlas,
    theme: &'a Theme,
    fit: Fit,
    /// From the canvas' corner to the design space's, with the shake of the screen.
    offset: (f32, f32),
}

/// A picture drawn once and kept as a bitmap; its centre lies at the pose's place.
pub struct Baked {
    canvas: HtmlCanvasElement,
    width: f32,
    height: f32,
}

impl<'a> Pen<'a> {
    pub(super) fn new(
        context: &'a CanvasRenderingContext2d,
        atlas: &'a Atlas,
        theme: &'a Theme,
        fit: Fit,
        shake: (f32, f32),
    ) -> Pen<'a> {
        context.set_font(FONT);
        context.set_text_align("center");
        context.set_text_baseline("middle");
        context.set_line_join("round");
        context.set_line_cap("round");
        Pen { context, atlas, theme, fit, offset: (fit.side + shake.0, shake.1) }
    }

    /// Draws a picture once, `width` by `height` around the origin.
    ///
    /// # Errors
    /// When the browser refuses the canvas.
    pub fn bake(&self, width: f32, height: f32, draw: impl FnOnce(&Pen)) -> Result<Baked, JsValue> {
        let document = self.atlas.document();
        let scale = self.fit.device_scale();
        let (canvas, context) = offscreen_canvas(
            document,
            (width * scale).ceil() as u32 + 1,
            (height * scale).ceil() as u32 + 1,
        )?;
        let mut pen = Pen::new(&context, self.atlas, self.theme, self.fit, (0.0, 0.0));
        pen.offset = (width / 2.0, height / 2.0);
        draw(&pen);
        Ok(Baked { canvas, width, height })
    }

    /// From here on everything is drawn through this pose.
    pub fn place(&self, pose: &Pose) {
        let scale = self.fit.device_scale();
        let (sin, cos) = (sine(pose.rotation), cosine(pose.rotation));
        let [a, b] = [cos, sin].map(|part| f64::from(part * pose.scale_x * scale));
        let [c, d] = [-sin, cos].map(|part| f64::from(part * pose.scale_y * scale));
        let x = f64::from((pose.x + self.offset.0) * scale);
        let y = f64::from((pose.y + self.offset.1) * scale);
        // Finite numbers always make a transform.
        self.context.set_transform(a, b, c, d, x, y).unwrap_or_default();
        self.context.set_global_alpha(f64::from(pose.alpha.clamp(0.0, 1.0)));
    }

    pub fn sprite(&self, art: Art, size_px: f32, pose: &Pose) {
        self.place(pose);
        self.art_at(art, size_px, 0.0, 0.0);
    }

    /// A picture beside the origin of the pose placed last.
    pub fn art_at(&self, art: Art, size_px: f32, x: f32, y: f32) {
        let size = f64::from(size_px);
        let (left, top) = (f64::from(x) - size / 2.0, f64::from(y) - size / 2.0);
        let draw = |bitmap: &HtmlCanvasElement| {
            self.context
                .draw_image_with_html_canvas_element_and_dw_and_dh(bitmap, left, top, size, size)
                .unwrap_or_default();
        };
        let side = (size_px * self.fit.device_scale()) as u32;
        self.atlas.with_bitmap(art, side, draw).unwrap_or_default();
    }

    pub fn baked(&self, picture: &Baked, pose: &Pose) {
        self.place(pose);
        let (width, height) = (f64::from(picture.width), f64::from(picture.height));
        self.context
            .draw_image_with_html_canvas_element_and_dw_and_dh(
                &picture.canvas,
                -width / 2.0,
                -height / 2.0,
                width,
                height,
            )
            .unwrap_or_default();
    }

    /// Every particle that is alive, smaller and fainter the older it is.
    pub fn particles(&self, particles: &Particles) {
        for particle in particles.alive() {
            let left = particle.life_left();
            let pose = Pose { rotation: particle.rotation, ..Pose::at(particle.x, particle.y) };
            let pose = pose.scaled(0.4 + 0.6 * left).faded(left * 2.0);
            self.sprite(Art(particle.art), particle.size_px, &pose);
        }
    }

    /// A text with a soft outline that keeps it readable on anything.
    pub fn text(&self, text: &str, size_px: f32, colour: Colour, pose: &Pose) {
        let factor = size_px / FONT_PX;
        self.place(&Pose { scale_x: pose.scale_x * factor, scale_y: pose.scale_y * factor, ..*pose });
        self.context.set_line_width(9.0);
        self.context.set_stroke_style_str("#fffffff0");
        self.context.set_fill_style_str(self.theme.css(colour));
        self.context.stroke_text(text, 0.0, 0.0).unwrap_or_default();
        self.context.fill_text(text, 0.0, 0.0).unwrap_or_default();
    }

    /// A text without an outline, for a ground of one colour.
    pub fn plain_text(&self, text: &str, size_px: f32, colour: Colour, pose: &Pose) {
        let factor = size_px / FONT_PX;
        self.place(&Pose { scale_x: pose.scale_x * factor, scale_y: pose.scale_y * factor, ..*pose });
        self.context.set_fill_style_str(self.theme.css(colour));
        self.context.fill_text(text, 0.0, 0.0).unwrap_or_default();
    }

    /// How wide a text of this size is.
    pub fn text_width(&self, text: &str, size_px: f32) -> f32 {
        let width = self.context.measure_text(text).map_or(0.0, |metrics| metrics.width());
        width as f32 * size_px / FONT_PX
    }

    /// The icon of a label beside the origin of the pose placed last.
    pub fn icon(&self, icon: &Icon, size_px: f32, x: f32, y: f32) {
        let [size, x, y] = [size_px, x, y].map(f64::from);
        let (left, top) = (x - size / 2.0, y - size / 2.0);
        self.context
            .draw_image_with_html_image_element_and_dw_and_dh(&icon.0, left, top, size, size)
            .unwrap_or_default();
    }

    pub fn ellipse(&self, x: f32, y: f32, radius_x: f32, radius_y: f32, colour: Colour) {
        self.context.begin_path();
        let [x, y, radius_x, radius_y] = [x, y, radius_x, radius_y].map(f64::from);
        self.context.ellipse(x, y, radius_x, radius_y, 0.0, 0.0, TAU).unwrap_or_default();
        self.fill(colour);
    }

    /// An arc clockwise from the top; with `part` 1 it is a whole ring.
    pub fn arc(&self, radius: f32, part: f32, width: f32, colour: Colour) {
        let from = -TAU / 4.0;
        self.context.begin_path();
        self.context.arc(0.0, 0.0, f64::from(radius), from, from + TAU * f64::from(part)).unwrap_or_default();
        self.stroke(width, colour);
    }

    /// A stroke from one point to another, bent towards a third.
    pub fn curve(&self, from: (f32, f32), bend: (f32, f32), to: (f32, f32), width: f32, colour: Colour) {
        self.context.begin_path();
        self.context.move_to(f64::from(from.0), f64::from(from.1));
        self.context.quadratic_curve_to(bend.0.into(), bend.1.into(), to.0.into(), to.1.into());
        self.stroke(width, colour);
    }

    /// A filled polygon.
    pub fn polygon(&self, points: &[(f32, f32)], colour: Colour) {
        self.context.begin_path();
        for (x, y) in points {
            self.context.line_to(f64::from(*x), f64::from(*y));
        }
        self.context.close_path();
        self.fill(colour);
    }

    pub fn rectangle(&self, left: f32, top: f32, width: f32, height: f32, colour: Colour) {
        self.context.set_fill_style_str(self.theme.css(colour));
        self.context.fill_rect(left.into(), top.into(), width.into(), height.into());
    }

    /// A rectangle filled with a gradient from top to bottom; `stops` are parts of its height.
    pub fn vertical_gradient(&self, left: f32, top: f32, width: f32, height: f32, stops: &[(f32, Colour)]) {
        let gradient = self.context.create_linear_gradient(0.0, top.into(), 0.0, f64::from(top + height));
        self.set_gradient(&gradient, stops);
        self.context.fill_rect(left.into(), top.into(), width.into(), height.into());
    }

    /// A square filled with a gradient from its centre outwards.
    pub fn radial_gradient(&self, x: f32, y: f32, radius: f32, stops: &[(f32, Colour)]) {
        let [x, y, radius] = [x, y, radius].map(f64::from);
        let Ok(gradient) = self.context.create_radial_gradient(x, y, 0.0, x, y, radius) else { return };
        self.set_gradient(&gradient, stops);
        self.context.fill_rect(x - radius, y - radius, radius * 2.0, radius * 2.0);
    }

    pub fn alpha(&self, alpha: f32) {
        self.context.set_global_alpha(f64::from(alpha));
    }

    fn set_gradient(&self, gradient: &web_sys::CanvasGradient, stops: &[(f32, Colour)]) {
        for (part, colour) in stops {
            gradient.add_color_stop(*part, self.theme.css(*colour)).unwrap_or_default();
        }
        self.context.set_fill_style_canvas_gradient(gradient.unchecked_ref());
    }

    fn fill(&self, colour: Colour) {
        self.context.set_fill_style_str(self.theme.css(colour));
        self.context.fill();
    }

    fn stroke(&self, width: f32, colour: Colour) {
        self.context.set_line_width(f64::from(width));
        self.context.set_stroke_style_str(self.theme.css(colour));
        self.context.stroke();
    }
}
