//! Everything that can happen, as one closed list: adding a line here makes the compiler name the rest.

mod property;

pub use property::{Property, PropertyKind, PropertyType};

/// Who may say that it happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Emitter {
    Player,
    /// What the server decided, only the server says.
    Server,
}

/// Where an event goes. Every event states it, so that none leaves the system by being forgotten.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Into exports and destinations.
    Exported,
    /// Nowhere: it is kept for counting only.
    Internal,
}

/// What is known of an event before it happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EventFacts {
    pub name: &'static str,
    pub emitter: Emitter,
    pub audience: Audience,
    /// The event's own properties in their order.
    pub properties: &'static [(&'static str, PropertyKind)],
}

macro_rules! events {
    ($($(#[$doc:meta])* $emitter:ident $audience:ident $variant:ident = $name:literal { $($field:ident: $kind:ty),* $(,)? })*) => {
        /// What happened, with the properties that belong to it.
        #[derive(Clone, Debug, PartialEq)]
        pub enum Event {
            $($(#[$doc])* $variant { $($field: $kind),* },)*
        }

        /// An event by name alone, for whoever counts or looks for it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum EventKind {
            $($variant,)*
        }

        impl EventKind {
            pub const fn name(self) -> &'static str {
                match self { $(EventKind::$variant => $name,)* }
            }
        }

        impl Event {
            /// All events.
            pub const ALL: &[EventFacts] = &[$(EventFacts {
                name: $name,
                emitter: Emitter::$emitter,
                audience: Audience::$audience,
                properties: &[$((stringify!($field), <$kind as PropertyType>::KIND)),*],
            }),*];

            /// Title Case, object then action: what an analyst sees.
            pub const fn name(&self) -> &'static str {
                match self { $(Event::$variant { .. } => $name,)* }
            }

            /// Where it goes.
            pub const fn audience(&self) -> Audience {
                match self { $(Event::$variant { .. } => Audience::$audience,)* }
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

// Who emits it, where it goes, its variant and name, its properties.
events! {
    /// A person saw the game and agreed to take part.
    Player Exported GameOpened = "Game Opened" {}
    Player Exported GameStarted = "Game Started" { run_id: String }
    /// What the client believes; `Run Verified` is what counts.
    Player Exported RunFinished = "Run Finished" { run_id: String, score: i64, rival: Option<i64>, ticks: i64 }
    /// The sharing surface was used; nothing is ever earned by it.
    Player Exported InviteShared = "Invite Shared" { method: String }
    Server Exported RunVerified = "Run Verified" { run_id: String, score: i64, rival: Option<i64>, ticks: i64, won: bool }
    Server Exported RunRejected = "Run Rejected" { run_id: String, reason: String }
    Server Exported InviteCreated = "Invite Created" { code: String }
    Server Exported InviteArrived = "Invite Arrived" { code: String, inviter_id: String }
    Server Exported InviteQualified = "Invite Qualified" { code: String, inviter_id: String, run_id: String, depth: i64 }
    /// `coupon_id` names the coupon; its code is worth money and stays out of events.
    Server Exported CouponIssued = "Coupon Issued" { coupon_id: String, run_id: String }
    /// A win waits until an analyst has looked. That somebody is in doubt is told to nobody outside.
    Server Internal WinHeld = "Win Held" { run_id: String }
    Server Internal WinAccepted = "Win Accepted" { run_id: String }
    Server Internal WinRefused = "Win Refused" { run_id: String }
    /// A friend's choice, undecided.
    Server Internal LabelGiven = "Label Given" { label: String, label_id: String, receiver_id: String }
    Server Exported LabelDeclared = "Label Declared" { label: String }
    /// `givers`: how many friends' giving of this label is accepted now.
    Server Exported LabelAccepted = "Label Accepted" { label: String, label_id: String, givers: i64 }
    /// Without the label: what was declined is said nowhere.
    Server Internal LabelDeclined = "Label Declined" { label_id: String }
    Server Exported LabelWithdrawn = "Label Withdrawn" { label: String, label_id: String }
    /// Nothing more of this player in this campaign, until a new consent: `player_hash` as in `Player Erased`.
    Server Exported ConsentWithdrawn = "Consent Withdrawn" { player_hash: String }
    /// The tombstone of an erased player: `player_hash` is the SHA-256 of the player's id in lower-case hexadecimal,
    /// by which whoever keeps a copy finds what to delete.
    Server Exported PlayerErased = "Player Erased" { player_hash: String }
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
        Event::ALL.iter().find(|event| event.name == name).map(|event| event.emitter)
    }
}

#[cfg(test)]
mod tests;
