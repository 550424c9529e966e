//! What time alone ends: the members of a closed group are forgotten, also when nobody asks for it.

use crate::app::App;
use crate::store::StoreError;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::{MissedTickBehavior, interval};

/// Forgets once in a while until it is dropped.
pub async fn sweep(app: Arc<App>, every: Duration) -> Infallible {
    let mut ticks = interval(every);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        if let Err(error) = forget_members(&app).await {
            tracing::error!(%error, "members of closed groups are still there");
        }
    }
}

pub async fn forget_members(app: &App) -> Result<(), StoreError> {
    let forgotten = app.store.close_groups(app.clock.now_ms()).await?;
    metrics::counter!("tapvine_group_members_forgotten_total").increment(forgotten);
    Ok(())
}
