//! A brand that signs who its visitors are.

use super::{Answer, Endpoint, Folder, Person};
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::json;
use sha2::Sha256;
use std::fmt::Write as _;
use std::fs;

pub const IDENTITY_KEY: &str = "b4c1f0a2d98e47733e5d6f10ab29c8e5";

impl Folder {
    /// The quick campaign gives its prize to identified users only.
    pub fn for_identified(codes: usize) -> Folder {
        let folder = Folder::with_codes(codes);
        folder.write_campaign("quick", &[("[coupon]\n", "[prize]\nrequires = \"identified\"\n\n[coupon]\n")]);
        folder.write_identity_keys(&[("quick", "one", IDENTITY_KEY)]);
        folder
    }

    /// Campaign, key id and key.
    pub fn write_identity_keys(&self, keys: &[(&str, &str, &str)]) {
        let text = keys.iter().fold(String::new(), |mut text, (campaign, id, key)| {
            writeln!(text, "[{campaign}]\n{id} = \"{key}\"").expect("memory");
            text
        });
        fs::write(self.path("identity.toml"), text).expect("written");
    }
}

impl Person {
    /// The brand's page says who this is.
    pub async fn identify(&self, endpoint: &Endpoint, campaign: &str, user_id: &str) -> Answer {
        let body = json!({"campaign": campaign, "user_id": user_id, "signature": signature(user_id)});
        self.post(endpoint, "/v1/me/identity", &body).await
    }
}

/// With [`IDENTITY_KEY`].
pub fn signature(user_id: &str) -> String {
    signature_by(IDENTITY_KEY, user_id)
}

pub fn signature_by(key: &str, user_id: &str) -> String {
    let mac = Hmac::<Sha256>::new_from_slice(key.as_bytes()).expect("any length").chain_update(user_id);
    mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect()
}
