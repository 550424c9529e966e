//! Invites: the opaque code that stands for one inviter in one campaign, and the link that carries it.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use std::fmt;
use std::str::FromStr;

/// 128 random bits, written as 22 letters of base64url: too many to guess, short enough for a QR code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Code([u8; 16]);

/// How long a code's text is.
const CODE_CHARS: usize = 22;

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

/// Letters and digits a code is written in; every other sign ends it.
fn is_code_sign(sign: char) -> bool {
    sign.is_ascii_alphanumeric() || matches!(sign, '-' | '_')
}

/// The code in what is left of a link after chats, keyboards and people have passed it on: signs glued to either side are
/// forgiven, letters and digits are not, for those make another code.
///
/// # Errors
/// When no code stands there.
pub fn code_in(text: &str) -> Result<Code, BadCode> {
    let from = text.find(|sign: char| is_code_sign(sign)).ok_or(BadCode)?;
    let signs = &text[from..];
    let code = signs.get(..CODE_CHARS).ok_or(BadCode)?;
    let glued = signs[CODE_CHARS..].trim_start_matches(['-', '_']);
    if glued.starts_with(|sign: char| sign.is_ascii_alphanumeric()) {
        return Err(BadCode);
    }
    code.parse()
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
    fn a_code_is_found_in_what_chats_make_of_a_link() {
        let code = Code::from_random(*b"0123456789abcdef");
        for glued in [
            "",
            ".",
            ",",
            ")",
            "。",
            "，",
            "）",
            "」",
            "!",
            "?",
            ">",
            "…",
            "\"",
            "\n",
            "\u{200b}",
            "\u{feff}",
            "🎉",
            "/",
            "/。",
            "快来玩",
            "*",
            "_",
            "__",
            "%E3%80%82",
            "\u{fffd}",
            "&amp;",
            "#",
        ] {
            assert_eq!(code_in(&format!("{code}{glued}")), Ok(code), "{glued}");
        }
        for before in [" ", "(", "<", "「", "\"", "/", "\u{200b}"] {
            assert_eq!(code_in(&format!("{before}{code}")), Ok(code), "{before}");
        }
    }

    #[test]
    fn a_letter_more_is_another_code() {
        let code = Code::from_random(*b"0123456789abcdef").to_string();
        for text in
            [format!("{code}a"), format!("a{code}"), format!("{code}_a"), code[1..].to_owned(), "。".into()]
        {
            assert_eq!(code_in(&text), Err(BadCode), "{text}");
        }
        assert_eq!(code_in("../../etc/passwd"), Err(BadCode));
    }
}
