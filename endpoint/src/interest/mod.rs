//! Interests: what is known of people's labels, computed from the evidence whenever it is asked for.
//!
//! Nothing in here ever sees whether a label is pending, declined or withdrawn: to the store's evidence
//! its giver was shown it and did not give it.

mod association;
mod profile;

pub use association::{Carried, assortativity, carriers, pairs};
pub use profile::{Profile, profiles, scores};
