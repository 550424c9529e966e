//! A fruit: where it hangs, when, and what it is to the eye and to a tap.

/// Branches in a row.
pub const COLUMNS: u8 = 3;
/// All branches.
pub const CELLS: u8 = 12;

/// What a fruit is to the eye and to a tap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    Green,
    Amber,
    Red,
    Gold,
}

impl Phase {
    pub fn is_worth_picking(self) -> bool {
        matches!(self, Phase::Green | Phase::Gold)
    }
}

/// One fruit: amber from `born`, what it `becomes` from `turns`, gone at `dies`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fruit {
    pub id: u16,
    pub cell: u8,
    pub born: u32,
    /// The same as `born` when it never was amber.
    pub turns: u32,
    pub dies: u32,
    pub becomes: Phase,
}

impl Fruit {
    pub fn phase(&self, tick: u32) -> Option<Phase> {
        match tick {
            _ if tick < self.born || tick >= self.dies => None,
            _ if tick < self.turns => Some(Phase::Amber),
            _ => Some(self.becomes),
        }
    }

    pub fn progress_permille(&self, tick: u32) -> u32 {
        let (from, to) = if tick < self.turns { (self.born, self.turns) } else { (self.turns, self.dies) };
        (tick.saturating_sub(from) * 1_000 / (to - from).max(1)).min(1_000)
    }
}
