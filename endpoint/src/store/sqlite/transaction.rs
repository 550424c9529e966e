//! One transaction on a connection, the writer's or a reader's; each noun's row operations are in its own file.

use super::super::{Snapshot, Transaction};
use sqlx::Sqlite;
use sqlx::sqlite::SqliteConnection;

pub struct SqliteTransaction<'c>(Held<'c>);

enum Held<'c> {
    Writer(&'c mut SqliteConnection),
    /// Rolled back when it is dropped: it changed nothing.
    Reader(sqlx::Transaction<'static, Sqlite>),
}

impl<'c> SqliteTransaction<'c> {
    pub fn writing(connection: &'c mut SqliteConnection) -> SqliteTransaction<'c> {
        SqliteTransaction(Held::Writer(connection))
    }

    pub fn reading(transaction: sqlx::Transaction<'static, Sqlite>) -> SqliteTransaction<'static> {
        SqliteTransaction(Held::Reader(transaction))
    }

    pub fn connection(&mut self) -> &mut SqliteConnection {
        match &mut self.0 {
            Held::Writer(connection) => connection,
            Held::Reader(transaction) => transaction,
        }
    }
}

impl Snapshot for SqliteTransaction<'_> {}

impl Transaction for SqliteTransaction<'_> {}
