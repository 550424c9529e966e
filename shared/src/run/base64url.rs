//! base64url without padding, in few bytes: the phone's module carries it for the sake of the trace alone.

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

pub fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() / 3 * 4 + 4);
    for few in bytes.chunks(3) {
        let bits = few.iter().fold(0, |bits, byte| bits << 8 | u32::from(*byte)) << (24 - few.len() * 8);
        for place in 0..=few.len() {
            text.push(char::from(LETTERS[(bits >> (18 - place * 6)) as usize % LETTERS.len()]));
        }
    }
    text
}

/// The bytes of a text; `None` unless the text is exactly what `encode` writes.
pub fn decode(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3 + 3);
    let (mut bits, mut waiting) = (0u32, 0);
    for letter in text.bytes() {
        bits = bits << 6 | u32::from(value(letter)?);
        waiting += 6;
        if waiting >= 8 {
            waiting -= 8;
            bytes.push((bits >> waiting) as u8);
            bits &= (1 << waiting) - 1;
        }
    }
    (waiting < 6 && bits == 0).then_some(bytes)
}

fn value(letter: u8) -> Option<u8> {
    match letter {
        b'A'..=b'Z' => Some(letter - b'A'),
        b'a'..=b'z' => Some(letter - b'a' + 26),
        b'0'..=b'9' => Some(letter - b'0' + 52),
        b'-' => Some(62),
        b'_' => Some(63),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::Engine as _;
    use base64::prelude::BASE64_URL_SAFE_NO_PAD;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_writes_what_everybody_writes(bytes in any::<Vec<u8>>()) {
            let text = encode(&bytes);
            prop_assert_eq!(&text, &BASE64_URL_SAFE_NO_PAD.encode(&bytes));
            prop_assert_eq!(decode(&text), Some(bytes));
        }

        #[test]
        fn it_refuses_what_everybody_refuses(text in "[A-Ca-c0-2_=+/-]{0,12}") {
            prop_assert_eq!(decode(&text), BASE64_URL_SAFE_NO_PAD.decode(&text).ok());
        }
    }
}
