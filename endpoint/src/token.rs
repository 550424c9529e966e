//! The player token: who a request comes from, signed, so that no session is kept.
//!
//! base64url of player id (16 bytes) ‖ time of issue (8 bytes, ms) ‖ HMAC-SHA256 of both.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use uuid::Uuid;

const ID_BYTES: usize = 16;
const SIGNED_BYTES: usize = ID_BYTES + 8;
/// Keeps the signature from being taken for anything else the secret may sign one day.
const PURPOSE: &[u8] = b"tapvine player token 1";

/// Signs and checks tokens.
#[derive(Clone)]
pub struct Signer(Hmac<Sha256>);

impl Signer {
    pub fn new(secret: &[u8]) -> Signer {
        let mut mac = Hmac::<Sha256>::new_from_slice(secret).expect("HMAC takes a key of any length");
        mac.update(PURPOSE);
        Signer(mac)
    }

    pub fn issue(&self, player_id: Uuid, now_ms: i64) -> String {
        let mut bytes = player_id.as_bytes().to_vec();
        bytes.extend_from_slice(&now_ms.to_be_bytes());
        let mac = self.0.clone().chain_update(&bytes).finalize().into_bytes();
        bytes.extend_from_slice(&mac);
        BASE64_URL_SAFE_NO_PAD.encode(bytes)
    }

    /// The player a token names; `None` when this endpoint did not sign it. Takes constant time.
    pub fn player(&self, token: &str) -> Option<Uuid> {
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(token).ok()?;
        let (signed, mac) = bytes.split_at_checked(SIGNED_BYTES)?;
        self.0.clone().chain_update(signed).verify_slice(mac).ok()?;
        Uuid::from_slice(&signed[..ID_BYTES]).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_names_its_player() {
        let (signer, player) = (Signer::new(b"secret"), Uuid::new_v4());
        assert_eq!(signer.player(&signer.issue(player, 7)), Some(player));
    }

    #[test]
    fn a_token_changed_in_any_letter_names_nobody() {
        let signer = Signer::new(b"secret");
        let token = signer.issue(Uuid::new_v4(), 7);
        for at in 0..token.len() - 1 {
            let other = if &token[at..=at] == "A" { "B" } else { "A" };
            let changed = format!("{}{other}{}", &token[..at], &token[at + 1..]);
            assert_eq!(signer.player(&changed), None, "{at}");
        }
    }

    #[test]
    fn a_token_of_another_secret_names_nobody() {
        let token = Signer::new(b"other").issue(Uuid::new_v4(), 7);
        assert_eq!(Signer::new(b"secret").player(&token), None);
        assert_eq!(Signer::new(b"secret").player(""), None);
    }
}
