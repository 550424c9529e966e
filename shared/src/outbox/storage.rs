//! Where queues survive a closed tab: the one seam to storage, and the text in which they are saved.
//!
//! To save them elsewhere, in IndexedDB say, change this file and its test: nothing else knows keys, texts or
//! the storage of the page. Reading may take its time; saving is said and not waited for, since the page may
//! be gone the next moment.

use super::QueuedEvent;

#[cfg(all(target_arch = "wasm32", feature = "browser"))]
pub use page::{PageStorage, SavedQueues};

impl QueuedEvent {
    /// One line: id, time it waits since, JSON. JSON as we write it has no line breaks.
    pub fn to_line(&self) -> String {
        [&self.message_id, " ", &self.queued_at_ms.to_string(), " ", &self.json, "\n"].concat()
    }

    /// The event of a line; `None` for one that is cut or garbled, which takes no neighbour along.
    pub fn from_line(line: &str) -> Option<QueuedEvent> {
        let (message_id, rest) = line.split_once(' ')?;
        let (queued_at_ms, json) = rest.split_once(' ')?;
        let whole = json.starts_with('{') && json.ends_with('}');
        let queued_at_ms = queued_at_ms.parse().ok()?;
        whole.then(|| QueuedEvent { message_id: message_id.to_owned(), queued_at_ms, json: json.to_owned() })
    }
}

#[cfg(all(target_arch = "wasm32", feature = "browser"))]
mod page {
    use super::QueuedEvent;
    use crate::outbox::Queue;
    use wasm_bindgen::prelude::*;

    const KEY_PREFIX: &str = "tv.outbox.";

    #[wasm_bindgen]
    extern "C" {
        /// What the page gives; it never throws: local storage, the host page's, or memory.
        pub type PageStorage;
        #[wasm_bindgen(method)]
        fn get(this: &PageStorage, key: &str) -> Option<String>;
        #[wasm_bindgen(method)]
        fn set(this: &PageStorage, key: &str, value: &str) -> bool;
        #[wasm_bindgen(method)]
        fn remove(this: &PageStorage, key: &str);
        #[wasm_bindgen(method)]
        fn keys(this: &PageStorage) -> js_sys::Array;
    }

    /// The queues of all tabs of this browser, each under a name of its own.
    pub struct SavedQueues(PageStorage);

    impl SavedQueues {
        pub fn new(storage: PageStorage) -> SavedQueues {
            SavedQueues(storage)
        }

        /// The name under which a tab's queue is saved.
        pub fn name(tab: &str) -> String {
            [KEY_PREFIX, tab].concat()
        }

        /// Saves a queue as it is now; an empty one leaves nothing behind.
        pub fn save(&self, name: &str, queue: &Queue) {
            if queue.is_empty() {
                self.0.remove(name);
            } else {
                self.0.set(name, &queue.iter().map(QueuedEvent::to_line).collect::<String>());
            }
        }

        pub fn remove(&self, name: &str) {
            self.0.remove(name);
        }

        /// The names of all saved queues.
        pub async fn names(&self) -> Vec<String> {
            let keys = self.0.keys();
            keys.iter().filter_map(|key| key.as_string()).filter(|key| key.starts_with(KEY_PREFIX)).collect()
        }

        pub async fn load(&self, name: &str) -> Vec<QueuedEvent> {
            let text = self.0.get(name).unwrap_or_default();
            text.lines().filter_map(QueuedEvent::from_line).collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_survives_its_line() {
        let json = "{\"text\": \"a b\"}".to_owned();
        let event = QueuedEvent { message_id: "m1".into(), json, queued_at_ms: 1_790_000_000_000 };
        assert_eq!(QueuedEvent::from_line(event.to_line().trim_end_matches('\n')), Some(event));
    }

    #[test]
    fn a_broken_line_is_no_event() {
        let check = |line: &str, expect: Option<&str>| {
            let event = QueuedEvent::from_line(line);
            assert_eq!(event.as_ref().map(|event| event.message_id.as_str()), expect, "{line}");
        };
        check("m0 1 {}", Some("m0"));
        check("garbage", None);
        check("m1 x {}", None);
        check("m2 2 {\"cut\":", None);
        check("", None);
    }
}
