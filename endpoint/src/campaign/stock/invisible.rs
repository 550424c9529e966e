//! Letters that nobody sees: spaces of every kind, marks of direction, joiners, fillers.

/// Whether a letter leaves no mark on paper. White space and Unicode's `Default_Ignorable_Code_Point`
/// (DerivedCoreProperties.txt of Unicode 16), control characters and the blank of Braille.
pub fn is_invisible(letter: char) -> bool {
    letter.is_whitespace()
        || letter.is_control()
        || matches!(letter,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
            | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}')
}

/// Without what nobody sees at both ends.
pub fn trim(text: &str) -> &str {
    text.trim_matches(is_invisible)
}
