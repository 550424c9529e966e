//! The store on one SQLite file: many readers, one writer that commits groups.

mod coupon;
mod erasure;
mod event;
mod evidence;
mod group;
mod identity;
mod insight;
mod invite;
mod label;
mod log;
mod network;
mod open;
mod overwrite;
mod player;
mod review;
mod run;
mod segment;
mod setting;
mod transaction;
mod watch;
mod withdrawal;
mod writer;

use super::{Snapshot, Store, StoreError, Stored, Work};
use async_trait::async_trait;
use sqlx::sqlite::{SqliteConnectOptions, SqlitePoolOptions};
use sqlx::{ConnectOptions as _, SqlitePool};
use std::time::Duration;
use transaction::SqliteTransaction;
use writer::Writer;

const READERS: u32 = 4;
/// How long a group waits for another process that writes to the same file.
const WRITER_PATIENCE: Duration = Duration::from_secs(2);
/// How long a read waits for one of the readers.
const READER_PATIENCE: Duration = Duration::from_secs(5);

/// A SQLite file with the tables of the endpoint.
pub struct SqliteStore {
    readers: SqlitePool,
    writer: Writer,
    options: SqliteConnectOptions,
}

impl SqliteStore {
    /// Opens or makes the file of a URL like `sqlite:tapvine.sqlite` and brings its tables up to date.
    ///
    /// # Errors
    /// One sentence that names the file, what is wrong with it and what to do.
    pub async fn open(url: &str) -> anyhow::Result<SqliteStore> {
        let options = open::options(url)?;
        open::migrated(url, &options).await?;
        let written = options.clone().busy_timeout(WRITER_PATIENCE);
        let connection = written.connect().await.map_err(|error| open::explained(url, &error))?;
        let writer = Writer::start(connection, written);
        let readers = SqlitePoolOptions::new()
            .max_connections(READERS)
            .acquire_timeout(READER_PATIENCE)
            .connect_with(options.clone().create_if_missing(false).read_only(true))
            .await
            .map_err(|error| open::explained(url, &error))?;
        Ok(SqliteStore { readers, writer, options })
    }

    /// The rows of a file as they are now, without changing it.
    ///
    /// # Errors
    /// As `open`, and when there is no such file.
    pub async fn snapshot_of(url: &str) -> anyhow::Result<Box<dyn Snapshot>> {
        let options = open::options(url)?.create_if_missing(false).read_only(true);
        let reader = SqlitePoolOptions::new().max_connections(1).connect_with(options).await;
        let reader = reader.map_err(|error| open::explained(url, &error))?;
        Ok(Box::new(SqliteTransaction::reading(reader.begin().await?)))
    }
}

#[async_trait]
impl Store for SqliteStore {
    async fn ready(&self) -> Stored<()> {
        self.writer.probe().await?;
        sqlx::query("SELECT 1 FROM settings").execute(&self.readers).await?;
        Ok(())
    }

    async fn read(&self) -> Stored<Box<dyn Snapshot>> {
        Ok(Box::new(SqliteTransaction::reading(self.readers.begin().await?)))
    }

    async fn transact(&self, work: Box<dyn Work>) -> Stored<()> {
        self.writer.write(work).await
    }

    async fn overwrite_deleted(&self, texts: &[String]) -> Stored<()> {
        overwrite::overwrite_deleted(&self.options, texts).await
    }

    async fn shut_down(&self) {
        self.writer.drain().await;
        self.readers.close().await;
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> StoreError {
        let is_conflict = error.as_database_error().is_some_and(|error| error.is_unique_violation());
        if is_conflict { StoreError::Conflict(error.into()) } else { StoreError::Unavailable(error.into()) }
    }
}
