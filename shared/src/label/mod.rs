//! Labels: the interests friends stick on each other, and what can be known from them.
//!
//! A given label is pending until the receiver accepts it; only then does it count. The
//! taxonomy is closed, the states only move forward, and a profile is a formula with its evidence.

mod profile;
mod state;
mod taxonomy;

pub use profile::{Formula, Interest, Shown, Signs, interest, score};
pub use state::{Action, Refused, Status};
pub use taxonomy::{BadTaxonomy, Label, Taxonomy};
