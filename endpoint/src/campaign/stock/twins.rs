//! Codes that stand twice, and codes that people cannot tell apart: somebody would be refused at the till.

use super::bad_stock::BadStock;
use super::code::name;
use std::collections::HashMap;
use unicode_normalization::UnicodeNormalization as _;
use unicode_security::skeleton;

/// # Errors
/// When two codes are the same, or look the same: their skeletons of Unicode Technical Standard 39, section 4, are one
/// after compatibility forms (full width, circled …) are made plain; a small o is a zero, too. Or when only capitals
/// tell them apart: codes are read aloud, and most tills do not care.
pub fn refuse(codes: &[(usize, String)]) -> Result<(), BadStock> {
    let mut looks: HashMap<String, usize> = HashMap::with_capacity(codes.len());
    let mut sounds: HashMap<String, usize> = HashMap::with_capacity(codes.len());
    for (at, (line, code)) in codes.iter().enumerate() {
        let plain: String = code.nfkc().collect();
        let look = skeleton(&plain).map(|letter| if letter == 'o' { 'O' } else { letter }).collect();
        let sound = plain.to_lowercase();
        let (alike, aloud) = (looks.insert(look, at), sounds.insert(sound, at));
        let Some(first) = alike.or(aloud) else { continue };
        let (first_line, other) = &codes[first];
        if other == code {
            return Err(BadStock::at(*line, format!("the code of line {first_line} again")));
        }
        let (one, another) = difference(other, code);
        let why = match alike {
            Some(_) => format!(
                "nobody can tell this code from that of line {first_line}: {one} and {another} look alike"
            ),
            None => {
                format!("only capitals tell this code from that of line {first_line}; tills and ears do not")
            }
        };
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
