//! The player token: who a request comes from, signed, so that no session is kept.
//!
//! base64url of format (1 byte) ‖ id of the signing key (4 bytes) ‖ player id (16 bytes) ‖ time of issue (8 bytes,
//! ms) ‖ HMAC-SHA256 of all of these. The first format had neither format nor key id.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use uuid::Uuid;

const FORMAT: u8 = 2;
const KEY_ID_BYTES: usize = 4;
const ID_BYTES: usize = 16;
const TIME_BYTES: usize = 8;
const SIGNED_BYTES: usize = 1 + KEY_ID_BYTES + ID_BYTES + TIME_BYTES;
const FIRST_SIGNED_BYTES: usize = ID_BYTES + TIME_BYTES;

/// Keep the signature from being taken for anything else the secret may sign one day.
const PURPOSE: &[u8] = b"tapvine player token 2";
const FIRST_PURPOSE: &[u8] = b"tapvine player token 1";
const KEY_ID_PURPOSE: &[u8] = b"tapvine player token key id";

const DAY_MS: i64 = 24 * 60 * 60 * 1_000;
/// So long a token is good for everything.
pub const LIFETIME_MS: i64 = 60 * DAY_MS;
/// From then on its holder asks for a fresh one.
pub const RENEW_AFTER_MS: i64 = 40 * DAY_MS;
/// Counted from its issue: until then an expired token is good for a fresh one, and for nothing else.
const EXCHANGE_MS: i64 = 180 * DAY_MS;
/// The same for tokens of the first format, whose holders were never told to renew.
const FIRST_EXCHANGE_MS: i64 = 365 * DAY_MS;
/// Another endpoint's clock may be so far ahead. What is further ahead has to be exchanged for the right time.
const MOST_AHEAD_MS: i64 = DAY_MS;

/// Signs tokens with the present secret, and checks those of earlier ones, too.
#[derive(Clone)]
pub struct Signer {
    present: SigningKey,
    earlier: Vec<SigningKey>,
}

#[derive(Clone)]
struct SigningKey {
    id: [u8; KEY_ID_BYTES],
    mac: Hmac<Sha256>,
    first_mac: Hmac<Sha256>,
}

/// A token that some known secret signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    pub player_id: Uuid,
    issued_at_ms: i64,
    is_of_first_format: bool,
}

/// What a token is good for at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenState {
    Good,
    /// For a fresh one only.
    Expired,
    /// For nothing any more.
    Over,
}

impl Token {
    pub fn state(self, now_ms: i64) -> TokenState {
        let age_ms = now_ms.saturating_sub(self.issued_at_ms);
        let exchange_ms = if self.is_of_first_format { FIRST_EXCHANGE_MS } else { EXCHANGE_MS };
        if (-MOST_AHEAD_MS..LIFETIME_MS).contains(&age_ms) {
            TokenState::Good
        } else if age_ms < exchange_ms {
            TokenState::Expired
        } else {
            TokenState::Over
        }
    }
}

impl SigningKey {
    fn new(secret: &str) -> SigningKey {
        let mac = |purpose: &[u8]| {
            let mac =
                Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("HMAC takes a key of any length");
            mac.chain_update(purpose)
        };
        let mut id = [0; KEY_ID_BYTES];
        id.copy_from_slice(&mac(KEY_ID_PURPOSE).finalize().into_bytes()[..KEY_ID_BYTES]);
        SigningKey { id, mac: mac(PURPOSE), first_mac: mac(FIRST_PURPOSE) }
    }
}

impl Signer {
    pub fn new(secret: &str, earlier: &[String]) -> Signer {
        let earlier = earlier.iter().map(|secret| SigningKey::new(secret)).collect();
        Signer { present: SigningKey::new(secret), earlier }
    }

    pub fn issue(&self, player_id: Uuid, now_ms: i64) -> String {
        let mut bytes = vec![FORMAT];
        bytes.extend_from_slice(&self.present.id);
        bytes.extend_from_slice(player_id.as_bytes());
        bytes.extend_from_slice(&now_ms.to_be_bytes());
        let mac = self.present.mac.clone().chain_update(&bytes).finalize().into_bytes();
        bytes.extend_from_slice(&mac);
        BASE64_URL_SAFE_NO_PAD.encode(bytes)
    }

    /// What a token says; `None` when none of the secrets signed it. Compares in constant time.
    pub fn read(&self, token: &str) -> Option<Token> {
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(token).ok()?;
        self.read_present_format(&bytes).or_else(|| self.read_first_format(&bytes))
    }

    fn keys(&self) -> impl Iterator<Item = &SigningKey> {
        std::iter::once(&self.present).chain(&self.earlier)
    }

