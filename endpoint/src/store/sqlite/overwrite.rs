//! What was deleted must not be readable in the files either: neither in the log of writes nor in pages set free.
//!
//! `secure_delete` writes zeros over what is deleted (https://www.sqlite.org/pragma.html#pragma_secure_delete), but
//! not over copies that moving rows between pages left in the unused middle of a page. So the file is looked
//! through, and only when it still says something that must be gone it is written anew.

use crate::store::{StoreError, Stored};
use anyhow::anyhow;
use memchr::memmem::Finder;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions as _, Connection as _};
use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;
use tokio::task::spawn_blocking;

const BLOCK_BYTES: usize = 1 << 20;

pub async fn overwrite_deleted(options: &SqliteConnectOptions, texts: &[String]) -> Stored<()> {
    let mut connection = options.clone().create_if_missing(false).connect().await?;
    empty_the_log(&mut connection).await?;
    if file_says(options.get_filename(), texts).await? {
        sqlx::query("VACUUM").execute(&mut connection).await?;
        empty_the_log(&mut connection).await?;
        // What it says now are rows that stand: an id may be spelled like a campaign's.
    }
    Ok(connection.close().await?)
}

/// Moves what the log of writes holds into the file, and cuts the log to nothing.
async fn empty_the_log(connection: &mut SqliteConnection) -> Stored<()> {
    let (is_busy, _, _): (i64, i64, i64) =
        sqlx::query_as("PRAGMA wal_checkpoint(TRUNCATE)").fetch_one(connection).await?;
    if is_busy == 0 { Ok(()) } else { Err(anyhow!("the log of writes is being read").into()) }
}

/// Whether the file has one of the texts anywhere.
async fn file_says(file: &Path, texts: &[String]) -> Stored<bool> {
    let (file, texts) = (file.to_owned(), texts.to_owned());
    let said = spawn_blocking(move || says(File::open(file)?, &texts)).await;
    said.map_err(|error| anyhow!(error))?.map_err(|error| StoreError::Unavailable(error.into()))
}

fn says(mut file: impl io::Read, texts: &[String]) -> io::Result<bool> {
    let finders: Vec<Finder<'_>> = texts.iter().map(Finder::new).collect();
    let longest = texts.iter().map(String::len).max().unwrap_or_default();
    let mut seen = Vec::with_capacity(BLOCK_BYTES + longest);
    loop {
        let read = file.by_ref().take(BLOCK_BYTES as u64).read_to_end(&mut seen)?;
        if finders.iter().any(|finder| finder.find(&seen).is_some()) {
            return Ok(true);
        }
        if read == 0 {
            return Ok(false);
        }
        // A text may lie across two blocks.
        seen.drain(..seen.len().saturating_sub(longest));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_found_wherever_it_lies() {
        let check = |at: usize, expect: bool| {
            let mut bytes = vec![0; 3 * BLOCK_BYTES];
            if expect {
                bytes[at..at + 6].copy_from_slice(b"secret");
            }
            let texts = ["other".to_owned(), "secret".to_owned()];
            assert_eq!(says(&bytes[..], &texts).expect("memory"), expect, "{at}");
        };
        check(0, false);
        for at in [0, 7, BLOCK_BYTES - 3, BLOCK_BYTES, 2 * BLOCK_BYTES - 1, 3 * BLOCK_BYTES - 6] {
            check(at, true);
        }
    }
}
