//! What would identify a device or reach a person is taken out, not refused; and what belongs to the call alone.

use super::fault::{Fault, fault};
use crate::wire::DropReason;
use serde_json::{Map, Value};

/// Parts of a context that describe a device well enough to know it again, or say where it is.
const REMOVED_FROM_CONTEXT: [&str; 9] =
    ["ip", "userAgent", "userAgentData", "ua-ch", "device", "network", "location", "screen", "os"];
/// Contact data; a CDP has it from the brand, never from a game.
const REMOVED_FROM_TRAITS: [&str; 10] =
    ["email", "phone", "mobile", "address", "name", "firstName", "lastName", "birthday", "wechat", "ip"];
/// Of the call, not of the event; `source` and `user_id_verified` are what the endpoint says of it.
const REMOVED_FROM_MESSAGE: [&str; 5] = ["writeKey", "source", "user_id_verified", "request_ip", "_metadata"];

/// Takes out what is not kept. An event without a context gets the batch's.
pub fn clean(message: &mut Map<String, Value>, batch_context: Option<&Value>) -> Result<(), Fault> {
    message.retain(|name, _| !REMOVED_FROM_MESSAGE.contains(&name.as_str()));
    for part in ["properties", "traits", "context"] {
        match message.get(part) {
            Some(Value::Null) => drop(message.remove(part)),
            Some(value) if !value.is_object() => return Err(fault(DropReason::BadProperty, part)),
            _ => {}
        }
    }
    if !message.contains_key("context") {
        let shared = batch_context.filter(|context| context.is_object()).cloned();
        message.insert("context".into(), shared.unwrap_or_else(|| Map::new().into()));
    }
    // The name of a group is a firm's or a family's.
    let is_group = message.get("type").is_some_and(|kind| kind == "group");
    if let Some(Value::Object(traits)) = message.get_mut("traits") {
        traits.retain(|name, _| (is_group && name == "name") || is_kept(name));
    }
    if let Some(Value::Object(context)) = message.get_mut("context") {
        context.retain(|name, _| !REMOVED_FROM_CONTEXT.contains(&name.as_str()));
        if let Some(Value::Object(traits)) = context.get_mut("traits") {
            traits.retain(|name, _| is_kept(name));
        }
    }
    Ok(())
}

/// What the endpoint says of somebody's interests, nobody else does: a sender could say it of any user.
fn is_kept(trait_name: &str) -> bool {
    let is_of_interests = trait_name == "interests" || trait_name.starts_with("interest_");
    !is_of_interests && !REMOVED_FROM_TRAITS.contains(&trait_name)
}
