//! Quotation marks of CSV: one that never closes would swallow the codes below it, so it is found first.

use super::bad_stock::BadStock;
use super::invisible::is_invisible;

/// # Errors
/// When a cell begins with a quotation mark and does not end with one.
pub fn refuse_unclosed(text: &str, delimiter: Option<char>) -> Result<(), BadStock> {
    let ends_cell = |letter: char| letter == '\n' || Some(letter) == delimiter;
    let mut letters = text.chars().peekable();
    let (mut line, mut at_start) = (1, true);
    while let Some(letter) = letters.next() {
        line += usize::from(letter == '\n');
        if letter != '"' || !at_start {
            at_start = ends_cell(letter);
            continue;
        }
        let opened = line;
        loop {
            match letters.next() {
                Some('"') if letters.next_if_eq(&'"').is_some() => {}
                Some('"') => {
                    while letters.next_if(|next| is_invisible(*next) && !ends_cell(*next)).is_some() {}
                    if letters.peek().is_none_or(|next| ends_cell(*next)) {
                        break;
                    }
                    return Err(unclosed(opened));
                }
                Some('\n') => line += 1,
                None => return Err(unclosed(opened)),
                Some(_) => {}
            }
        }
        at_start = false;
    }
    Ok(())
}

fn unclosed(line: usize) -> BadStock {
    BadStock::at(line, "a quotation mark opens in this line and does not close where its cell ends")
}
