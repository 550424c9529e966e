//! Invites: the opaque code that stands for one inviter in one campaign, and the link that carries it.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use std::fmt;
use std::str::FromStr;

/// 128 random bits, written as 22 letters of base64url: too many to guess, short enough for a QR code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Code([u8; 16]);

/// A text was not the code of an invite.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadCode;

impl Code {
    /// The bytes come from the operating system's generator.
    pub const fn from_random(bytes: [u8; 16]) -> Code {
        Code(bytes)
    }

    /// The link a person passes on; `public_url` is the endpoint's own, without a slash at its end.
    pub fn link(&self, public_url: &str) -> String {
        format!("{public_url}/i/{self}")
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&BASE64_URL_SAFE_NO_PAD.encode(self.0))
    }
}

impl FromStr for Code {
    type Err = BadCode;

    fn from_str(text: &str) -> Result<Self, BadCode> {
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(text).map_err(|_| BadCode)?;
        bytes.try_into().map(Code).map_err(|_| BadCode)
    }
}

/// The longest name an inviter may show to friends.
pub const MAX_NAME_CHARS: usize = 24;

/// A name safe to show: one line, trimmed, cut to [`MAX_NAME_CHARS`]; `None` when nothing is left.
pub fn shown_name(raw: &str) -> Option<String> {
    let one_line: String =
        raw.chars().map(|letter| if letter.is_whitespace() { ' ' } else { letter }).collect();
    let visible = one_line.chars().filter(|letter| !letter.is_control() && !is_invisible(*letter));
    let name: String = visible.collect::<String>().trim().chars().take(MAX_NAME_CHARS).collect();
    let name = name.trim_end();
    (!name.is_empty()).then(|| name.to_owned())
}

/// Zero-width and direction-changing letters, with which a name could disguise itself.
fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_survives_its_text_form_and_stands_in_the_link() {
        let code = Code::from_random(*b"0123456789abcdef");
        let text = code.to_string();
        assert_eq!(text.len(), 22);
        assert_eq!(text.parse(), Ok(code));
        assert_eq!(code.link("https://play.example"), format!("https://play.example/i/{text}"));
    }

    #[test]
    fn other_texts_are_no_codes() {
        for text in ["", "abc", "../../etc/passwd", "0123456789abcdef0123456", "MDEyMzQ1Njc4OWFiY2RlZg=="] {
            assert_eq!(text.parse::<Code>(), Err(BadCode), "{text}");
        }
    }

    #[test]
    fn a_shown_name_is_one_short_visible_line() {
        let check = |raw: &str, expect: Option<&str>| assert_eq!(shown_name(raw).as_deref(), expect);
        check("  Lin \n", Some("Lin"));
        check("李\u{202e}雷", Some("李雷"));
        check("\u{200b}\t", None);
        check(&"长".repeat(10_000), Some("长".repeat(24).as_str()));
        check("<b>=1+1</b>", Some("<b>=1+1</b>"));
    }
}
