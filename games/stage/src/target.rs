//! Targets: what can be tapped now, which one a finger hit, and where the keyboard's focus goes.

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
    /// Half the side of a cell; a finger within it hits the cell's target.
    pub half_cell: f32,
}

impl Grid {
    /// The target at a place: the nearest one whose cell contains it.
    pub fn hit_test<'a>(&self, targets: &'a [Target], x: f32, y: f32) -> Option<&'a Target> {
        let distance = |target: &Target| (target.x - x).abs().max((target.y - y).abs());
        targets
            .iter()
            .filter(|target| distance(target) <= self.half_cell)
            .min_by(|one, other| distance(one).total_cmp(&distance(other)))
    }

    /// The cell beside `cell`; at the edge it stays.
    pub fn neighbour(&self, cell: u8, right: i8, down: i8) -> u8 {
        let columns = self.columns.max(1) as i8;
        let rows = self.centres.len() as i8 / columns;
        let column = (cell as i8 % columns + right).clamp(0, columns - 1);
        let row = (cell as i8 / columns + down).clamp(0, rows - 1);
        (row * columns + column) as u8
    }
}

/// The cell a letter key stands for. Keys are told by their position, so this works on every layout.
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
        Grid { columns: 3, centres: centres.collect(), half_cell: 66.0 }
    }

    fn on(cell: u8) -> Target {
        let (x, y) = grid().centres[usize::from(cell)];
        Target { cell, kind: "ripe", x, y }
    }

    #[test]
    fn a_tap_hits_the_nearest_target_whose_cell_contains_it() {
        let targets = [on(4), on(5)];
        let hit = |x, y| grid().hit_test(&targets, x, y).map(|target| target.cell);
        assert_eq!(hit(180.0, 270.0), Some(4));
        assert_eq!(hit(236.0, 280.0), Some(4));
        assert_eq!(hit(244.0, 280.0), Some(5));
        assert_eq!(hit(60.0, 270.0), None, "an empty cell has no target");
    }

    #[test]
    fn arrows_move_through_the_grid_and_stop_at_its_edge() {
        let grid = grid();
        assert_eq!(grid.neighbour(4, 1, 0), 5);
        assert_eq!(grid.neighbour(5, 1, 0), 5);
        assert_eq!(grid.neighbour(4, 0, -1), 1);
        assert_eq!(grid.neighbour(10, 0, 1), 10);
    }

    #[test]
    fn the_letter_block_lies_like_the_grid() {
        let cells: Vec<_> = ["Digit1", "KeyE", "KeyA", "KeyC"].map(|code| cell_of_key(code, 3)).to_vec();
        assert_eq!(cells, [Some(0), Some(5), Some(6), Some(11)]);
        assert_eq!(cell_of_key("Space", 3), None);
    }
}
