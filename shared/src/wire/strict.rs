//! Reading the JSON of one event so that what is stored is what was sent, or the event is refused: no half
//! characters, no numbers that would change, no member twice.

use super::DropReason;
use serde::de::{DeserializeSeed, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};
use std::cell::Cell;
use std::fmt;

/// So many levels of objects and lists.
pub const MAX_DEPTH: usize = 32;

/// # Errors
/// The first fault: `bad_text`, `bad_number`, `too_deep`, `duplicate_key`, or `broken_json` for all else.
pub fn read(json: &[u8]) -> Result<Value, DropReason> {
    let text = std::str::from_utf8(json).map_err(|_| DropReason::BadText)?;
    check_tokens(text)?;
    let is_repeated = Cell::new(false);
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let value = Strict { is_repeated: &is_repeated }.deserialize(&mut deserializer);
    match value.and_then(|value| deserializer.end().map(|()| value)) {
        Ok(value) => Ok(value),
        Err(_) if is_repeated.get() => Err(DropReason::DuplicateKey),
        Err(_) => Err(DropReason::BrokenJson),
    }
}

/// Looks at the tokens one by one: depth, escapes of texts, sizes of numbers.
fn check_tokens(text: &str) -> Result<(), DropReason> {
    let bytes = text.as_bytes();
    let (mut at, mut depth) = (0, 0_usize);
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => {
                at = end_of_text(bytes, at + 1)?;
                continue;
            }
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            b'-' | b'0'..=b'9' => {
                let of_number = |byte: &u8| byte.is_ascii_digit() || b"+-.eE".contains(byte);
                let end =
                    bytes[at..].iter().position(|byte| !of_number(byte)).map_or(bytes.len(), |end| at + end);
                check_number(&text[at..end])?;
                at = end;
                continue;
            }
            _ => {}
        }
        if depth > MAX_DEPTH {
            return Err(DropReason::TooDeep);
        }
        at += 1;
    }
    Ok(())
}

/// The place behind the quote that ends a text. A zero character is refused: databases cut there.
fn end_of_text(bytes: &[u8], mut at: usize) -> Result<usize, DropReason> {
    loop {
        match bytes.get(at) {
            None => return Err(DropReason::BrokenJson),
            Some(b'"') => return Ok(at + 1),
            Some(b'\\') if bytes.get(at + 1) == Some(&b'u') => {
                at += 6;
                match escaped(bytes, at - 6)? {
                    0 | 0xdc00..=0xdfff => return Err(DropReason::BadText),
                    0xd800..=0xdbff => {
                        let is_pair = bytes.get(at..at + 2) == Some(b"\\u")
                            && (0xdc00..=0xdfff).contains(&escaped(bytes, at)?);
                        if !is_pair {
                            return Err(DropReason::BadText);
                        }
                        at += 6;
                    }
                    _ => {}
                }
            }
            Some(b'\\') => at += 2,
            Some(_) => at += 1,
        }
    }
}

/// The number of an escape like `\u00e9`.
fn escaped(bytes: &[u8], at: usize) -> Result<u32, DropReason> {
    let digits = bytes.get(at + 2..at + 6).filter(|digits| digits.iter().all(u8::is_ascii_hexdigit));
    let digits = digits.and_then(|digits| std::str::from_utf8(digits).ok());
    digits.and_then(|digits| u32::from_str_radix(digits, 16).ok()).ok_or(DropReason::BrokenJson)
}

/// A whole number must fit 64 bits, any other a double: neither endless nor too small for it.
fn check_number(number: &str) -> Result<(), DropReason> {
    let is_whole = !number.contains(['.', 'e', 'E']);
    let fits = if is_whole {
        // A shorter one always fits.
        number.len() < 19 || number.parse::<i64>().is_ok()
    } else {
        let digits = number.split(['e', 'E']).next().unwrap_or_default();
        let is_zero = digits.bytes().all(|byte| !(b'1'..=b'9').contains(&byte));
        number.parse::<f64>().map_or(true, |value| value.is_finite() && (value == 0.0) == is_zero)
    };
    if fits { Ok(()) } else { Err(DropReason::BadNumber) }
}

