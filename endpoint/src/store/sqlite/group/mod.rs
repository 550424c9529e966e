//! Flash groups in the tables: made with their members, left by members, read, and forgotten when they close.

mod close;
mod leave;
mod make;
mod read;

pub use close::{CloseGroups, are_to_close};
pub use leave::leave;
pub use read::{list, with_members};
