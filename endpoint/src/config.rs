//! What the operator decides: from flags and environment, then a TOML file, then the defaults.

use crate::captcha::{CaptchaConfig, Service};
use crate::keys::{MIN_ANALYST_KEY_CHARS, MIN_SECRET_CHARS, MIN_WRITE_KEY_CHARS, Scope, check_strength};
use crate::proxies::{Forwarding, Networks, TrustedProxies};
use crate::source::{Source, Sources};
use anyhow::Context as _;
use clap::{Args, Parser, Subcommand};
use serde::Deserialize;
use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

/// Among earlier secrets: the one that was made at the first start and kept in the store.
pub const STORED_SECRET: &str = "stored";

/// The settings as the endpoint uses them.
#[derive(Clone)]
pub struct Config {
    /// A host and a port; port 0 takes a free one.
    pub listen: String,
    pub database: String,
    pub campaigns: PathBuf,
    pub www: PathBuf,
    /// The address people open, checked at the start; `None` is the one it listens on.
    pub public_url: Option<String>,
    /// How often is looked for what time has ended.
    pub sweep_every: Duration,
    /// Whose word is taken on where a request came from.
    pub trusted_proxies: TrustedProxies,
    /// Asked for in place of work, where a network took many prizes.
    pub captcha: Option<CaptchaConfig>,
    /// What follows is made once and kept in the store when it is not set, except the analyst key:
    /// without one, nobody reads what players did.
    pub write_key: Option<String>,
    pub analyst_key: Option<String>,
    /// The file of analyst keys with scopes; each line a hash.
    pub analyst_keys: Option<PathBuf>,
    pub secret: Option<String>,
    /// Secrets of before: tokens they signed still count.
    pub earlier_secrets: Vec<String>,
    /// The file of the keys with which brands sign for their users.
    pub identity_keys: Option<PathBuf>,
    /// A host and port where `/metrics` is answered without a key.
    pub metrics_listen: Option<String>,
    /// Other senders of events: a write key each, and the name of what it sends.
    pub sources: Vec<Source>,
}

/// Tapvine's data endpoint.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    /// A TOML file with the settings below, named alike with underscores; flags and environment win over it.
    #[arg(long, env = "TAPVINE_CONFIG")]
    config: Option<PathBuf>,
    #[command(flatten)]
    settings: Settings,
    #[command(subcommand)]
    task: Option<Task>,
}

/// What the program does.
#[derive(Clone, Debug, Default, PartialEq, Eq, Subcommand)]
pub enum Task {
    /// Listen and answer; this is what it does unless another task is named.
    #[default]
    Serve,
    /// Replay every won run whose trace is kept, and say which were not won as stored.
    Audit,
    /// Keys of analysts.
    #[command(subcommand)]
    Key(KeyTask),
}

#[derive(Clone, Debug, PartialEq, Eq, Subcommand)]
pub enum KeyTask {
    /// Make a key: it is shown once, with the line for the file of `TAPVINE_ANALYST_KEYS`.
    New {
        /// What it may be used for.
        #[arg(long = "scope", value_delimiter = ',', required = true)]
        scopes: Vec<Scope>,
        /// Whose it is.
        #[arg(long)]
        name: String,
    },
}

#[derive(Args, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Settings {
    #[arg(long, env = "TAPVINE_LISTEN")]
    listen: Option<String>,
    #[arg(long, env = "TAPVINE_DATABASE")]
    database: Option<String>,
    #[arg(long, env = "TAPVINE_CAMPAIGNS")]
    campaigns: Option<PathBuf>,
    #[arg(long, env = "TAPVINE_WWW")]
    www: Option<PathBuf>,
    #[arg(long, env = "TAPVINE_PUBLIC_URL")]
    public_url: Option<String>,
    #[arg(long, env = "TAPVINE_SWEEP_SECONDS")]
    sweep_seconds: Option<u64>,
    /// Networks of the proxies before it, like `10.0.0.0/8, 2001:db8::7`: only they are believed where a request came from.
    #[arg(long, env = "TAPVINE_TRUSTED_PROXIES")]
    trusted_proxies: Option<Networks>,
    /// The header those proxies write, and overwrite when a client sends one.
    #[arg(long, env = "TAPVINE_FORWARDING")]
    forwarding: Option<Forwarding>,
    /// The captcha that a prize may ask for; without one it asks for a proof of work.
    #[arg(long, env = "TAPVINE_CAPTCHA")]
    captcha: Option<Service>,
    /// Its public key, and the one to check answers with.
    #[arg(long, env = "TAPVINE_CAPTCHA_SITE_KEY")]
    captcha_site_key: Option<String>,
    #[arg(long, env = "TAPVINE_CAPTCHA_SECRET", hide_env_values = true)]
    captcha_secret: Option<String>,
    /// Where answers are checked, when that is not the service's own address.
    #[arg(long, env = "TAPVINE_CAPTCHA_URL")]
    captcha_url: Option<String>,
    #[arg(long, env = "TAPVINE_WRITE_KEY", hide_env_values = true)]
    write_key: Option<String>,
    /// More senders of events, such as `shop=KEY,crm=KEY`: each name with a write key of its own.
    #[arg(long, env = "TAPVINE_SOURCES", hide_env_values = true)]
    sources: Option<Sources>,
    #[arg(long, env = "TAPVINE_ANALYST_KEY", hide_env_values = true)]
    analyst_key: Option<String>,
    #[arg(long, env = "TAPVINE_ANALYST_KEYS")]
    analyst_keys: Option<PathBuf>,
    #[arg(long, env = "TAPVINE_SECRET", hide_env_values = true)]
    secret: Option<String>,
    /// Divided by commas; `stored` is the one kept in the database.
    #[arg(long, env = "TAPVINE_EARLIER_SECRETS", hide_env_values = true)]
    earlier_secrets: Option<String>,
    #[arg(long, env = "TAPVINE_IDENTITY_KEYS")]
    identity_keys: Option<PathBuf>,
    #[arg(long, env = "TAPVINE_METRICS_LISTEN")]
    metrics_listen: Option<String>,
}

