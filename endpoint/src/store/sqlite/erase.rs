//! Erasure: a person is forgotten, their numbers stay.
//!
//! Events, runs and consents go; invites, hops and coupons lose whom they belonged to, so that the
//! shape of a chain and the count of a stock stay true. Labels about the person go; those the person
//! gave are the labelled friend's by now and lose only who gave them. Friends' events that name the person or the
//! person's code name the stand-in instead.

use super::append::hash;
use super::writer::Write;
use sqlx::sqlite::SqliteConnection;
use uuid::Uuid;

pub struct Erase {
    pub player_id: String,
}

/// What is counted before it goes, each giving `campaign_id`, `name` and how many.
const TALLIED: [&str; 5] = [
    "SELECT campaign_id, name, COUNT(*) FROM events WHERE player_id = $1 AND campaign_id IS NOT NULL
     GROUP BY campaign_id, name",
    "SELECT campaign_id, 'run:' || state, COUNT(*) FROM runs WHERE player_id = $1 GROUP BY campaign_id, state",
    "SELECT campaign_id, 'players', COUNT(DISTINCT player_id) FROM runs
     WHERE player_id = $1 AND state = 'verified' GROUP BY campaign_id",
    "SELECT campaign_id, 'winners', COUNT(DISTINCT player_id) FROM runs
     WHERE player_id = $1 AND state = 'verified' AND won = 1 GROUP BY campaign_id",
    "SELECT campaign_id, 'label:' || status, COUNT(*) FROM labels WHERE host_id = $1 GROUP BY campaign_id, status",
];

/// `$1` is the player, `$2` the stand-in. Friends' events come first: they are found by the arrivals.
const FORGOTTEN: [&str; 17] = [
    "UPDATE events SET body = REPLACE(body, $1, $2)
     WHERE player_id IN (SELECT invitee_id FROM arrivals WHERE inviter_id = $1)",
    "UPDATE events SET body = REPLACE(body, $1, $2)
     WHERE player_id IN (SELECT giver_id FROM label_shown WHERE host_id = $1)",
    "DELETE FROM labels WHERE host_id = $1 OR label_id = $2",
    "DELETE FROM label_shown WHERE host_id = $1 OR host_id = $2",
    "DELETE FROM declared_labels WHERE player_id = $1 OR player_id = $2",
    "DELETE FROM blocks WHERE host_id = $1 OR giver_id = $1 OR giver_id = $2",
    "UPDATE labels SET giver_id = $2, giver_name = NULL, run_id = NULL WHERE giver_id = $1",
    "UPDATE label_shown SET giver_id = $2 WHERE giver_id = $1",
    "DELETE FROM events WHERE player_id = $1 OR message_id = $2",
    "DELETE FROM rejected_events WHERE player_id = $1 OR player_id = $2",
    "DELETE FROM runs WHERE player_id = $1 OR run_id = $2",
    "UPDATE coupons SET player_id = NULL, run_id = NULL WHERE player_id = $1 OR player_id = $2",
    "UPDATE arrivals SET inviter_id = $2 WHERE inviter_id = $1",
    "UPDATE arrivals SET invitee_id = $2, run_id = NULL WHERE invitee_id = $1",
    "UPDATE invites SET inviter_id = $2, inviter_name = NULL, revoked_at_ms = COALESCE(revoked_at_ms, created_at_ms)
     WHERE inviter_id = $1",
    "DELETE FROM consents WHERE player_id = $1 OR player_id = $2",
    "DELETE FROM players WHERE player_id = $1 OR player_id = $2",
];

impl Write for Erase {
    type Answer = bool;

    async fn apply(self, connection: &mut SqliteConnection) -> Result<bool, sqlx::Error> {
        if !super::player::exists(connection, &self.player_id).await? {
            return Ok(false);
        }
        for tallied in TALLIED {
            let counts: Vec<(String, String, i64)> =
                sqlx::query_as(tallied).bind(&self.player_id).fetch_all(&mut *connection).await?;
            for (campaign_id, name, total) in counts {
                tally(connection, &campaign_id, &name, total).await?;
            }
        }
        self.replace_codes(connection).await?;
        let stand_in = format!("erased-{}", Uuid::new_v4());
        for statement in FORGOTTEN {
            sqlx::query(statement).bind(&self.player_id).bind(&stand_in).execute(&mut *connection).await?;
        }
        sqlx::query(
            "INSERT INTO erased_players (player_hash) VALUES ($1) ON CONFLICT (player_hash) DO NOTHING",
        )
        .bind(hash(&self.player_id))
        .execute(connection)
        .await?;
        Ok(true)
    }
}

impl Erase {
    /// The person's codes lead nowhere from now on, also not in what friends' events say.
    async fn replace_codes(&self, connection: &mut SqliteConnection) -> Result<(), sqlx::Error> {
        let codes: Vec<String> = sqlx::query_scalar("SELECT code FROM invites WHERE inviter_id = $1")
            .bind(&self.player_id)
            .fetch_all(&mut *connection)
            .await?;
        for code in codes {
            let stand_in = format!("erased-{}", Uuid::new_v4());
            for statement in [
                "UPDATE events SET body = REPLACE(body, $1, $2)
                 WHERE player_id IN (SELECT invitee_id FROM arrivals WHERE code = $1)",
                "UPDATE arrivals SET code = $2 WHERE code = $1",
                "UPDATE runs SET about = $2 WHERE about = $1",
                "UPDATE invites SET code = $2 WHERE code = $1",
            ] {
                sqlx::query(statement).bind(&code).bind(&stand_in).execute(&mut *connection).await?;
            }
        }
        Ok(())
    }
}

async fn tally(
    connection: &mut SqliteConnection,
    campaign_id: &str,
    name: &str,
    total: i64,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO tallies (campaign_id, name, total) VALUES ($1, $2, $3)
         ON CONFLICT (campaign_id, name) DO UPDATE SET total = tallies.total + excluded.total",
    )
    .bind(campaign_id)
    .bind(name)
    .bind(total)
    .execute(connection)
    .await?;
    Ok(())
}
