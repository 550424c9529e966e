//! Reading a message: what the endpoint takes, what it drops and why.

use super::{DropReason, MAX_EVENT_BYTES, MAX_PROPERTIES};
use crate::event::{BadEvent, Emitter, Event};
use jiff::Timestamp;
use serde_json::{Map, Value};

/// When a batch came, and what it says of all its events.
#[derive(Clone, Copy, Debug)]
pub struct Received<'a> {
    pub at_ms: i64,
    /// The batch's `context`, for events that have none.
    pub context: Option<&'a Value>,
    /// The batch's `sentAt`, for events that have none.
    pub sent_at: Option<&'a str>,
}

/// A message that may be stored.
#[derive(Clone, Debug)]
pub struct Accepted {
    pub message_id: String,
    pub anonymous_id: String,
    pub user_id: Option<String>,
    pub kind: Kind,
    pub campaign_id: Option<String>,
    pub consent_version: Option<String>,
    /// On the endpoint's clock: skew of the sender's is taken out.
    pub timestamp_ms: i64,
    /// The message as it is stored and exported.
    pub json: String,
}

/// What a message says.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    Track(Event),
    Identify,
    Page,
}

impl Kind {
    /// The event's name, or the Segment call for what is not an event.
    pub fn name(&self) -> &'static str {
        match self {
            Kind::Track(event) => event.name(),
            Kind::Identify => "identify",
            Kind::Page => "page",
        }
    }
}

/// Why a message is dropped, and what exactly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub reason: DropReason,
    pub detail: String,
}

fn fault(reason: DropReason, detail: impl Into<String>) -> Fault {
    Fault { reason, detail: detail.into() }
}

/// Parts of a context that would identify a device or a person; they are taken out, not refused.
const REMOVED_FROM_CONTEXT: [&str; 6] = ["ip", "userAgent", "userAgentData", "device", "network", "location"];
/// Contact data; a CDP has it from the brand, never from a game.
const REMOVED_FROM_TRAITS: [&str; 10] =
    ["email", "phone", "mobile", "address", "name", "firstName", "lastName", "birthday", "wechat", "ip"];

/// Checks one message of a batch and puts it into the form that is stored.
pub fn accept(message: Value, received: Received<'_>) -> Result<Accepted, Fault> {
    let Value::Object(mut message) = message else {
        return Err(fault(DropReason::NotAnObject, ""));
    };
    let message_id =
        identifier(&message, "messageId", [DropReason::MissingMessageId, DropReason::BadMessageId])?;
    let anonymous_id =
        identifier(&message, "anonymousId", [DropReason::MissingAnonymousId, DropReason::BadAnonymousId])?;
    let user_id = text(&message, "userId").map(str::to_owned);
    let timestamp_ms = timestamp(&message, received)?;
    clean(&mut message, received.context);
    let kind = kind(&message)?;
    let campaign_id = stream_text(&message, &kind, "campaign_id");
    if campaign_id.is_none() && matches!(kind, Kind::Track(_)) {
        return Err(fault(DropReason::BadProperty, "campaign_id"));
    }
    let consent_version = message["context"]["consent"]["version"].as_str().map(str::to_owned);
    message.insert("timestamp".into(), rfc3339(timestamp_ms).into());
    message.insert("receivedAt".into(), rfc3339(received.at_ms).into());
    let json = Value::Object(message).to_string();
    if json.len() > MAX_EVENT_BYTES {
        return Err(fault(DropReason::EventTooLarge, format!("{} bytes", json.len())));
    }
    Ok(Accepted { message_id, anonymous_id, user_id, kind, campaign_id, consent_version, timestamp_ms, json })
}

fn text<'a>(message: &'a Map<String, Value>, key: &str) -> Option<&'a str> {
    message.get(key)?.as_str()
}

fn identifier(
    message: &Map<String, Value>,
    key: &str,
    [missing, bad]: [DropReason; 2],
) -> Result<String, Fault> {
    let id = text(message, key).filter(|id| !id.is_empty()).ok_or(fault(missing, ""))?;
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"._-".contains(&byte);
    if id.len() > 100 || !id.bytes().all(allowed) {
        return Err(fault(bad, "at most 100 of A-Z a-z 0-9 . _ -"));
    }
    Ok(id.to_owned())
}

