//! Targets: what can be tapped now, which one a finger meant, and where the keyboard's focus goes.

/// One thing that can be tapped now.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Target {
    /// The action it stands for in the trace; also its place in the grid.
    pub cell: u8,
    /// Its `data-kind`, and the key of its label among the texts.
    pub kind: &'static str,
    pub x: f32,
    pub y: f32,
}

/// The places a game's targets can be at, row by row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Grid {
    pub columns: u8,
    /// The centre of each cell.
    pub centres: Vec<(f32, f32)>,
    /// Half the side of a cell: a finger this far off still meant it.
    pub reach: f32,
}

impl Grid {
    /// The target a tap meant: the nearest within reach.
    pub fn meant<'a>(&self, targets: &'a [Target], x: f32, y: f32) -> Option<&'a Target> {
        let distance = |target: &Target| (target.x - x).abs().max((target.y - y).abs());
        targets
            .iter()
            .filter(|target| distance(target) <= self.reach)
            .min_by(|one, other| distance(one).total_cmp(&distance(other)))
    }

    /// The cell beside `cell`; at the edge it stays.
    pub fn beside(&self, cell: u8, right: i8, down: i8) -> u8 {
        let columns = self.columns.max(1) as i8;
        let rows = self.centres.len() as i8 / columns;
        let column = (cell as i8 % columns + right).clamp(0, columns - 1);
        let row = (cell as i8 / columns + down).clamp(0, rows - 1);
        (row * columns + column) as u8
    }
}

/// The cell a letter key stands for: the left block of a keyboard, by position, so it works on every layout.
pub fn cell_of_key(code: &str, columns: u8) -> Option<u8> {
    const ROWS: [[&str; 3]; 4] = [
        ["Digit1", "Digit2", "Digit3"],
        ["KeyQ", "KeyW", "KeyE"],
        ["KeyA", "KeyS", "KeyD"],
        ["KeyZ", "KeyX", "KeyC"],
    ];
    let at = ROWS.iter().flatten().position(|key| *key == code)?;
    (columns == 3).then_some(at as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid() -> Grid {
        let centres = (0..12).map(|n| (60.0 + 120.0 * (n % 3) as f32, 150.0 + 120.0 * (n / 3) as f32));
        Grid { columns: 3, centres: centres.collect(), reach: 66.0 }
    }

    fn on(cell: u8) -> Target {
        let (x, y) = grid().centres[usize::from(cell)];
        Target { cell, kind: "ripe", x, y }
    }

    #[test]
    fn a_tap_means_the_nearest_target_within_reach() {
        let targets = [on(4), on(5)];
        let meant = |x, y| grid().meant(&targets, x, y).map(|target| target.cell);
        assert_eq!(meant(180.0, 270.0), Some(4));
        assert_eq!(meant(236.0, 280.0), Some(4));
        assert_eq!(meant(244.0, 280.0), Some(5));
        assert_eq!(meant(60.0, 270.0), None, "an empty cell is nobody's");
    }

    #[test]
    fn arrows_move_through_the_grid_and_stop_at_its_edge() {
        let grid = grid();
        assert_eq!(grid.beside(4, 1, 0), 5);
        assert_eq!(grid.beside(5, 1, 0), 5);
        assert_eq!(grid.beside(4, 0, -1), 1);
        assert_eq!(grid.beside(10, 0, 1), 10);
    }

    #[test]
    fn the_letter_block_lies_like_the_grid() {
        let cells: Vec<_> = ["Digit1", "KeyE", "KeyA", "KeyC"].map(|code| cell_of_key(code, 3)).to_vec();
        assert_eq!(cells, [Some(0), Some(5), Some(6), Some(11)]);
        assert_eq!(cell_of_key("Space", 3), None);
    }
}
