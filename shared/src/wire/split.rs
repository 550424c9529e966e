//! Where the parts of a body begin and end, found by quotes and brackets alone: whatever is wrong inside one event
//! – a cut escape, bytes that are no UTF-8, a number too large – is found later, in that event.
//!
//! One pass over the bytes, no recursion.

use super::MAX_BATCH_EVENTS;
use serde_json::Value;
use std::ops::Range;

/// Why a body has no parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SplitError {
    /// Quotes or brackets do not fit, or what must be an object or a list is none.
    Broken,
    /// More than [`MAX_BATCH_EVENTS`].
    TooManyEvents,
}

/// A batch with its events as they were sent.
#[derive(Clone, Debug, Default)]
pub struct Batch<'a> {
    pub write_key: Option<String>,
    pub sent_at: Option<Value>,
    /// For events that have none.
    pub context: Option<Value>,
    pub events: Vec<&'a [u8]>,
}

/// Some editors and languages begin a text with it.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// The body without the mark of its encoding.
pub fn without_mark(body: &[u8]) -> &[u8] {
    body.strip_prefix(BYTE_ORDER_MARK).unwrap_or(body)
}

/// Finds the events of a batch and what it says of them all.
///
/// # Errors
/// When the body is no object with a list `batch`, or the list is too long.
pub fn split_batch(body: &[u8]) -> Result<Batch<'_>, SplitError> {
    let mut batch = Batch::default();
    let mut events = None;
    for (name, value) in members(body).ok_or(SplitError::Broken)? {
        match name.as_slice() {
            b"batch" if events.is_none() => events = Some(elements(value)?),
            b"writeKey" if batch.write_key.is_none() => batch.write_key = text(value),
            b"sentAt" if batch.sent_at.is_none() => batch.sent_at = Some(json(value)?),
            b"context" if batch.context.is_none() => batch.context = Some(json(value)?),
            b"batch" | b"writeKey" | b"sentAt" | b"context" => return Err(SplitError::Broken),
            _ => {}
        }
    }
    batch.events = events.ok_or(SplitError::Broken)?;
    Ok(batch)
}

/// The names and values of an object; `None` when it is none.
pub fn members(object: &[u8]) -> Option<Vec<(Vec<u8>, &[u8])>> {
    let mut reader = Reader { bytes: object, at: 0 };
    let mut members = Vec::new();
    reader.opens(b'{')?;
    if !reader.closes(b'}') {
        loop {
            let name = reader.string()?;
            reader.opens(b':')?;
            let value = reader.value()?;
            members.push((unescaped(&object[name]), &object[value]));
            if reader.closes(b'}') {
                break;
            }
            reader.opens(b',')?;
        }
    }
    reader.ends().then_some(members)
}

/// The text of an object's member as it was sent; of several of one name the first.
pub fn text_member(object: &[u8], name: &str) -> Option<String> {
    let found = members(object)?.into_iter().find(|(key, _)| key == name.as_bytes())?;
    text(found.1)
}

fn elements(list: &[u8]) -> Result<Vec<&[u8]>, SplitError> {
    let mut reader = Reader { bytes: list, at: 0 };
    let mut elements = Vec::new();
    reader.opens(b'[').ok_or(SplitError::Broken)?;
    if reader.closes(b']') {
        return Ok(elements);
    }
    loop {
        if elements.len() == MAX_BATCH_EVENTS {
            return Err(SplitError::TooManyEvents);
        }
        elements.push(&list[reader.value().ok_or(SplitError::Broken)?]);
        if reader.closes(b']') {
            return Ok(elements);
        }
        reader.opens(b',').ok_or(SplitError::Broken)?;
    }
}

fn json(value: &[u8]) -> Result<Value, SplitError> {
    super::strict::read(value).map_err(|_| SplitError::Broken)
}

fn text(value: &[u8]) -> Option<String> {
    serde_json::from_slice(value).ok()
}

