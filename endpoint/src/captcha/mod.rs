//! A captcha in place of the work for a prize, by the brand's own keys: three services, one trait.
//!
//! The page shows it only when a prize asks for it. The endpoint alone asks the service whether an answer is right,
//! and tells it nothing of the player but the answer. A service that does not answer locks nobody out: the phone is
//! asked for work instead. Whether it answers, the endpoint finds out itself; a page that says so is not believed.

mod geetest;
mod service;
mod siteverify;

pub use service::{Captcha, CaptchaAnswer, Checked, GeetestAnswer, Service};

use anyhow::bail;
use geetest::Geetest;
use service::Asker;
use siteverify::SiteVerify;

/// As the operator sets it.
#[derive(Clone)]
pub struct CaptchaConfig {
    pub service: Service,
    /// The public half: `sitekey`, at GeeTest `captcha_id`.
    pub site_key: String,
    /// The other half: `secret`, at GeeTest `captcha_key`.
    pub secret: String,
    /// Where answers are checked, when it is not the service's own address: a mirror, or a stand-in in a test.
    pub url: Option<String>,
}

/// # Errors
/// When a key is missing, or the address is none.
pub fn captcha(config: &CaptchaConfig) -> anyhow::Result<Box<dyn Captcha>> {
    if config.site_key.is_empty() || config.secret.is_empty() {
        bail!("a captcha needs its two keys: TAPVINE_CAPTCHA_SITE_KEY and TAPVINE_CAPTCHA_SECRET");
    }
    if let Some(url) = &config.url
        && !(url.starts_with("https://") || url.starts_with("http://"))
    {
        bail!("captcha_url: `{url}` is no address");
    }
    let asker = Asker::new();
    let CaptchaConfig { service, site_key, secret, url } = config.clone();
    Ok(match service {
        Service::Turnstile | Service::Hcaptcha => {
            Box::new(SiteVerify::new(service, site_key, secret, url, asker))
        }
        Service::Geetest => Box::new(Geetest::new(site_key, secret, url, asker)),
    })
}