/// Segment's correction: the time on our clock is when it came, less how long it waited on theirs.
fn timestamp(message: &Map<String, Value>, received: Received<'_>) -> Result<i64, Fault> {
    let parse = |key: &'static str, value: &str| {
        let parsed: Result<Timestamp, _> = value.parse();
        parsed.map(Timestamp::as_millisecond).map_err(|_| fault(DropReason::BadTimestamp, key))
    };
    let happened = text(message, "originalTimestamp").or_else(|| text(message, "timestamp"));
    let Some(happened) = happened else { return Ok(received.at_ms) };
    let happened_ms = parse("timestamp", happened)?;
    let sent = text(message, "sentAt").or(received.sent_at);
    let waited_ms = match sent {
        Some(sent) => parse("sentAt", sent)? - happened_ms,
        None => received.at_ms - happened_ms,
    };
    Ok(received.at_ms - waited_ms.max(0))
}

fn clean(message: &mut Map<String, Value>, batch_context: Option<&Value>) {
    if !message.get("context").is_some_and(Value::is_object) {
        let shared = batch_context.filter(|context| context.is_object()).cloned();
        message.insert("context".into(), shared.unwrap_or_else(|| Map::new().into()));
    }
    for (part, removed) in [("context", &REMOVED_FROM_CONTEXT[..]), ("traits", &REMOVED_FROM_TRAITS[..])] {
        if let Some(Value::Object(map)) = message.get_mut(part) {
            map.retain(|key, _| !removed.contains(&key.as_str()));
        }
    }
    if let Some(Value::Object(traits)) = message["context"].get_mut("traits") {
        traits.retain(|key, _| !REMOVED_FROM_TRAITS.contains(&key.as_str()));
    }
}

fn kind(message: &Map<String, Value>) -> Result<Kind, Fault> {
    match text(message, "type") {
        Some("track") => track(message).map(Kind::Track),
        Some("identify") if text(message, "userId").is_some_and(|id| !id.is_empty()) => Ok(Kind::Identify),
        Some("identify") => Err(fault(DropReason::MissingUserId, "")),
        Some("page") => Ok(Kind::Page),
        other => Err(fault(DropReason::UnknownType, other.unwrap_or_default())),
    }
}

fn track(message: &Map<String, Value>) -> Result<Event, Fault> {
    let name = text(message, "event").unwrap_or_default();
    match Event::emitter_of(name) {
        None => return Err(fault(DropReason::UnknownEvent, name.chars().take(40).collect::<String>())),
        Some(Emitter::Server) => return Err(fault(DropReason::ServerOnlyEvent, name)),
        Some(Emitter::Player) => {}
    }
    let Some(Value::Object(properties)) = message.get("properties") else {
        return Err(fault(DropReason::BadProperty, "properties"));
    };
    if properties.len() > MAX_PROPERTIES {
        return Err(fault(DropReason::TooManyProperties, format!("{}", properties.len())));
    }
    let nested = properties.iter().find(|(_, value)| value.is_object() || value.is_array());
    if let Some((name, _)) = nested {
        return Err(fault(DropReason::BadProperty, name.clone()));
    }
    let counted = properties.get("seq").and_then(Value::as_u64).is_some_and(|seq| seq > 0);
    if !counted {
        return Err(fault(DropReason::BadProperty, "seq"));
    }
    Event::read(name, properties).map_err(|bad| match bad {
        BadEvent::UnknownName => fault(DropReason::UnknownEvent, name),
        BadEvent::Property(property) => fault(DropReason::BadProperty, property),
    })
}

/// A track call says its stream among its properties, the others in the context.
fn stream_text(message: &Map<String, Value>, kind: &Kind, key: &str) -> Option<String> {
    let place = match kind {
        Kind::Track(_) => message.get("properties"),
        Kind::Identify | Kind::Page => message["context"].get("tapvine"),
    };
    place?.get(key)?.as_str().map(str::to_owned)
}

fn rfc3339(at_ms: i64) -> String {
    Timestamp::from_millisecond(at_ms).map(|time| format!("{time:.3}")).unwrap_or_default()
}
