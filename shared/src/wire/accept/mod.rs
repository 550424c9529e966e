//! Reading a message: what the endpoint takes, what it drops and why.

mod clean;
mod column;
mod fault;
mod id;
mod kind;
mod received;
mod time;

pub use column::FREE_TEXTS;
pub use fault::Fault;
pub use kind::Kind;
pub use received::Received;

use super::{DropReason, MAX_EVENT_BYTES};
use fault::fault;
use jiff::Timestamp;
use serde_json::{Map, Value};

/// A message that may be stored.
#[derive(Clone, Debug)]
pub struct Accepted {
    pub message_id: String,
    /// None where a server knows its user and no browser.
    pub anonymous_id: Option<String>,
    pub user_id: Option<String>,
    pub kind: Kind,
    pub campaign_id: Option<String>,
    pub consent_version: Option<String>,
    /// On the endpoint's clock: skew of the sender's is taken out.
    pub timestamp_ms: i64,
    /// The message as it is stored and exported.
    pub json: String,
}

/// Reads one message of a batch as it was sent and puts it into the form that is stored. The address of a single
/// call says its `type`.
///
/// # Errors
/// The first fault there is; linear in the length of the message, whatever its bytes.
pub fn accept_bytes(message: &[u8], kind: Option<&str>, received: Received<'_>) -> Result<Accepted, Fault> {
    let mut message = super::strict::read(message).map_err(|reason| fault(reason, ""))?;
    if let (Some(kind), Value::Object(message)) = (kind, &mut message) {
        message.insert("type".into(), kind.into());
    }
    accept(message, received)
}

/// Checks one message of a batch and puts it into the form that is stored.
///
/// # Errors
/// The first fault there is.
pub fn accept(message: Value, received: Received<'_>) -> Result<Accepted, Fault> {
    let Value::Object(mut message) = message else {
        return Err(fault(DropReason::NotAnObject, ""));
    };
    id::normalize(&mut message)?;
    let id = |name: &str| text(&message, name).map(str::to_owned);
    let message_id = id("messageId").ok_or(fault(DropReason::MissingMessageId, ""))?;
    let (anonymous_id, user_id) = (id("anonymousId"), id("userId"));
    if anonymous_id.is_none() && user_id.is_none() {
        return Err(fault(DropReason::MissingAnonymousId, ""));
    }
    let moment = time::moment(&message, received)?;
    clean::clean(&mut message, received.context)?;
    let kind = Kind::of(&message)?;
    column::check(&mut message)?;
    let campaign_id = campaign_id(&message);
    if campaign_id.is_none() && matches!(kind, Kind::Track(_)) {
        return Err(fault(DropReason::BadProperty, "campaign_id"));
    }
    let consent_version = message["context"]["consent"]["version"].as_str().map(str::to_owned);
    let timestamp_ms = moment.map_or(received.at_ms, |moment| moment.corrected_ms);
    if let Some(moment) = moment.filter(|_| message.get("originalTimestamp").is_none_or(Value::is_null)) {
        message.insert("originalTimestamp".into(), rfc3339(moment.named_ms).into());
    }
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

/// An event says its campaign among its properties, or like the other calls in the context.
fn campaign_id(message: &Map<String, Value>) -> Option<String> {
    let stated = |place: Option<&Value>| Some(place?.get("campaign_id")?.as_str()?.to_owned());
    let stated_in_context = || stated(message["context"].get("tapvine"));
    stated(message.get("properties")).or_else(stated_in_context).filter(|id| !id.is_empty())
}

fn rfc3339(at_ms: i64) -> String {
    Timestamp::from_millisecond(at_ms).map(|time| format!("{time:.3}")).unwrap_or_default()
}
