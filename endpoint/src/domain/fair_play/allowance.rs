//! Layer 2: a run is used once, now. Few may be open, each for as long as it takes to play it with a pause; a day has
//! a number of them, and those left unfinished count. So nobody looks at many rounds to finish the easiest, and
//! nobody has half an hour to rehearse one.

use crate::store::run::{NewRun, RunDay};
use crate::store::{Stored, Transaction};
use tapvine_shared::campaign::{Campaign, Day, RunPolicy};
use tapvine_shared::run::{Dials, MAX_RUN_TICKS, RulesVersion, TICKS_PER_SECOND};

const MINUTE_MS: i64 = 60_000;
/// The shortest run of a game lasts five seconds; this is more than anybody plays.
const MOST_RUNS_PER_MINUTE: i64 = 20;
/// One that is played and one in another tab. The start of a third gives up the oldest.
const MOST_OPEN_RUNS: usize = 2;

/// What one player may start in a campaign on the present day.
#[derive(Clone, Copy, Debug)]
pub struct Allowance {
    policy: RunPolicy,
    day: Day,
}

/// Why a run may not be started now, and when it is worth to ask again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotAllowed {
    TooManyInAMinute {
        retry_after_ms: i64,
    },
    /// The day's runs are used up.
    TooManyInADay {
        retry_after_ms: i64,
    },
    /// Too many of the day's runs were started and never finished.
    TooManyUnfinished {
        retry_after_ms: i64,
    },
}

/// The place of a run among those of its day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Taken {
    pub day: RunDay,
    /// How many more may be started on that day.
    pub left_today: i64,
}

impl Allowance {
    pub fn of(campaign: &Campaign, now_ms: i64) -> Allowance {
        Allowance { policy: campaign.runs, day: campaign.time_zone.day_of(now_ms) }
    }

    /// Until when a run that is issued now can be finished: the longest it can take, and the pause.
    pub fn expires_at_ms(&self, rules: &RulesVersion, dials: &Dials, now_ms: i64) -> i64 {
        let ticks = (rules.longest_ticks)(dials).min(MAX_RUN_TICKS);
        now_ms + i64::from(ticks) * 1_000 / i64::from(TICKS_PER_SECOND) + self.policy.pause_seconds.as_ms()
    }

    /// Takes a place for a run, and gives up the player's oldest where too many are open.
    pub async fn take(&self, tx: &mut dyn Transaction, run: &NewRun) -> Stored<Result<Taken, NotAllowed>> {
        let (player_id, campaign_id, now_ms) = (&run.player_id, &run.campaign_id, run.issued_at_ms);
        let minute = tx.runs_issued_after(player_id, now_ms - MINUTE_MS).await?;
        if minute.count >= MOST_RUNS_PER_MINUTE {
            let retry_after_ms = minute.oldest_issued_at_ms.unwrap_or(now_ms) + MINUTE_MS - now_ms;
            return Ok(Err(NotAllowed::TooManyInAMinute { retry_after_ms }));
        }
        let today = tx.runs_of_day(player_id, campaign_id, self.day.start_ms, now_ms).await?;
        let retry_after_ms = self.day.end_ms - now_ms;
        let per_day = i64::from(self.policy.per_day.get());
        if today.started >= per_day {
            return Ok(Err(NotAllowed::TooManyInADay { retry_after_ms }));
        }
        if today.unfinished >= self.policy.unfinished_per_day() {
            return Ok(Err(NotAllowed::TooManyUnfinished { retry_after_ms }));
        }
        let open = tx.open_runs(player_id, campaign_id, now_ms).await?;
        for given_up in open.iter().skip(MOST_OPEN_RUNS - 1) {
            tx.abandon_run(given_up, now_ms).await?;
        }
        let day = RunDay { start_ms: self.day.start_ms, nth: today.started + 1 };
        Ok(Ok(Taken { day, left_today: per_day - day.nth }))
    }
}
