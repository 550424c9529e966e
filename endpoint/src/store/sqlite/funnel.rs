//! The counts of a campaign: what is in the tables plus what erased players left in the tallies.

use crate::store::{Funnel, HourOfPlay, ScoreBand};
use sqlx::SqlitePool;
use std::collections::HashMap;

const SCORE_BANDS: i64 = 12;
const HOUR_MS: i64 = 3_600_000;

pub async fn read(readers: &SqlitePool, campaign_id: &str) -> Result<Funnel, sqlx::Error> {
    let counted = counts(readers, campaign_id).await?;
    let count = |name: &str| counted.get(name).copied().unwrap_or(0);
    Ok(Funnel {
        opened: count("Game Opened"),
        started: count("Game Started"),
        finished: count("Run Finished"),
        verified: count("run:verified"),
        rejected: count("run:rejected"),
        players: count("players"),
        winners: count("winners"),
        coupons_issued: count("coupons"),
        invites_created: count("invites:created"),
        invites_arrived: count("invites:arrived"),
        invites_qualified: count("invites:qualified"),
        plays_per_player: plays_per_player(readers, campaign_id).await?,
        scores: scores(readers, campaign_id).await?,
        by_hour: by_hour(readers, campaign_id).await?,
    })
}

/// All simple counts in one statement: a name and how many.
async fn counts(readers: &SqlitePool, campaign_id: &str) -> Result<HashMap<String, i64>, sqlx::Error> {
    let counts: Vec<(String, i64)> = sqlx::query_as(
        "SELECT name, SUM(total) FROM (
             SELECT name, total FROM tallies WHERE campaign_id = $1
             UNION ALL SELECT name, COUNT(*) FROM events WHERE campaign_id = $1 GROUP BY name
             UNION ALL SELECT 'run:' || state, COUNT(*) FROM runs WHERE campaign_id = $1 GROUP BY state
             UNION ALL SELECT 'players', COUNT(DISTINCT player_id) FROM runs
                       WHERE campaign_id = $1 AND state = 'verified'
             UNION ALL SELECT 'winners', COUNT(DISTINCT player_id) FROM runs
                       WHERE campaign_id = $1 AND state = 'verified' AND won = 1
             UNION ALL SELECT 'coupons', COUNT(*) FROM coupons
                       WHERE campaign_id = $1 AND state IN ('issued', 'redeemed')
             UNION ALL SELECT 'invites:created', COUNT(*) FROM invites WHERE campaign_id = $1
             UNION ALL SELECT 'invites:arrived', COUNT(*) FROM arrivals WHERE campaign_id = $1
             UNION ALL SELECT 'invites:qualified', COUNT(*) FROM arrivals
                       WHERE campaign_id = $1 AND state = 'qualified'
         ) AS counts GROUP BY name",
    )
    .bind(campaign_id)
    .fetch_all(readers)
    .await?;
    Ok(counts.into_iter().collect())
}

async fn plays_per_player(readers: &SqlitePool, campaign_id: &str) -> Result<Vec<(i64, i64)>, sqlx::Error> {
    sqlx::query_as(
        "SELECT plays, COUNT(*) FROM (
             SELECT COUNT(*) AS plays FROM runs WHERE campaign_id = $1 AND state = 'verified' GROUP BY player_id
         ) AS players GROUP BY plays ORDER BY plays",
    )
    .bind(campaign_id)
    .fetch_all(readers)
    .await
}

/// Scores in bands of equal, round width.
async fn scores(readers: &SqlitePool, campaign_id: &str) -> Result<Vec<ScoreBand>, sqlx::Error> {
    let limits: (Option<i64>, Option<i64>) = sqlx::query_as(
        "SELECT MIN(score), MAX(score) FROM runs WHERE campaign_id = $1 AND state = 'verified'",
    )
    .bind(campaign_id)
    .fetch_one(readers)
    .await?;
    let (Some(lowest), Some(highest)) = limits else { return Ok(Vec::new()) };
    let width = round_width((highest - lowest) / SCORE_BANDS + 1);
    let start = lowest.div_euclid(width) * width;
    let bands: Vec<(i64, i64)> = sqlx::query_as(
        "SELECT (score - $2) / $3 AS band, COUNT(*) FROM runs
         WHERE campaign_id = $1 AND state = 'verified' GROUP BY band ORDER BY band",
    )
    .bind(campaign_id)
    .bind(start)
    .bind(width)
    .fetch_all(readers)
    .await?;
    let counts: HashMap<i64, i64> = bands.into_iter().collect();
    let last = (highest - start) / width;
    let band = |index: i64| ScoreBand {
        from: start + index * width,
        to: start + (index + 1) * width,
        count: counts.get(&index).copied().unwrap_or(0),
    };
    Ok((0..=last).map(band).collect())
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

async fn by_hour(readers: &SqlitePool, campaign_id: &str) -> Result<Vec<HourOfPlay>, sqlx::Error> {
    let hours: Vec<(i64, i64, i64)> = sqlx::query_as(
        "SELECT finished_at_ms / $2 AS hour, COUNT(*), COALESCE(SUM(won), 0) FROM runs
         WHERE campaign_id = $1 AND state = 'verified' GROUP BY hour ORDER BY hour",
    )
    .bind(campaign_id)
    .bind(HOUR_MS)
    .fetch_all(readers)
    .await?;
    let hour = |(hour, verified, won)| HourOfPlay { hour_ms: hour * HOUR_MS, verified, won };
    Ok(hours.into_iter().map(hour).collect())
}

#[cfg(test)]
mod tests {
    use super::round_width;

    #[test]
    fn bands_have_round_widths() {
        assert_eq!([1, 2, 3, 6, 11, 21, 51, 101].map(round_width), [1, 2, 5, 10, 20, 50, 100, 200]);
    }
}
