//! Who and which: ids as their exact text, or a fault.

use super::fault::{Fault, fault};
use crate::wire::DropReason;
use serde_json::{Map, Value};

const MAX_ID_CHARS: usize = 256;
/// What a table program takes for the beginning of a formula.
const STARTS_A_FORMULA: [char; 4] = ['=', '+', '-', '@'];

/// Whether a text may be an id.
type Allowed = fn(&str) -> bool;

/// Puts the ids of a message into their one form: text. What is null or empty is no id and is taken out.
pub fn normalize(message: &mut Map<String, Value>) -> Result<(), Fault> {
    use DropReason::{BadAnonymousId, BadGroupId, BadMessageId, BadPreviousId, BadUserId};
    let checked: [(&str, DropReason, Allowed); 5] = [
        ("messageId", BadMessageId, is_plain),
        ("anonymousId", BadAnonymousId, is_plain),
        ("userId", BadUserId, is_harmless),
        ("groupId", BadGroupId, is_harmless),
        ("previousId", BadPreviousId, is_harmless),
    ];
    for (name, reason, is_allowed) in checked {
        let Some(value) = message.get_mut(name) else { continue };
        match value {
            Value::Null => drop(message.remove(name)),
            Value::String(text) if text.is_empty() => drop(message.remove(name)),
            Value::String(text) if is_allowed(text) => {}
            // What is left of a number that is no whole one depends on who reads it.
            Value::Number(number) if number.is_i64() => *value = number.to_string().into(),
            _ => return Err(fault(reason, "")),
        }
    }
    Ok(())
}

/// At most 100 of A-Z a-z 0-9 . _ -
fn is_plain(id: &str) -> bool {
    id.len() <= 100 && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte))
}

/// Any line of text that is the same in every export and runs in no table program.
pub fn is_harmless(id: &str) -> bool {
    let is_line =
        id.chars().count() <= MAX_ID_CHARS && !id.contains(char::is_control) && !id.trim().is_empty();
    let is_name = |sign: char| sign.is_alphanumeric() || "._-@:+=".contains(sign);
    is_line && (!id.starts_with(STARTS_A_FORMULA) || id.chars().all(is_name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn check(name: &str, value: Value, expect: Result<Option<&str>, DropReason>) {
        let mut message = json!({name: value}).as_object().cloned().expect("an object");
        let result = normalize(&mut message).map_err(|fault| fault.reason);
        let result = result.map(|()| message.get(name).and_then(Value::as_str));
        assert_eq!(result, expect, "{name} {value}");
    }

    #[test]
    fn a_number_becomes_its_exact_text_or_is_refused() {
        check("userId", json!(4711), Ok(Some("4711")));
        check("userId", json!(-1), Ok(Some("-1")));
        check("anonymousId", json!(9007199254740993_i64), Ok(Some("9007199254740993")));
        check("messageId", json!(7), Ok(Some("7")));
        for (name, reason) in [
            ("userId", DropReason::BadUserId),
            ("anonymousId", DropReason::BadAnonymousId),
            ("messageId", DropReason::BadMessageId),
            ("groupId", DropReason::BadGroupId),
            ("previousId", DropReason::BadPreviousId),
        ] {
            for value in
                [json!(1.5), json!(1e21), json!(-0.0), json!(true), json!({}), json!([1]), json!("  ")]
            {
                check(name, value, Err(reason));
            }
            check(name, json!(null), Ok(None));
            check(name, json!(""), Ok(None));
        }
    }

    #[test]
    fn an_id_may_begin_like_a_formula_and_be_none() {
        for id in ["+8613800000000", "@anna", "-x_1", "=1+1", "a=b (c)", "anna@brand.example", "张三"] {
            check("userId", json!(id), Ok(Some(id)));
        }
        for id in ["=HYPERLINK(\"x\")", "-2+3+cmd|' /C calc'!A0", "@SUM(A1)", "a\u{0}b", "a\tb", "\n"] {
            check("userId", json!(id), Err(DropReason::BadUserId));
        }
        check("anonymousId", json!("a b"), Err(DropReason::BadAnonymousId));
    }
}
