//! TypeScript as words, texts and signs: enough to tell an import from what only looks like one.

/// A word, a text in quotes or one sign; comments are passed over, a template counts as an empty text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Token<'a> {
    Word(&'a str),
    Text(&'a str),
    Sign(char),
}

pub fn tokens(text: &str) -> Vec<Token<'_>> {
    let is_word = |letter: char| letter.is_alphanumeric() || letter == '_' || letter == '$';
    let mut tokens = Vec::new();
    // How deep in `{` each open `${` of a template began.
    let mut templates: Vec<usize> = Vec::new();
    let mut depth = 0;
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let mut length = first.len_utf8();
        match first {
            '/' if rest.starts_with("//") => length = rest.find('\n').unwrap_or(rest.len()),
            '/' if rest.starts_with("/*") => length = rest.find("*/").map_or(rest.len(), |end| end + 2),
            '/' if begins_expression(tokens.last()) => length = end_of_pattern(rest),
            '"' | '\'' => {
                length = end_of_quoted(rest, first);
                tokens.push(Token::Text(rest[1..length].trim_end_matches(first)));
            }
            '`' => length = template_part(rest, depth, &mut templates, &mut tokens),
            '}' if templates.last() == Some(&depth) => {
                templates.pop();
                length = template_part(rest, depth, &mut templates, &mut tokens);
            }
            _ if is_word(first) => {
                length = rest.find(|letter| !is_word(letter)).unwrap_or(rest.len());
                tokens.push(Token::Word(&rest[..length]));
            }
            _ if first.is_whitespace() => {}
            sign => {
                depth = match sign {
                    '{' => depth + 1,
                    '}' => usize::saturating_sub(depth, 1),
                    _ => depth,
                };
                tokens.push(Token::Sign(sign));
            }
        }
        rest = &rest[length..];
    }
    tokens
}

/// From a backtick, or from the `}` of a `${…}`, to the next `${` or the closing backtick.
fn template_part(rest: &str, depth: usize, templates: &mut Vec<usize>, tokens: &mut Vec<Token<'_>>) -> usize {
    let mut at = 1;
    while let Some(letter) = rest[at..].chars().next() {
        match letter {
            '\\' => at += 1 + rest[at + 1..].chars().next().map_or(0, char::len_utf8),
            '`' => {
                tokens.push(Token::Text(""));
                return at + 1;
            }
            '$' if rest[at..].starts_with("${") => {
                templates.push(depth);
                return at + 2;
            }
            letter => at += letter.len_utf8(),
        }
    }
    rest.len()
}

/// After these a `/` begins a pattern; after a word, a text or `)` it divides.
fn begins_expression(last: Option<&Token<'_>>) -> bool {
    match last {
        None | Some(Token::Word("return" | "typeof" | "case")) => true,
        Some(Token::Sign(sign)) => !matches!(sign, ')' | ']' | '}'),
        Some(_) => false,
    }
}

fn end_of_quoted(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, letter) in rest.char_indices().skip(1) {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '\n' => return at,
            _ if letter == quote => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

fn end_of_pattern(rest: &str) -> usize {
    let (mut escaped, mut in_class) = (false, false);
    for (at, letter) in rest.char_indices().skip(1) {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '[' => in_class = true,
            ']' => in_class = false,
            '\n' => return at,
            '/' if !in_class => return at + 1,
            _ => {}
        }
    }
    rest.len()
}
