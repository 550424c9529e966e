//! Where things are: the twelve branches, the basket and the robot, on any screen.

use crate::rules::COLUMNS;
use tapvine_stage::{DESIGN_WIDTH, Stage};

/// The strip below the branches, for basket and robot.
const STRIP_PX: f32 = 82.0;
const COLUMN_PX: f32 = 116.0;
const ROWS: f32 = 4.0;

#[derive(Clone, Copy, Debug, Default)]
pub struct Layout {
    pub grid_top: f32,
    pub grid_bottom: f32,
    pub row_px: f32,
    /// Half the side of a cell.
    pub half_cell: f32,
    pub basket: (f32, f32),
    pub badge: (f32, f32),
    pub robot: (f32, f32),
    pub glove_rest: (f32, f32),
}

impl Layout {
    pub fn new(stage: &Stage) -> Layout {
        let top = stage.top + 8.0;
        let bottom = stage.bottom - STRIP_PX;
        let row_px = ((bottom - top) / ROWS).clamp(96.0, 134.0);
        let spare = (bottom - top - row_px * ROWS).max(0.0);
        let grid_top = top + spare * 0.45;
        let grid_bottom = grid_top + row_px * ROWS;
        let strip = (grid_bottom + 42.0 + spare * 0.2).min(stage.bottom - 41.0);
        Layout {
            grid_top,
            grid_bottom,
            row_px,
            half_cell: (row_px / 2.0).min(COLUMN_PX / 2.0),
            basket: (180.0, strip),
            badge: (62.0, strip + 2.0),
            robot: (310.0, strip + 2.0),
            glove_rest: (262.0, strip + 2.0),
        }
    }

    /// The middle of a branch, where its fruit hangs.
    pub fn cell(&self, cell: u8) -> (f32, f32) {
        let (column, row) = (f32::from(cell % COLUMNS), f32::from(cell / COLUMNS));
        let x = DESIGN_WIDTH / 2.0 + (column - 1.0) * COLUMN_PX;
        (x, self.grid_top + (row + 0.5) * self.row_px)
    }
}
