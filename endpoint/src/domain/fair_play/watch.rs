//! What an operator is told when wins, hands or the stock look wrong: figures of the last minutes beside what is usual
//! for the campaign, and alarms where they are far apart. Nothing is refused by it. The list with suggested alerts is
//! `endpoint/METRICS.md`.

use crate::store::{Snapshot, Stored};

const MINUTE_MS: i64 = 60_000;
const HOUR_MS: i64 = 60 * MINUTE_MS;
const DAY_MS: i64 = 24 * HOUR_MS;
const LATELY_MINUTES: i64 = 10;
/// Fewer wins, runs or codes than these say nothing yet.
const FEW_WINS: i64 = 20;
const FEW_RUNS: i64 = 50;
/// So many times the usual rate of wins is wrong.
const WINS_TIMES_USUAL: f64 = 5.0;
/// So much more of the runs won than usual is wrong.
const SHARE_ABOVE_USUAL: f64 = 0.25;
/// From this share of ended runs on that no hand played, somebody tries.
const NO_HANDS_SHARE: f64 = 0.1;
/// From this share of the prizes on that went to one network, it is worth a look: a farm, or an event of the brand.
const ONE_NETWORK_SHARE: f64 = 0.5;
/// A stock that is gone in so many hours is worth a look.
const STOCK_HOURS: f64 = 24.0;

/// The reasons of a rejected run that say so.
const NO_HAND: [&str; 2] = ["not_by_hand", "taps_too_fast"];

/// What looks wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Alarm {
    /// Wins come much faster than usual.
    Wins,
    /// Of the runs started, many more are won than usual.
    WonShare,
    /// Many runs are refused because no hand plays so.
    Hands,
    /// One network took most of the prizes.
    Networks,
    /// The stock runs out soon, and before the campaign ends.
    Stock,
}

impl Alarm {
    pub const ALL: [Alarm; 5] = [Alarm::Wins, Alarm::WonShare, Alarm::Hands, Alarm::Networks, Alarm::Stock];

    pub const fn name(self) -> &'static str {
        match self {
            Alarm::Wins => "wins",
            Alarm::WonShare => "won_share",
            Alarm::Hands => "hands",
            Alarm::Networks => "networks",
            Alarm::Stock => "stock",
        }
    }
}

/// The figures of one campaign at one moment.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Figures {
    /// Of the last ten minutes, and of the day before them.
    pub wins_per_minute: f64,
    pub usual_wins_per_minute: f64,
    /// Of the runs started in the last hour, and in the day before it.
    pub won_share: f64,
    pub usual_won_share: f64,
    /// Of the runs ended in the last hour: those no hand played.
    pub no_hand_share: f64,
    /// Of the prizes of the last half day to a day, those of the network that took most.
    pub network_share: f64,
    /// Held wins that wait for an analyst.
    pub wins_waiting: i64,
    pub coupons_left: i64,
    /// At the rate of the last hour; without one, infinite.
    pub stock_hours: f64,
    runs_lately: i64,
    usual_runs: i64,
    ended_lately: i64,
    wins_lately: i64,
    network_prizes: i64,
    has_stock: bool,
}

/// Reads the figures of a campaign.
pub async fn figures(tx: &mut dyn Snapshot, campaign_id: &str, now_ms: i64) -> Stored<Figures> {
    let lately_ms = now_ms - LATELY_MINUTES * MINUTE_MS;
    let lately = tx.play_counts(campaign_id, lately_ms, now_ms).await?;
    let before = tx.play_counts(campaign_id, lately_ms - DAY_MS, lately_ms).await?;
    let hour = tx.play_counts(campaign_id, now_ms - HOUR_MS, now_ms).await?;
    let day = tx.play_counts(campaign_id, now_ms - HOUR_MS - DAY_MS, now_ms - HOUR_MS).await?;
    let rejections = tx.rejections(campaign_id, now_ms - HOUR_MS, now_ms).await?;
    let rejected: i64 = rejections.iter().map(|(_, count)| count).sum();
    let by_no_hand = rejections.iter().filter(|(reason, _)| NO_HAND.contains(&reason.as_str()));
    let by_no_hand: i64 = by_no_hand.map(|(_, count)| count).sum();
    let issued = tx.codes_due_in(campaign_id, now_ms - HOUR_MS, now_ms).await?;
    let (most_prizes, network_prizes) = tx.network_prizes(campaign_id).await?;
    let level = tx.stock_level(campaign_id).await?;
    Ok(Figures {
        wins_per_minute: lately.won as f64 / LATELY_MINUTES as f64,
        usual_wins_per_minute: before.won as f64 / (DAY_MS / MINUTE_MS) as f64,
        won_share: share(hour.won, hour.started),
        usual_won_share: share(day.won, day.started),
        no_hand_share: share(by_no_hand, hour.verified + rejected),
        network_share: share(most_prizes, network_prizes),
        wins_waiting: tx.count_waiting_wins(campaign_id).await?,
        coupons_left: level.left,
        stock_hours: if issued == 0 { f64::INFINITY } else { level.left as f64 / issued as f64 },
        runs_lately: hour.started,
        usual_runs: day.started,
        ended_lately: hour.verified + rejected,
        wins_lately: lately.won,
        network_prizes,
        has_stock: level.quantity > 0,
    })
}

