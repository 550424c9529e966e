//! The 64-bit seed of a run; the endpoint draws it, the client only receives it.

use std::fmt;
use std::str::FromStr;

/// A seed, written as 16 lower-case hexadecimal digits because a JSON number loses 64-bit integers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Seed(pub u64);

/// A seed was not 16 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadSeed;

impl fmt::Display for Seed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl FromStr for Seed {
    type Err = BadSeed;

    fn from_str(text: &str) -> Result<Self, BadSeed> {
        let hexadecimal = text.len() == 16 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        if !hexadecimal {
            return Err(BadSeed);
        }
        u64::from_str_radix(text, 16).map(Seed).map_err(|_| BadSeed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_survives_its_text_form() {
        for seed in [0, 1, u64::MAX, 0x0123_4567_89ab_cdef] {
            assert_eq!(Seed(seed).to_string().parse(), Ok(Seed(seed)));
        }
    }

    #[test]
    fn anything_but_16_hex_digits_is_refused() {
        for text in ["", "1", "+123456789abcdef", "0123456789abcdefg", "0123456789abcdeg"] {
            assert_eq!(text.parse::<Seed>(), Err(BadSeed), "{text}");
        }
    }
}
