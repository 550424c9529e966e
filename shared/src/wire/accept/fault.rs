//! Why a message is dropped.

use crate::wire::DropReason;

/// Why a message is dropped, and what exactly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub reason: DropReason,
    pub detail: String,
}

pub fn fault(reason: DropReason, detail: impl Into<String>) -> Fault {
    Fault { reason, detail: detail.into() }
}
