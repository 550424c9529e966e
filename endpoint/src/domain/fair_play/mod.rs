//! Fair play, in layers: what stands between a prize and whoever did not play for it. None of them names a person.
//!
//! Who attacks, what stops them and what does not is told in `endpoint/THREATS.md`. One file a layer:
//! what a hand can do, a run is used once and now, taking much costs much, who the brand knows, a paced stock.

pub mod allowance;
pub mod hand;
pub mod known;
pub mod network;
pub mod pace;
pub mod review;
pub mod watch;
pub mod work;
