//! A captcha in place of the work for a prize, by the brand's own keys: three services, one trait.
//!
//! The page shows it only when a prize asks for it. The endpoint alone asks the service whether an answer is right,
//! and tells it nothing of the player but the answer. A service that does not answer locks nobody out: the phone is
//! asked for work instead. Whether it answers, the endpoint finds out itself; a page that says so is not believed.

mod geetest;
mod siteverify;

use anyhow::{Context as _, bail};
use async_trait::async_trait;
use clap::ValueEnum;
use geetest::Geetest;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use siteverify::SiteVerify;
use std::time::Duration;

/// A person waits for it.
const TIMEOUT: Duration = Duration::from_secs(4);

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
/// When no client can be made, or the address is none.
pub fn captcha(config: &CaptchaConfig) -> anyhow::Result<Box<dyn Captcha>> {
    // Another part of the program may have chosen one already; either serves.
    drop(rustls::crypto::ring::default_provider().install_default());
    let client = reqwest::Client::builder().timeout(TIMEOUT).no_proxy().build().context("a client for the captcha")?;
    if let Some(url) = &config.url
        && !(url.starts_with("https://") || url.starts_with("http://"))
    {
        bail!("captcha_url: `{url}` is no address");
    }
    let CaptchaConfig { service, site_key, secret, url } = config.clone();
    Ok(match service {
        Service::Turnstile | Service::Hcaptcha => {
            Box::new(SiteVerify::new(service, site_key, secret, url, client))
        }
        Service::Geetest => Box::new(Geetest::new(site_key, secret, url, client)),
    })
}

/// What a service answered, as JSON. An error of theirs is no answer.
async fn asked_of_service<T: serde::de::DeserializeOwned>(request: reqwest::RequestBuilder) -> Option<T> {
    let answered = async { request.send().await?.error_for_status()?.json::<T>().await };
    answered.await.inspect_err(|error| tracing::warn!(error = %error.without_url_of_service(), "no captcha")).ok()
}

/// The address may hold a key.
trait WithoutUrl {
    fn without_url_of_service(&self) -> String;
}

impl WithoutUrl for reqwest::Error {
    fn without_url_of_service(&self) -> String {
        let kind = if self.is_timeout() {
            "it did not answer in time"
        } else if self.is_connect() {
            "it cannot be reached"
        } else if self.is_status() {
            "it answered with an error"
        } else {
            "its answer cannot be read"
        };
        kind.to_owned()
    }
}
