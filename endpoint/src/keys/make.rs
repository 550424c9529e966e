//! `tapvine-endpoint key new`: a fresh key, shown once, and the line by which the endpoint knows it.

use super::Scope;
use super::file::line_of;
use crate::digest::sha256_hex;
use crate::random;
use anyhow::bail;
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use std::fmt;

/// By which a key is known for what it is, where one turns up.
const PREFIX: &str = "tvk_";
const MAX_NAME_CHARS: usize = 60;

/// A key that nobody knows yet, and its line in the key file.
#[derive(Clone, Debug)]
pub struct NewKey {
    pub key: String,
    pub line: String,
}

/// 256 random bits: so many need no slow hash.
///
/// # Errors
/// When the name is no line of text, or there are no random bytes.
pub fn make_key(name: &str, scopes: &[Scope]) -> anyhow::Result<NewKey> {
    let name = name.trim();
    let length = name.chars().count();
    if !(1..=MAX_NAME_CHARS).contains(&length) || name.contains(char::is_control) {
        bail!("the name of a key is one line of at most {MAX_NAME_CHARS} letters");
    }
    let key = format!("{PREFIX}{}", BASE64_URL_SAFE_NO_PAD.encode(random::bytes::<32>()?));
    let line = line_of(&sha256_hex(&key), scopes, name);
    Ok(NewKey { key, line })
}

impl fmt::Display for NewKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "Give this key to its holder; it is shown this once:\n\n  {}\n", self.key)?;
        write!(f, "Add this line to the file of TAPVINE_ANALYST_KEYS and start again:\n\n  {}", self.line)
    }
}