#[derive(Clone, Copy)]
struct Strict<'a> {
    /// Set when a member was there twice.
    is_repeated: &'a Cell<bool>,
}

impl<'de> DeserializeSeed<'de> for Strict<'_> {
    type Value = Value;

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Value, E> {
        Ok(flag.into())
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(number.into())
    }

    fn visit_u64<E>(self, number: u64) -> Result<Value, E> {
        Ok(number.into())
    }

    fn visit_f64<E>(self, number: f64) -> Result<Value, E> {
        Ok(number.into())
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(text.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = list.next_element_seed(self)? {
            values.push(value);
        }
        Ok(Value::Array(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Value, A::Error> {
        let mut members = Map::new();
        while let Some(name) = object.next_key::<String>()? {
            if members.insert(name, object.next_value_seed(self)?).is_some() {
                self.is_repeated.set(true);
                return Err(A::Error::custom("a member is there twice"));
            }
        }
        Ok(Value::Object(members))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn check(json: &str, expect: Result<Value, DropReason>) {
        assert_eq!(read(json.as_bytes()), expect, "{json}");
    }

    #[test]
    fn what_would_change_or_break_is_refused_with_its_tag() {
        use DropReason::{BadNumber, BadText, BrokenJson, DuplicateKey, TooDeep};
        check(r#"{"a":"\ud83c"}"#, Err(BadText));
        check(r#"{"a":"\ud83c\u0041"}"#, Err(BadText));
        check(r#"{"a":"\ud83cx"}"#, Err(BadText));
        check(r#"{"\udf4e":1}"#, Err(BadText));
        check(r#"{"a":"\u0000"}"#, Err(BadText));
        assert_eq!(read(b"{\"a\":\"\xff\"}"), Err(BadText));
        assert_eq!(read(b"{\"a\":\"\xed\xa0\xbc\"}"), Err(BadText), "half an emoji as bytes");
        check("1e999", Err(BadNumber));
        check("[-1e999]", Err(BadNumber));
        check("1e-999", Err(BadNumber));
        check("18446744073709551615", Err(BadNumber));
        check("9223372036854775808", Err(BadNumber));
        check("123456789012345678901234567890", Err(BadNumber));
        check(&("[".repeat(40) + &"]".repeat(40)), Err(TooDeep));
        check(r#"{"a":1,"a":1}"#, Err(DuplicateKey));
        check(r#"{"b":[{"a":1,"\u0061":2}]}"#, Err(DuplicateKey));
        for broken in [
            "",
            "nil",
            "{'a':1}",
            r#"{"a":1,}"#,
            "[1 2]",
            "NaN",
            "01",
            "1 2",
            "\"\n\"",
            r#""\x""#,
            r#""\u12""#,
        ] {
            check(broken, Err(BrokenJson));
        }
    }

    #[test]
    fn what_is_whole_is_read_as_it_stands() {
        check(r#"{"a":"\ud83c\udf4e🍎"}"#, Ok(json!({"a": "🍎🍎"})));
        check("9223372036854775807", Ok(json!(i64::MAX)));
        check("-9223372036854775808", Ok(json!(i64::MIN)));
        check("[0.1,1e21,0.0,0e5,-5]", Ok(json!([0.1, 1e21, 0.0, 0.0, -5])));
        check(
            &("[".repeat(32) + &"]".repeat(32)),
            Ok(serde_json::from_str(&("[".repeat(32) + &"]".repeat(32))).expect("JSON")),
        );
        check(r#"{"a":{"x":1},"b":{"x":1}}"#, Ok(json!({"a": {"x": 1}, "b": {"x": 1}})));
    }
}
