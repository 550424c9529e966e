//! From a configuration to a listening endpoint, and from a signal to its orderly end.

use crate::app::App;
use crate::campaign::Campaigns;
use crate::clock::Clock;
use crate::config::Config;
use crate::store::Store;
use crate::store::sqlite::SqliteStore;
use crate::sweep::sweep;
use crate::{connection, listen, metrics, public_url, routes};
use anyhow::Context as _;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tapvine_games::RegisteredGame;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

/// How long the writer may take for what it took, after the last request.
const LAST_WRITES: Duration = Duration::from_secs(3);

/// An endpoint that is listening.
pub struct Running {
    pub address: SocketAddr,
    /// Where `/metrics` is answered without a key.
    pub metrics_address: Option<SocketAddr>,
    store: Arc<dyn Store>,
    stop: oneshot::Sender<()>,
    served: JoinHandle<std::io::Result<()>>,
}

impl Running {
    /// # Errors
    /// When the address is taken, the database cannot be opened or a campaign is not valid.
    pub async fn start(config: &Config, clock: Arc<dyn Clock>) -> anyhow::Result<Running> {
        Running::start_with(config, clock, tapvine_games::all()?).await
    }

    /// The same with other games than those of the kit.
    ///
    /// # Errors
    /// As `start`.
    pub async fn start_with(
        config: &Config,
        clock: Arc<dyn Clock>,
        games: Vec<RegisteredGame>,
    ) -> anyhow::Result<Running> {
        config.check_secrets()?;
        metrics::start();
        let configured = config.public_url.as_deref().map(public_url::parse).transpose();
        let configured = configured.map_err(anyhow::Error::msg)?;
        let listener = listen::bind(&config.listen).await?;
        let address = listener.local_addr()?;
        let public_url = configured.clone().unwrap_or_else(|| listen::url(&config.listen, address));
        if let Some(warning) = public_url::warning(configured.as_deref(), &public_url) {
            tracing::warn!("{warning}");
        }
        let store: Arc<dyn Store> = Arc::new(SqliteStore::open(&config.database).await?);
        let campaigns = Campaigns::load(&config.campaigns, games)?;
        let app = Arc::new(App::new(config, public_url, campaigns, store.clone(), clock).await?);
        let (stop, stopped) = oneshot::channel();
        let sweeping = sweep(app.clone(), config.sweep_every);
        let watched = match &config.metrics_listen {
            None => None,
            Some(listen) => Some(metrics::listen(listen).await.with_context(|| listen.clone())?),
        };
        let metrics_address = watched.as_ref().map(|(address, _)| *address);
        let most = connection::capacity();
        tracing::info!(connections = most, "the limit of open files allows");
        let server = connection::serve(listener, routes::router(app), most, async {
            // A dropped sender means the same: stop.
            drop(stopped.await);
        });
        let served = tokio::spawn(async {
            let watching = async {
                match watched {
                    Some((_, watching)) => watching.await,
                    None => std::future::pending().await,
                }
            };
            tokio::select! {
                () = server => Ok(()),
                ended = watching => ended,
                never = sweeping => match never {},
            }
        });
        Ok(Running { address, metrics_address, store, stop, served })
    }

    /// Answers what was asked, writes what was accepted, then ends.
    pub async fn stop(self) {
        if self.stop.send(()).is_err() {
            tracing::warn!("the server has ended by itself");
        }
        match self.served.await {
            Ok(Ok(())) => {}
            ended => tracing::error!(?ended, "the server broke"),
        }
        if tokio::time::timeout(LAST_WRITES, self.store.shut_down()).await.is_err() {
            tracing::error!("the store did not end in time; nothing acknowledged is lost");
        }
    }
}
