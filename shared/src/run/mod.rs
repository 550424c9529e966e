//! A run: one play of a skill game, decided by a seed, the campaign's dials and the input trace.

mod base64url;
mod chance;
mod dials;
mod game;
mod reaction;
mod refusal;
mod replay;
mod rng;
mod rules;
mod seed;
mod trace;

pub use chance::Chance;
pub use dials::Dials;
pub use game::{Game, RulesVersion};
pub use reaction::{Cue, Reaction};
pub use refusal::Refusal;
pub use replay::{
    MAX_RUN_TICKS, MAX_TAPS_IN_ONE_SECOND, MAX_TAPS_IN_ONE_TICK, Outcome, Replay, TICKS_PER_SECOND,
    plausible, replay,
};
pub use rng::Rng;
pub use rules::{LabelChoice, Rules};
pub use seed::{BadSeed, Seed};
pub use trace::{Input, Trace, TraceError};
