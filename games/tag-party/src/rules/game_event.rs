//! Game events: what happened in a tick, for the view to show.

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GameEvent {
    Stuck {
        label: u16,
        place: usize,
    },
    Peeled {
        label: u16,
        place: usize,
    },
    /// All places are taken.
    Full {
        label: u16,
    },
    Done,
}
