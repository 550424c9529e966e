//! Taking connections: how many at once, how long each may keep still, and how all of them end.
//!
//! A connection too many is answered 503 at once instead of being kept waiting; before that, those that
//! nobody uses make room. At the end requests in flight are answered for a moment, then everything is cut.

mod capacity;
mod patient;

pub use capacity::capacity;

use crate::error::ApiError;
use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use patient::{PatientStream, Turn};
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore, watch};
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};
use tower_service::Service as _;

/// How long a connection is kept on which nothing is asked. Longer than proxies keep theirs (60 s).
const IDLE: Duration = Duration::from_secs(75);
/// The line of the request and its headers, together.
const MAX_HEAD_BYTES: usize = 32 * 1_024;
/// How long requests in flight may take after the signal to end.
const LAST_REQUESTS: Duration = Duration::from_secs(4);
/// When there are too many, those that are unused for so long make room.
const UNUSED: Duration = Duration::from_secs(1);
/// How long a connection too many waits for room, and how many do.
const ROOM_WAIT: Duration = Duration::from_secs(1);
const MAX_TURNED_AWAY: usize = 64;
/// After the operating system had no connection to give.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

/// What all connections share.
struct Shared {
    router: Router,
    is_stopping: watch::Receiver<bool>,
    needs_room: Notify,
}

/// Answers on at most so many connections until `stop` is there, and for a moment longer.
pub async fn serve(listener: TcpListener, router: Router, most: usize, stop: impl Future<Output = ()>) {
    let (stopping, is_stopping) = watch::channel(false);
    let shared = Arc::new(Shared { router, is_stopping, needs_room: Notify::new() });
    let room = Arc::new(Semaphore::new(most));
    let turning_away = Arc::new(Semaphore::new(MAX_TURNED_AWAY));
    let mut connections = JoinSet::new();
    let mut stop = pin!(stop);
    loop {
        let accepted = tokio::select! {
            () = &mut stop => break,
            Some(ended) = connections.join_next() => {
                if let Err(error) = ended {
                    tracing::error!(%error, "a connection broke");
                }
                continue;
            }
            accepted = listener.accept() => accepted,
        };
        let (socket, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                tracing::warn!(%error, "no connection can be taken");
                sleep(ACCEPT_PAUSE).await;
                continue;
            }
        };
        if let Ok(permit) = room.clone().try_acquire_owned() {
            connections.spawn(answer(shared.clone(), socket, peer, permit));
            continue;
        }
        shared.needs_room.notify_waiters();
        metrics::counter!("tapvine_connections_over_limit_total").increment(1);
        // Over this, too, it is dropped: there is nobody left to tell.
        if let Ok(turn) = turning_away.clone().try_acquire_owned() {
            let (shared, room) = (shared.clone(), room.clone());
            connections.spawn(async move {
                match timeout(ROOM_WAIT, room.acquire_owned()).await {
                    Ok(Ok(permit)) => {
                        drop(turn);
                        answer(shared, socket, peer, permit).await;
                    }
                    _ => turn_away(socket).await,
                }
            });
        }
    }
    drop(listener);
    stopping.send_replace(true);
    let all = async { while connections.join_next().await.is_some() {} };
    if timeout(LAST_REQUESTS, all).await.is_err() {
        tracing::warn!(cut = connections.len(), "some connections did not end by themselves");
        connections.shutdown().await;
    }
}

/// One connection, request by request, until it ends or has to.
async fn answer(shared: Arc<Shared>, socket: TcpStream, peer: SocketAddr, _permit: OwnedSemaphorePermit) {
    drop(socket.set_nodelay(true));
    let turn = Arc::new(Turn::new());
    let service = service_fn(|request: Request<Incoming>| {
        turn.head_is_there();
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(ConnectInfo(peer));
        shared.router.clone().call(request)
    });
    let stream = TokioIo::new(PatientStream::new(socket, turn.clone()));
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(IDLE);
    http.max_buf_size(MAX_HEAD_BYTES);
    let mut connection = pin!(http.serve_connection(stream, service));
    let mut is_stopping = shared.is_stopping.clone();
    let mut ending = false;
    loop {
        let ended = tokio::select! {
            ended = connection.as_mut() => ended,
            _ = is_stopping.wait_for(|stopping| *stopping), if !ending => {
                ending = true;
                connection.as_mut().graceful_shutdown();
                continue;
            }
            () = shared.needs_room.notified(), if !ending => {
                if turn.is_unused_for(UNUSED) {
                    ending = true;
                    connection.as_mut().graceful_shutdown();
                }
                continue;
            }
        };
        if let Err(error) = ended {
            tracing::debug!(%error, "a connection ended badly");
        }
        return;
    }
}

/// Says in one answer that there is no room.
async fn turn_away(mut socket: TcpStream) {
    let body = ApiError::Overloaded.body().to_string();
    let head = "HTTP/1.1 503 Service Unavailable\r\ncontent-type: application/json\r\nretry-after: 1\r\n\
        access-control-allow-origin: *\r\nconnection: close\r\n";
    let answer = format!("{head}content-length: {}\r\n\r\n{body}", body.len());
    let told = async {
        socket.write_all(answer.as_bytes()).await?;
        socket.shutdown().await?;
        // What was sent is read: closing before that would take the answer along.
        let mut sent = [0; 4_096];
        while socket.read(&mut sent).await? > 0 {}
        std::io::Result::Ok(())
    };
    drop(timeout(ROOM_WAIT, told).await);
}
