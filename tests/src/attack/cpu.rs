//! What a computation costs whoever does it.

use std::time::{Duration, Instant};
use tokio::sync::Semaphore;

/// One computation a processor, so that the time one takes is processor time, as far as others leave it alone.
static PROCESSORS: Semaphore = Semaphore::const_new(1);

/// The result, and how long it took away from the threads that wait for answers.
pub async fn timed<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> anyhow::Result<(T, Duration)> {
    let _turn = PROCESSORS.acquire().await?;
    let done = tokio::task::spawn_blocking(move || {
        let began = Instant::now();
        let done = work();
        (done, began.elapsed())
    });
    Ok(done.await?)
}
