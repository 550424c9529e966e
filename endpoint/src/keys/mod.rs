//! Keys of analysts: who may ask for what. Only hashes are configured; a key itself is known to its holder alone.
//! Beside them the keys with which a brand signs for its users.

pub mod asks;
mod file;
mod identity;
mod make;
mod scope;
mod strength;
mod throttle;

pub use identity::IdentityKeys;
pub use make::{NewKey, make_key};
pub use scope::{KeyHolder, Scope};
pub use strength::{MIN_ANALYST_KEY_CHARS, MIN_SECRET_CHARS, MIN_WRITE_KEY_CHARS, check_strength};
pub use throttle::GuessThrottle;

use ctutils::{Choice, CtAssign as _, CtEq as _};
use file::KeyLine;
use sha2::{Digest as _, Sha256};
use std::path::Path;

/// The name of the one key that is set by `TAPVINE_ANALYST_KEY`.
const CONFIGURED: &str = "configured";

/// Every key that is known. Without any, nobody reads what players did.
#[derive(Debug, Default)]
pub struct AnalystKeys(Vec<([u8; 32], KeyHolder)>);

impl AnalystKeys {
    /// The one key in the clear, which may be used for everything, and those of the key file.
    ///
    /// # Errors
    /// When the file cannot be read; when a line of it is no key, with file and line.
    pub fn load(all_scopes: Option<&str>, file: Option<&Path>) -> anyhow::Result<AnalystKeys> {
        let mut keys = AnalystKeys::default();
        if let Some(key) = all_scopes {
            let holder = KeyHolder { name: CONFIGURED.into(), scopes: Scope::ALL.to_vec() };
            keys.0.push((Sha256::digest(key).into(), holder));
        }
        for KeyLine { hash, holder } in file.map(file::read).transpose()?.unwrap_or_default() {
            keys.0.push((hash, holder));
        }
        Ok(keys)
    }

    /// Whose key this is. Takes the same time whichever it is, and whether it is one at all.
    pub fn holder(&self, key: &str) -> Option<&KeyHolder> {
        let given: [u8; 32] = Sha256::digest(key).into();
        let (mut is_known, mut place) = (Choice::FALSE, 0_usize);
        for (index, (hash, _)) in self.0.iter().enumerate() {
            let is_this = hash.ct_eq(&given);
            place.ct_assign(&index, is_this);
            is_known |= is_this;
        }
        is_known.to_bool().then(|| &self.0[place].1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_found_among_others_by_its_hash() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("keys");
        let made = ["one", "two"].map(|name| make_key(name, &[Scope::Read]).expect("made"));
        std::fs::write(&path, format!("# ours\n{}\n\n{}\n", made[0].line, made[1].line)).expect("written");
        let keys = AnalystKeys::load(Some("the-key-for-everything"), Some(&path)).expect("loaded");
        let name = |key: &str| keys.holder(key).map(|holder| holder.name.as_str());
        assert_eq!(name(&made[0].key), Some("one"));
        assert_eq!(name(&made[1].key), Some("two"));
        assert_eq!(name("the-key-for-everything"), Some(CONFIGURED));
        assert_eq!(name(""), None);
        assert_eq!(name(&made[0].line), None, "who reads the file has no key");
        assert_eq!(AnalystKeys::default().holder(""), None);
    }
}
