//! Writing a message: one event or one identify call, in the browser and in the endpoint alike.

use super::Context;
use crate::event::{Event, Property};
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

/// Who, when and where: what every message carries whatever it says.
#[derive(Clone, Debug)]
pub struct Envelope<'a> {
    /// A UUIDv7, kept over every retry.
    pub message_id: &'a str,
    pub anonymous_id: &'a str,
    pub user_id: Option<&'a str>,
    /// RFC 3339 in UTC with milliseconds, on the endpoint's clock.
    pub timestamp: &'a str,
    pub context: &'a Context,
    pub stream: Stream<'a>,
}

/// The row of events this one belongs to; `seq` counts from 1 without a gap, so a loss shows.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Stream<'a> {
    pub campaign_id: &'a str,
    pub game_id: &'a str,
    pub seq: u64,
    /// One tab of one browser, or the endpoint.
    pub stream: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Message<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    message_id: &'a str,
    anonymous_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    user_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    event: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    properties: Option<Properties<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    traits: Option<Pairs<'a>>,
    timestamp: &'a str,
    original_timestamp: &'a str,
    context: ContextOf<'a>,
}

/// A track call. The text is one JSON object.
pub fn encode_track(envelope: &Envelope<'_>, event: &Event) -> String {
    let properties = Properties { own: event.properties(), stream: envelope.stream };
    encode(
        envelope,
        Message { event: Some(event.name()), properties: Some(properties), ..blank(envelope, "track") },
    )
}

/// An identify call; it has no properties, so its stream stands in the context.
pub fn encode_identify(envelope: &Envelope<'_>, traits: &[(String, Property)]) -> String {
    let context = ContextOf { shared: envelope.context, tapvine: Some(envelope.stream) };
    encode(envelope, Message { traits: Some(Pairs(traits)), context, ..blank(envelope, "identify") })
}

fn blank<'a>(envelope: &Envelope<'a>, kind: &'static str) -> Message<'a> {
    Message {
        kind,
        message_id: envelope.message_id,
        anonymous_id: envelope.anonymous_id,
        user_id: envelope.user_id,
        event: None,
        properties: None,
        traits: None,
        timestamp: envelope.timestamp,
        original_timestamp: envelope.timestamp,
        context: ContextOf { shared: envelope.context, tapvine: None },
    }
}

fn encode(envelope: &Envelope<'_>, message: Message<'_>) -> String {
    debug_assert!(envelope.stream.seq > 0, "seq counts from 1");
    serde_json::to_string(&message).unwrap_or_default()
}

struct Properties<'a> {
    own: Vec<(&'static str, Property)>,
    stream: Stream<'a>,
}

impl Serialize for Properties<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("campaign_id", self.stream.campaign_id)?;
        map.serialize_entry("game_id", self.stream.game_id)?;
        map.serialize_entry("seq", &self.stream.seq)?;
        map.serialize_entry("stream", self.stream.stream)?;
        for (name, value) in &self.own {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

struct Pairs<'a>(&'a [(String, Property)]);

impl Serialize for Pairs<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}

struct ContextOf<'a> {
    shared: &'a Context,
    tapvine: Option<Stream<'a>>,
}

#[derive(Serialize)]
struct IdentifyContext<'a> {
    #[serde(flatten)]
    shared: &'a Context,
    tapvine: Stream<'a>,
}

impl Serialize for ContextOf<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.tapvine {
            None => self.shared.serialize(serializer),
            Some(tapvine) => IdentifyContext { shared: self.shared, tapvine }.serialize(serializer),
        }
    }
}
