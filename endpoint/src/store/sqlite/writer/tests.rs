//! Tests of the group: neighbours, order, overload and the end.

use super::*;
use futures_util::future::join_all;
use std::str::FromStr as _;
use tempfile::TempDir;

struct Note(&'static str);

impl Write for Note {
    type Answer = i64;

    async fn apply(self, connection: &mut SqliteConnection) -> Result<i64, sqlx::Error> {
        sqlx::query("INSERT INTO settings (name, value) VALUES ($1, 'x')")
            .bind(self.0)
            .execute(&mut *connection)
            .await?;
        sqlx::query_scalar("SELECT COUNT(*) FROM settings").fetch_one(connection).await
    }
}

/// Writes something and then fails.
struct Broken;

impl Write for Broken {
    type Answer = ();

    async fn apply(self, connection: &mut SqliteConnection) -> Result<(), sqlx::Error> {
        Note("half").apply(connection).await?;
        sqlx::query("INSERT INTO nowhere VALUES (1)").execute(connection).await?;
        Ok(())
    }
}

/// Keeps the writer busy until it is let go.
struct Slow(oneshot::Receiver<()>);

impl Write for Slow {
    type Answer = ();

    async fn apply(self, _: &mut SqliteConnection) -> Result<(), sqlx::Error> {
        self.0.await.map_err(|_| sqlx::Error::WorkerCrashed)
    }
}

async fn open() -> (TempDir, SqliteConnectOptions, Writer) {
    let folder = TempDir::new().expect("a folder");
    let options = SqliteConnectOptions::from_str(&format!("sqlite:{}/x.sqlite", folder.path().display()));
    let options = options.expect("a URL").create_if_missing(true);
    let writer = Writer::open(&options).await.expect("opened");
    (folder, options, writer)
}

async fn names(options: &SqliteConnectOptions) -> Vec<String> {
    let mut connection = options.connect().await.expect("opened");
    let names =
        sqlx::query_scalar("SELECT name FROM settings ORDER BY name").fetch_all(&mut connection).await;
    names.expect("read")
}

#[tokio::test]
async fn a_write_that_fails_leaves_nothing_and_its_neighbours_whole() {
    let (_folder, options, writer) = open().await;
    let (before, broken, after) =
        tokio::join!(writer.write(Note("before")), writer.write(Broken), writer.write(Note("after")));
    assert!(before.is_ok() && after.is_ok());
    assert!(matches!(broken, Err(StoreError::Unavailable(_))));
    assert_eq!(names(&options).await, ["after", "before"]);
}

#[tokio::test]
async fn writes_of_one_group_see_each_other_in_their_order() {
    let (_folder, _options, writer) = open().await;
    let notes = join_all(["a", "b", "c"].map(|name| writer.write(Note(name)))).await;
    assert_eq!(notes.into_iter().map(|count| count.expect("written")).collect::<Vec<_>>(), [1, 2, 3]);
}

#[tokio::test]
async fn when_too_much_waits_nothing_more_is_taken() {
    let (_folder, options, writer) = open().await;
    let (go, wait) = oneshot::channel();
    let crowd = async {
        // By now the writer has taken the slow one alone, and everything else waits.
        tokio::time::sleep(Duration::from_millis(100)).await;
        let waiting = join_all((0..MAX_WAITING).map(|_| writer.write(Broken)));
        let refused = async {
            let refused = writer.write(Note("too much")).await;
            go.send(()).expect("the writer waits");
            refused
        };
        tokio::join!(waiting, refused).1
    };
    let (slow, refused) = tokio::join!(writer.write(Slow(wait)), crowd);
    assert!(slow.is_ok());
    assert!(matches!(refused, Err(StoreError::Overloaded)));
    assert!(writer.write(Note("later")).await.is_ok());
    assert_eq!(names(&options).await, ["later"]);
}

#[tokio::test]
async fn draining_writes_what_was_taken_and_takes_no_more() {
    let (_folder, options, writer) = open().await;
    let (taken, ()) = tokio::join!(writer.write(Note("taken")), async {
        tokio::task::yield_now().await;
        writer.drain().await;
    });
    assert!(taken.is_ok());
    assert!(!writer.is_running());
    assert!(writer.write(Note("late")).await.is_err());
    assert_eq!(names(&options).await, ["taken"]);
}

#[tokio::test]
async fn a_lost_transaction_is_told_to_all_and_the_next_group_is_written() {
    let (_folder, options, writer) = open().await;
    /// Ends the transaction under everybody's feet.
    struct Abort;
    impl Write for Abort {
        type Answer = ();
        async fn apply(self, connection: &mut SqliteConnection) -> Result<(), sqlx::Error> {
            sqlx::query("ROLLBACK").execute(connection).await.map(|_| ())
        }
    }
    let (lost, abort) = tokio::join!(writer.write(Note("lost")), writer.write(Abort));
    assert!(lost.is_err() && abort.is_err());
    assert!(writer.write(Note("next")).await.is_ok());
    assert_eq!(names(&options).await, ["next"]);
}