    fn read_present_format(&self, bytes: &[u8]) -> Option<Token> {
        let (signed, mac) = bytes.split_at_checked(SIGNED_BYTES)?;
        let rest = signed.strip_prefix(&[FORMAT])?;
        let (key_id, rest) = rest.split_at_checked(KEY_ID_BYTES)?;
        let key = self.keys().find(|key| key.id == key_id)?;
        key.mac.clone().chain_update(signed).verify_slice(mac).ok()?;
        token_of(rest, false)
    }

    fn read_first_format(&self, bytes: &[u8]) -> Option<Token> {
        let (signed, mac) = bytes.split_at_checked(FIRST_SIGNED_BYTES)?;
        let is_signed_by =
            |key: &SigningKey| key.first_mac.clone().chain_update(signed).verify_slice(mac).is_ok();
        self.keys().any(is_signed_by).then(|| token_of(signed, true)).flatten()
    }
}

fn token_of(bytes: &[u8], is_of_first_format: bool) -> Option<Token> {
    let (player_id, issued_at) = bytes.split_at_checked(ID_BYTES)?;
    Some(Token {
        player_id: Uuid::from_slice(player_id).ok()?,
        issued_at_ms: i64::from_be_bytes(issued_at.try_into().ok()?),
        is_of_first_format,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAYER: Uuid = Uuid::from_u128(0x1234_5678_9abc);

    fn signer() -> Signer {
        Signer::new("present", &["earlier".to_owned()])
    }

    /// As the endpoint made them before there were key ids.
    fn first_format(secret: &str, issued_at_ms: i64) -> String {
        let mut bytes = PLAYER.as_bytes().to_vec();
        bytes.extend_from_slice(&issued_at_ms.to_be_bytes());
        let mac = SigningKey::new(secret).first_mac.chain_update(&bytes).finalize().into_bytes();
        bytes.extend_from_slice(&mac);
        BASE64_URL_SAFE_NO_PAD.encode(bytes)
    }

    #[test]
    fn a_token_names_its_player_and_when_it_was_issued() {
        let token = signer().read(&signer().issue(PLAYER, 7)).expect("signed");
        assert_eq!((token.player_id, token.issued_at_ms, token.is_of_first_format), (PLAYER, 7, false));
    }

    #[test]
    fn a_token_changed_in_any_letter_names_nobody() {
        for token in [signer().issue(PLAYER, 7), first_format("present", 7)] {
            for at in 0..token.len() {
                let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".chars();
                for other in letters.filter(|other| !token[at..].starts_with(*other)) {
                    let changed = format!("{}{other}{}", &token[..at], &token[at + 1..]);
                    assert_eq!(signer().read(&changed), None, "{at} {other}");
                }
            }
            assert_eq!(signer().read(&token[..token.len() - 1]), None);
            assert_eq!(signer().read(&format!("{token}A")), None);
        }
    }

    #[test]
    fn a_token_of_an_earlier_secret_counts_while_that_secret_is_named() {
        let token = Signer::new("earlier", &[]).issue(PLAYER, 7);
        assert_eq!(signer().read(&token).map(|token| token.player_id), Some(PLAYER));
        assert_eq!(Signer::new("present", &[]).read(&token), None);
        assert_eq!(signer().read(""), None);
        assert_ne!(signer().issue(PLAYER, 7), token, "fresh ones are signed with the present secret");
    }

    #[test]
    fn a_token_of_the_first_format_counts_with_every_secret() {
        for secret in ["present", "earlier"] {
            let token = signer().read(&first_format(secret, 7)).expect("signed");
            assert_eq!((token.player_id, token.is_of_first_format), (PLAYER, true));
        }
        assert_eq!(signer().read(&first_format("other", 7)), None);
    }

    #[test]
    fn a_token_is_good_then_expired_then_over_and_a_clock_may_be_a_day_ahead() {
        let check = |token: &str, age_ms: i64, expect| {
            let token = signer().read(token).expect("signed");
            assert_eq!(token.state(DAY_MS * 1_000 + age_ms), expect, "{age_ms}");
        };
        let token = signer().issue(PLAYER, DAY_MS * 1_000);
        check(&token, 0, TokenState::Good);
        check(&token, LIFETIME_MS - 1, TokenState::Good);
        check(&token, LIFETIME_MS, TokenState::Expired);
        check(&token, EXCHANGE_MS - 1, TokenState::Expired);
        check(&token, EXCHANGE_MS, TokenState::Over);
        check(&token, -MOST_AHEAD_MS, TokenState::Good);
        check(&token, -MOST_AHEAD_MS - 1, TokenState::Expired);
        let first = first_format("present", DAY_MS * 1_000);
        check(&first, LIFETIME_MS - 1, TokenState::Good);
        check(&first, FIRST_EXCHANGE_MS - 1, TokenState::Expired);
        check(&first, FIRST_EXCHANGE_MS, TokenState::Over);
        check(&signer().issue(PLAYER, i64::MAX), 0, TokenState::Expired);
        check(&signer().issue(PLAYER, i64::MIN), 0, TokenState::Over);
    }
}
