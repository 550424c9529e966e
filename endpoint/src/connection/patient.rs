//! A socket that waits long for the next request, but not for half of one, nor for a reader that stands still.

use std::io::{Error, ErrorKind, Result};
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::{Duration, Instant};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Sleep, sleep};

/// From the first byte of a request to the end of its headers.
const HEAD: Duration = Duration::from_secs(15);
/// How long an answer may wait for its reader to take any of it.
const STALLED: Duration = Duration::from_secs(30);

/// Whose turn it is on a connection.
pub struct Turn(Mutex<(Phase, Instant)>);

#[derive(Clone, Copy, PartialEq, Eq)]
enum Phase {
    /// Nothing is asked.
    Quiet,
    /// A request has begun to arrive.
    Head,
    /// A request is being answered.
    Answer,
}

impl Turn {
    pub fn new() -> Turn {
        Turn(Mutex::new((Phase::Quiet, Instant::now())))
    }

    pub fn head_is_there(&self) {
        self.enter(Phase::Answer);
    }

    /// Nothing whole was asked on it for so long.
    pub fn is_unused_for(&self, time: Duration) -> bool {
        let (phase, since) = self.now();
        phase != Phase::Answer && since.elapsed() >= time
    }

    fn now(&self) -> (Phase, Instant) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn enter(&self, phase: Phase) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = (phase, Instant::now());
    }
}

pub struct PatientStream {
    socket: TcpStream,
    turn: Arc<Turn>,
    head: Option<Pin<Box<Sleep>>>,
    stalled: Option<Pin<Box<Sleep>>>,
}

impl PatientStream {
    pub fn new(socket: TcpStream, turn: Arc<Turn>) -> PatientStream {
        PatientStream { socket, turn, head: None, stalled: None }
    }

    /// What came of writing; while nothing can be written, the clock runs.
    fn written(&mut self, cx: &mut Context<'_>, written: Poll<Result<usize>>) -> Poll<Result<usize>> {
        if written.is_ready() {
            self.stalled = None;
            // An answer leaves: what comes in next is another request.
            if self.turn.now().0 == Phase::Answer {
                self.turn.enter(Phase::Quiet);
                self.head = None;
            }
            return written;
        }
        let clock = self.stalled.get_or_insert_with(|| Box::pin(sleep(STALLED)));
        ready!(clock.as_mut().poll(cx));
        Poll::Ready(Err(Error::new(ErrorKind::TimedOut, "the reader stands still")))
    }
}

impl AsyncRead for PatientStream {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<Result<()>> {
        let before = buf.filled().len();
        let read = Pin::new(&mut self.socket).poll_read(cx, buf);
        let phase = self.turn.now().0;
        if read.is_ready() {
            if phase == Phase::Quiet && buf.filled().len() > before {
                self.turn.enter(Phase::Head);
                self.head = Some(Box::pin(sleep(HEAD)));
            }
            return read;
        }
        if phase == Phase::Head
            && let Some(clock) = &mut self.head
        {
            ready!(clock.as_mut().poll(cx));
            return Poll::Ready(Err(Error::new(ErrorKind::TimedOut, "half a request")));
        }
        Poll::Pending
    }
}

impl AsyncWrite for PatientStream {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<Result<usize>> {
        let written = Pin::new(&mut self.socket).poll_write(cx, bytes);
        self.written(cx, written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[std::io::IoSlice<'_>],
    ) -> Poll<Result<usize>> {
        let written = Pin::new(&mut self.socket).poll_write_vectored(cx, slices);
        self.written(cx, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.socket.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.socket).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.socket).poll_shutdown(cx)
    }
}
