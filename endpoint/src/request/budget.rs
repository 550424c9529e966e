//! How much of bodies the endpoint holds at once: a crowd of large ones is told to come again, and memory stays small.

use crate::error::ApiError;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use bytes::Bytes;
use futures_util::StreamExt as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// From a body's first byte until its request is answered.
const MAX_HELD_BYTES: usize = 32 * 1_024 * 1_024;

/// What the bodies of all requests hold now, in bytes.
#[derive(Clone, Default)]
pub struct BodyBudget(Arc<AtomicUsize>);

/// What one request's body holds of it, and gives back in the end.
struct Share {
    budget: BodyBudget,
    held_bytes: AtomicUsize,
    is_refused: AtomicBool,
}

impl Share {
    /// The bytes, or nothing when they do not fit: the rest is read all the same, since a sender that is cut
    /// off never sees the answer.
    fn take(&self, chunk: Bytes) -> Bytes {
        if self.is_refused.load(Ordering::Relaxed) {
            return Bytes::new();
        }
        let held = self.budget.0.fetch_add(chunk.len(), Ordering::Relaxed) + chunk.len();
        self.held_bytes.fetch_add(chunk.len(), Ordering::Relaxed);
        if held > MAX_HELD_BYTES {
            self.is_refused.store(true, Ordering::Relaxed);
            return Bytes::new();
        }
        chunk
    }
}

impl Drop for Share {
    fn drop(&mut self) {
        self.budget.0.fetch_sub(*self.held_bytes.get_mut(), Ordering::Relaxed);
    }
}

/// A layer around every call that takes a body.
pub async fn within(State(budget): State<BodyBudget>, request: Request, next: Next) -> Response {
    let share =
        Arc::new(Share { budget, held_bytes: AtomicUsize::new(0), is_refused: AtomicBool::new(false) });
    let (parts, body) = request.into_parts();
    let held = share.clone();
    let counted = body.into_data_stream().map(move |chunk| chunk.map(|chunk| held.take(chunk)));
    let response = next.run(Request::from_parts(parts, Body::from_stream(counted))).await;
    if share.is_refused.load(Ordering::Relaxed) { ApiError::Overloaded.into_response() } else { response }
}
