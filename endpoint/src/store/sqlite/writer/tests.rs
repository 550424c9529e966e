//! Tests of the group: neighbours, order, overload, a lost transaction and the end.

use super::super::open;
use super::*;
use crate::store::Transaction;
use crate::store::coupon::NewCode;
use async_trait::async_trait;
use futures_util::future::join_all;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use tempfile::TempDir;

/// Adds a code and notes how many there are then.
struct AddCode {
    code: &'static str,
    quantity: Arc<AtomicI64>,
}

#[async_trait]
impl Work for AddCode {
    fn rows(&self) -> usize {
        1
    }

    async fn run(&mut self, tx: &mut dyn Transaction) -> Stored<()> {
        let code = self.code.to_owned();
        tx.add_codes("c", &[NewCode { coupon_id: code.clone(), code, stock_line: 0 }]).await?;
        self.quantity.store(tx.stock_level("c").await?.quantity, Ordering::SeqCst);
        Ok(())
    }
}

fn adding(code: &'static str) -> Box<dyn Work> {
    Box::new(AddCode { code, quantity: Arc::default() })
}

/// Writes something and then fails.
struct Broken;

#[async_trait]
impl Work for Broken {
    fn rows(&self) -> usize {
        1
    }

    async fn run(&mut self, tx: &mut dyn Transaction) -> Stored<()> {
        adding("half").run(tx).await?;
        Err(anyhow!("broken on purpose").into())
    }
}

/// Keeps the writer busy until it is let go.
struct Slow(Option<oneshot::Receiver<()>>);

#[async_trait]
impl Work for Slow {
    fn rows(&self) -> usize {
        1
    }

    async fn run(&mut self, _: &mut dyn Transaction) -> Stored<()> {
        let wait = self.0.take().ok_or_else(|| anyhow!("run twice"))?;
        wait.await.map_err(|_| anyhow!("never let go").into())
    }
}

async fn open() -> (TempDir, SqliteConnectOptions, Writer) {
    open_with(MAX_WAIT).await
}

async fn open_with(max_wait: Duration) -> (TempDir, SqliteConnectOptions, Writer) {
    let folder = TempDir::new().expect("a folder");
    let url = format!("sqlite:{}/x.sqlite", folder.path().display());
    let options = open::options(&url).expect("a URL").busy_timeout(Duration::from_millis(50));
    let connection = open::migrated(&url, &options).await.expect("opened");
    let writer = Writer::start_with(connection, options.clone(), max_wait);
    (folder, options, writer)
}

/// Panics in the midst of writing.
struct Panicking;

#[async_trait]
impl Work for Panicking {
    fn rows(&self) -> usize {
        1
    }

    async fn run(&mut self, tx: &mut dyn Transaction) -> Stored<()> {
        adding("half").run(tx).await?;
        panic!("on purpose");
    }
}

/// Holds as much as it says.
struct Heavy(usize);

#[async_trait]
impl Work for Heavy {
    fn rows(&self) -> usize {
        1
    }

    fn bytes(&self) -> usize {
        self.0
    }

    async fn run(&mut self, _: &mut dyn Transaction) -> Stored<()> {
        Ok(())
    }
}

async fn codes(options: &SqliteConnectOptions) -> Vec<String> {
    let mut connection = options.connect().await.expect("opened");
    let codes = sqlx::query_scalar("SELECT code FROM coupons ORDER BY code").fetch_all(&mut connection).await;
    codes.expect("read")
}

#[tokio::test]
async fn a_write_that_fails_leaves_nothing_and_its_neighbours_whole() {
    let (_folder, options, writer) = open().await;
    let (before, broken, after) = tokio::join!(
        writer.write(adding("before")),
        writer.write(Box::new(Broken)),
        writer.write(adding("after"))
    );
    assert!(before.is_ok() && after.is_ok());
    assert!(matches!(broken, Err(StoreError::Unavailable(_))));
    assert_eq!(codes(&options).await, ["after", "before"]);
}

#[tokio::test]
async fn writes_of_one_group_see_each_other_in_their_order() {
    let (_folder, _options, writer) = open().await;
    let quantities: [Arc<AtomicI64>; 3] = Default::default();
    let works = ["a", "b", "c"].iter().zip(&quantities);
    let works =
        works.map(|(code, quantity)| writer.write(Box::new(AddCode { code, quantity: quantity.clone() })));
    join_all(works).await.into_iter().for_each(|written| written.expect("written"));
    assert_eq!(quantities.map(|quantity| quantity.load(Ordering::SeqCst)), [1, 2, 3]);
}

