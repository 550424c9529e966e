//! Tells whoever watches what looks wrong: figures and alarms as metrics, and a warning in the log when one begins.

use crate::app::App;
use crate::campaign::Playable;
use crate::domain::fair_play::watch::{Alarm, Figures, figures};
use crate::store::Stored;
use metrics::gauge;
use std::collections::HashSet;
use tapvine_shared::campaign::State;

const HOUR_MS: f64 = 3_600_000.0;

/// Remembers which alarms sound, so that each is logged once.
#[derive(Debug, Default)]
pub struct Watch {
    sounding: HashSet<(String, Alarm)>,
}

impl Watch {
    /// Looks at every campaign that is open.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn look(&mut self, app: &App) -> Stored<()> {
        let now_ms = app.clock.now_ms();
        for playable in app.campaigns.iter() {
            let campaign = &playable.campaign;
            if campaign.state_at(now_ms) != State::Open {
                self.end(playable.id());
                continue;
            }
            let figures = figures(&mut *app.store.read().await?, playable.id(), now_ms).await?;
            let hours_to_end = (campaign.ends_at.as_millisecond() - now_ms) as f64 / HOUR_MS;
            show(playable, &figures);
            self.sound(playable.id(), &figures, hours_to_end);
        }
        Ok(())
    }

    fn sound(&mut self, campaign_id: &str, figures: &Figures, hours_to_end: f64) {
        let sounding = figures.alarms(hours_to_end);
        for alarm in Alarm::ALL {
            let (key, sounds) = ((campaign_id.to_owned(), alarm), sounding.contains(&alarm));
            set_alarm(campaign_id, alarm, sounds);
            if !sounds {
                self.sounding.remove(&key);
            } else if self.sounding.insert(key) {
                let Figures { wins_per_minute, won_share, no_hand_share, coupons_left, stock_hours, .. } =
                    *figures;
                tracing::warn!(
                    campaign = campaign_id,
                    alarm = alarm.name(),
                    wins_per_minute,
                    usual_wins_per_minute = figures.usual_wins_per_minute,
                    won_share,
                    usual_won_share = figures.usual_won_share,
                    no_hand_share,
                    network_share = figures.network_share,
                    coupons_left,
                    stock_hours,
                    "a campaign looks wrong; endpoint/METRICS.md says what to do"
                );
            }
        }
    }

    /// A campaign that is not open is in order.
    fn end(&mut self, campaign_id: &str) {
        for alarm in Alarm::ALL {
            if self.sounding.remove(&(campaign_id.to_owned(), alarm)) {
                set_alarm(campaign_id, alarm, false);
            }
        }
    }
}

fn set_alarm(campaign_id: &str, alarm: Alarm, sounds: bool) {
    let labels = [("campaign", campaign_id.to_owned()), ("alarm", alarm.name().to_owned())];
    gauge!("tapvine_alarm", &labels).set(if sounds { 1.0 } else { 0.0 });
}

fn show(playable: &Playable, figures: &Figures) {
    let set =
        |name: &'static str, value: f64| gauge!(name, "campaign" => playable.id().to_owned()).set(value);
    set("tapvine_wins_per_minute", figures.wins_per_minute);
    set("tapvine_usual_wins_per_minute", figures.usual_wins_per_minute);
    set("tapvine_won_share", figures.won_share);
    set("tapvine_usual_won_share", figures.usual_won_share);
    set("tapvine_no_hand_share", figures.no_hand_share);
    set("tapvine_network_share", figures.network_share);
    set("tapvine_wins_waiting", figures.wins_waiting as f64);
    if playable.campaign.coupon.is_some() {
        set("tapvine_coupons_left", figures.coupons_left as f64);
        set("tapvine_stock_hours", figures.stock_hours);
    }
}
