//! What an analyst's key may be used for: a closed list, each with the tag of its refusal.

use clap::ValueEnum;
use std::fmt;

/// Whose key a request carries, and what it may be used for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyHolder {
    pub name: String,
    pub scopes: Vec<Scope>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Scope {
    /// Exports, insights, single runs.
    Read,
    /// Segments and flash groups, the members of groups included.
    Segments,
    /// Erasing a person, revoking an invite.
    Erase,
    /// Deciding on wins that are held.
    Review,
    /// What an operator watches: `/metrics`.
    Operate,
}

impl Scope {
    pub const ALL: &[Scope] = &[Scope::Read, Scope::Segments, Scope::Erase, Scope::Review, Scope::Operate];

    pub const fn name(self) -> &'static str {
        match self {
            Scope::Read => "read",
            Scope::Segments => "segments",
            Scope::Erase => "erase",
            Scope::Review => "review",
            Scope::Operate => "operate",
        }
    }

    pub fn of_name(name: &str) -> Option<Scope> {
        Scope::ALL.iter().copied().find(|scope| scope.name() == name)
    }

    /// The tag of the error when a key has not this scope.
    pub const fn refusal_tag(self) -> &'static str {
        match self {
            Scope::Read => "needs_scope_read",
            Scope::Segments => "needs_scope_segments",
            Scope::Erase => "needs_scope_erase",
            Scope::Review => "needs_scope_review",
            Scope::Operate => "needs_scope_operate",
        }
    }

    pub const fn refusal_text(self) -> &'static str {
        match self {
            Scope::Read => "This key may not read: it has no scope `read`.",
            Scope::Segments => "This key may not use segments and groups: it has no scope `segments`.",
            Scope::Erase => "This key may not erase or revoke: it has no scope `erase`.",
            Scope::Review => "This key may not review wins: it has no scope `review`.",
            Scope::Operate => "This key may not see the metrics: it has no scope `operate`.",
        }
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
