//! What the operator decides: from flags and environment, then a TOML file, then the defaults.

use anyhow::Context as _;
use clap::{Args, Parser, Subcommand};
use serde::Deserialize;
use std::fmt;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

/// The settings as the endpoint uses them.
#[derive(Clone)]
pub struct Config {
    /// Port 0 takes a free one.
    pub listen: SocketAddr,
    pub database: String,
    pub campaigns: PathBuf,
    pub www: PathBuf,
    /// Without a slash at its end; `None` is the address it listens on.
    pub public_url: Option<String>,
    /// How often is looked for what time has ended.
    pub sweep_every: Duration,
    /// What follows is made once and kept in the store when it is not set, except the analyst key:
    /// without one, nobody reads what players did.
    pub write_key: Option<String>,
    pub analyst_key: Option<String>,
    pub secret: Option<String>,
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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Subcommand)]
pub enum Task {
    /// Listen and answer; this is what it does unless another task is named.
    #[default]
    Serve,
    /// Replay every won run whose trace is kept, and say which were not won as stored.
    Audit,
}

#[derive(Args, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Settings {
    #[arg(long, env = "TAPVINE_LISTEN")]
    listen: Option<SocketAddr>,
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
    #[arg(long, env = "TAPVINE_WRITE_KEY", hide_env_values = true)]
    write_key: Option<String>,
    #[arg(long, env = "TAPVINE_ANALYST_KEY", hide_env_values = true)]
    analyst_key: Option<String>,
    #[arg(long, env = "TAPVINE_SECRET", hide_env_values = true)]
    secret: Option<String>,
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
            write_key: self.write_key.or(file.write_key),
            analyst_key: self.analyst_key.or(file.analyst_key),
            secret: self.secret.or(file.secret),
        }
    }

    fn with_defaults(self) -> Config {
        let set = |text: Option<String>| text.filter(|text| !text.is_empty());
        Config {
            listen: self.listen.unwrap_or(SocketAddr::from(([127, 0, 0, 1], 8787))),
            database: set(self.database).unwrap_or_else(|| "sqlite:tapvine.sqlite".into()),
            campaigns: self.campaigns.unwrap_or_else(|| "endpoint/campaigns".into()),
            www: self.www.unwrap_or_else(|| "www/dist".into()),
            public_url: set(self.public_url).map(|url| url.trim_end_matches('/').to_owned()),
            sweep_every: Duration::from_secs(self.sweep_seconds.unwrap_or(60).max(1)),
            write_key: set(self.write_key),
            analyst_key: set(self.analyst_key),
            secret: set(self.secret),
        }
    }
}

/// Everything but the secrets.
impl fmt::Display for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kept = |secret: &Option<String>, absent| if secret.is_some() { "set" } else { absent };
        write!(
            f,
            "listen={} database={} campaigns={} www={} public_url={} sweep_seconds={} write_key={} analyst_key={} secret={}",
            self.listen,
            self.database,
            self.campaigns.display(),
            self.www.display(),
            self.public_url.as_deref().unwrap_or("(as listened on)"),
            self.sweep_every.as_secs(),
            kept(&self.write_key, "kept in the store"),
            kept(&self.analyst_key, "none: exports and insights are closed"),
            kept(&self.secret, "kept in the store"),
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
        assert_eq!(config.public_url.as_deref(), Some("https://play.example"));
        assert_eq!(config.secret, None);
        assert_eq!(config.listen.to_string(), "127.0.0.1:8787");
    }

    #[test]
    fn secrets_are_not_printed() {
        let text = "write_key = 'hush1'\nanalyst_key = 'hush2'\nsecret = 'hush3'";
        let config = toml::from_str::<Settings>(text).expect("valid").with_defaults();
        assert!(!config.to_string().contains("hush"), "{config}");
    }
}
