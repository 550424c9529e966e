//! The one writer: collects what is to be written for a moment, commits it together, then answers.
//!
//! A commit with `synchronous=FULL` waits for the disk; shared by a group it costs each little. Every
//! write stands in a savepoint of its own, so that one that fails takes none of its neighbours along.

use super::MIGRATIONS;
use crate::store::{StoreError, Stored};
use anyhow::anyhow;
use futures_util::future::BoxFuture;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions as _, Connection as _};
use std::future::Future;
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

/// Something to be written. `apply` runs inside a transaction that others share.
pub trait Write: Send + 'static {
    type Answer: Send + 'static;

    fn rows(&self) -> usize {
        1
    }

    fn apply(
        self,
        connection: &mut SqliteConnection,
    ) -> impl Future<Output = Result<Self::Answer, sqlx::Error>> + Send;
}

pub struct Writer {
    queue: Mutex<Option<mpsc::Sender<Box<dyn Job>>>>,
    task: Mutex<Option<JoinHandle<()>>>,
}

impl Writer {
    pub async fn open(options: &SqliteConnectOptions) -> Result<Writer, anyhow::Error> {
        let mut connection = options.connect().await?;
        MIGRATIONS.run_direct(None, &mut connection, false).await?;
        let (sender, receiver) = mpsc::channel(MAX_WAITING);
        let task = tokio::spawn(Group { connection, options: options.clone() }.serve(receiver));
        Ok(Writer { queue: Mutex::new(Some(sender)), task: Mutex::new(Some(task)) })
    }

    /// Answers after the write is on disk.
    pub async fn write<W: Write>(&self, write: W) -> Stored<W::Answer> {
        let (reply, answer) = oneshot::channel();
        let job = Box::new(Waiting { write: Some(write), answer: None, reply });
        let queue = self.queue.lock().ok().and_then(|queue| queue.clone());
        let queue = queue.ok_or_else(|| anyhow!("the writer has stopped"))?;
        queue.try_send(job).map_err(|refused| match refused {
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

/// A write with its waiter, whatever its type.
trait Job: Send {
    fn rows(&self) -> usize;
    fn apply<'a>(
        &'a mut self,
        connection: &'a mut SqliteConnection,
    ) -> BoxFuture<'a, Result<(), sqlx::Error>>;
    fn settle(self: Box<Self>, outcome: Stored<()>);
}

struct Waiting<W: Write> {
    write: Option<W>,
    answer: Option<W::Answer>,
    reply: oneshot::Sender<Stored<W::Answer>>,
}

impl<W: Write> Job for Waiting<W> {
    fn rows(&self) -> usize {
        self.write.as_ref().map_or(0, Write::rows)
    }

    fn apply<'a>(
        &'a mut self,
        connection: &'a mut SqliteConnection,
    ) -> BoxFuture<'a, Result<(), sqlx::Error>> {
        Box::pin(async move {
            if let Some(write) = self.write.take() {
                self.answer = Some(write.apply(connection).await?);
            }
            Ok(())
        })
    }

    fn settle(self: Box<Self>, outcome: Stored<()>) {
        let Waiting { answer, reply, .. } = *self;
        let answer = outcome.and_then(|()| answer.ok_or_else(|| anyhow!("never applied").into()));
        // Whoever asked may be gone; what was written stays written.
        drop(reply.send(answer));
    }
}

struct Group {
    connection: SqliteConnection,
    options: SqliteConnectOptions,
}

impl Group {
    async fn serve(mut self, mut queue: mpsc::Receiver<Box<dyn Job>>) {
        while let Some(first) = queue.recv().await {
            let mut rows = first.rows();
            let mut jobs = vec![first];
            let until = Instant::now() + GATHER;
            while rows < MAX_GROUP_ROWS
                && let Ok(Some(job)) = timeout_at(until, queue.recv()).await
            {
                rows += job.rows();
                jobs.push(job);
            }
            metrics::histogram!("tapvine_commit_rows").record(rows as f64);
            self.commit(jobs).await;
        }
        if let Err(error) = self.connection.close().await {
            tracing::warn!(%error, "the database was not closed well");
        }
    }

    async fn commit(&mut self, mut jobs: Vec<Box<dyn Job>>) {
        let outcome = self.try_commit(&mut jobs).await;
        let failed: Vec<Option<sqlx::Error>> = match outcome {
            Ok(failed) => failed,
            Err(error) => {
                let text = error.to_string();
                jobs.into_iter().for_each(|job| job.settle(Err(anyhow!("no commit: {text}").into())));
                return self.recover().await;
            }
        };
        for (job, failed) in jobs.into_iter().zip(failed) {
            job.settle(failed.map_or(Ok(()), |error| Err(anyhow::Error::from(error).into())));
        }
    }

    /// One transaction around all jobs; for each what made it fail alone.
    async fn try_commit(
        &mut self,
        jobs: &mut [Box<dyn Job>],
    ) -> Result<Vec<Option<sqlx::Error>>, sqlx::Error> {
        let connection = &mut self.connection;
        sqlx::query("BEGIN IMMEDIATE").execute(&mut *connection).await?;
        let mut failed = Vec::with_capacity(jobs.len());
        for job in jobs {
            sqlx::query("SAVEPOINT one").execute(&mut *connection).await?;
            let outcome = job.apply(connection).await;
            if outcome.is_err() {
                sqlx::query("ROLLBACK TO one").execute(&mut *connection).await?;
            }
            sqlx::query("RELEASE one").execute(&mut *connection).await?;
            failed.push(outcome.err());
        }
        sqlx::query("COMMIT").execute(&mut *connection).await?;
        Ok(failed)
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
