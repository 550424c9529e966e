//! Segments in the tables, and the people their rules are asked of.

use super::label;
use super::writer::Write;
use crate::campaign::Labels;
use crate::segment::Person;
use crate::store::{People, PersonEvidence, PersonFacts, Segment, Watched};
use sqlx::sqlite::{Sqlite, SqliteConnection};
use sqlx::{FromRow, QueryBuilder, SqlitePool};
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

/// Who agreed to a campaign, and what they did there.
#[derive(FromRow)]
struct Agreed {
    player_id: String,
    version: String,
    server_seq: i64,
    has_played: bool,
    invited: i64,
    has_coupon: bool,
}

/// The campaign follows, then which of its people.
const AGREED: &str = "
    SELECT consents.player_id, version, server_seq,
           EXISTS (SELECT 1 FROM runs WHERE runs.player_id = consents.player_id
                   AND runs.campaign_id = consents.campaign_id AND state = 'verified') AS has_played,
           (SELECT COUNT(*) FROM arrivals WHERE inviter_id = consents.player_id
            AND arrivals.campaign_id = consents.campaign_id AND state = 'qualified') AS invited,
           EXISTS (SELECT 1 FROM coupons WHERE coupons.player_id = consents.player_id
                   AND coupons.campaign_id = consents.campaign_id
                   AND state IN ('issued', 'redeemed')) AS has_coupon
    FROM consents JOIN players ON players.player_id = consents.player_id WHERE consents.campaign_id = ";

/// A page of the people who agreed to a campaign.
pub async fn people(readers: &SqlitePool, page: &People) -> Result<Vec<PersonFacts>, sqlx::Error> {
    // One transaction: what it reads is of one moment.
    let mut connection = readers.begin().await?;
    let mut query = QueryBuilder::<Sqlite>::new(AGREED);
    query.push_bind(&page.campaign_id).push(" AND consents.player_id > ").push_bind(&page.after);
    query.push(" ORDER BY consents.player_id LIMIT ").push_bind(page.limit);
    let agreed = query.build_query_as().fetch_all(&mut *connection).await?;
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
    let mut query = QueryBuilder::<Sqlite>::new(AGREED);
    query.push_bind(campaign_id).push(" AND consents.player_id = ").push_bind(player_id);
    let agreed = query.build_query_as().fetch_all(&mut *connection).await?;
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
    let people =
        agreed.iter().map(|agreed| (agreed.player_id.clone(), Some(agreed.version.clone()))).collect();
    let evidence = label::evidence_of(connection, campaign_id, watched, people).await?;
    let mut evidence: HashMap<String, PersonEvidence> =
        evidence.into_iter().map(|evidence| (evidence.player_id.clone(), evidence)).collect();
    let person = |agreed: Agreed| {
        Some(PersonFacts {
            evidence: evidence.remove(&agreed.player_id)?,
            has_played: agreed.has_played,
            invited: agreed.invited,
            has_coupon: agreed.has_coupon,
            server_seq: agreed.server_seq,
        })
    };
    Ok(agreed.into_iter().filter_map(person).collect())
}
