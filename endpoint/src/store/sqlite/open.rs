//! Opening the database file, and what to do when it cannot be opened, in one sentence.

use anyhow::anyhow;
use sqlx::ConnectOptions as _;
use sqlx::migrate::{MigrateError, Migrator};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqliteSynchronous};
use std::time::Duration;

static MIGRATIONS: Migrator = sqlx::migrate!("./migrations/sqlite");

const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

// Primary result codes, https://www.sqlite.org/rescode.html
const SQLITE_BUSY: i64 = 5;
const SQLITE_READONLY: i64 = 8;
const SQLITE_CORRUPT: i64 = 11;
const SQLITE_FULL: i64 = 13;
const SQLITE_CANTOPEN: i64 = 14;
const SQLITE_NOTADB: i64 = 26;

pub fn options(url: &str) -> anyhow::Result<SqliteConnectOptions> {
    let options = if url.starts_with("sqlite:") { url.parse().ok() } else { None };
    let options: SqliteConnectOptions = options.ok_or_else(|| {
        anyhow!("`{url}` names no database that this endpoint knows: write it as in `sqlite:tapvine.sqlite`.")
    })?;
    Ok(options
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(BUSY_TIMEOUT)
        .foreign_keys(true)
        // What is deleted is overwritten with zeros, so that nobody reads it in the file.
        .pragma("secure_delete", "ON"))
}

/// A connection to the file with its tables up to date.
pub async fn migrated(url: &str, options: &SqliteConnectOptions) -> anyhow::Result<SqliteConnection> {
    let mut connection = options.connect().await.map_err(|error| explained(url, &error))?;
    match MIGRATIONS.run_direct(None, &mut connection, false).await {
        // A read-only file shows itself at the first write.
        Ok(()) => {
            match sqlx::query("UPDATE log SET last_position = last_position").execute(&mut connection).await {
                Ok(_) => Ok(connection),
                Err(error) => Err(explained(url, &error)),
            }
        }
        Err(MigrateError::VersionMissing(version)) => Err(anyhow!(
            "The database {url} was written by a newer endpoint (its table version {version} is unknown here): \
             start that version, or restore a backup from before the upgrade."
        )),
        Err(MigrateError::VersionMismatch(version)) => Err(anyhow!(
            "The database {url} has other tables than this endpoint made in its version {version}: \
             start the endpoint that wrote it, or restore a backup."
        )),
        Err(MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _)) => {
            Err(explained(url, &error))
        }
        Err(error) => {
            Err(anyhow!("The tables of the database {url} could not be brought up to date ({error})."))
        }
    }
}

/// What is wrong and what to do.
pub fn explained(url: &str, error: &sqlx::Error) -> anyhow::Error {
    let code = error.as_database_error().and_then(|error| error.code()?.parse::<i64>().ok());
    let what_to_do = match code.map(|code| code & 0xff) {
        Some(SQLITE_READONLY) => "cannot be written: let the endpoint's user write the file and its folder",
        Some(SQLITE_CANTOPEN) => {
            "cannot be opened: check that its folder exists and that the endpoint's user may read and write there"
        }
        Some(SQLITE_NOTADB | SQLITE_CORRUPT) => {
            "cannot be read as a SQLite database: name another file, or restore a backup"
        }
        Some(SQLITE_FULL) => "cannot grow: the disk is full",
        Some(SQLITE_BUSY) => "is locked by another process: end that process, or name another file",
        _ => return anyhow!("The database {url} does not open: {error}."),
    };
    anyhow!("The database {url} {what_to_do}.")
}
