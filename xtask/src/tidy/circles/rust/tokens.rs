//! Reading code word by word, macros' arguments too, where the tree of items says no more.

use proc_macro2::{TokenStream, TokenTree};
use std::collections::BTreeSet;
use syn::ItemUse;

/// Adds the paths of more than one name (`a::b`), and gives back the `use`s within functions.
pub fn mentions(tokens: TokenStream, found: &mut Vec<Vec<String>>) -> Vec<ItemUse> {
    let mut uses = Vec::new();
    let mut path: Vec<String> = Vec::new();
    let mut colons = 0;
    let mut statement: Option<TokenStream> = None;
    for token in tokens {
        if let Some(until_end) = &mut statement {
            until_end.extend([token.clone()]);
            if is_sign(&token, ';') {
                uses.extend(syn::parse2(std::mem::take(until_end)));
                statement = None;
            }
            continue;
        }
        match token {
            TokenTree::Ident(word) if word == "use" => statement = Some(TokenTree::from(word).into()),
            TokenTree::Ident(word) => {
                if colons != 2 {
                    close(&mut path, found);
                }
                path.push(word.to_string());
                colons = 0;
            }
            token if is_sign(&token, ':') && !path.is_empty() && colons < 2 => colons += 1,
            token => {
                close(&mut path, found);
                colons = 0;
                if let TokenTree::Group(group) = token {
                    uses.extend(mentions(group.stream(), found));
                }
            }
        }
    }
    close(&mut path, found);
    uses
}

fn close(path: &mut Vec<String>, found: &mut Vec<Vec<String>>) {
    if path.len() > 1 {
        found.push(std::mem::take(path));
    } else {
        path.clear();
    }
}

fn is_sign(token: &TokenTree, sign: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == sign)
}

/// Adds every word.
pub fn words(tokens: TokenStream, found: &mut BTreeSet<String>) {
    for token in tokens {
        match token {
            TokenTree::Ident(word) => drop(found.insert(word.to_string())),
            TokenTree::Group(group) => words(group.stream(), found),
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}
