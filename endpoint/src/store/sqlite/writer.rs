//! The one writer: collects what is to be written for a moment, commits it together, then answers.
//!
//! A commit with `synchronous=FULL` waits for the disk; shared by a group it costs each little. Every
//! write stands in a savepoint of its own, so that one that fails takes none of its neighbours along.

use super::transaction::SqliteTransaction;
use crate::store::{StoreError, Stored, Work};
use anyhow::anyhow;
use futures_util::FutureExt as _;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions as _, Connection as _};
use std::any::Any;
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc, oneshot};
use tokio::task::JoinHandle;
use tokio::time::{Instant, timeout, timeout_at};

/// How long the first of a group waits for others.
const GATHER: Duration = Duration::from_millis(2);
const MAX_GROUP_ROWS: usize = 500;
/// How many may wait; at a few hundred commits a second this is some seconds.
const MAX_WAITING: usize = 2_048;
/// How much all that wait may hold in memory, in KiB: 32 MiB.
const MAX_WAITING_KIB: usize = 32 * 1_024;
/// What a small write holds, in KiB.
const LEAST_KIB: usize = 1;
/// Who has waited so long is told that nothing was done, and takes the work back.
const MAX_WAIT: Duration = Duration::from_secs(5);

pub struct Writer {
    queue: Mutex<Option<mpsc::Sender<Waiting>>>,
    room: Arc<Semaphore>,
    max_wait: Duration,
    task: Mutex<Option<JoinHandle<()>>>,
}

impl Writer {
    /// Takes over a connection; the options open another when it breaks.
    pub fn start(connection: SqliteConnection, options: SqliteConnectOptions) -> Writer {
        Writer::start_with(connection, options, MAX_WAIT)
    }

    fn start_with(connection: SqliteConnection, options: SqliteConnectOptions, max_wait: Duration) -> Writer {
        let (sender, receiver) = mpsc::channel(MAX_WAITING);
        let options = options.create_if_missing(false);
        let task = tokio::spawn(Group { connection, options, is_doubtful: false }.serve(receiver));
        Writer {
            queue: Mutex::new(Some(sender)),
            room: Arc::new(Semaphore::new(MAX_WAITING_KIB)),
            max_wait,
            task: Mutex::new(Some(task)),
        }
    }

    /// Answers after the work is on disk.
    pub async fn write(&self, work: Box<dyn Work>) -> Stored<()> {
        self.wait_for(Job::Work(work)).await
    }

    /// Writes a row anew as it is: answers whether rows can be written now.
    pub async fn probe(&self) -> Stored<()> {
        self.wait_for(Job::Probe).await
    }

