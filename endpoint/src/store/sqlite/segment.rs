//! Segments in the tables, and the people their rules are asked of.

use super::label;
use super::writer::Write;
use crate::campaign::Labels;
use crate::segment::Person;
use crate::store::{People, PersonEvidence, PersonFacts, Segment, Watched};
use sqlx::SqlitePool;
use sqlx::sqlite::{SqliteConnection, SqliteRow};
use sqlx::{FromRow, Row as _};
use std::collections::HashMap;

impl Write for Segment {
    type Answer = ();

    async fn apply(self, connection: &mut SqliteConnection) -> Result<(), sqlx::Error> {
        sqlx::query(
            "INSERT INTO segments (segment_id, campaign_id, name, rule, created_at_ms)
             VALUES ($1, $2, $3, $4, $5)",
        )
        .bind(self.segment_id)
        .bind(self.campaign_id)
        .bind(self.name)
        .bind(self.rule)
        .bind(self.created_at_ms)
        .execute(connection)
        .await?;
        Ok(())
    }
}

pub struct DropSegment {
    pub segment_id: String,
}

impl Write for DropSegment {
    type Answer = bool;

    async fn apply(self, connection: &mut SqliteConnection) -> Result<bool, sqlx::Error> {
        let dropped = sqlx::query("DELETE FROM segments WHERE segment_id = $1")
            .bind(self.segment_id)
            .execute(connection)
            .await?;
        Ok(dropped.rows_affected() == 1)
    }
}

impl FromRow<'_, SqliteRow> for Segment {
    fn from_row(row: &SqliteRow) -> Result<Segment, sqlx::Error> {
        Ok(Segment {
            segment_id: row.try_get("segment_id")?,
            campaign_id: row.try_get("campaign_id")?,
            name: row.try_get("name")?,
            rule: row.try_get("rule")?,
            created_at_ms: row.try_get("created_at_ms")?,
        })
    }
}

pub async fn list(readers: &SqlitePool, campaign_id: &str) -> Result<Vec<Segment>, sqlx::Error> {
    sqlx::query_as("SELECT * FROM segments WHERE campaign_id = $1 ORDER BY created_at_ms, segment_id")
        .bind(campaign_id)
        .fetch_all(readers)
        .await
}

pub async fn read(readers: &SqlitePool, segment_id: &str) -> Result<Option<Segment>, sqlx::Error> {
    sqlx::query_as("SELECT * FROM segments WHERE segment_id = $1")
        .bind(segment_id)
        .fetch_optional(readers)
        .await
}

/// Who agreed to a campaign: player, version, and the player's `server_seq`.
type Agreed = (String, Option<String>, i64);

/// A page of the people who agreed to a campaign.
pub async fn people(readers: &SqlitePool, page: &People) -> Result<Vec<PersonFacts>, sqlx::Error> {
    // One transaction: what it reads is of one moment.
    let mut connection = readers.begin().await?;
    let agreed: Vec<Agreed> = sqlx::query_as(
        "SELECT consents.player_id, version, server_seq
         FROM consents JOIN players ON players.player_id = consents.player_id
         WHERE campaign_id = $1 AND consents.player_id > $2 ORDER BY consents.player_id LIMIT $3",
    )
    .bind(&page.campaign_id)
    .bind(&page.after)
    .bind(page.limit)
    .fetch_all(&mut *connection)
    .await?;
    let people = facts(&mut connection, &page.campaign_id, &page.watched, agreed).await?;
    connection.rollback().await?;
    Ok(people)
}

/// What a rule can ask of one person, if the person agreed to the campaign.
pub async fn person(
    connection: &mut SqliteConnection,
    campaign_id: &str,
    player_id: &str,
    reading: Option<&Labels>,
    now_ms: i64,
) -> Result<Option<Person>, sqlx::Error> {
    let agreed: Vec<Agreed> = sqlx::query_as(
        "SELECT consents.player_id, version, server_seq
         FROM consents JOIN players ON players.player_id = consents.player_id
         WHERE campaign_id = $1 AND consents.player_id = $2",
    )
    .bind(campaign_id)
    .bind(player_id)
    .fetch_all(&mut *connection)
    .await?;
    let watched = reading.map(Labels::watched).unwrap_or_default();
    let facts = facts(connection, campaign_id, &watched, agreed).await?;
    Ok(facts.first().map(|facts| Person::of(facts, reading, now_ms)))
}

async fn facts(
    connection: &mut SqliteConnection,
    campaign_id: &str,
    watched: &Watched,
    agreed: Vec<Agreed>,
) -> Result<Vec<PersonFacts>, sqlx::Error> {
    let (Some((first, ..)), Some((last, ..))) = (agreed.first(), agreed.last()) else {
        return Ok(Vec::new());
    };
    let deeds: Vec<(String, String, i64)> = sqlx::query_as(
        "SELECT player_id, 'runs', COUNT(*) FROM runs
         WHERE campaign_id = $1 AND player_id BETWEEN $2 AND $3 AND state = 'verified' GROUP BY player_id
         UNION ALL SELECT inviter_id, 'hops', COUNT(*) FROM arrivals
         WHERE campaign_id = $1 AND inviter_id BETWEEN $2 AND $3 AND state = 'qualified' GROUP BY inviter_id
         UNION ALL SELECT player_id, 'coupons', COUNT(*) FROM coupons
         WHERE campaign_id = $1 AND player_id BETWEEN $2 AND $3 AND state IN ('issued', 'redeemed')
         GROUP BY player_id",
    )
    .bind(campaign_id)
    .bind(first)
    .bind(last)
    .fetch_all(&mut *connection)
    .await?;
    let deeds: HashMap<(&str, &str), i64> =
        deeds.iter().map(|(player, deed, count)| ((player.as_str(), deed.as_str()), *count)).collect();
    let seqs: HashMap<String, i64> = agreed.iter().map(|(player, _, seq)| (player.clone(), *seq)).collect();
    let people = agreed.into_iter().map(|(player_id, version, _)| (player_id, version)).collect();
    let evidence = label::evidence_of(connection, campaign_id, watched, people).await?;
    let person = |evidence: PersonEvidence| {
        let count = |deed| deeds.get(&(evidence.player_id.as_str(), deed)).copied().unwrap_or(0);
        let (runs, invited, coupons) = (count("runs"), count("hops"), count("coupons"));
        let server_seq = seqs.get(&evidence.player_id).copied().unwrap_or(0);
        PersonFacts { has_played: runs > 0, invited, has_coupon: coupons > 0, server_seq, evidence }
    };
    Ok(evidence.into_iter().map(person).collect())
}
