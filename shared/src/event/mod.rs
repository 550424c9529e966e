//! Everything that can happen, as one closed list: adding a line here makes the compiler name the rest.

mod property;

pub use property::{Property, PropertyType};

/// Who may say that it happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Emitter {
    Player,
    /// What the server decided, only the server says.
    Server,
}

macro_rules! events {
    ($($(#[$doc:meta])* $emitter:ident $variant:ident = $name:literal { $($field:ident: $kind:ty),* $(,)? })*) => {
        /// What happened, with the properties that belong to it.
        #[derive(Clone, Debug, PartialEq)]
        pub enum Event {
            $($(#[$doc])* $variant { $($field: $kind),* },)*
        }

        impl Event {
            /// The names of all events and who emits them.
            pub const ALL: &[(&str, Emitter)] = &[$(($name, Emitter::$emitter)),*];

            /// Title Case, object then action: what an analyst sees.
            pub const fn name(&self) -> &'static str {
                match self { $(Event::$variant { .. } => $name,)* }
            }

            /// The event's own properties; absent ones are left out.
            pub fn properties(&self) -> Vec<(&'static str, Property)> {
                match self {
                    $(Event::$variant { $($field),* } => {
                        let all: [(&'static str, Option<Property>); _] = [$((stringify!($field), $field.to_property())),*];
                        all.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
                    })*
                }
            }

            /// Reads an event back from its name and properties.
            #[cfg(not(target_arch = "wasm32"))]
            pub fn read(name: &str, properties: &serde_json::Map<String, serde_json::Value>) -> Result<Event, BadEvent> {
                match name {
                    $($name => Ok(Event::$variant {
                        $($field: <$kind>::from_json(properties.get(stringify!($field)))
                            .ok_or(BadEvent::Property(stringify!($field)))?),*
                    }),)*
                    _ => Err(BadEvent::UnknownName),
                }
            }
        }
    };
}

events! {
    /// A person saw the game and agreed to take part.
    Player GameOpened = "Game Opened" {}
    Player GameStarted = "Game Started" { run_id: String }
    /// What the client believes; `Run Verified` is what counts.
    Player RunFinished = "Run Finished" { run_id: String, score: i64, rival: Option<i64>, ticks: i64 }
    /// The sharing surface was used; nothing is ever earned by it.
    Player InviteShared = "Invite Shared" { method: String }
    Server RunVerified = "Run Verified" { run_id: String, score: i64, rival: Option<i64>, ticks: i64, won: bool }
    Server RunRejected = "Run Rejected" { run_id: String, reason: String }
    Server InviteCreated = "Invite Created" { code: String }
    Server InviteArrived = "Invite Arrived" { code: String, inviter_id: String }
    Server InviteQualified = "Invite Qualified" { code: String, inviter_id: String, run_id: String, depth: i64 }
    /// `coupon_id` names the coupon; its code is worth money and stays out of events.
    Server CouponIssued = "Coupon Issued" { coupon_id: String, run_id: String }
    /// A friend's choice, undecided: for the tally only, it leaves the system in no export.
    Server LabelGiven = "Label Given" { label: String, label_id: String, host_id: String }
    Server LabelDeclared = "Label Declared" { label: String }
    /// `givers`: how many friends' giving of this label is accepted now.
    Server LabelAccepted = "Label Accepted" { label: String, label_id: String, givers: i64 }
    /// Without the label: what was declined is said nowhere.
    Server LabelDeclined = "Label Declined" { label_id: String }
    Server LabelWithdrawn = "Label Withdrawn" { label: String, label_id: String }
}

/// Why a name with properties is not an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadEvent {
    UnknownName,
    /// The named property is missing or of another type.
    Property(&'static str),
}

impl Event {
    /// Who emits the event of this name, when there is one.
    pub fn emitter_of(name: &str) -> Option<Emitter> {
        Event::ALL.iter().find(|(known, _)| *known == name).map(|(_, emitter)| *emitter)
    }

    /// Whether the event is kept for counting only: nothing of an undecided or declined label leaves the system.
    pub const fn is_internal(&self) -> bool {
        matches!(self, Event::LabelGiven { .. } | Event::LabelDeclined { .. })
    }
}

#[cfg(test)]
mod tests;