/// A name may be written with escapes, too.
fn unescaped(name: &[u8]) -> Vec<u8> {
    let inside = || name[1..name.len() - 1].to_vec();
    if name.contains(&b'\\') { text(name).map_or_else(inside, String::into_bytes) } else { inside() }
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Reader<'_> {
    fn next_byte(&mut self) -> Option<u8> {
        while self.bytes.get(self.at).is_some_and(|byte| b" \t\r\n".contains(byte)) {
            self.at += 1;
        }
        self.bytes.get(self.at).copied()
    }

    /// Takes this byte, which must come next.
    fn opens(&mut self, byte: u8) -> Option<()> {
        self.closes(byte).then_some(())
    }

    /// Takes this byte if it comes next.
    fn closes(&mut self, byte: u8) -> bool {
        let is_next = self.next_byte() == Some(byte);
        self.at += usize::from(is_next);
        is_next
    }

    fn ends(&mut self) -> bool {
        self.next_byte().is_none()
    }

    /// From quote to quote.
    fn string(&mut self) -> Option<Range<usize>> {
        if self.next_byte() != Some(b'"') {
            return None;
        }
        let from = self.at;
        self.at += 1;
        loop {
            match self.bytes.get(self.at)? {
                b'"' => break,
                b'\\' => self.at += 2,
                _ => self.at += 1,
            }
        }
        self.at += 1;
        Some(from..self.at)
    }

    fn value(&mut self) -> Option<Range<usize>> {
        match self.next_byte()? {
            b'"' => self.string(),
            b'{' | b'[' => self.brackets(),
            _ => self.word(),
        }
    }

    /// From a bracket to the one that closes it.
    fn brackets(&mut self) -> Option<Range<usize>> {
        let from = self.at;
        let mut open = Vec::new();
        loop {
            match self.bytes.get(self.at)? {
                b'"' => {
                    self.string()?;
                    continue;
                }
                b'{' => open.push(b'}'),
                b'[' => open.push(b']'),
                byte @ (b'}' | b']') if open.pop() != Some(*byte) => return None,
                _ => {}
            }
            self.at += 1;
            if open.is_empty() {
                return Some(from..self.at);
            }
        }
    }

    /// A number, `true`, `null`, or what somebody took for one.
    fn word(&mut self) -> Option<Range<usize>> {
        let from = self.at;
        while self.bytes.get(self.at).is_some_and(|byte| !b",:]}[{\" \t\r\n".contains(byte)) {
            self.at += 1;
        }
        (self.at > from).then_some(from..self.at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn events(body: &[u8]) -> Result<Vec<String>, SplitError> {
        let lossy = |event: &&[u8]| String::from_utf8_lossy(event).into_owned();
        split_batch(body).map(|batch| batch.events.iter().map(lossy).collect())
    }

    #[test]
    fn an_event_is_cut_out_whatever_is_wrong_inside_it() {
        for sick in [r#"{"a":"\ud83c"}"#, r#"{"a":1e999}"#, "{\"a\":\"\n\"}", r#"{"a" 'b}"#, "nil", r#""]}""#]
        {
            let body = format!(r#"{{"batch":[ 1 , {sick},{{"b":[]}}] }}"#);
            assert_eq!(events(body.as_bytes()), Ok(vec!["1".into(), sick.into(), r#"{"b":[]}"#.into()]));
        }
        let bytes = b"{\"batch\":[\"\xff\xfe\", 2]}";
        assert_eq!(events(bytes).map(|events| events.len()), Ok(2));
    }

    #[test]
    fn what_has_no_parts_is_refused_whole() {
        for body in [
            "",
            "{",
            "[]",
            "7",
            r#"{"batch":{}}"#,
            r#"{"batch":[{]}"#,
            r#"{"batch":[1,]}"#,
            r#"{"batch":[}]}"#,
        ] {
            assert_eq!(events(body.as_bytes()), Err(SplitError::Broken), "{body}");
        }
        for body in [
            r#"{"batch":[]} x"#,
            r#"{"batch":[],"batch":[]}"#,
            r#"{}"#,
            r#"{"batch":["\"]}"#,
            "{\"batch\":[\"\\",
        ] {
            assert_eq!(events(body.as_bytes()), Err(SplitError::Broken), "{body}");
        }
        let many = format!(r#"{{"batch":[{}1]}}"#, "1,".repeat(MAX_BATCH_EVENTS));
        assert_eq!(events(many.as_bytes()), Err(SplitError::TooManyEvents));
    }

    #[test]
    fn what_a_batch_says_of_all_its_events_is_read() {
        let body = r#"{"sentAt":5,"write\u004bey":"k","context":{"a":1},"other":[],"batch":[]}"#;
        let marked = format!("\u{feff}{body}");
        let batch = split_batch(without_mark(marked.as_bytes())).expect("a batch");
        assert_eq!(batch.write_key.as_deref(), Some("k"));
        assert_eq!((batch.sent_at, batch.context), (Some(5.into()), Some(serde_json::json!({"a": 1}))));
    }

    #[test]
    fn brackets_as_deep_as_the_body_is_long_are_no_trouble() {
        let deep = format!("{{\"batch\":[{}{},1]}}", "[".repeat(200_000), "]".repeat(200_000));
        assert_eq!(events(deep.as_bytes()).map(|events| events.len()), Ok(2));
    }
}
