//! Why the store gave no answer.

#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Too much is waiting to be written; nothing was done.
    #[error("the queue of the writer is full")]
    Overloaded,
    /// Another transaction was first; nothing was done, and the same work may be tried again.
    #[error("another transaction was first")]
    Conflict(#[source] anyhow::Error),
    /// Nobody knows whether it was done.
    #[error("the store did not answer")]
    Unavailable(#[from] anyhow::Error),
}

pub type Stored<T> = Result<T, StoreError>;
