//! The funnel of a campaign: what is in the tables plus what erased players left in the tallies.

use crate::store::insight::HourOfPlay;
use crate::store::{Snapshot, Stored};
use serde::Serialize;
use std::collections::HashMap;
use tapvine_shared::event::EventKind;
use tapvine_shared::label::Status;

const SCORE_BANDS: i64 = 12;

/// From opening the game to holding a coupon. Counts of events and runs, erased players included.
#[derive(Debug, Default)]
pub struct Funnel {
    pub opened: i64,
    pub started: i64,
    pub finished: i64,
    pub verified: i64,
    pub rejected: i64,
    pub players: i64,
    pub winners: i64,
    pub coupons_issued: i64,
    pub invites_created: i64,
    pub invites_arrived: i64,
    pub invites_qualified: i64,
    /// How many players played so many times.
    pub plays_per_player: Vec<(i64, i64)>,
    pub scores: Vec<ScoreBand>,
    pub by_hour: Vec<HourOfPlay>,
}

/// Runs with a score of `from` up to and without `to`.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct ScoreBand {
    pub from: i64,
    pub to: i64,
    pub count: i64,
}

pub async fn funnel(tx: &mut dyn Snapshot, campaign_id: &str) -> Stored<Funnel> {
    let tallies = by_name(tx.tallies(campaign_id).await?);
    let events = by_name(tx.event_counts(campaign_id).await?);
    let tally = |name: &str| tallies.get(name).copied().unwrap_or(0);
    let event = |kind: EventKind| tally(kind.name()) + events.get(kind.name()).copied().unwrap_or(0);
    let rows = tx.row_counts(campaign_id).await?;
    Ok(Funnel {
        opened: event(EventKind::GameOpened),
        started: event(EventKind::GameStarted),
        finished: event(EventKind::RunFinished),
        verified: rows.verified + tally("run:verified"),
        rejected: rows.rejected + tally("run:rejected"),
        players: rows.players + tally("players"),
        winners: rows.winners + tally("winners"),
        coupons_issued: rows.coupons_issued,
        invites_created: rows.invites_created,
        invites_arrived: rows.invites_arrived,
        invites_qualified: rows.invites_qualified,
        plays_per_player: tx.plays_per_player(campaign_id).await?,
        scores: score_bands(tx, campaign_id).await?,
        by_hour: tx.plays_by_hour(campaign_id).await?,
    })
}

fn by_name(counts: Vec<(String, i64)>) -> HashMap<String, i64> {
    counts.into_iter().collect()
}

/// Scores in bands of equal, round width.
async fn score_bands(tx: &mut dyn Snapshot, campaign_id: &str) -> Stored<Vec<ScoreBand>> {
    let Some((lowest, highest)) = tx.score_range(campaign_id).await? else { return Ok(Vec::new()) };
    let width = round_width((highest - lowest) / SCORE_BANDS + 1);
    let start = lowest.div_euclid(width) * width;
    let counts: HashMap<i64, i64> = tx.score_counts(campaign_id, start, width).await?.into_iter().collect();
    let band = |index: i64| ScoreBand {
        from: start + index * width,
        to: start + (index + 1) * width,
        count: counts.get(&index).copied().unwrap_or(0),
    };
    Ok((0..=(highest - start) / width).map(band).collect())
}

/// The next of 1, 2, 5, 10, 20, 50 … that is at least `width`.
fn round_width(width: i64) -> i64 {
    let mut ten = 1;
    loop {
        if let Some(round) = [1, 2, 5].into_iter().map(|n| n * ten).find(|round| *round >= width) {
            return round;
        }
        ten *= 10;
    }
}

/// Given labels by status, erased players included.
#[derive(Clone, Copy, Debug, Default)]
pub struct LabelTotals {
    pub pending: i64,
    pub accepted: i64,
    pub declined: i64,
    pub withdrawn: i64,
}

pub async fn label_totals(tx: &mut dyn Snapshot, campaign_id: &str) -> Stored<LabelTotals> {
    let tallies = by_name(tx.tallies(campaign_id).await?);
    let labels = by_name(tx.label_counts(campaign_id).await?);
    let total = |status: Status| {
        let name = status.name();
        let tally = tallies.get(&format!("label:{name}")).copied().unwrap_or(0);
        tally + labels.get(name).copied().unwrap_or(0)
    };
    Ok(LabelTotals {
        pending: total(Status::Pending),
        accepted: total(Status::Accepted),
        declined: total(Status::Declined),
        withdrawn: total(Status::Withdrawn),
    })
}

#[cfg(test)]
mod tests {
    use super::round_width;

    #[test]
    fn bands_have_round_widths() {
        assert_eq!([1, 2, 3, 6, 11, 21, 51, 101].map(round_width), [1, 2, 5, 10, 20, 50, 100, 200]);
    }
}
