//! The store on one SQLite file: many readers, one writer that commits groups.
//!
//! Writing is a type that implements [`writer::Write`], one file per noun; reading is a function.

mod append;
mod arrive;
mod chain;
mod coupon;
mod decision;
mod erase;
mod export;
mod finish;
mod funnel;
mod group;
mod invite;
mod label;
mod me;
mod player;
mod run;
mod segment;
mod setting;
mod store;
mod writer;

use anyhow::Context as _;
use sqlx::SqlitePool;
use sqlx::migrate::Migrator;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use std::time::Duration;
use writer::Writer;

static MIGRATIONS: Migrator = sqlx::migrate!("./migrations");

const READERS: u32 = 4;
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// A SQLite file with the tables of the endpoint.
pub struct SqliteStore {
    readers: SqlitePool,
    writer: Writer,
}

impl SqliteStore {
    /// Opens or makes the file of a URL like `sqlite:tapvine.sqlite` and brings its tables up to date.
    ///
    /// # Errors
    /// When the file cannot be opened, or was written by a newer endpoint.
    pub async fn open(url: &str) -> anyhow::Result<SqliteStore> {
        let options: SqliteConnectOptions = url.parse().with_context(|| format!("database {url}"))?;
        let options = options
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(BUSY_TIMEOUT)
            .foreign_keys(true);
        let writer = Writer::open(&options).await.with_context(|| format!("database {url}"))?;
        let readers = SqlitePoolOptions::new()
            .max_connections(READERS)
            .connect_with(options.create_if_missing(false).read_only(true))
            .await
            .with_context(|| format!("database {url}"))?;
        Ok(SqliteStore { readers, writer })
    }
}
