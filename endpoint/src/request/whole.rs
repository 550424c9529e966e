//! Whole numbers as JSON has them: `828.0` and `828` are the same.

use serde::de::Error;
use serde::{Deserialize as _, Deserializer};
use serde_json::Number;

/// Up to here every whole number is a double of its own.
const MAX_EXACT: f64 = 9_007_199_254_740_992.0;

pub fn deserialize<'de, D: Deserializer<'de>, T: TryFrom<i64>>(deserializer: D) -> Result<T, D::Error> {
    let number = Number::deserialize(deserializer)?;
    let exact = |float: f64| (float.fract() == 0.0 && float.abs() <= MAX_EXACT).then_some(float as i64);
    let whole = number.as_i64().or_else(|| number.as_f64().and_then(exact));
    whole
        .and_then(|whole| T::try_from(whole).ok())
        .ok_or_else(|| D::Error::custom("no whole number that fits"))
}

#[cfg(test)]
mod tests {
    #[derive(serde::Deserialize)]
    struct Sent {
        #[serde(deserialize_with = "super::deserialize")]
        version: u16,
    }

    #[test]
    fn a_whole_number_may_be_written_with_a_point() {
        let read = |text: &str| {
            serde_json::from_str::<Sent>(&format!("{{\"version\":{text}}}")).ok().map(|sent| sent.version)
        };
        assert_eq!(read("828.0"), Some(828));
        assert_eq!(read("8.28e2"), Some(828));
        assert_eq!(read("65535"), Some(65_535));
        for refused in ["828.5", "65536", "-1", "1e300", "\"1\"", "null"] {
            assert_eq!(read(refused), None, "{refused}");
        }
    }
}
