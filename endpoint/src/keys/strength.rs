//! Which keys and secrets are too easy to guess to start with.

use anyhow::bail;
use std::collections::HashSet;

/// Signs what players are known by; who guesses it is everybody.
pub const MIN_SECRET_CHARS: usize = 32;
/// Opens everything there is about players.
pub const MIN_ANALYST_KEY_CHARS: usize = 16;
/// Stands in every page: nothing hangs on its being secret, only that nobody's SDK hits it by chance.
pub const MIN_WRITE_KEY_CHARS: usize = 12;

const MIN_DISTINCT_CHARS: usize = 7;
/// Beginnings of what documents and templates put where a secret belongs.
const PLACEHOLDERS: [&str; 6] = ["changeme", "change-me", "change_me", "password", "your-", "your_"];

/// Refuses in one sentence, without the text itself.
///
/// # Errors
/// When the text is short, made of few letters, a repetition, a row of neighbours, or a placeholder.
pub fn check_strength(name: &str, text: &str, min_chars: usize) -> anyhow::Result<()> {
    let chars: Vec<char> = text.chars().collect();
    let lower = text.to_lowercase();
    let why = if chars.len() < min_chars {
        format!("has {} letters; it needs at least {min_chars}", chars.len())
    } else if chars.iter().collect::<HashSet<_>>().len() < MIN_DISTINCT_CHARS {
        format!("is made of fewer than {MIN_DISTINCT_CHARS} different letters")
    } else if is_repetition(&chars) {
        "is the same few letters again and again".to_owned()
    } else if is_row(&chars) {
        "is a row of neighbours like 1234 or abcd".to_owned()
    } else if PLACEHOLDERS.iter().any(|start| lower.starts_with(start)) {
        "is a placeholder".to_owned()
    } else {
        return Ok(());
    };
    bail!("{name} {why}: take a random one, for example from `openssl rand -hex 32`")
}

/// Some piece at most half as long, over and over.
fn is_repetition(chars: &[char]) -> bool {
    (1..=chars.len() / 2).any(|period| chars.iter().skip(period).zip(chars).all(|(a, b)| a == b))
}

/// Nearly every letter is the neighbour of the one before.
fn is_row(chars: &[char]) -> bool {
    let near = |pair: &&[char]| u32::from(pair[0]).abs_diff(u32::from(pair[1])) <= 1;
    chars.windows(2).filter(near).count() * 10 >= chars.len() * 8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_easy_to_guess_is_refused_in_one_sentence_that_does_not_say_it() {
        let check = |text: &str, expect: &str| {
            let refused = check_strength("TAPVINE_SECRET", text, MIN_SECRET_CHARS);
            let error = refused.err().map(|error| error.to_string()).unwrap_or_default();
            assert!(error.starts_with("TAPVINE_SECRET ") && error.contains(expect), "{text}: {error}");
            assert!(text.is_empty() || !error.contains(text), "{error}");
        };
        check("", "has 0 letters");
        check("0123456789abcdef0123456789abcde", "has 31 letters");
        check(&"a".repeat(64), "fewer than 7");
        check(&"correct horse ".repeat(4), "again and again");
        check(&"0123456789".repeat(4), "again and again");
        check("abcdefghijklmnopqrstuvwxyz012345678", "row of neighbours");
        check("changeme-changeme-please-now-0123456", "placeholder");
    }

    #[test]
    fn random_ones_of_any_alphabet_are_taken() {
        for text in [
            "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            "qY3vJ0b9wq1tH8cXn5Zk2mLp7sRd4fGa",
            "correct horse battery staple and then some",
            "三棵树在河边等一只迟到的船把昨天的信带给山里读书的孩子们再回来唱歌",
        ] {
            assert!(check_strength("TAPVINE_SECRET", text, MIN_SECRET_CHARS).is_ok(), "{text}");
        }
    }
}