impl Figures {
    /// What looks wrong, in a campaign that goes on for so many hours.
    pub fn alarms(&self, hours_to_end: f64) -> Vec<Alarm> {
        let sounds = |alarm: &Alarm| match alarm {
            Alarm::Wins => {
                let usual = self.usual_wins_per_minute.max(1.0 / LATELY_MINUTES as f64);
                self.wins_lately >= FEW_WINS && self.wins_per_minute > WINS_TIMES_USUAL * usual
            }
            Alarm::WonShare => {
                let is_known = self.runs_lately >= FEW_RUNS && self.usual_runs >= FEW_RUNS;
                is_known && self.won_share > self.usual_won_share + SHARE_ABOVE_USUAL
            }
            Alarm::Hands => self.ended_lately >= FEW_WINS && self.no_hand_share > NO_HANDS_SHARE,
            Alarm::Networks => self.network_prizes >= FEW_WINS && self.network_share > ONE_NETWORK_SHARE,
            Alarm::Stock => self.has_stock && self.stock_hours < STOCK_HOURS.min(hours_to_end),
        };
        Alarm::ALL.into_iter().filter(sounds).collect()
    }
}

fn share(part: i64, whole: i64) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    const USUAL: Figures = Figures {
        wins_per_minute: 2.0,
        usual_wins_per_minute: 1.5,
        won_share: 0.6,
        usual_won_share: 0.55,
        no_hand_share: 0.01,
        network_share: 0.02,
        wins_waiting: 3,
        network_prizes: 700,
        coupons_left: 5_000,
        stock_hours: 60.0,
        runs_lately: 200,
        usual_runs: 4_000,
        ended_lately: 180,
        wins_lately: 20,
        has_stock: true,
    };

    #[track_caller]
    fn check(figures: Figures, hours_to_end: f64, expect: &[Alarm]) {
        assert_eq!(figures.alarms(hours_to_end), expect);
    }

    #[test]
    fn what_is_usual_is_no_alarm() {
        check(USUAL, 1_000.0, &[]);
        check(Figures::default(), 1_000.0, &[]);
    }

    #[test]
    fn each_figure_far_from_usual_is_an_alarm_of_its_own() {
        check(Figures { wins_per_minute: 50.0, wins_lately: 500, ..USUAL }, 1_000.0, &[Alarm::Wins]);
        check(Figures { won_share: 0.95, ..USUAL }, 1_000.0, &[Alarm::WonShare]);
        check(Figures { no_hand_share: 0.4, ..USUAL }, 1_000.0, &[Alarm::Hands]);
        check(Figures { network_share: 0.8, ..USUAL }, 1_000.0, &[Alarm::Networks]);
        check(Figures { stock_hours: 3.0, ..USUAL }, 1_000.0, &[Alarm::Stock]);
    }

    #[test]
    fn few_people_are_no_alarm_and_a_stock_that_lasts_to_the_end_is_none() {
        check(
            Figures { wins_per_minute: 0.9, usual_wins_per_minute: 0.0, wins_lately: 9, ..USUAL },
            1_000.0,
            &[],
        );
        check(Figures { won_share: 1.0, runs_lately: 10, ..USUAL }, 1_000.0, &[]);
        check(Figures { no_hand_share: 1.0, ended_lately: 3, ..USUAL }, 1_000.0, &[]);
        check(Figures { network_share: 1.0, network_prizes: 3, ..USUAL }, 1_000.0, &[]);
        check(Figures { stock_hours: 3.0, ..USUAL }, 2.0, &[]);
    }
}
