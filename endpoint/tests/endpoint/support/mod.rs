//! What the tests stand on: an endpoint in a folder of its own, people who play, runs that win.

mod contract;
mod endpoint;
mod identity;
mod party;
mod person;
mod play;
mod program;

pub use contract::CONTRACT;
pub use endpoint::{ANALYST_KEY, Endpoint, Folder, WRITE_KEY, track};
pub use identity::{IDENTITY_KEY, signature, signature_by};
pub use party::{Given, sticking};
pub use person::{Person, RUN_MS};
pub use play::{Played, losing, reacting, taps_of_a_machine, winning};
pub use program::Program;

use reqwest::Response;
use serde_json::Value;

/// The status and body of an answer.
pub struct Answer {
    pub status: u16,
    pub body: Value,
    pub retry_after: Option<String>,
}

impl Answer {
    pub async fn of(response: Response) -> Answer {
        let retry_after = response.headers().get("retry-after");
        let retry_after = retry_after.map(|value| value.to_str().expect("ASCII").to_owned());
        let status = response.status().as_u16();
        let (path, headers) = (response.url().path().to_owned(), response.headers().clone());
        let text = response.text().await.expect("a body");
        contract::must_allow(&path, status, &headers, &text);
        Answer { status, retry_after, body: serde_json::from_str(&text).unwrap_or(Value::String(text)) }
    }

    pub fn tag(&self) -> &str {
        self.body["error"]["tag"].as_str().unwrap_or_default()
    }

    /// An error of this status and tag, with a sentence for people.
    #[track_caller]
    pub fn is_refused(&self, status: u16, tag: &str) {
        assert_eq!((self.status, self.tag()), (status, tag), "{}", self.body);
        assert!(
            self.body["error"]["message"].as_str().is_some_and(|text| text.ends_with('.')),
            "{}",
            self.body
        );
    }

    #[track_caller]
    pub fn ok(self) -> Value {
        assert!((200..300).contains(&self.status), "{} {}", self.status, self.body);
        self.body
    }
}
