//! One code: what stands around it is taken away, what nobody could read to a cashier is refused.

use super::bad_stock::BadStock;
use super::decode::Decoded;
use super::invisible::{is_invisible, trim};
use super::table::Row;

/// Longest code; a person must be able to read it to a cashier.
const MAX_CODE_CHARS: usize = 64;
/// Private use and unassigned for ever: each machine draws something else, or nothing.
const NO_LETTERS: [std::ops::RangeInclusive<char>; 3] =
    ['\u{e000}'..='\u{f8ff}', '\u{fdd0}'..='\u{fdef}', '\u{f0000}'..='\u{10ffff}'];

/// The code in the first column of a row.
///
/// # Errors
/// When there is none, or when it is surely not what was meant.
pub fn read(row: &Row, text: &Decoded) -> Result<String, BadStock> {
    let code = bare(row.first());
    match fault(code, text) {
        None => Ok(code.to_owned()),
        Some(why) => Err(BadStock::at(row.line, why)),
    }
}

/// Without invisible edges, without the quotation marks that CSV leaves when something invisible stands before them,
/// and without the formula `="00123"` by which spreadsheets keep a number's zeros.
pub fn bare(cell: &str) -> &str {
    let mut code = trim(cell);
    loop {
        let formula = code.strip_prefix('=').unwrap_or(code);
        let Some(inner) = formula.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) else {
            return code;
        };
        code = trim(inner);
    }
}

fn fault(code: &str, text: &Decoded) -> Option<String> {
    let letters = code.chars().count();
    let found = |is_bad: fn(char) -> bool| code.chars().find(|letter| is_bad(*letter));
    if code.is_empty() {
        return Some("the first column is empty; codes stand in the first column".into());
    }
    if letters > MAX_CODE_CHARS {
        return Some(format!("a code has at most {MAX_CODE_CHARS} letters, this one has {letters}"));
    }
    if !text.is_sure && !code.is_ascii() {
        let reading = text.as_gb18030(code).map(|text| format!(" (as GB18030 it reads `{text}`)"));
        let reading = reading.unwrap_or_default();
        return Some(format!("the code has letters in an unknown encoding{reading}; save the file as UTF-8"));
    }
    if let Some(reading) = text.as_gb18030(code).filter(|_| text.is_sure && !code.is_ascii()) {
        return Some(format!(
            "this is `{code}` in UTF-8 and `{reading}` in GB18030; save the file as UTF-8 with a mark"
        ));
    }
    if code.contains('\u{fffd}') {
        return Some("a letter was lost when the file was saved (U+FFFD); export the codes again".into());
    }
    if let Some(letter) = found(|letter| letter != ' ' && is_invisible(letter)) {
        return Some(format!("there is an invisible letter ({}) inside the code", name(letter)));
    }
    if code.contains("  ") {
        return Some("there are two spaces in a row; separate columns by a comma".into());
    }
    if let Some(letter) = found(|letter| NO_LETTERS.iter().any(|range| range.contains(&letter))) {
        return Some(format!("the code has a letter of private use ({})", name(letter)));
    }
    if let Some(sign) = found(|letter| matches!(letter, '，' | '；' | '、')) {
        return Some(format!("`{sign}` separates no columns; write a comma, or nothing"));
    }
    if code.starts_with(is_quote) || code.ends_with(is_quote) {
        return Some("there is a quotation mark at one end of the code".into());
    }
    if !code.chars().any(char::is_alphanumeric) {
        return Some("there is neither a letter nor a digit; a comment begins with #".into());
    }
    if ["//", "--", "/*"].iter().any(|start| code.starts_with(start)) {
        return Some("a comment begins with #; no code begins so".into());
    }
    if is_shortened_number(code) {
        return Some(
            "a spreadsheet has shortened this number; format the column as text and export it again".into(),
        );
    }
    None
}

fn is_quote(letter: char) -> bool {
    matches!(
        letter,
        '"' | '\''
            | '`'
            | '‘'
            | '’'
            | '“'
            | '”'
            | '„'
            | '‟'
            | '«'
            | '»'
            | '「'
            | '」'
            | '『'
            | '』'
            | '＂'
    )
}

/// Such as `8.90123E+11`, of which the last digits are gone.
fn is_shortened_number(code: &str) -> bool {
    let Some((digits, power)) = code.split_once(['E', 'e']) else { return false };
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let mut parts = digits.splitn(2, ['.', ',']);
    let is_whole = parts.next().is_some_and(is_number);
    match (power.split_at_checked(1), parts.next()) {
        (Some(("+", power)), fraction) => is_whole && fraction.is_none_or(is_number) && is_number(power),
        (Some(("-", power)), Some(fraction)) => is_whole && is_number(fraction) && is_number(power),
        _ => false,
    }
}

/// A letter that cannot be shown, by its number.
pub fn name(letter: char) -> String {
    format!("U+{:04X}", u32::from(letter))
}
