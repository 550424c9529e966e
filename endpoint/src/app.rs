//! What every request handler is given. Nothing in here is truth: that is in the store.

use crate::campaign::{Campaigns, Now, Playable, public};
use crate::captcha::{Captcha, captcha};
use crate::clock::Clock;
use crate::config::{Config, STORED_SECRET};
use crate::digest::hex;
use crate::domain::coupon::offer;
use crate::domain::execute;
use crate::domain::fair_play::work::Works;
use crate::domain::setting::SettingOr;
use crate::domain::stock::bring_in_line;
use crate::error::ApiError;
use crate::keys::{AnalystKeys, GuessThrottle, IdentityKeys};
use crate::proxies::TrustedProxies;
use crate::random;
use crate::source::{self, Source};
use crate::store::Store;
use crate::token::Signer;
use crate::www::Www;
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use std::sync::Arc;
use tapvine_shared::campaign::State as Period;
use tokio::sync::Semaphore;

pub struct App {
    pub store: Arc<dyn Store>,
    pub clock: Arc<dyn Clock>,
    pub campaigns: Campaigns,
    pub signer: Signer,
    pub www: Www,
    pub write_key: String,
    pub public_url: String,
    pub trusted_proxies: TrustedProxies,
    pub works: Works,
    /// In place of work, where the operator has one.
    pub captcha: Option<Box<dyn Captcha>>,
    /// As many replays at once as there are processors.
    pub replays: Semaphore,
    pub analyst_keys: AnalystKeys,
    pub guesses: GuessThrottle,
    /// Senders of events beside the site.
    sources: Vec<Source>,
    pub identity_keys: IdentityKeys,
}

impl App {
    /// # Errors
    /// When a campaign is not valid or the store does not answer.
    pub async fn new(
        config: &Config,
        public_url: String,
        campaigns: Campaigns,
        store: Arc<dyn Store>,
        clock: Arc<dyn Clock>,
    ) -> anyhow::Result<App> {
        let identity_keys =
            config.identity_keys.as_deref().map(IdentityKeys::load).transpose()?.unwrap_or_default();
        campaigns.check_identity_keys(&identity_keys)?;
        for playable in campaigns.iter() {
            bring_in_line(&*store, playable.id(), &playable.stock).await?;
        }
        let secret = kept(&*store, "secret", &config.secret).await?;
        let mut earlier = config.earlier_secrets.clone();
        for secret in earlier.iter_mut().filter(|secret| *secret == STORED_SECRET) {
            *secret = kept(&*store, "secret", &None).await?;
        }
        Ok(App {
            write_key: kept(&*store, "write_key", &config.write_key).await?,
            analyst_keys: AnalystKeys::load(config.analyst_key.as_deref(), config.analyst_keys.as_deref())?,
            guesses: GuessThrottle::default(),
            identity_keys,
            signer: Signer::new(&secret, &earlier),
            works: Works::new(&secret),
            captcha: config.captcha.as_ref().map(captcha).transpose()?,
            trusted_proxies: config.trusted_proxies.clone(),
            sources: config.sources.clone(),
            www: Www::new(config.www.clone()),
            replays: Semaphore::new(std::thread::available_parallelism().map_or(1, Into::into)),
            public_url,
            campaigns,
            store,
            clock,
        })
    }

    pub fn campaign(&self, id: &str) -> Result<&Playable, ApiError> {
        self.campaigns.find(id).ok_or(ApiError::UnknownCampaign)
    }

    /// The campaign, if it can be played now.
    pub fn open_campaign(&self, id: &str, now_ms: i64) -> Result<&Playable, ApiError> {
        let playable = self.campaign(id)?;
        match playable.campaign.state_at(now_ms) {
            Period::Open => Ok(playable),
            Period::Upcoming => Err(ApiError::CampaignNotStarted),
            Period::Closed => Err(ApiError::CampaignClosed),
        }
    }

    /// The JSON of a campaign for those locales.
    pub async fn public_campaign(&self, id: &str, wanted: &[String]) -> Result<Value, ApiError> {
        let playable = self.campaign(id)?;
        let time_ms = self.clock.now_ms();
        let mut rows = self.store.read().await?;
        let offer = match playable.pace() {
            Some(pace) => Some(offer(&mut *rows, &pace, time_ms).await?),
            None => None,
        };
        let level = rows.stock_level(id).await?;
        drop(rows);
        let now = Now {
            time_ms,
            wanted,
            level,
            offer,
            write_key: &self.write_key,
            module: self.www.module(&playable.campaign.game).await,
            label_icons: match &playable.labels {
                Some(labels) => self.www.label_icons(labels.name()).await,
                None => None,
            },
        };
        Ok(public(playable, now))
    }

    /// The source of this write key.
    pub fn source_of_key(&self, key: &str) -> Option<&str> {
        let others = self.sources.iter().map(|source| (source.key.as_str(), source.name.as_str()));
        let mut known = std::iter::once((self.write_key.as_str(), source::SITE)).chain(others);
        known.find(|(known, _)| same(known, key)).map(|(_, name)| name)
    }
}

/// Compares hashes, so that the time tells nothing of the key.
fn same(known: &str, given: &str) -> bool {
    Sha256::digest(known) == Sha256::digest(given)
}

/// The configured value, or one made at the first start and kept.
async fn kept(store: &dyn Store, name: &'static str, configured: &Option<String>) -> anyhow::Result<String> {
    if let Some(value) = configured {
        return Ok(value.clone());
    }
    let fresh = hex(&random::bytes::<32>()?);
    Ok(execute(store, SettingOr { name, fresh }).await?)
}