#[tokio::test]
async fn when_too_much_waits_nothing_more_is_taken() {
    let (_folder, options, writer) = open().await;
    let (go, wait) = oneshot::channel();
    let crowd = async {
        // By now the writer has taken the slow one alone, and everything else waits.
        tokio::time::sleep(Duration::from_millis(100)).await;
        let waiting = join_all((0..MAX_WAITING).map(|_| writer.write(Box::new(Broken))));
        let refused = async {
            let refused = writer.write(adding("too much")).await;
            go.send(()).expect("the writer waits");
            refused
        };
        tokio::join!(waiting, refused).1
    };
    let (slow, refused) = tokio::join!(writer.write(Box::new(Slow(Some(wait)))), crowd);
    assert!(slow.is_ok());
    assert!(matches!(refused, Err(StoreError::Overloaded)));
    assert!(writer.write(adding("later")).await.is_ok());
    assert_eq!(codes(&options).await, ["later"]);
}

#[tokio::test]
async fn draining_writes_what_was_taken_and_takes_no_more() {
    let (_folder, options, writer) = open().await;
    let (taken, ()) = tokio::join!(writer.write(adding("taken")), async {
        tokio::task::yield_now().await;
        writer.drain().await;
    });
    assert!(taken.is_ok());
    assert!(writer.probe().await.is_err());
    assert!(writer.write(adding("late")).await.is_err());
    assert_eq!(codes(&options).await, ["taken"]);
}

#[tokio::test]
async fn a_group_that_finds_the_file_locked_is_told_and_the_next_one_is_written() {
    let (_folder, options, writer) = open().await;
    let mut other = options.connect().await.expect("opened");
    sqlx::query("BEGIN IMMEDIATE").execute(&mut other).await.expect("locked");
    let (one, two) = tokio::join!(writer.write(adding("one")), writer.write(adding("two")));
    assert!(one.is_err() && two.is_err());
    sqlx::query("ROLLBACK").execute(&mut other).await.expect("let go");
    assert!(writer.write(adding("next")).await.is_ok());
    assert_eq!(codes(&options).await, ["next"]);
}

#[tokio::test]
async fn a_write_that_panics_harms_itself_alone_and_the_writer_goes_on() {
    let (_folder, options, writer) = open().await;
    let (before, panicked, after) = tokio::join!(
        writer.write(adding("before")),
        writer.write(Box::new(Panicking)),
        writer.write(adding("after"))
    );
    assert!(before.is_ok() && after.is_ok());
    assert!(matches!(panicked, Err(StoreError::Unavailable(_))));
    assert!(writer.write(adding("later")).await.is_ok());
    assert_eq!(codes(&options).await, ["after", "before", "later"]);
}

#[tokio::test]
async fn what_waits_is_bounded_in_bytes_too() {
    let (_folder, _options, writer) = open().await;
    let (go, wait) = oneshot::channel();
    let heavy = || writer.write(Box::new(Heavy(MAX_WAITING_KIB * 1_024 / 2 - 1)));
    let crowd = async {
        tokio::time::sleep(Duration::from_millis(100)).await;
        let third = async {
            let refused = heavy().await;
            go.send(()).expect("the writer waits");
            refused
        };
        tokio::join!(heavy(), third)
    };
    let (slow, (second, third)) = tokio::join!(writer.write(Box::new(Slow(Some(wait)))), crowd);
    assert!(slow.is_ok() && second.is_ok());
    assert!(matches!(third, Err(StoreError::Overloaded)));
    assert!(heavy().await.is_ok(), "the room is free again");
}

#[tokio::test]
async fn who_waits_too_long_is_told_that_nothing_was_done_and_nothing_is() {
    let (_folder, options, writer) = open_with(Duration::from_millis(50)).await;
    let (go, wait) = oneshot::channel();
    let crowd = async {
        tokio::time::sleep(Duration::from_millis(20)).await;
        let refused = writer.write(adding("too late")).await;
        go.send(()).expect("the writer waits");
        refused
    };
    let (slow, refused) = tokio::join!(writer.write(Box::new(Slow(Some(wait)))), crowd);
    assert!(slow.is_ok(), "what is being written is waited for");
    assert!(matches!(refused, Err(StoreError::Overloaded)));
    assert!(writer.write(adding("later")).await.is_ok());
    assert_eq!(codes(&options).await, ["later"]);
}

#[tokio::test]
async fn a_connection_that_can_only_read_is_given_up_when_something_was_not_written() {
    let (_folder, options, writer) = open().await;
    writer.drain().await;
    let only_reads = options.clone().read_only(true).connect().await.expect("opened");
    let writer = Writer::start(only_reads, options.clone());
    assert!(writer.probe().await.is_err());
    assert!(writer.write(adding("again")).await.is_ok());
    assert!(writer.probe().await.is_ok());
    assert_eq!(codes(&options).await, ["again"]);
}
