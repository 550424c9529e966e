//! From bytes to text. Without a byte order mark a file is UTF-8, UTF-16 whose every letter gives it away, or of an
//! encoding that nobody can tell; then only its ASCII is sure, which is enough when all codes are ASCII.

use super::bad_stock::BadStock;
use encoding_rs::{Encoding, GB18030, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// The text of a file.
pub struct Decoded {
    pub text: String,
    pub encoding: &'static str,
    /// Whether letters outside ASCII are what they look like. If not, each stands for one byte, and what is ASCII is
    /// sure all the same: no encoding in use writes a line end, comma, semicolon, tab or quote into another letter.
    pub is_sure: bool,
    /// Whether the file says its encoding.
    pub has_mark: bool,
}

impl Decoded {
    /// Another reading, in the encoding of most Chinese machines, of letters that are not sure: those of no known
    /// encoding, and those that are valid UTF-8 by chance, as `券` in GB18030 is `ȯ`. Rare letters give that away.
    pub fn as_gb18030(&self, letters: &str) -> Option<String> {
        let is_rare = |letter: char| matches!(letter, '\u{180}'..='\u{2ff}' | '\u{500}'..='\u{58f}');
        let bytes = match self.is_sure {
            false => WINDOWS_1252.encode(letters).0,
            true if !self.has_mark && letters.contains(is_rare) => letters.as_bytes().into(),
            true => return None,
        };
        GB18030.decode_without_bom_handling_and_without_replacement(&bytes).map(Into::into)
    }
}

/// # Errors
/// When a mark promises an encoding that the bytes are not of, or the bytes are of no text.
pub fn decode(bytes: &[u8]) -> Result<Decoded, BadStock> {
    if bytes.starts_with(b"\xff\xfe\0\0") || bytes.starts_with(b"\0\0\xfe\xff") {
        return Err(BadStock::whole_file("this is UTF-32; save it as UTF-8"));
    }
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let text = encoding.decode_without_bom_handling_and_without_replacement(&bytes[mark..]);
        let text = text.ok_or_else(|| not_what_its_mark_says(encoding, bytes))?;
        return without_nul(Decoded {
            text: text.into(),
            encoding: encoding.name(),
            is_sure: true,
            has_mark: true,
        });
    }
    if bytes.contains(&0) {
        return utf_16_without_mark(bytes);
    }
    Ok(match std::str::from_utf8(bytes) {
        Ok(text) => Decoded { text: text.to_owned(), encoding: "UTF-8", is_sure: true, has_mark: false },
        Err(_) => {
            let (text, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
            Decoded {
                text: text.into(),
                encoding: "ASCII and unknown letters",
                is_sure: false,
                has_mark: false,
            }
        }
    })
}

fn not_what_its_mark_says(encoding: &'static Encoding, bytes: &[u8]) -> BadStock {
    let why = format!("the file is marked as {} and is not; save it as UTF-8", encoding.name());
    match std::str::from_utf8(bytes) {
        Err(error) if encoding == encoding_rs::UTF_8 => {
            BadStock::at(super::table::line_of(&bytes[..error.valid_up_to()]), why)
        }
        _ => BadStock::whole_file(why),
    }
}

/// In UTF-16 every ASCII letter has a zero before or behind it; read the other way round it makes no lines.
fn utf_16_without_mark(bytes: &[u8]) -> Result<Decoded, BadStock> {
    let read = |encoding: &'static Encoding| {
        let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
        let is_text = !text.contains('\0') && text.chars().any(|letter| letter.is_ascii_alphanumeric());
        is_text.then(|| Decoded {
            text: text.into(),
            encoding: encoding.name(),
            is_sure: true,
            has_mark: false,
        })
    };
    match (bytes.len() % 2, read(UTF_16LE), read(UTF_16BE)) {
        (0, Some(text), None) | (0, None, Some(text)) => Ok(text),
        _ => Err(BadStock::whole_file("this is no text (it has zero bytes); save it as UTF-8")),
    }
}

fn without_nul(decoded: Decoded) -> Result<Decoded, BadStock> {
    match decoded.text.find('\0') {
        None => Ok(decoded),
        Some(at) => {
            let line = super::table::line_of(&decoded.text.as_bytes()[..at]);
            Err(BadStock::at(line, "there is a zero byte in this line; save the file as UTF-8"))
        }
    }
}
