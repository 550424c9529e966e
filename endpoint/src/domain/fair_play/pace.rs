//! Layer 5: a paced stock. What is given away lasts as long as the brand wants, and there is time to notice when
//! something is wrong. What was on offer when a round began is kept: its win gets a code now or in a later hour. When
//! a day's share is gone, that is said before the next round begins, and until midnight rounds are for fun.

use crate::store::{Snapshot, Stored};
use tapvine_shared::campaign::{Campaign, CampaignZone, Day};

const HOUR_MS: i64 = 60 * 60 * 1_000;
/// So many days ahead a kept win is given its turn; further on it would be of another year's campaign.
const DAYS_AHEAD: usize = 366;

/// How fast a campaign gives away its stock.
#[derive(Clone, Debug)]
pub struct Pace {
    campaign_id: String,
    per_hour: Option<i64>,
    per_day: Option<i64>,
    zone: CampaignZone,
    ends_at_ms: i64,
}

/// When a win gets its code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    Now,
    At(i64),
    /// The day's share was gone before the round began; from then on there are prizes again.
    NotToday {
        next_at_ms: i64,
    },
}

impl Pace {
    pub fn of(campaign: &Campaign) -> Pace {
        let coupon = campaign.coupon.as_ref();
        Pace {
            campaign_id: campaign.id.as_str().to_owned(),
            per_hour: coupon.and_then(|coupon| coupon.per_hour).map(|most| i64::from(most.get())),
            per_day: coupon.and_then(|coupon| coupon.per_day).map(|most| i64::from(most.get())),
            zone: campaign.time_zone.clone(),
            ends_at_ms: campaign.ends_at.as_millisecond(),
        }
    }

    pub fn campaign_id(&self) -> &str {
        &self.campaign_id
    }

    /// When a run that began then and is won now gets its code. What would come after the campaign's end comes now:
    /// nobody is asked to come back to something that is over.
    pub async fn turn(&self, tx: &mut dyn Snapshot, began_at_ms: i64, now_ms: i64) -> Stored<Turn> {
        let today = self.zone.day_of(now_ms);
        if let Some(free_ms) = self.free_from(tx, today, now_ms).await? {
            return Ok(self.at(free_ms, now_ms));
        }
        let gone_since_ms = tx.last_code_decided_in(&self.campaign_id, today.start_ms, today.end_ms).await?;
        let next_at_ms = self.next_free_day(tx, today).await?;
        if gone_since_ms.is_some_and(|gone_since_ms| began_at_ms <= gone_since_ms)
            || next_at_ms >= self.ends_at_ms
        {
            return Ok(self.at(next_at_ms, now_ms));
        }
        Ok(Turn::NotToday { next_at_ms })
    }

    /// From when on there are prizes again; `None` while there are.
    pub async fn closed_until(&self, tx: &mut dyn Snapshot, now_ms: i64) -> Stored<Option<i64>> {
        let today = self.zone.day_of(now_ms);
        if self.free_from(tx, today, now_ms).await?.is_some() {
            return Ok(None);
        }
        let next_at_ms = self.next_free_day(tx, today).await?;
        Ok((next_at_ms < self.ends_at_ms).then_some(next_at_ms))
    }

    fn at(&self, free_ms: i64, now_ms: i64) -> Turn {
        if free_ms <= now_ms || free_ms >= self.ends_at_ms { Turn::Now } else { Turn::At(free_ms) }
    }

    async fn next_free_day(&self, tx: &mut dyn Snapshot, today: Day) -> Stored<i64> {
        let mut day = today;
        for _ in 0..DAYS_AHEAD {
            day = self.zone.day_of(day.end_ms);
            if day.start_ms >= self.ends_at_ms {
                break;
            }
            if let Some(free_ms) = self.free_from(tx, day, day.start_ms).await? {
                return Ok(free_ms);
            }
        }
        Ok(day.start_ms)
    }

    /// The first moment of a day, from a moment on, at which its share and that of the hour are not used up.
    async fn free_from(&self, tx: &mut dyn Snapshot, day: Day, from_ms: i64) -> Stored<Option<i64>> {
        if let Some(per_day) = self.per_day
            && tx.codes_due_in(&self.campaign_id, day.start_ms, day.end_ms).await? >= per_day
        {
            return Ok(None);
        }
        let Some(per_hour) = self.per_hour else { return Ok(Some(from_ms)) };
        let mut hour_ms = from_ms - (from_ms - day.start_ms).rem_euclid(HOUR_MS);
        while hour_ms < day.end_ms {
            let end_ms = (hour_ms + HOUR_MS).min(day.end_ms);
            if tx.codes_due_in(&self.campaign_id, hour_ms, end_ms).await? < per_hour {
                return Ok(Some(hour_ms.max(from_ms)));
            }
            hour_ms = end_ms;
        }
        Ok(None)
    }
}