impl Config {
    /// # Errors
    /// When the file cannot be read or names something unknown.
    pub fn load() -> anyhow::Result<(Config, Task)> {
        let Arguments { config, settings, task } = Arguments::parse();
        let file = match config {
            None => Settings::default(),
            Some(path) => {
                let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
                toml::from_str(&text).with_context(|| path.display().to_string())?
            }
        };
        Ok((settings.or(file).with_defaults(), task.unwrap_or_default()))
    }

    /// Refuses to start with what is easy to guess, or with one text as two keys: the write key stands in
    /// every page.
    ///
    /// # Errors
    /// In one sentence, without the text itself.
    pub fn check_secrets(&self) -> anyhow::Result<()> {
        let all = [
            ("TAPVINE_WRITE_KEY", &self.write_key, MIN_WRITE_KEY_CHARS),
            ("TAPVINE_ANALYST_KEY", &self.analyst_key, MIN_ANALYST_KEY_CHARS),
            ("TAPVINE_SECRET", &self.secret, MIN_SECRET_CHARS),
        ];
        for secret in self.earlier_secrets.iter().filter(|secret| *secret != STORED_SECRET) {
            check_strength("a secret of TAPVINE_EARLIER_SECRETS", secret, MIN_SECRET_CHARS)?;
        }
        for Source { name, key } in &self.sources {
            check_strength(&format!("the key of {name} in TAPVINE_SOURCES"), key, MIN_WRITE_KEY_CHARS)?;
            if self.write_key.as_ref() == Some(key) {
                anyhow::bail!(
                    "the key of {name} in TAPVINE_SOURCES is the write key: each needs one of its own"
                );
            }
        }
        let set: Vec<(&str, &String, usize)> =
            all.into_iter().filter_map(|(name, text, min)| Some((name, text.as_ref()?, min))).collect();
        for (index, (name, text, min_chars)) in set.iter().enumerate() {
            check_strength(name, text, *min_chars)?;
            if let Some((other, ..)) = set[..index].iter().find(|(_, known, _)| known == text) {
                anyhow::bail!("{name} is the same text as {other}: each needs one of its own");
            }
        }
        Ok(())
    }
}

impl Settings {
    fn or(self, file: Settings) -> Settings {
        Settings {
            listen: self.listen.or(file.listen),
            database: self.database.or(file.database),
            campaigns: self.campaigns.or(file.campaigns),
            www: self.www.or(file.www),
            public_url: self.public_url.or(file.public_url),
            sweep_seconds: self.sweep_seconds.or(file.sweep_seconds),
            trusted_proxies: self.trusted_proxies.or(file.trusted_proxies),
            forwarding: self.forwarding.or(file.forwarding),
            captcha: self.captcha.or(file.captcha),
            captcha_site_key: self.captcha_site_key.or(file.captcha_site_key),
            captcha_secret: self.captcha_secret.or(file.captcha_secret),
            captcha_url: self.captcha_url.or(file.captcha_url),
            write_key: self.write_key.or(file.write_key),
            sources: self.sources.or(file.sources),
            analyst_key: self.analyst_key.or(file.analyst_key),
            analyst_keys: self.analyst_keys.or(file.analyst_keys),
            secret: self.secret.or(file.secret),
            earlier_secrets: self.earlier_secrets.or(file.earlier_secrets),
            identity_keys: self.identity_keys.or(file.identity_keys),
            metrics_listen: self.metrics_listen.or(file.metrics_listen),
        }
    }

