//! The fields of a campaign that must be well-formed: ids, colours, origins and links.

use crate::event::{Emitter, Event, EventKind};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;

macro_rules! checked_text {
    ($(#[$doc:meta])* $name:ident, $what:literal, $check:expr) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
        #[serde(try_from = "String")]
        pub struct $name(String);

        impl $name {
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = String;
            fn try_from(text: String) -> Result<Self, String> {
                let check: fn(&str) -> bool = $check;
                if check(&text) { Ok($name(text)) } else { Err(format!("`{text}` is not {}", $what)) }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

checked_text!(
    /// The name of a campaign, the same as its file's.
    CampaignId,
    "a campaign id (1 to 40 of a-z, 0-9 and -)",
    |text| (1..=40).contains(&text.len())
        && text.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'))
);

checked_text!(
    /// An event by which behaviour shows a label. Not what a browser says, which anybody could make up,
    /// and not what is said of labels themselves: that counts already, or is undecided and counts nowhere.
    BehaviourEvent,
    "an event the server says of what a person did (like Run Verified, Invite Qualified or Coupon Issued)",
    |text| Event::emitter_of(text) == Some(Emitter::Server)
        && !text.starts_with("Label ")
        && !text.starts_with("Win ")
        && text != EventKind::PlayerErased.name()
);

checked_text!(
    /// A colour in the one form that canvas, CSS and an e-mail understand.
    Colour,
    "a colour like #2f9e44",
    |text| text.len() == 7
        && text.starts_with('#')
        && text[1..].bytes().all(|byte| byte.is_ascii_hexdigit())
);

checked_text!(
    /// The site of a host page: scheme, host and port; for tests on one's own machine any port.
    /// Who holds a page to it: the browser by `frame-ancestors`, and the play page before it lends itself.
    Origin,
    "an origin like https://shop.example or http://localhost:*",
    |text| {
        let local = ["http://localhost", "http://127.0.0.1"]
            .iter()
            .find_map(|host| text.strip_prefix(host))
            .is_some_and(|port| port.is_empty() || port == ":*" || is_port(port));
        let secure = text.strip_prefix("https://").is_some_and(|rest| {
            let (host, port) = rest.find(':').map_or((rest, ""), |at| rest.split_at(at));
            is_host(host) && (port.is_empty() || is_port(port))
        });
        local || secure
    }
);

checked_text!(
    /// A link a person may be sent to: https, or one's own machine.
    WebUrl,
    "a link that begins with https://",
    |text| {
        let known = ["https://", "http://localhost", "http://127.0.0.1"];
        known.iter().any(|start| text.starts_with(start))
            && !text.chars().any(|letter| letter.is_whitespace() || "\"'<>`\\".contains(letter))
    }
);

impl Colour {
    pub(super) fn fixed(text: &'static str) -> Colour {
        Colour(text.to_owned())
    }
}

fn is_host(host: &str) -> bool {
    !host.is_empty() && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-".contains(&byte))
}

fn is_port(text: &str) -> bool {
    text.strip_prefix(':').is_some_and(|port| port.parse::<u16>().is_ok())
}
