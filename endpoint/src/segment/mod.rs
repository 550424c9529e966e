//! Segments: a rule over interests and deeds, and the people of a campaign for whom it holds.
//!
//! A segment is no list: who is in it is found anew whenever somebody asks, among the people who agreed
//! to the campaign. Interests are read as the exports read them, so that both always say the same.

mod parse;
mod rule;
mod select;

pub use parse::BadRule;
pub use rule::{Person, Rule};
pub use select::{Candidate, candidates, sizes};

/// Of a segment, and of a group made from one.
pub const MAX_NAME_CHARS: usize = 60;
