//! Reactions: how soon an action came after it could first be known to be right, as the rules see it.

/// An action that counts, and since when it could be known to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reaction {
    /// The tick of the action, counted from 0.
    pub tick: u32,
    /// How many ticks before that it could first be known to be right, or wrong.
    pub since_ticks: u32,
    /// Among how many things it was chosen, itself included.
    pub choices: u16,
    pub cue: Cue,
    /// Whether it was the right thing to do; a wrong one is a slip.
    pub right: bool,
}

/// What tells a player that an action is right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cue {
    /// Something appears or changes without warning and is known at a glance.
    Sight,
    /// The moment can be seen coming, as of a thing that counts down: pressing ahead is human there.
    Countdown,
    /// Words, which have to be read first.
    Words,
}
