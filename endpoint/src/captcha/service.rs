//! What every captcha has: its trait, what a page brings from it, and how a service is asked.

use async_trait::async_trait;
use clap::ValueEnum;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::Value;
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
    pub lot_number: String,
    pub captcha_output: String,
    pub pass_token: String,
    pub gen_time: String,
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

/// Asks a service by a form, as all of them want it.
#[derive(Clone)]
pub struct Asker(ureq::Agent);

impl Asker {
    pub fn new() -> Asker {
        Asker(ureq::Agent::config_builder().timeout_global(Some(TIMEOUT)).proxy(None).build().into())
    }

    /// What it answered, as JSON. An error of theirs is no answer.
    pub async fn ask<T: DeserializeOwned + Send + 'static>(
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
