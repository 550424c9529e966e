//! The one writer: collects what is to be written for a moment, commits it together, then answers.
//!
//! A commit with `synchronous=FULL` waits for the disk; shared by a group it costs each little. Every
//! write stands in a savepoint of its own, so that one that fails takes none of its neighbours along.

use super::transaction::SqliteTransaction;
use crate::store::{StoreError, Stored, Work};
use anyhow::anyhow;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions as _, Connection as _};
use std::sync::Mutex;
use std::time::Duration;
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;
use tokio::time::{Instant, timeout_at};

/// How long the first of a group waits for others.
const GATHER: Duration = Duration::from_millis(2);
const MAX_GROUP_ROWS: usize = 500;
/// How many may wait; at a few hundred commits a second this is some seconds.
const MAX_WAITING: usize = 2_048;

pub struct Writer {
    queue: Mutex<Option<mpsc::Sender<Waiting>>>,
    task: Mutex<Option<JoinHandle<()>>>,
}

impl Writer {
    /// Takes over a connection; the options open another when it breaks.
    pub fn start(connection: SqliteConnection, options: SqliteConnectOptions) -> Writer {
        let (sender, receiver) = mpsc::channel(MAX_WAITING);
        let task = tokio::spawn(Group { connection, options }.serve(receiver));
        Writer { queue: Mutex::new(Some(sender)), task: Mutex::new(Some(task)) }
    }

    /// Answers after the work is on disk.
    pub async fn write(&self, work: Box<dyn Work>) -> Stored<()> {
        let (reply, answer) = oneshot::channel();
        let queue = self.queue.lock().ok().and_then(|queue| queue.clone());
        let queue = queue.ok_or_else(|| anyhow!("the writer has stopped"))?;
        queue.try_send(Waiting { work, reply }).map_err(|refused| match refused {
            mpsc::error::TrySendError::Full(_) => StoreError::Overloaded,
            mpsc::error::TrySendError::Closed(_) => anyhow!("the writer has stopped").into(),
        })?;
        answer.await.map_err(|_| anyhow!("the writer has stopped"))?
    }

    pub fn is_running(&self) -> bool {
        self.queue.lock().is_ok_and(|queue| queue.as_ref().is_some_and(|queue| !queue.is_closed()))
    }

    /// Takes nothing more and ends when everything taken is written.
    pub async fn drain(&self) {
        drop(self.queue.lock().map(|mut queue| queue.take()));
        let task = self.task.lock().ok().and_then(|mut task| task.take());
        if let Some(task) = task
            && let Err(error) = task.await
        {
            tracing::error!(%error, "the writer broke");
        }
    }
}

/// A piece of work with whoever waits for it.
struct Waiting {
    work: Box<dyn Work>,
    reply: oneshot::Sender<Stored<()>>,
}

impl Waiting {
    fn answer(self, outcome: Stored<()>) {
        // Whoever asked may be gone; what was written stays written.
        drop(self.reply.send(outcome));
    }
}

struct Group {
    connection: SqliteConnection,
    options: SqliteConnectOptions,
}

impl Group {
    async fn serve(mut self, mut queue: mpsc::Receiver<Waiting>) {
        while let Some(first) = queue.recv().await {
            let mut rows = first.work.rows();
            let mut group = vec![first];
            let until = Instant::now() + GATHER;
            while rows < MAX_GROUP_ROWS
                && let Ok(Some(waiting)) = timeout_at(until, queue.recv()).await
            {
                rows += waiting.work.rows();
                group.push(waiting);
            }
            metrics::histogram!("tapvine_commit_rows").record(rows as f64);
            self.commit(group).await;
        }
        if let Err(error) = self.connection.close().await {
            tracing::warn!(%error, "the database was not closed well");
        }
    }

    async fn commit(&mut self, mut group: Vec<Waiting>) {
        match self.try_commit(&mut group).await {
            Ok(outcomes) => {
                group.into_iter().zip(outcomes).for_each(|(waiting, outcome)| waiting.answer(outcome));
            }
            Err(error) => {
                let text = error.to_string();
                group
                    .into_iter()
                    .for_each(|waiting| waiting.answer(Err(anyhow!("no commit: {text}").into())));
                self.recover().await;
            }
        }
    }

    /// One transaction around the whole group; for each what came of it alone.
    async fn try_commit(&mut self, group: &mut [Waiting]) -> Result<Vec<Stored<()>>, sqlx::Error> {
        let connection = &mut self.connection;
        sqlx::query("BEGIN IMMEDIATE").execute(&mut *connection).await?;
        let mut outcomes = Vec::with_capacity(group.len());
        for waiting in group {
            sqlx::query("SAVEPOINT one").execute(&mut *connection).await?;
            let outcome = waiting.work.run(&mut SqliteTransaction::writing(connection)).await;
            if outcome.is_err() {
                sqlx::query("ROLLBACK TO one").execute(&mut *connection).await?;
            }
            sqlx::query("RELEASE one").execute(&mut *connection).await?;
            outcomes.push(outcome);
        }
        sqlx::query("COMMIT").execute(&mut *connection).await?;
        Ok(outcomes)
    }

    /// After a failed commit: out of the transaction, or onto a new connection.
    async fn recover(&mut self) {
        if sqlx::query("ROLLBACK").execute(&mut self.connection).await.is_ok() {
            return;
        }
        match self.options.connect().await {
            Ok(connection) => self.connection = connection,
            Err(error) => tracing::error!(%error, "the database cannot be opened again"),
        }
    }
}

#[cfg(test)]
mod tests;
