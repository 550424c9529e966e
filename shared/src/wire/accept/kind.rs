//! What a message says: an event of the kit, one of the brand's own, or another call.

use super::fault::{Fault, fault};
use crate::event::{BadEvent, Emitter, Event};
use crate::wire::{DropReason, MAX_PROPERTIES};
use serde_json::{Map, Value};

const MAX_NAME_CHARS: usize = 200;

/// What a message says.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// An event of the kit, with all its properties.
    Track(Event),
    /// An event of the brand's own, by its name; nothing is known of its properties.
    OwnTrack(String),
    Identify,
    Page,
    Screen,
    Group,
    Alias,
}

impl Kind {
    /// The event's name, or the Segment call for what is not an event.
    pub fn name(&self) -> &str {
        match self {
            Kind::Track(event) => event.name(),
            Kind::OwnTrack(name) => name,
            Kind::Identify => "identify",
            Kind::Page => "page",
            Kind::Screen => "screen",
            Kind::Group => "group",
            Kind::Alias => "alias",
        }
    }

    /// The ids of the message must be normal already.
    pub fn of(message: &Map<String, Value>) -> Result<Kind, Fault> {
        let needs = |id: &str, reason: DropReason, kind: Kind| {
            if message.contains_key(id) { Ok(kind) } else { Err(fault(reason, "")) }
        };
        match text(message, "type") {
            Some("track") => track(message),
            Some("identify") => needs("userId", DropReason::MissingUserId, Kind::Identify),
            Some("page") => Ok(Kind::Page),
            Some("screen") => Ok(Kind::Screen),
            Some("group") => needs("groupId", DropReason::MissingGroupId, Kind::Group),
            Some("alias") => needs("previousId", DropReason::MissingPreviousId, Kind::Alias),
            other => Err(fault(DropReason::UnknownType, shortened(other.unwrap_or_default()))),
        }
    }
}

fn text<'a>(message: &'a Map<String, Value>, key: &str) -> Option<&'a str> {
    message.get(key)?.as_str()
}

fn shortened(text: &str) -> String {
    text.chars().take(40).collect()
}

fn track(message: &Map<String, Value>) -> Result<Kind, Fault> {
    let name = text(message, "event").unwrap_or_default();
    match Event::emitter_of(name) {
        Some(Emitter::Player) => kit_event(name, message).map(Kind::Track),
        Some(Emitter::Server) => Err(fault(DropReason::ServerOnlyEvent, name)),
        None if looks_like_the_servers(name) => Err(fault(DropReason::ServerOnlyEvent, shortened(name))),
        None => {
            let is_line = name.chars().count() <= MAX_NAME_CHARS && !name.contains(char::is_control);
            if !is_line || name.trim().is_empty() {
                return Err(fault(DropReason::BadEventName, shortened(name)));
            }
            Ok(Kind::OwnTrack(name.to_owned()))
        }
    }
}

/// Other blanks and other cases fool a reader as well.
fn looks_like_the_servers(name: &str) -> bool {
    let folded = |name: &str| {
        let letters = name.chars().filter(|sign| sign.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect::<String>()
    };
    let name = folded(name);
    Event::ALL.iter().any(|event| event.emitter == Emitter::Server && folded(event.name) == name)
}

fn kit_event(name: &str, message: &Map<String, Value>) -> Result<Event, Fault> {
    if !message.contains_key("anonymousId") {
        return Err(fault(DropReason::MissingAnonymousId, ""));
    }
    let Some(Value::Object(properties)) = message.get("properties") else {
        return Err(fault(DropReason::BadProperty, "properties"));
    };
    if properties.len() > MAX_PROPERTIES {
        return Err(fault(DropReason::TooManyProperties, format!("{}", properties.len())));
    }
    let counted = properties.get("seq").and_then(Value::as_i64).is_some_and(|seq| seq > 0);
    if !counted {
        return Err(fault(DropReason::BadProperty, "seq"));
    }
    Event::read(name, properties).map_err(|bad| match bad {
        BadEvent::UnknownName => fault(DropReason::BadEventName, name),
        BadEvent::Property(property) => fault(DropReason::BadProperty, property),
    })
}
