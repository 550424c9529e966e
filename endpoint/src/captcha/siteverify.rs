//! Cloudflare Turnstile and hCaptcha: one protocol, `siteverify`.
//!
//! <https://developers.cloudflare.com/turnstile/get-started/server-side-validation/>, <https://docs.hcaptcha.com>

use super::service::{Asker, Captcha, CaptchaAnswer, Checked, Service};
use async_trait::async_trait;
use serde::Deserialize;
use serde_json::{Value, json};

/// Neither service makes longer ones.
const LONGEST_TOKEN: usize = 8_192;

pub struct SiteVerify {
    service: Service,
    site_key: String,
    secret: String,
    url: String,
    asker: Asker,
}

#[derive(Deserialize)]
struct Answer {
    success: bool,
    /// What the page gave Turnstile with the widget: the run.
    cdata: Option<String>,
    #[serde(rename = "error-codes", default)]
    error_codes: Vec<String>,
}

impl SiteVerify {
    pub fn new(
        service: Service,
        site_key: String,
        secret: String,
        url: Option<String>,
        asker: Asker,
    ) -> Self {
        let own = match service {
            Service::Hcaptcha => "https://api.hcaptcha.com/siteverify",
            _ => "https://challenges.cloudflare.com/turnstile/v0/siteverify",
        };
        SiteVerify { service, site_key, secret, url: url.unwrap_or_else(|| own.to_owned()), asker }
    }
}

#[async_trait]
impl Captcha for SiteVerify {
    fn asked(&self) -> Value {
        json!({self.name(): {"site_key": self.site_key}})
    }

    fn sources(&self) -> &'static str {
        match self.service {
            Service::Hcaptcha => "https://hcaptcha.com https://*.hcaptcha.com",
            _ => "https://challenges.cloudflare.com",
        }
    }

    async fn check(&self, answer: &CaptchaAnswer, run_id: &str) -> Checked {
        let token = match (self.service, answer) {
            (Service::Turnstile, CaptchaAnswer::Turnstile(token)) => token,
            (Service::Hcaptcha, CaptchaAnswer::Hcaptcha(token)) => token,
            _ => return Checked::Failed,
        };
        if token.len() > LONGEST_TOKEN {
            return Checked::Failed;
        }
        let mut form = vec![("secret", self.secret.clone()), ("response", token.clone())];
        if self.service == Service::Hcaptcha {
            form.push(("sitekey", self.site_key.clone()));
        }
        let Some(said) = self.asker.ask::<Answer>(self.url.clone(), form).await else {
            return Checked::Unreachable;
        };
        // A wrong secret is the operator's to mend, not the player's.
        if said.error_codes.iter().any(|code| code.ends_with("-input-secret") || code == "internal-error") {
            tracing::error!(codes = ?said.error_codes, "the captcha does not know our secret, or has failed");
            return Checked::Unreachable;
        }
        let is_of_this_run = said.cdata.as_deref().is_none_or(|run| run.is_empty() || run == run_id);
        if said.success && is_of_this_run { Checked::Passed } else { Checked::Failed }
    }
}

impl SiteVerify {
    const fn name(&self) -> &'static str {
        match self.service {
            Service::Hcaptcha => "hcaptcha",
            _ => "turnstile",
        }
    }
}
