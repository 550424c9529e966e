//! Where the truth is: rows in a database, and the transactions in which they are read and changed.
//!
//! Nothing is decided here. A trait per noun names small row operations; a database implements them in a
//! folder of its own and chooses how a transaction becomes durable. What is decided over the rows stands in
//! `domain`. Several endpoints may share one database, so what must be unique is a constraint of its tables.

pub mod coupon;
pub mod erasure;
pub mod error;
pub mod event;
pub mod evidence;
pub mod group;
pub mod identity;
pub mod insight;
pub mod invite;
pub mod label;
pub mod network;
pub mod page;
pub mod player;
pub mod review;
pub mod run;
pub mod segment;
pub mod setting;
pub mod sqlite;
pub mod watch;
pub mod withdrawal;

pub use error::{StoreError, Stored};

use async_trait::async_trait;

/// Rows as they are at one moment.
pub trait Snapshot:
    player::PlayerReads
    + event::EventReads
    + run::RunReads
    + coupon::CouponReads
    + review::ReviewReads
    + invite::InviteReads
    + label::LabelReads
    + evidence::EvidenceReads
    + segment::SegmentReads
    + group::GroupReads
    + identity::IdentityReads
    + insight::InsightReads
    + erasure::ErasureReads
    + watch::WatchReads
    + withdrawal::WithdrawalReads
    + Send
{
}

/// Rows that are read and changed together: all of it becomes durable, or nothing.
pub trait Transaction:
    Snapshot
    + player::PlayerWrites
    + event::EventWrites
    + run::RunWrites
    + coupon::CouponWrites
    + review::ReviewWrites
    + invite::InviteWrites
    + label::LabelWrites
    + segment::SegmentWrites
    + group::GroupWrites
    + network::NetworkWrites
    + identity::IdentityWrites
    + setting::SettingWrites
    + erasure::ErasureWrites
    + withdrawal::WithdrawalWrites
{
}

/// What is done in one transaction. It may run more than once, but only one run becomes durable.
#[async_trait]
pub trait Work: Send {
    /// How many rows it writes, roughly; the size of a shared commit is limited by it.
    fn rows(&self) -> usize;
    /// How many bytes it holds while it waits, roughly; what waits altogether is limited by it.
    fn bytes(&self) -> usize {
        0
    }
    async fn run(&mut self, tx: &mut dyn Transaction) -> Stored<()>;
}

#[async_trait]
pub trait Store: Send + Sync + 'static {
    /// Answers when the store can be read and written.
    async fn ready(&self) -> Stored<()>;
    /// All that is read through one snapshot is of one moment.
    async fn read(&self) -> Stored<Box<dyn Snapshot>>;
    /// Returns after what the work wrote is durable.
    async fn transact(&self, work: Box<dyn Work>) -> Stored<()>;
    /// Nothing that was deleted can be read in the store's files any more, and none of these texts at all.
    ///
    /// # Errors
    /// When somebody reads or writes for so long that it could not be done; then it must be asked for again.
    async fn overwrite_deleted(&self, texts: &[String]) -> Stored<()>;
    /// Ends after everything accepted is written.
    async fn shut_down(&self);
}
