//! A captcha in place of the work for a prize, by the brand's own keys: three services, one trait.
//!
//! The page shows it only when a prize asks for it. The endpoint alone asks the service whether an answer is right,
//! and tells it nothing of the player but the answer. A service that does not answer locks nobody out: the phone is
//! asked for work instead. Whether it answers, the endpoint finds out itself; a page that says so is not believed.

mod geetest;
mod siteverify;

use anyhow::bail;
use async_trait::async_trait;
use clap::ValueEnum;
use geetest::Geetest;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::Value;
use siteverify::SiteVerify;
use std::time::Duration;
use tokio::task::spawn_blocking;

/// A person waits for it.
const TIMEOUT: Duration = Duration::from_secs(4);
const LONGEST_ANSWER: u64 = 64 * 1024;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum Service {
    Turnstile,
    Hcaptcha,
    Geetest,
}

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

/// What the page got from the service.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CaptchaAnswer {
    Turnstile(String),
    Hcaptcha(String),
    Geetest(GeetestAnswer),
}

/// `getValidate()` of GeeTest 4.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct GeetestAnswer {
    lot_number: String,
    captcha_output: String,
    pass_token: String,
    gen_time: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Checked {
    Passed,
    Failed,
    /// The service did not say.
    Unreachable,
}

#[async_trait]
pub trait Captcha: Send + Sync {
    /// What a page needs to show it: `{service: {…}}`.
    fn asked(&self) -> Value;
    /// The sites its script and frame come from, for the page's content policy.
    fn sources(&self) -> &'static str;
    /// An answer counts once: the services refuse it the second time.
    async fn check(&self, answer: &CaptchaAnswer, run_id: &str) -> Checked;
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

/// Asks a service by a form, as all of them want it.
#[derive(Clone)]
struct Asker(ureq::Agent);

impl Asker {
    fn new() -> Asker {
        Asker(ureq::Agent::config_builder().timeout_global(Some(TIMEOUT)).proxy(None).build().into())
    }

    /// What it answered, as JSON. An error of theirs is no answer.
    async fn ask<T: DeserializeOwned + Send + 'static>(
        &self,
        url: String,
        form: Vec<(&'static str, String)>,
    ) -> Option<T> {
        let agent = self.0.clone();
        let asked = spawn_blocking(move || {
            let mut answer = agent.post(&url).send_form(form)?;
            answer.body_mut().with_config().limit(LONGEST_ANSWER).read_json::<T>()
        });
        match asked.await {
            Ok(Ok(said)) => Some(said),
            // Without its text, which may hold an address with a key.
            Ok(Err(error)) => {
                tracing::warn!(why = why(&error), "the captcha gave no answer");
                None
            }
            Err(error) => {
                tracing::error!(%error, "the captcha was not asked");
                None
            }
        }
    }
}

fn why(error: &ureq::Error) -> &'static str {
    match error {
        ureq::Error::Timeout(_) => "it did not answer in time",
        ureq::Error::StatusCode(_) => "it answered with an error",
        ureq::Error::Json(_) => "its answer cannot be read",
        _ => "it cannot be reached",
    }
}
