//! What time alone ends, also when nobody asks for it: members of closed groups, unclaimed wins, old traces and
//! networks are forgotten, promised codes are issued. And who watches is told what looks wrong.

use crate::app::App;
use crate::domain::coupon::KeepPromises;
use crate::domain::execute;
use crate::domain::fair_play::known::forget_unclaimed_wins;
use crate::domain::fair_play::network::ForgetNetworks;
use crate::domain::group::forget_members;
use crate::domain::run::ForgetTraces;
use crate::store::StoreError;
use crate::watch::Watch;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::{MissedTickBehavior, interval};

/// Looks once in a while until it is dropped.
pub async fn sweep(app: Arc<App>, every: Duration) -> Infallible {
    let mut ticks = interval(every);
    let mut watch = Watch::default();
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        if let Err(error) = end_what_is_over(&app).await {
            tracing::error!(%error, "what has ended is still there");
        }
        if let Err(error) = watch.look(&app).await {
            tracing::error!(%error, "nobody watches");
        }
    }
}

/// Members of closed groups, traces of campaigns whose retention is over, and the wait for promised codes.
async fn end_what_is_over(app: &App) -> Result<(), StoreError> {
    let now_ms = app.clock.now_ms();
    execute(&*app.store, ForgetNetworks { now_ms }).await?;
    let members = forget_members(&*app.store, now_ms).await?;
    metrics::counter!("tapvine_group_members_forgotten_total").increment(members);
    let wins = forget_unclaimed_wins(&*app.store, now_ms).await?;
    metrics::counter!("tapvine_unclaimed_wins_forgotten_total").increment(wins);
    for playable in app.campaigns.iter().filter(|playable| playable.campaign.retention_ends_ms() <= now_ms) {
        let campaign_id = playable.id().to_owned();
        let traces = execute(&*app.store, ForgetTraces { campaign_id }).await?;
        metrics::counter!("tapvine_traces_forgotten_total").increment(traces);
    }
    for playable in app.campaigns.iter().filter(|playable| playable.campaign.coupon.is_some()) {
        let (campaign_id, game_id) = (playable.id().to_owned(), playable.campaign.game.clone());
        let kept = execute(&*app.store, KeepPromises { campaign_id, game_id, now_ms }).await?;
        metrics::counter!("tapvine_coupons_issued_total").increment(kept);
    }
    Ok(())
}
