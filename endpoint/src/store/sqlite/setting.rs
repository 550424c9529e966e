//! Settings made once and kept: what every replica must agree on.

use super::writer::Write;
use sqlx::sqlite::SqliteConnection;

pub struct Setting {
    pub name: String,
    pub fresh: String,
}

impl Write for Setting {
    type Answer = String;

    async fn apply(self, connection: &mut SqliteConnection) -> Result<String, sqlx::Error> {
        sqlx::query("INSERT INTO settings (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING")
            .bind(&self.name)
            .bind(&self.fresh)
            .execute(&mut *connection)
            .await?;
        sqlx::query_scalar("SELECT value FROM settings WHERE name = $1")
            .bind(&self.name)
            .fetch_one(connection)
            .await
    }
}
