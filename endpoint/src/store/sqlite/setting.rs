//! Settings in their table.

use super::transaction::SqliteTransaction;
use crate::store::Stored;
use crate::store::setting::SettingWrites;
use async_trait::async_trait;

#[async_trait]
impl SettingWrites for SqliteTransaction<'_> {
    async fn setting_or(&mut self, name: &str, fresh: &str) -> Stored<String> {
        sqlx::query("INSERT INTO settings (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING")
            .bind(name)
            .bind(fresh)
            .execute(self.connection())
            .await?;
        let value = sqlx::query_scalar("SELECT value FROM settings WHERE name = $1").bind(name);
        Ok(value.fetch_one(self.connection()).await?)
    }
}
