//! A refused event as it is kept: with its reason, and as much of it as was never in question.

use crate::digest::sha256_hex;
use crate::store::event::RejectedRow;
use tapvine_shared::wire::{DropReason, Fault, members};

/// So much of a refused event is kept.
const MAX_BODY_CHARS: usize = 4_096;
const DAY_MS: i64 = 24 * 3_600_000;
/// Not kept: the key, and what was never looked through for what identifies.
const LEFT_OUT: [&[u8]; 3] = [b"writeKey", b"context", b"traits"];

/// What can be read of an event that cannot be read whole.
#[derive(Debug, Default)]
pub struct Glimpse {
    pub message_id: Option<String>,
    player_id: Option<String>,
    user_id: Option<String>,
    body: String,
}

impl Glimpse {
    pub fn of(event: &[u8]) -> Glimpse {
        let Some(members) = members(event) else {
            return Glimpse { body: shortened(event), ..Glimpse::default() };
        };
        let id = |name: &str| {
            let (_, value) = members.iter().find(|(member, _)| member == name.as_bytes())?;
            let digits = || {
                std::str::from_utf8(value).ok().filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()))
            };
            let text = serde_json::from_slice::<String>(value).ok();
            text.or_else(|| digits().map(str::to_owned)).filter(|id| !id.is_empty())
        };
        let mut body = b"{".to_vec();
        for (name, value) in members.iter().filter(|(name, _)| !LEFT_OUT.contains(&name.as_slice())) {
            if body.len() > 1 {
                body.push(b',');
            }
            body.push(b'"');
            body.extend_from_slice(name);
            body.extend_from_slice(b"\":");
            body.extend_from_slice(value);
        }
        body.push(b'}');
        let (message_id, player_id, user_id) = (id("messageId"), id("anonymousId"), id("userId"));
        Glimpse { message_id, player_id, user_id, body: shortened(&body) }
    }

    /// The row that is kept. Of somebody who did not agree only the fact, once a day.
    pub fn row(
        self,
        event: &[u8],
        fault: Fault,
        source: &str,
        campaign_id: Option<String>,
        at_ms: i64,
    ) -> RejectedRow {
        let reason = fault.reason.tag();
        let is_consented = fault.reason != DropReason::ConsentRequired;
        let same = if is_consented {
            String::from_utf8_lossy(event).into_owned()
        } else {
            format!("{}/{}", campaign_id.as_deref().unwrap_or_default(), at_ms.div_euclid(DAY_MS))
        };
        RejectedRow {
            rejected_id: sha256_hex(&format!("{source}/{reason}/{same}")),
            received_at_ms: at_ms,
            source: source.to_owned(),
            campaign_id,
            player_id: self.player_id.filter(|_| is_consented),
            user_id: self.user_id.filter(|_| is_consented),
            reason: reason.to_owned(),
            detail: if is_consented { fault.detail } else { String::new() },
            body: if is_consented { self.body } else { String::new() },
        }
    }
}

fn shortened(bytes: &[u8]) -> String {
    // A zero character ends a text for some who read it.
    String::from_utf8_lossy(bytes)
        .chars()
        .take(MAX_BODY_CHARS)
        .map(|sign| if sign == '\0' { '\u{fffd}' } else { sign })
        .collect()
}
