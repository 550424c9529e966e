//! Codes that stand twice, and codes that people cannot tell apart: somebody would be refused at the till.

use super::BadStock;
use super::code::name;
use std::collections::HashMap;
use unicode_normalization::UnicodeNormalization as _;
use unicode_security::skeleton;

/// # Errors
/// When two codes are the same, or look the same: their skeletons of Unicode Technical Standard 39, section 4, are one
/// after compatibility forms (full width, circled …) are made plain.
pub fn refuse(codes: &[(usize, String)]) -> Result<(), BadStock> {
    let mut seen: HashMap<String, usize> = HashMap::with_capacity(codes.len());
    for (at, (line, code)) in codes.iter().enumerate() {
        let plain: String = code.nfkc().collect();
        let Some(first) = seen.insert(skeleton(&plain).collect(), at) else { continue };
        let (first_line, other) = &codes[first];
        if other == code {
            return Err(BadStock::at(*line, format!("the code of line {first_line} again")));
        }
        let (one, another) = difference(other, code);
        let why = format!(
            "nobody can tell this code from that of line {first_line}: {one} and {another} look alike"
        );
        return Err(BadStock::at(*line, why));
    }
    Ok(())
}

/// Where two codes begin to differ.
fn difference(one: &str, another: &str) -> (String, String) {
    let same = one.chars().zip(another.chars()).take_while(|(one, another)| one == another).count();
    let shown = |code: &str| match code.chars().nth(same) {
        Some(letter) => format!("`{letter}` ({})", name(letter)),
        None => "nothing".to_owned(),
    };
    (shown(one), shown(another))
}
