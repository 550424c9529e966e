//! The design space: every game draws in a column 360 wide and at least 640 high, on any screen.

/// The column's width in design pixels.
pub const DESIGN_WIDTH: f32 = 360.0;
/// The height a game can count on; taller screens show more.
pub const DESIGN_HEIGHT: f32 = 640.0;
/// Above so many device pixels, two for one are sharp enough.
const MANY_DEVICE_PIXELS: f32 = 6_000_000.0;

/// Where the design space lies on the screen, and what of it can be seen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fit {
    /// CSS pixels for one design pixel.
    pub scale: f32,
    /// Device pixels for one CSS pixel.
    pub pixel_ratio: f32,
    /// The visible part left and right of the column, in design pixels.
    pub side: f32,
    /// The visible height in design pixels.
    pub height: f32,
}

impl Fit {
    pub fn new(width_px: f32, height_px: f32, device_pixel_ratio: f32) -> Fit {
        let (width_px, height_px) = (width_px.max(1.0), height_px.max(1.0));
        let scale = (width_px / DESIGN_WIDTH).min(height_px / DESIGN_HEIGHT);
        let ratio = device_pixel_ratio.clamp(1.0, 3.0);
        let many = width_px * height_px * ratio * ratio > MANY_DEVICE_PIXELS;
        Fit {
            scale,
            pixel_ratio: if many { ratio.min(2.0) } else { ratio },
            side: (width_px / scale - DESIGN_WIDTH) / 2.0,
            height: height_px / scale,
        }
    }

    /// From CSS pixels in the canvas to the design space.
    pub fn to_design(&self, x_px: f32, y_px: f32) -> (f32, f32) {
        (x_px / self.scale - self.side, y_px / self.scale)
    }

    /// From the design space to CSS pixels in the canvas.
    pub fn to_screen(&self, x: f32, y: f32) -> (f32, f32) {
        ((x + self.side) * self.scale, y * self.scale)
    }

    /// Device pixels for one design pixel.
    pub fn device_scale(&self) -> f32 {
        self.scale * self.pixel_ratio
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_column_is_visible_from_the_tallest_phone_to_a_wide_tablet() {
        for (width, height) in
            [(360.0, 640.0), (390.0, 844.0), (320.0, 480.0), (1024.0, 768.0), (1280.0, 800.0)]
        {
            let fit = Fit::new(width, height, 2.0);
            assert!(fit.side >= -0.01 && fit.height >= DESIGN_HEIGHT - 0.01, "{width}×{height}: {fit:?}");
        }
    }

    #[test]
    fn a_point_survives_the_way_to_the_design_space_and_back() {
        let fit = Fit::new(1024.0, 768.0, 1.0);
        let (x, y) = fit.to_design(600.0, 300.0);
        let (x_px, y_px) = fit.to_screen(x, y);
        assert!((x_px - 600.0).abs() < 0.01 && (y_px - 300.0).abs() < 0.01);
    }

    #[test]
    fn phones_are_drawn_sharp_and_huge_screens_at_twice_the_pixels_at_most() {
        assert_eq!(Fit::new(360.0, 640.0, 3.0).pixel_ratio, 3.0);
        assert_eq!(Fit::new(360.0, 640.0, 4.0).pixel_ratio, 3.0);
        assert_eq!(Fit::new(1280.0, 900.0, 3.0).pixel_ratio, 2.0);
    }
}
