//! What a hand can do: whether the reactions of a run are those of a person.
//!
//! Only timing is looked at, so this stops who computes taps and does not trouble to move like a hand. Noise that
//! follows a person's passes; what stops that is told in `endpoint/THREATS.md`.

mod judge;
mod measures;

pub use judge::{Finding, Sign, Verdict, judge};
pub use measures::{Measures, measure};
