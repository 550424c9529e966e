//! People with the evidence of their interests.

use crate::store::{People, PersonEvidence, ShownLabel, Watched};
use sqlx::sqlite::{Sqlite, SqliteConnection};
use sqlx::{QueryBuilder, SqlitePool};
use std::collections::BTreeMap;

/// Host, label, giver, when shown, and when given if accepted.
type Shown = (String, String, String, i64, Option<i64>);

/// A page of the people with an accepted or declared label.
pub async fn evidence(readers: &SqlitePool, page: &People) -> Result<Vec<PersonEvidence>, sqlx::Error> {
    // One transaction: what it reads is of one moment.
    let mut connection = readers.begin().await?;
    let people: Vec<(String, Option<String>)> = sqlx::query_as(
        "SELECT player_id, (SELECT version FROM consents
                            WHERE consents.player_id = people.player_id AND consents.campaign_id = $1)
         FROM (SELECT host_id AS player_id FROM labels WHERE campaign_id = $1 AND status = 'accepted'
               UNION SELECT player_id FROM declared_labels WHERE campaign_id = $1) AS people
         WHERE player_id > $2 ORDER BY player_id LIMIT $3",
    )
    .bind(&page.campaign_id)
    .bind(&page.after)
    .bind(page.limit)
    .fetch_all(&mut *connection)
    .await?;
    let all = of(&mut connection, &page.campaign_id, &page.watched, people).await?;
    connection.rollback().await?;
    Ok(all)
}

/// The evidence of people who are given with the version they agreed to, in the order of their ids.
pub async fn of(
    connection: &mut SqliteConnection,
    campaign_id: &str,
    watched: &Watched,
    people: Vec<(String, Option<String>)>,
) -> Result<Vec<PersonEvidence>, sqlx::Error> {
    let (Some((first, _)), Some((last, _))) = (people.first(), people.last()) else { return Ok(Vec::new()) };
    // Only of labels that somebody's yes made an interest: most of what was shown never became one.
    let shown: Vec<Shown> = sqlx::query_as(
        "SELECT label_shown.host_id, label_shown.label, label_shown.giver_id, shown_at_ms, given_at_ms
         FROM label_shown LEFT JOIN labels
              ON labels.campaign_id = label_shown.campaign_id AND labels.host_id = label_shown.host_id
             AND labels.giver_id = label_shown.giver_id AND labels.label = label_shown.label
             AND labels.status = 'accepted'
         WHERE label_shown.campaign_id = $1 AND label_shown.host_id BETWEEN $2 AND $3
           AND (label_shown.host_id, label_shown.label) IN (
               SELECT host_id, label FROM labels
               WHERE campaign_id = $1 AND host_id BETWEEN $2 AND $3 AND status = 'accepted'
               UNION SELECT player_id, label FROM declared_labels
               WHERE campaign_id = $1 AND player_id BETWEEN $2 AND $3)
         ORDER BY label_shown.host_id, label_shown.label, label_shown.giver_id",
    )
    .bind(campaign_id)
    .bind(first)
    .bind(last)
    .fetch_all(&mut *connection)
    .await?;
    let declared: Vec<(String, String, i64)> = sqlx::query_as(
        "SELECT player_id, label, declared_at_ms FROM declared_labels
         WHERE campaign_id = $1 AND player_id BETWEEN $2 AND $3 ORDER BY player_id, label",
    )
    .bind(campaign_id)
    .bind(first)
    .bind(last)
    .fetch_all(&mut *connection)
    .await?;
    let behaviour = behaviour(connection, campaign_id, watched, &people).await?;
    let person = |(player_id, consent_version): (String, Option<String>)| {
        (player_id.clone(), PersonEvidence { player_id, consent_version, ..PersonEvidence::default() })
    };
    let mut all: BTreeMap<String, PersonEvidence> = people.into_iter().map(person).collect();
    for (host_id, label, giver_id, shown_at_ms, accepted_given_at_ms) in shown {
        if let Some(person) = all.get_mut(&host_id) {
            person.shown.push(ShownLabel { label, giver_id, shown_at_ms, accepted_given_at_ms });
        }
    }
    for (player_id, label, at_ms) in declared {
        if let Some(person) = all.get_mut(&player_id) {
            person.declared.push((label, at_ms));
        }
    }
    for (player_id, event, at_ms) in behaviour {
        if let Some(person) = all.get_mut(&player_id) {
            person.behaviour.push((event, at_ms));
        }
    }
    Ok(all.into_values().collect())
}

async fn behaviour(
    connection: &mut SqliteConnection,
    campaign_id: &str,
    watched: &Watched,
    people: &[(String, Option<String>)],
) -> Result<Vec<(String, String, i64)>, sqlx::Error> {
    if watched.events.is_empty() {
        return Ok(Vec::new());
    }
    let mut query = QueryBuilder::<Sqlite>::new(
        "SELECT player_id, name, happened_at_ms FROM (
             SELECT player_id, name, happened_at_ms,
                    ROW_NUMBER() OVER (PARTITION BY player_id, name ORDER BY happened_at_ms DESC) AS place
             FROM events WHERE campaign_id = ",
    );
    query.push_bind(campaign_id).push(" AND name IN (");
    let mut names = query.separated(", ");
    for name in &watched.events {
        names.push_bind(name);
    }
    query.push(") AND player_id IN (");
    let mut ids = query.separated(", ");
    for (player_id, _) in people {
        ids.push_bind(player_id);
    }
    query.push(")) AS newest WHERE place <= ").push_bind(watched.newest);
    query.push(" ORDER BY player_id, happened_at_ms DESC");
    query.build_query_as().fetch_all(connection).await
}
