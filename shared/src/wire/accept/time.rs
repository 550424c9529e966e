//! When it happened: the moment that was named, on the endpoint's clock, or a fault. Never another moment.

use super::fault::{Fault, fault};
use super::received::Received;
use crate::wire::DropReason;
use jiff::Timestamp;
use serde_json::{Map, Value};

/// So much ahead of ours a clock may be that nobody corrects.
const MOST_AHEAD_MS: i64 = 5 * 60_000;
const DAY_MS: i64 = 24 * 3_600_000;
/// So long an event may have waited on a clock that is wrong by more than a day.
const LONGEST_WAIT_ON_A_WRONG_CLOCK_MS: i64 = 30 * DAY_MS;
/// Less is seconds, or nobody knows what; as milliseconds it would be before March 1973.
const LEAST_MS_AS_NUMBER: f64 = 1e11;
/// 31 December 9999.
const MOST_MS: i64 = 253_402_300_799_999;

/// The moment as it was named, and the same on the endpoint's clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    pub named_ms: i64,
    pub corrected_ms: i64,
}

/// Segment's correction: the time on our clock is when it came, less how long it waited on the sender's. Without
/// `sentAt` the sender's clock is believed. `None` is a message that names no time: it happened when it came.
pub fn moment(message: &Map<String, Value>, received: Received<'_>) -> Result<Option<Moment>, Fault> {
    let named = |name: &'static str, value: Option<&Value>| match value {
        None | Some(Value::Null) => Ok(None),
        Some(value) => read_ms(value).map(Some).ok_or(fault(DropReason::BadTimestamp, name)),
    };
    let original = named("originalTimestamp", message.get("originalTimestamp"))?;
    let stated = named("timestamp", message.get("timestamp"))?;
    let sent = named("sentAt", message.get("sentAt"))?;
    let sent = if sent.is_some() { sent } else { named("sentAt", received.sent_at)? };
    let Some(named_ms) = original.or(stated) else { return Ok(None) };
    let corrected_ms = match sent {
        None => named_ms,
        Some(sent_ms) => {
            let waited_ms = sent_ms - named_ms;
            let is_clock_wrong = (received.at_ms - sent_ms).abs() > DAY_MS;
            if is_clock_wrong && waited_ms > LONGEST_WAIT_ON_A_WRONG_CLOCK_MS {
                return Err(fault(DropReason::BadTimestamp, "sentAt"));
            }
            received.at_ms - waited_ms
        }
    };
    if !(0..=received.at_ms + MOST_AHEAD_MS).contains(&corrected_ms) {
        return Err(fault(DropReason::BadTimestamp, "timestamp"));
    }
    Ok(Some(Moment { named_ms, corrected_ms }))
}

/// RFC 3339 with any precision and offset, or milliseconds since 1970 as a number or its digits.
fn read_ms(value: &Value) -> Option<i64> {
    match value {
        Value::Number(number) => of_number(number.as_f64()?),
        Value::String(text) if text.bytes().all(|byte| byte.is_ascii_digit()) => {
            of_number(text.parse().ok()?)
        }
        Value::String(text) => of_rfc3339(text),
        _ => None,
    }
}

fn of_number(ms: f64) -> Option<i64> {
    (LEAST_MS_AS_NUMBER..=MOST_MS as f64).contains(&ms).then(|| ms.floor() as i64)
}

/// `2026-11-25T08:00:00.123456+08:00`. A parser that is kind to a leap second, a missing offset or a sixth digit of
/// the year would say another moment.
fn of_rfc3339(text: &str) -> Option<i64> {
    let (date_time, rest) = text.split_at_checked(19)?;
    let shape = b"dddd-dd-ddTdd:dd:dd";
    let fits = date_time.bytes().zip(shape).all(|(byte, wanted)| match wanted {
        b'd' => byte.is_ascii_digit(),
        b'T' => b"Tt ".contains(&byte),
        _ => byte == *wanted,
    });
    let digits = rest.strip_prefix('.').map_or(0, |rest| rest.bytes().take_while(u8::is_ascii_digit).count());
    let (fraction, offset) = rest.split_at(if rest.starts_with('.') { digits + 1 } else { 0 });
    if !fits || fraction == "." || &date_time[17..] > "59" || &date_time[..4] == "0000" || !is_offset(offset)
    {
        return None;
    }
    // Finer than nanoseconds nobody parses, and what is kept are milliseconds.
    let fraction = &fraction[..fraction.len().min(10)];
    let offset = if offset == "-00:00" { "Z" } else { offset };
    let at: Timestamp =
        format!("{}T{}{fraction}{offset}", &date_time[..10], &date_time[11..]).parse().ok()?;
    Some(at.as_millisecond())
}

fn is_offset(text: &str) -> bool {
    match text.as_bytes() {
        [b'Z' | b'z'] => true,
        [b'+' | b'-', rest @ ..] => {
            let is_shaped = rest.len() == 5
                && rest
                    .iter()
                    .enumerate()
                    .all(|(at, byte)| if at == 2 { *byte == b':' } else { byte.is_ascii_digit() });
            is_shaped && &text[1..3] < "24" && &text[4..] < "60"
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_time_is_the_moment_it_names_or_none() {
        let moment = 1_793_548_827_029_i64;
        for same in [
            json!(moment),
            json!("1793548827029"),
            json!(1_793_548_827_029.5),
            json!("2026-11-01T16:00:27.029Z"),
            json!("2026-11-01t16:00:27.029z"),
            json!("2026-11-01 16:00:27.029Z"),
            json!("2026-11-01T16:00:27.029000-00:00"),
            json!("2026-11-01T16:00:27.0290009999999Z"),
            json!("2026-11-02T00:00:27.0299+08:00"),
            json!("2026-11-01T10:30:27.029-05:30"),
        ] {
            assert_eq!(read_ms(&same), Some(moment), "{same}");
        }
        assert_eq!(read_ms(&json!("2026-11-01T16:00:27Z")), Some(moment - 29));
        for none in [
            json!(""),
            json!("yesterday"),
            json!(1_793_548_827),
            json!(1_793_548_827.029),
            json!("1793548827"),
            json!(-1),
            json!(0),
            json!(1e300),
            json!(true),
            json!({}),
            json!([]),
            json!("2026-11-01"),
            json!("2026-11-01T16:00:27"),
            json!("2026-11-01T16:00Z"),
            json!("20261101T160027Z"),
            json!("2026-11-01T24:00:00Z"),
            json!("2016-12-31T23:59:60Z"),
            json!("2026-02-29T00:00:00Z"),
            json!("2026-13-01T00:00:00Z"),
            json!("0000-01-01T00:00:00Z"),
            json!("+275760-09-13T00:00:00Z"),
            json!("2026-11-01T16:00:27.Z"),
            json!("2026-11-01T16:00:27+24:00"),
            json!("2026-11-01T16:00:27+0800"),
            json!("2026-11-01T16:00:27Z[Asia/Shanghai]"),
            json!("2026-11-01T16:00:27 Z"),
            json!("2026-11-01T16:00:2é"),
        ] {
            assert_eq!(read_ms(&none), None, "{none}");
        }
    }
}
