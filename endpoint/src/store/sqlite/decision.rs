//! What the endpoint decided, told in the same history and the same transaction as the decision.

use sqlx::sqlite::SqliteConnection;
use tapvine_shared::event::{Audience, Event, Property};
use tapvine_shared::wire::{ConsentGiven, Context, Envelope, Library, Stream, encode_identify, encode_track};
use uuid::Uuid;

/// Whom a decision is about, and when it fell.
#[derive(Clone, Copy)]
pub struct About<'a> {
    pub player_id: &'a str,
    pub campaign_id: &'a str,
    pub game_id: &'a str,
    pub at_ms: i64,
}

/// The endpoint's own row of events about a player.
const STREAM: &str = "endpoint";

pub async fn tell(
    connection: &mut SqliteConnection,
    about: About<'_>,
    event: &Event,
) -> Result<(), sqlx::Error> {
    let message = Message { name: event.name(), is_internal: event.audience() == Audience::Internal };
    append(connection, about, message, |envelope| encode_track(envelope, event)).await
}

/// Tells a customer database what is known of the person now.
pub async fn tell_identify(
    connection: &mut SqliteConnection,
    about: About<'_>,
    traits: &[(String, Property)],
) -> Result<(), sqlx::Error> {
    let message = Message { name: "identify", is_internal: false };
    append(connection, about, message, |envelope| encode_identify(envelope, traits)).await
}

struct Message {
    name: &'static str,
    is_internal: bool,
}

async fn append(
    connection: &mut SqliteConnection,
    about: About<'_>,
    message: Message,
    encode: impl FnOnce(&Envelope<'_>) -> String,
) -> Result<(), sqlx::Error> {
    let (seq, consent_version): (i64, Option<String>) = sqlx::query_as(
        "UPDATE players SET server_seq = server_seq + 1 WHERE player_id = $1
         RETURNING server_seq, (SELECT version FROM consents
                                WHERE consents.player_id = players.player_id AND campaign_id = $2)",
    )
    .bind(about.player_id)
    .bind(about.campaign_id)
    .fetch_one(&mut *connection)
    .await?;
    let message_id = Uuid::now_v7().to_string();
    let body = body(about, &message_id, seq, consent_version.clone(), encode);
    sqlx::query(
        "INSERT INTO events (message_id, campaign_id, player_id, name, consent_version,
                             happened_at_ms, received_at_ms, body, internal)
         VALUES ($1, $2, $3, $4, $5, $6, $6, $7, $8)",
    )
    .bind(message_id)
    .bind(about.campaign_id)
    .bind(about.player_id)
    .bind(message.name)
    .bind(consent_version)
    .bind(about.at_ms)
    .bind(body)
    .bind(i64::from(message.is_internal))
    .execute(connection)
    .await?;
    Ok(())
}

fn body(
    about: About<'_>,
    message_id: &str,
    seq: i64,
    consent_version: Option<String>,
    encode: impl FnOnce(&Envelope<'_>) -> String,
) -> String {
    let library = Library { name: "tapvine-endpoint", version: env!("CARGO_PKG_VERSION") };
    let consent = consent_version.map(|version| ConsentGiven { version });
    let context = Context { library, consent, ..Context::default() };
    let time = jiff::Timestamp::from_millisecond(about.at_ms).unwrap_or_default();
    encode(&Envelope {
        message_id,
        anonymous_id: about.player_id,
        user_id: None,
        timestamp: &format!("{time:.3}"),
        context: &context,
        stream: Stream {
            campaign_id: about.campaign_id,
            game_id: about.game_id,
            seq: seq.unsigned_abs(),
            stream: STREAM,
        },
    })
}
