//! The identify call that gives any customer database the person's interests, and takes them back.

use super::super::decision::{About, tell_identify};
use sqlx::sqlite::SqliteConnection;
use tapvine_shared::event::Property;

/// Tells the interests as they are now, accepted or declared; `gone` ones that no longer are get a `false`.
pub async fn tell_interests(
    connection: &mut SqliteConnection,
    about: About<'_>,
    gone: &[&str],
) -> Result<(), sqlx::Error> {
    let interests: Vec<String> = sqlx::query_scalar(
        "SELECT label FROM labels WHERE campaign_id = $1 AND host_id = $2 AND status = 'accepted'
         UNION SELECT label FROM declared_labels WHERE campaign_id = $1 AND player_id = $2
         ORDER BY label",
    )
    .bind(about.campaign_id)
    .bind(about.player_id)
    .fetch_all(&mut *connection)
    .await?;
    let flag =
        |label: &str, carried| (format!("interest_{}", label.replace('-', "_")), Property::Flag(carried));
    let mut traits = vec![("interests".to_owned(), Property::Text(interests.join(",")))];
    traits.extend(interests.iter().map(|label| flag(label, true)));
    let gone = gone.iter().filter(|label| !interests.iter().any(|interest| interest == *label));
    traits.extend(gone.map(|label| flag(label, false)));
    tell_identify(connection, about, &traits).await
}
