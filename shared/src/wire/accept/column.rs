//! What has a column in the exports must fit it, so that every format says the same.

use super::fault::{Fault, fault};
use super::id::is_harmless;
use crate::event::{Event, PropertyKind};
use crate::wire::DropReason;
use serde_json::{Map, Value};
use std::collections::HashMap;
use std::sync::LazyLock;

/// Names of the stream, in the properties or in `context.tapvine`.
const STREAM: [(&str, PropertyKind); 4] = [
    ("campaign_id", PropertyKind::Text),
    ("game_id", PropertyKind::Text),
    ("stream", PropertyKind::Text),
    ("seq", PropertyKind::Number),
];

/// Texts for people to read; all others are ids and codes.
pub const FREE_TEXTS: [&str; 2] = ["reason", "method"];

static COLUMNS: LazyLock<HashMap<&str, PropertyKind>> = LazyLock::new(|| {
    let of_events = Event::ALL.iter().flat_map(|event| event.properties).copied();
    of_events.chain(STREAM).collect()
});

/// Refuses a value that a column of its name cannot hold. Numbers as ids become their text.
pub fn check(message: &mut Map<String, Value>) -> Result<(), Fault> {
    if let Some(Value::Object(properties)) = message.get_mut("properties") {
        for (name, value) in properties.iter_mut() {
            if let Some(kind) = COLUMNS.get(name.as_str()) {
                fit(name, *kind, value)?;
            }
        }
    }
    if message.get("name").is_some_and(|name| !name.is_string() && !name.is_null()) {
        return Err(fault(DropReason::BadProperty, "name"));
    }
    let Some(Value::Object(context)) = message.get_mut("context") else { return Ok(()) };
    if let Some(Value::Object(stream)) = context.get_mut("tapvine") {
        for (name, kind) in STREAM {
            if let Some(value) = stream.get_mut(name) {
                fit(name, kind, value)?;
            }
        }
    }
    if let Some(Value::Object(consent)) = context.get_mut("consent")
        && let Some(version) = consent.get_mut("version")
    {
        fit("consent.version", PropertyKind::Text, version)?;
    }
    Ok(())
}

fn fit(name: &str, kind: PropertyKind, value: &mut Value) -> Result<(), Fault> {
    let is_id = kind == PropertyKind::Text && !FREE_TEXTS.contains(&name);
    let fits = match value {
        Value::Null => true,
        Value::String(text) => kind == PropertyKind::Text && (!is_id || text.is_empty() || is_harmless(text)),
        Value::Number(number) if number.is_i64() && name == "campaign_id" => {
            *value = number.to_string().into();
            true
        }
        Value::Number(number) if number.is_i64() && name == "consent.version" => {
            *value = number.to_string().into();
            true
        }
        Value::Number(number) => kind == PropertyKind::Number && number.is_i64(),
        Value::Bool(_) => kind == PropertyKind::Flag,
        Value::Object(_) | Value::Array(_) => false,
    };
    if fits { Ok(()) } else { Err(fault(DropReason::BadProperty, name)) }
}