    fn with_defaults(self) -> Config {
        let set = |text: Option<String>| text.filter(|text| !text.is_empty());
        Config {
            listen: set(self.listen).unwrap_or_else(|| "127.0.0.1:8787".into()),
            database: set(self.database).unwrap_or_else(|| "sqlite:tapvine.sqlite".into()),
            campaigns: self.campaigns.unwrap_or_else(|| "endpoint/campaigns".into()),
            www: self.www.unwrap_or_else(|| "www/dist".into()),
            public_url: set(self.public_url),
            sweep_every: Duration::from_secs(self.sweep_seconds.unwrap_or(60).max(1)),
            trusted_proxies: TrustedProxies {
                networks: self.trusted_proxies.unwrap_or_default(),
                forwarding: self.forwarding.unwrap_or_default(),
            },
            captcha: self.captcha.map(|service| CaptchaConfig {
                service,
                site_key: self.captcha_site_key.unwrap_or_default(),
                secret: self.captcha_secret.unwrap_or_default(),
                url: set(self.captcha_url),
            }),
            write_key: set(self.write_key),
            analyst_key: set(self.analyst_key),
            analyst_keys: self.analyst_keys.filter(|path| !path.as_os_str().is_empty()),
            secret: set(self.secret),
            earlier_secrets: list(set(self.earlier_secrets)),
            identity_keys: self.identity_keys.filter(|path| !path.as_os_str().is_empty()),
            metrics_listen: set(self.metrics_listen),
            sources: self.sources.map(|sources| sources.0).unwrap_or_default(),
        }
    }
}

/// What is written with commas between.
fn list(text: Option<String>) -> Vec<String> {
    let text = text.unwrap_or_default();
    text.split(',').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// Everything but the secrets.
impl fmt::Display for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kept = |secret: &Option<String>, absent| if secret.is_some() { "set" } else { absent };
        let path =
            |path: &Option<PathBuf>| path.as_ref().map_or("none".into(), |path| path.display().to_string());
        write!(
            f,
            "listen={} database={} campaigns={} www={} public_url={} sweep_seconds={} trusted_proxies={} write_key={} sources={} analyst_key={} \
             analyst_keys={} secret={} earlier_secrets={} identity_keys={} metrics_listen={}",
            self.listen,
            self.database,
            self.campaigns.display(),
            self.www.display(),
            self.public_url.as_deref().unwrap_or("(as listened on)"),
            self.sweep_every.as_secs(),
            self.trusted_proxies,
            kept(&self.write_key, "kept in the store"),
            self.sources.iter().map(|source| source.name.as_str()).collect::<Vec<_>>().join(","),
            kept(&self.analyst_key, "none"),
            path(&self.analyst_keys),
            kept(&self.secret, "kept in the store"),
            self.earlier_secrets.len(),
            path(&self.identity_keys),
            self.metrics_listen.as_deref().unwrap_or("none"),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_environment_wins_over_the_file_and_the_file_over_the_defaults() {
        let settings = |text| toml::from_str::<Settings>(text).expect("valid");
        let environment = settings("write_key = 'e'");
        let file = settings("write_key = 'f'\npublic_url = 'https://play.example/'\nsecret = ''");
        let config = environment.or(file).with_defaults();
        assert_eq!(config.write_key.as_deref(), Some("e"));
        assert_eq!(config.public_url.as_deref(), Some("https://play.example/"));
        assert_eq!(config.secret, None);
        assert_eq!(config.listen, "127.0.0.1:8787");
    }

    #[test]
    fn secrets_are_not_printed() {
        let text = "write_key = 'hush1'\nanalyst_key = 'hush2'\nsecret = 'hush3'\nsources = 'shop=hush4'";
        let config = toml::from_str::<Settings>(text).expect("valid").with_defaults();
        assert!(!config.to_string().contains("hush"), "{config}");
    }

    #[test]
    fn weak_keys_and_one_text_for_two_keys_are_refused() {
        let check = |text: &str, expect: &str| {
            let config = toml::from_str::<Settings>(text).expect("valid").with_defaults();
            let error = config.check_secrets().err().map(|error| error.to_string()).unwrap_or_default();
            assert!(error.starts_with(expect), "{text}: {error}");
        };
        check("analyst_key = 'qY3vJ0b9wq1tH8c'", "TAPVINE_ANALYST_KEY has 15 letters");
        check("write_key = 'w'", "TAPVINE_WRITE_KEY has 1 letters");
        check("secret = 'qY3vJ0b9wq1tH8cXqY3vJ0b9wq1tH8cX'", "TAPVINE_SECRET is the same few letters");
        check(
            "write_key = 'qY3vJ0b9wq1tH8cX'\nanalyst_key = 'qY3vJ0b9wq1tH8cX'",
            "TAPVINE_ANALYST_KEY is the same text as TAPVINE_WRITE_KEY",
        );
        check("write_key = 'qY3vJ0b9wq1t'\nanalyst_key = 'cXn5Zk2mLp7sRd4f'", "");
    }
}
