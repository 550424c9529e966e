//! Names people choose to show: which signs are visible, which belong together, and where a long one is cut.
//!
//! `www/src/kit/name.ts` does the same in the page; `shared/tests/names.json` holds both to one table.

use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory as _};
use unicode_segmentation::UnicodeSegmentation as _;

/// The longest name friends are shown, in signs: what a person sees as one letter or one emoji.
pub const MAX_NAME_SIGNS: usize = 24;
/// The longest emoji has ten code points, the tallest stack of real letters fewer; more marks than that only cover
/// their neighbours.
const MAX_SIGN_CHARS: usize = 16;

/// A name safe to show: one line, trimmed, cut to [`MAX_NAME_SIGNS`]; `None` when nothing of it can be seen.
pub fn shown_name(raw: &str) -> Option<String> {
    let mut signs = Vec::new();
    let visible = visible(raw);
    for sign in visible.graphemes(true) {
        let sign = match sign.char_indices().nth(MAX_SIGN_CHARS) {
            Some((end, _)) => sign[..end].trim_end_matches(is_joiner),
            None => sign,
        };
        let follows_blank = signs.last().is_none_or(|last| *last == " ");
        if follows_blank && (sign == " " || is_mark(sign.chars().next())) || sign.is_empty() {
            continue; // a second blank; a mark with nothing under it
        }
        signs.push(sign);
        if signs.len() == MAX_NAME_SIGNS + 1 {
            break;
        }
    }
    signs.truncate(MAX_NAME_SIGNS);
    let name = signs.concat();
    let mut name = name.trim_end();
    while let Some(shorter) = name.strip_suffix(is_joiner)
        && !is_mark(shorter.chars().next_back())
    {
        name = shorter.trim_end(); // what it joined was cut off
    }
    (!name.is_empty()).then(|| name.to_owned())
}

/// Without what cannot be seen or changes the direction of its neighbours; blanks of every kind are one kind.
fn visible(raw: &str) -> String {
    let chars: Vec<char> = raw.chars().filter(|char| char.is_whitespace() || !is_unseen(*char)).collect();
    let mut kept = String::with_capacity(raw.len());
    let mut in_flag = false;
    for (at, &char) in chars.iter().enumerate() {
        let before = kept.chars().next_back();
        in_flag = char == BLACK_FLAG || in_flag && is_tag(char);
        let keeps = if char.is_whitespace() {
            kept.push(' ');
            false
        } else if is_joiner(char) {
            joins(before, chars.get(at + 1).copied())
        } else if is_selector(char) {
            before.is_some_and(|before| before != ' ' && !is_joiner(before) && !is_selector(before))
        } else if is_tag(char) {
            in_flag
        } else {
            true
        };
        if keeps {
            kept.push(char);
        }
    }
    kept
}

const BLACK_FLAG: char = '\u{1f3f4}';

/// U+200C parts Persian letters, U+200D joins emoji and the consonants of India.
fn is_joiner(char: char) -> bool {
    matches!(char, '\u{200c}' | '\u{200d}')
}

/// Joiners work between signs beyond ASCII; after a mark, such as the one that takes a vowel away, also at the end.
fn joins(before: Option<char>, after: Option<char>) -> bool {
    let beyond_ascii = |char: char| !char.is_ascii() && !char.is_whitespace() && !is_joiner(char);
    let joined = |char: char| beyond_ascii(char) && !is_selector(char) && !is_tag(char);
    before.is_some_and(|before| {
        beyond_ascii(before) && (after.is_some_and(joined) || is_mark(Some(before)) && !is_selector(before))
    })
}

/// Chooses among the shapes of the sign before it.
fn is_selector(char: char) -> bool {
    matches!(char, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}' | '\u{180b}'..='\u{180d}' | '\u{180f}')
}

/// Spells a region after a black flag.
fn is_tag(char: char) -> bool {
    matches!(char, '\u{e0020}'..='\u{e007f}')
}

fn is_mark(char: Option<char>) -> bool {
    char.is_some_and(|char| char.general_category_group() == GeneralCategoryGroup::Mark)
}

/// What takes room or turns the text around and shows nothing: controls, bidi controls, fillers, blanks that are no blanks.
fn is_unseen(char: char) -> bool {
    matches!(char,
        '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}'
        | '\u{17b4}' | '\u{17b5}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}' | '\u{fdd0}'..='\u{fdef}' | '\u{feff}' | '\u{ffa0}'
        | '\u{fff0}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}' | '\u{16fe4}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d159}'
        | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e001f}' | '\u{e0080}'..='\u{e00ff}' | '\u{e01f0}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_shown_name_shown_again_is_the_same(raw in "\\PC*|[\u{200b}-\u{200f}a👩\u{fe0f}\u{1f3fd}\u{94d}क ]{0,80}") {
            if let Some(name) = shown_name(&raw) {
                prop_assert_eq!(shown_name(&name), Some(name.clone()));
                prop_assert!(name.graphemes(true).count() <= MAX_NAME_SIGNS);
                prop_assert!(!name.chars().any(|char| char.is_control() || is_unseen(char)));
            }
        }
    }
}
