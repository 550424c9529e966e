//! GeeTest 4: `validate`, signed with the brand's key. <https://docs.geetest.com/BehaviorVerification/apirefer/api/server>

use super::service::{Asker, Captcha, CaptchaAnswer, Checked};
use crate::digest::hex;
use async_trait::async_trait;
use hmac::{Hmac, KeyInit, Mac};
use serde::Deserialize;
use serde_json::{Value, json};
use sha2::Sha256;

const VALIDATE: &str = "https://gcaptcha4.geetest.com/validate";

pub struct Geetest {
    captcha_id: String,
    captcha_key: String,
    url: String,
    asker: Asker,
}

#[derive(Deserialize)]
struct Answer {
    status: Option<String>,
    result: Option<String>,
    reason: Option<String>,
}

impl Geetest {
    pub fn new(captcha_id: String, captcha_key: String, url: Option<String>, asker: Asker) -> Geetest {
        Geetest { captcha_id, captcha_key, url: url.unwrap_or_else(|| VALIDATE.to_owned()), asker }
    }
}

#[async_trait]
impl Captcha for Geetest {
    fn asked(&self) -> Value {
        json!({"geetest": {"site_key": self.captcha_id}})
    }

    fn sources(&self) -> &'static str {
        "https://*.geetest.com https://*.geevisit.com"
    }

    async fn check(&self, answer: &CaptchaAnswer, _run_id: &str) -> Checked {
        let CaptchaAnswer::Geetest(answer) = answer else { return Checked::Failed };
        let mut mac = Hmac::<Sha256>::new_from_slice(self.captcha_key.as_bytes())
            .expect("HMAC takes a key of any length");
        mac.update(answer.lot_number.as_bytes());
        let sign_token = hex(&mac.finalize().into_bytes());
        let form = vec![
            ("lot_number", answer.lot_number.clone()),
            ("captcha_output", answer.captcha_output.clone()),
            ("pass_token", answer.pass_token.clone()),
            ("gen_time", answer.gen_time.clone()),
            ("sign_token", sign_token),
        ];
        // An id is letters and digits; it stands in the address, as they ask for their logs.
        let url = format!("{}?captcha_id={}", self.url, self.captcha_id);
        match self.asker.ask::<Answer>(url, form).await {
            None => Checked::Unreachable,
            Some(said) if said.result.as_deref() == Some("success") => Checked::Passed,
            // `status: error` is about our request; what a page sends badly comes as that, too.
            Some(said) => {
                tracing::debug!(status = said.status, reason = said.reason, "not passed");
                Checked::Failed
            }
        }
    }
}
