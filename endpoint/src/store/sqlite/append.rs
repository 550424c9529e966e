//! Keeping the events of a batch, each once.

use super::writer::Write;
use crate::store::{Batch, Incoming, Kept, Rejected};
use sha2::{Digest as _, Sha256};
use sqlx::QueryBuilder;
use sqlx::sqlite::{Sqlite, SqliteConnection};
use std::collections::HashSet;

/// So many rows in one statement: few enough that their parameters fit, and that the statement is kept prepared.
const ROWS_PER_STATEMENT: usize = 50;

impl Write for Batch {
    type Answer = Vec<Kept>;

    fn rows(&self) -> usize {
        self.events.len() + self.rejected.len()
    }

    async fn apply(self, connection: &mut SqliteConnection) -> Result<Vec<Kept>, sqlx::Error> {
        for rejected in &self.rejected {
            reject(connection, rejected, self.received_at_ms).await?;
        }
        let erased = erased(connection, &self.events).await?;
        let mut kept: Vec<Kept> = vec![Kept::Duplicate; self.events.len()];
        let mut seen = HashSet::new();
        let mut fresh = Vec::with_capacity(self.events.len());
        for (index, event) in self.events.iter().enumerate() {
            if erased.contains(&hash(&event.player_id)) {
                kept[index] = Kept::Erased;
            } else if seen.insert(event.message_id.as_str()) {
                fresh.push((index, event));
            }
        }
        for rows in fresh.chunks(ROWS_PER_STATEMENT) {
            let new = insert(connection, rows, self.received_at_ms).await?;
            for (index, event) in rows {
                if new.contains(&event.message_id) {
                    kept[*index] = Kept::New;
                }
            }
        }
        Ok(kept)
    }
}

/// The ids of the rows that were not there yet.
async fn insert(
    connection: &mut SqliteConnection,
    rows: &[(usize, &Incoming)],
    received_at_ms: i64,
) -> Result<HashSet<String>, sqlx::Error> {
    let mut query = QueryBuilder::<Sqlite>::new(
        "INSERT INTO events (message_id, campaign_id, player_id, user_id, name, consent_version,
                             happened_at_ms, received_at_ms, body) ",
    );
    query.push_values(rows, |mut row, (_, event)| {
        row.push_bind(&event.message_id)
            .push_bind(&event.campaign_id)
            .push_bind(&event.player_id)
            .push_bind(&event.user_id)
            .push_bind(event.name)
            .push_bind(&event.consent_version)
            .push_bind(event.happened_at_ms)
            .push_bind(received_at_ms)
            .push_bind(&event.body);
    });
    query.push(" ON CONFLICT (message_id) DO NOTHING RETURNING message_id");
    let new: Vec<String> = query.build_query_scalar().fetch_all(connection).await?;
    Ok(new.into_iter().collect())
}

async fn reject(
    connection: &mut SqliteConnection,
    rejected: &Rejected,
    now_ms: i64,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO rejected_events (rejected_id, received_at_ms, player_id, reason, detail, body)
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (rejected_id) DO NOTHING",
    )
    .bind(hash(&rejected.body))
    .bind(now_ms)
    .bind(&rejected.player_id)
    .bind(rejected.reason)
    .bind(&rejected.detail)
    .bind(&rejected.body)
    .execute(connection)
    .await?;
    Ok(())
}

/// The hashes of those players of a batch who asked to be forgotten.
async fn erased(
    connection: &mut SqliteConnection,
    events: &[Incoming],
) -> Result<HashSet<String>, sqlx::Error> {
    let players: HashSet<&str> = events.iter().map(|event| event.player_id.as_str()).collect();
    let hashes: Vec<String> = players.into_iter().map(hash).collect();
    let mut erased = HashSet::new();
    for hashes in hashes.chunks(ROWS_PER_STATEMENT) {
        let mut query =
            QueryBuilder::<Sqlite>::new("SELECT player_hash FROM erased_players WHERE player_hash IN (");
        let mut list = query.separated(", ");
        for hash in hashes {
            list.push_bind(hash);
        }
        query.push(")");
        let found: Vec<String> = query.build_query_scalar().fetch_all(&mut *connection).await?;
        erased.extend(found);
    }
    Ok(erased)
}

/// SHA-256 in hexadecimal.
pub fn hash(text: &str) -> String {
    Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect()
}
