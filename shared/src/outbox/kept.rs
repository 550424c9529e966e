//! The text in which a queue survives a closed tab: a line for each event.

use super::{Entry, Queue};

impl Queue {
    /// One line an event: id, time it waits since, JSON. JSON as we write it has no line breaks.
    pub fn to_text(&self) -> String {
        let lines = self.iter().map(|entry| {
            let mut line = entry.message_id.clone();
            line.push(' ');
            line.push_str(&entry.since_ms.to_string());
            line.push(' ');
            line.push_str(&entry.json);
            line.push('\n');
            line
        });
        lines.collect()
    }

    /// Adds what a text holds; a line that is no event is passed over, its neighbours are kept.
    pub fn add_text(&mut self, text: &str) {
        text.lines().filter_map(entry).for_each(|entry| self.add(entry));
    }
}

fn entry(line: &str) -> Option<Entry> {
    let (message_id, rest) = line.split_once(' ')?;
    let (since_ms, json) = rest.split_once(' ')?;
    let whole = json.starts_with('{') && json.ends_with('}');
    let since_ms = since_ms.parse().ok()?;
    whole.then(|| Entry { message_id: message_id.to_owned(), since_ms, json: json.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_queue_survives_its_text_form() {
        let mut queue = Queue::default();
        for number in 0..3 {
            let json = format!("{{\"text\": \"a b\\n{number}\"}}");
            queue.add(Entry { message_id: format!("m{number}"), json, since_ms: 1_790_000_000_000 });
        }
        let mut restored = Queue::default();
        restored.add_text(&queue.to_text());
        assert!(queue.iter().eq(restored.iter()));
    }

    #[test]
    fn a_broken_line_does_not_lose_its_neighbours() {
        let mut queue = Queue::default();
        queue.add_text("m0 1 {}\ngarbage\nm1 x {}\nm2 2 {\"cut\":\n\nm3 3 {}\n");
        let ids: Vec<&str> = queue.iter().map(|entry| entry.message_id.as_str()).collect();
        assert_eq!(ids, ["m0", "m3"]);
    }
}
