//! Who sends events: each source has a write key, and its message ids are its own.

use serde::Deserialize;
use std::str::FromStr;

/// The source whose write key browsers get.
pub const SITE: &str = "site";
/// What the endpoint itself says.
pub const ENDPOINT: &str = "endpoint";

/// A sender of events by its name and its write key.
#[derive(Clone)]
pub struct Source {
    pub name: String,
    pub key: String,
}

/// Sources as they are set: `shop=KEY,crm=KEY`.
#[derive(Clone, Deserialize)]
#[serde(try_from = "String")]
pub struct Sources(pub Vec<Source>);

impl FromStr for Sources {
    type Err = String;

    fn from_str(text: &str) -> Result<Sources, String> {
        let mut sources: Vec<Source> = Vec::new();
        for pair in text.split(',').map(str::trim).filter(|pair| !pair.is_empty()) {
            let (name, key) = pair.split_once('=').ok_or("a source is written `name=key`")?;
            let is_name = (1..=40).contains(&name.len())
                && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte));
            if !is_name || [SITE, ENDPOINT].contains(&name) {
                return Err(format!(
                    "`{name}` is no name of a source: A-Z a-z 0-9 . _ -, not `{SITE}` or `{ENDPOINT}`"
                ));
            }
            if key.is_empty() {
                return Err(format!("the source `{name}` has no key"));
            }
            if sources.iter().any(|known| known.name == name || known.key == key) {
                return Err(format!("the source `{name}` or its key is there twice"));
            }
            sources.push(Source { name: name.to_owned(), key: key.to_owned() });
        }
        Ok(Sources(sources))
    }
}

impl TryFrom<String> for Sources {
    type Error = String;

    fn try_from(text: String) -> Result<Sources, String> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::Sources;

    #[test]
    fn sources_are_names_with_keys_or_a_sentence() {
        let names = |text: &str| {
            let sources = text.parse::<Sources>();
            sources.map(|sources| sources.0.into_iter().map(|source| source.name).collect::<Vec<_>>())
        };
        assert_eq!(names("shop=k1, crm=k=2"), Ok(vec!["shop".into(), "crm".into()]));
        assert_eq!(names(""), Ok(vec![]));
        for wrong in ["shop", "shop=", "site=k", "endpoint=k", "a b=k", "a=k,a=l", "a=k,b=k"] {
            assert!(names(wrong).is_err(), "{wrong}");
        }
    }
}