    async fn wait_for(&self, job: Job) -> Stored<()> {
        let kib = (LEAST_KIB + job.bytes() / 1_024).min(MAX_WAITING_KIB) as u32;
        let room = self.room.clone().try_acquire_many_owned(kib).map_err(|_| StoreError::Overloaded)?;
        let (reply, mut answer) = oneshot::channel();
        let held = Arc::new(Mutex::new(Some(Held { job, _room: room })));
        let queue = self.queue.lock().ok().and_then(|queue| queue.clone());
        let queue = queue.ok_or_else(|| anyhow!("the writer has stopped"))?;
        queue.try_send(Waiting { held: held.clone(), reply }).map_err(|refused| match refused {
            mpsc::error::TrySendError::Full(_) => StoreError::Overloaded,
            mpsc::error::TrySendError::Closed(_) => anyhow!("the writer has stopped").into(),
        })?;
        drop(queue);
        if let Ok(answer) = timeout(self.max_wait, &mut answer).await {
            return answer.map_err(|_| anyhow!("the writer has stopped"))?;
        }
        if take(&held).is_some() {
            return Err(StoreError::Overloaded);
        }
        // It is being written right now.
        answer.await.map_err(|_| anyhow!("the writer has stopped"))?
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

enum Job {
    Work(Box<dyn Work>),
    Probe,
}

impl Job {
    fn rows(&self) -> usize {
        match self {
            Job::Work(work) => work.rows(),
            Job::Probe => 1,
        }
    }

    fn bytes(&self) -> usize {
        match self {
            Job::Work(work) => work.bytes(),
            Job::Probe => 0,
        }
    }

    async fn run(&mut self, connection: &mut SqliteConnection) -> Stored<()> {
        match self {
            Job::Work(work) => work.run(&mut SqliteTransaction::writing(connection)).await,
            Job::Probe => {
                sqlx::query("UPDATE log SET last_position = last_position").execute(connection).await?;
                Ok(())
            }
        }
    }
}

/// A job with the room it takes in the queue.
struct Held {
    job: Job,
    _room: OwnedSemaphorePermit,
}

/// A place in the queue; whoever waits too long takes the job back out of it.
struct Waiting {
    held: Arc<Mutex<Option<Held>>>,
    reply: oneshot::Sender<Stored<()>>,
}

fn take(held: &Mutex<Option<Held>>) -> Option<Held> {
    held.lock().unwrap_or_else(PoisonError::into_inner).take()
}

/// A job that is being written, with whoever waits for it.
struct Taken {
    held: Held,
    reply: oneshot::Sender<Stored<()>>,
}

impl Taken {
    fn out_of(waiting: Waiting) -> Option<Taken> {
        Some(Taken { held: take(&waiting.held)?, reply: waiting.reply })
    }

    fn answer(self, outcome: Stored<()>) {
        // Whoever asked may be gone; what was written stays written.
        drop(self.reply.send(outcome));
    }
}

struct Group {
    connection: SqliteConnection,
    options: SqliteConnectOptions,
    /// Something could not be written: the connection may be one that can only read.
    is_doubtful: bool,
}

impl Group {
    async fn serve(mut self, mut queue: mpsc::Receiver<Waiting>) {
        while let Some(first) = queue.recv().await {
            let Some(first) = Taken::out_of(first) else { continue };
            let mut rows = first.held.job.rows();
            let mut group = vec![first];
            let until = Instant::now() + GATHER;
            while rows < MAX_GROUP_ROWS
                && let Ok(Some(waiting)) = timeout_at(until, queue.recv()).await
            {
                if let Some(taken) = Taken::out_of(waiting) {
                    rows += taken.held.job.rows();
                    group.push(taken);
                }
            }
            metrics::histogram!("tapvine_commit_rows").record(rows as f64);
            self.commit(group).await;
        }
        if let Err(error) = self.connection.close().await {
            tracing::warn!(%error, "the database was not closed well");
        }
    }

    async fn commit(&mut self, mut group: Vec<Taken>) {
        if self.is_doubtful {
            self.open_again().await;
        }
        match self.try_commit(&mut group).await {
            Ok(outcomes) => {
                let failed = |outcome: &Stored<()>| matches!(outcome, Err(StoreError::Unavailable(_)));
                self.is_doubtful = outcomes.iter().any(failed);
                group.into_iter().zip(outcomes).for_each(|(taken, outcome)| taken.answer(outcome));
            }
            Err(error) => {
                let text = error.to_string();
                group.into_iter().for_each(|taken| taken.answer(Err(anyhow!("no commit: {text}").into())));
                // Out of the transaction; if that fails, too, the new connection is out of it.
                drop(sqlx::query("ROLLBACK").execute(&mut self.connection).await);
                self.is_doubtful = true;
            }
        }
    }

    /// One transaction around the whole group; for each what came of it alone.
    async fn try_commit(&mut self, group: &mut [Taken]) -> Result<Vec<Stored<()>>, sqlx::Error> {
        let connection = &mut self.connection;
        sqlx::query("BEGIN IMMEDIATE").execute(&mut *connection).await?;
        let mut outcomes = Vec::with_capacity(group.len());
        for taken in group {
            sqlx::query("SAVEPOINT one").execute(&mut *connection).await?;
            let run = AssertUnwindSafe(taken.held.job.run(&mut *connection)).catch_unwind();
            let outcome = run.await.unwrap_or_else(|panic| Err(panicked(&*panic).into()));
            if outcome.is_err() {
                sqlx::query("ROLLBACK TO one").execute(&mut *connection).await?;
            }
            sqlx::query("RELEASE one").execute(&mut *connection).await?;
            outcomes.push(outcome);
        }
        sqlx::query("COMMIT").execute(&mut *connection).await?;
        Ok(outcomes)
    }

    /// SQLite opens a file that cannot be written for reading only, and a connection stays what it was
    /// opened as; so after a failure the next group tries a new one.
    async fn open_again(&mut self) {
        match self.options.connect().await {
            Ok(connection) => {
                let old = std::mem::replace(&mut self.connection, connection);
                drop(old.close().await);
            }
            Err(error) => tracing::error!(%error, "the database cannot be opened again"),
        }
    }
}

/// What a panic said. It harms the write it happened in and no other.
fn panicked(panic: &(dyn Any + Send)) -> anyhow::Error {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    let text = text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default();
    anyhow!("a write panicked: {text}")
}

#[cfg(test)]
mod tests;
