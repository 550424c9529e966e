//! The brands' identity keys: with them a brand signs who its visitors are. A table a campaign, a line a key.
//!
//! A signature is HMAC-SHA256 over the user id's UTF-8, as it is, with the key's own text; in hexadecimal.

use super::strength::{MIN_SECRET_CHARS, check_strength};
use anyhow::{Context as _, bail};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

const SIGNATURE_BYTES: usize = 32;

/// Campaign → the id of a key → the key. While a key is rotated, both are there.
#[derive(Default)]
pub struct IdentityKeys(BTreeMap<String, BTreeMap<String, String>>);

impl IdentityKeys {
    /// # Errors
    /// When the file cannot be read, is no TOML of tables of texts, or a key is weak; never with a key's text.
    pub fn load(path: &Path) -> anyhow::Result<IdentityKeys> {
        let shown = path.display();
        let text = fs::read_to_string(path).with_context(|| shown.to_string())?;
        let keys: BTreeMap<String, BTreeMap<String, String>> = match toml::from_str(&text) {
            Ok(keys) => keys,
            Err(error) => {
                let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
                let line = before.matches('\n').count() + 1;
                bail!("{shown}:{line}: {}", error.message());
            }
        };
        for (campaign, keys) in &keys {
            for (id, key) in keys {
                check_strength(&format!("{shown}: the key `{id}` of {campaign}"), key, MIN_SECRET_CHARS)?;
            }
        }
        Ok(IdentityKeys(keys))
    }

    /// The campaigns that have a table.
    pub fn campaigns(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// Whether users of this campaign can be signed for.
    pub fn has_any(&self, campaign_id: &str) -> bool {
        self.0.get(campaign_id).is_some_and(|keys| !keys.is_empty())
    }

    /// Whether one of the campaign's keys, or the named one, signed exactly this user id. Compares in constant time.
    pub fn is_signed(&self, campaign_id: &str, user_id: &str, signature: &str, key_id: Option<&str>) -> bool {
        let Some(signature) = bytes_of(signature) else { return false };
        let keys = self.0.get(campaign_id).into_iter().flatten();
        let keys = keys.filter(|(id, _)| key_id.is_none_or(|wanted| wanted == id.as_str()));
        let is_signed_with = |key: &str| {
            let mac = Hmac::<Sha256>::new_from_slice(key.as_bytes()).expect("HMAC takes a key of any length");
            mac.chain_update(user_id.as_bytes()).verify_slice(&signature).is_ok()
        };
        // Every key is tried, so that the time does not tell which one it was.
        keys.fold(false, |is_signed, (_, key)| is_signed_with(key) | is_signed)
    }
}

fn bytes_of(hex: &str) -> Option<[u8; SIGNATURE_BYTES]> {
    if hex.len() != SIGNATURE_BYTES * 2 || !hex.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    let mut bytes = [0; SIGNATURE_BYTES];
    for (byte, pair) in bytes.iter_mut().zip(hex.as_bytes().chunks(2)) {
        *byte = u8::from_str_radix(str::from_utf8(pair).ok()?, 16).ok()?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: &str = "b4c1f0a2d98e47733e5d6f10ab29c8e5";
    const NEW: &str = "71d0e95c2fa84b36a8c7705e13f9d2b6";
    /// `printf %s customer-42 | openssl dgst -sha256 -hmac b4c1f0a2d98e47733e5d6f10ab29c8e5`
    const BY_OPENSSL: &str = "e7b0708ed25bfadf625e3cd7aa5aeac49a5192ed91309eeccd418dc8ceb5e047";

    fn keys() -> IdentityKeys {
        let of = |id: &str, key: &str| (id.to_owned(), key.to_owned());
        let summer = BTreeMap::from([of("2026-10", OLD), of("2026-11", NEW)]);
        IdentityKeys(BTreeMap::from([("summer".to_owned(), summer), ("winter".to_owned(), BTreeMap::new())]))
    }

    fn sign(key: &str, user_id: &str) -> String {
        let mac = Hmac::<Sha256>::new_from_slice(key.as_bytes()).expect("any length").chain_update(user_id);
        crate::digest::hex(&mac.finalize().into_bytes())
    }

    #[test]
    fn a_signature_is_what_openssl_makes() {
        assert_eq!(sign(OLD, "customer-42"), BY_OPENSSL);
        assert!(keys().is_signed("summer", "customer-42", BY_OPENSSL, None));
        assert!(keys().is_signed("summer", "customer-42", &BY_OPENSSL.to_uppercase(), None));
    }

    #[test]
    fn several_keys_count_at_once_and_one_can_be_named() {
        for (key, id, other) in [(OLD, "2026-10", "2026-11"), (NEW, "2026-11", "2026-10")] {
            let signature = sign(key, "u");
            assert!(keys().is_signed("summer", "u", &signature, None));
            assert!(keys().is_signed("summer", "u", &signature, Some(id)));
            assert!(!keys().is_signed("summer", "u", &signature, Some(other)));
            assert!(!keys().is_signed("winter", "u", &signature, None));
            assert!(!keys().is_signed("none", "u", &signature, None));
        }
    }

    #[test]
    fn only_the_very_same_user_id_is_signed() {
        let composed = "Zo\u{eb}";
        let signature = sign(NEW, composed);
        assert!(keys().is_signed("summer", composed, &signature, None));
        for other in ["Zoe\u{308}", " Zo\u{eb}", "Zo\u{eb} ", "zo\u{eb}", "Zo\u{eb}\0", "Zo"] {
            assert!(!keys().is_signed("summer", other, &signature, None), "{other:?}");
        }
        let long = "用户🧃".repeat(3_000);
        assert!(keys().is_signed("summer", &long, &sign(NEW, &long), None));
    }

    #[test]
    fn what_is_no_signature_signs_nothing() {
        let signature = sign(NEW, "u");
        let half = &signature[..32];
        for other in [
            "",
            "0",
            half,
            &"0".repeat(64),
            &"é".repeat(32),
            &format!("{signature}00"),
            &format!(" {signature}"),
        ] {
            assert!(!keys().is_signed("summer", "u", other, None), "{other}");
        }
    }

    #[test]
    fn a_file_that_is_wrong_is_named_with_line_and_reason_and_without_the_key() {
        let check = |text: &str, expect: &str| {
            let folder = tempfile::tempdir().expect("a folder");
            let path = folder.path().join("identity.toml");
            fs::write(&path, text).expect("written");
            let error = IdentityKeys::load(&path).err().map(|error| error.to_string()).unwrap_or_default();
            assert!(error.contains(expect), "{error}");
        };
        check("[summer]\n1 = 5\n", "identity.toml:2: ");
        check("[summer]\n1 = 'short'\n", "the key `1` of summer has 5 letters");
        check("[summer\n", "identity.toml:1: ");
    }
}
