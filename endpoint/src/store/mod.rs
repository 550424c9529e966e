//! Where the truth is: one trait, one implementation per database, nothing kept in memory beside it.
//!
//! What writes returns after the write is durable. A command and the events that tell of it are one
//! transaction. Ids are texts here: the store does not care how they are made.

mod coupon;
mod event;
mod evidence;
mod group;
mod insight;
mod invite;
mod label;
mod player;
mod row;
mod run;
mod segment;
pub mod sqlite;

pub use coupon::{Issue, Prize, StockLevel};
pub use event::{Batch, Incoming, Kept, Rejected};
pub use evidence::{People, PersonEvidence, ShownLabel, Watched};
pub use group::{Candidate, Group, GroupState, Member, NewGroup};
pub use insight::{Funnel, Hop, HourOfPlay, Played, ScoreBand};
pub use invite::{Arrival, Arrive, Inviter, MadeInvite, MakeInvite, Uncounted};
pub use label::{
    AcceptedLabel, Chosen, Decide, DecideAll, DecideRefused, Decided, DecidedLabel, Declare, LabelCounts,
    Labelled, MyLabels, PendingLabel, What,
};
pub use player::{Me, MyCoupon, MyInvite, NewPlayer};
pub use row::{CouponRow, EventRow, InviteRow, Page, Span};
pub use run::{Claim, Decision, Finish, Finished, NewAbout, NewRun, Run, RunState, StartRefused, Started};
pub use segment::{PersonFacts, Segment};

use async_trait::async_trait;

/// Why the store gave no answer.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Too much is waiting to be written; nothing was done.
    #[error("the queue of the writer is full")]
    Overloaded,
    /// Nobody knows whether it was done.
    #[error("the store did not answer")]
    Unavailable(#[from] anyhow::Error),
}

pub type Stored<T> = Result<T, StoreError>;

#[async_trait]
pub trait Store: Send + Sync + 'static {
    /// Answers when the store can be read and written.
    async fn ready(&self) -> Stored<()>;
    /// The kept value of a setting; `fresh` becomes it when there is none yet.
    async fn setting(&self, name: &str, fresh: &str) -> Stored<String>;
    /// Ends after everything accepted is written.
    async fn shut_down(&self);

    /// Keeps each event once, in the order given.
    async fn append(&self, batch: Batch) -> Stored<Vec<Kept>>;

    /// `false` when the player was erased.
    async fn add_player(&self, player: NewPlayer) -> Stored<bool>;
    /// The version of consent a player gave to a campaign, if any; the outer `None` is no such player.
    async fn agreed_version(&self, player_id: &str, campaign_id: &str) -> Stored<Option<Option<String>>>;
    /// `None` when there is no such player (any more).
    async fn me(&self, player_id: &str, campaign_id: &str) -> Stored<Option<Me>>;
    /// Forgets a person, keeps the numbers; `false` when there is no such player.
    async fn erase_player(&self, player_id: &str) -> Stored<bool>;

    async fn start_run(&self, run: NewRun) -> Stored<Started>;
    async fn run(&self, run_id: &str) -> Stored<Option<Run>>;
    async fn finish_run(&self, finish: Finish) -> Stored<Finished>;

    /// Adds the codes that are not there yet, in their order; how many were added.
    async fn add_stock(&self, campaign_id: &str, codes: Vec<String>) -> Stored<u64>;
    async fn stock_level(&self, campaign_id: &str) -> Stored<StockLevel>;

    /// `None` when there is no such player.
    async fn make_invite(&self, invite: MakeInvite) -> Stored<Option<MadeInvite>>;
    async fn inviter(&self, code: &str) -> Stored<Option<Inviter>>;
    /// `None` when there is no such player.
    async fn arrive(&self, arrive: Arrive) -> Stored<Option<Arrival>>;
    /// From now on the invite counts nobody; `false` when there is no such invite.
    async fn revoke_invite(&self, code: &str, now_ms: i64) -> Stored<bool>;

    /// The campaign a given label belongs to.
    async fn campaign_of_label(&self, label_id: &str) -> Stored<Option<String>>;
    async fn decide_label(&self, decide: Decide) -> Stored<Decided>;
    /// How many pending labels were decided on.
    async fn decide_labels(&self, decide: DecideAll) -> Stored<u64>;
    /// `false` when there is no such player.
    async fn declare_labels(&self, declare: Declare) -> Stored<bool>;

    async fn add_segment(&self, segment: Segment) -> Stored<()>;
    /// Those of a campaign, oldest first.
    async fn segments(&self, campaign_id: &str) -> Stored<Vec<Segment>>;
    async fn segment(&self, segment_id: &str) -> Stored<Option<Segment>>;
    /// `false` when there is no such segment.
    async fn drop_segment(&self, segment_id: &str) -> Stored<bool>;
    /// People who agreed to a campaign, whatever is known of them.
    async fn people(&self, page: People) -> Stored<Vec<PersonFacts>>;

    /// How many people are in it: those for whom its rule still holds.
    async fn make_group(&self, group: NewGroup) -> Stored<i64>;
    /// Those of a campaign, oldest first.
    async fn groups(&self, campaign_id: &str) -> Stored<Vec<Group>>;
    async fn group_with_members(&self, group_id: &str) -> Stored<Option<(Group, Vec<Member>)>>;
    /// Forgets the members of every group that has closed; how many they were.
    async fn close_groups(&self, now_ms: i64) -> Stored<u64>;

    async fn label_counts(&self, campaign_id: &str) -> Stored<LabelCounts>;
    async fn funnel(&self, campaign_id: &str) -> Stored<Funnel>;
    /// The hops of a campaign, oldest first, at most `limit`.
    async fn hops(&self, campaign_id: &str, limit: u32) -> Stored<Vec<Hop>>;
    /// What the named players did, for those who did anything.
    async fn played(&self, campaign_id: &str, player_ids: &[String]) -> Stored<Vec<Played>>;

    /// People with an accepted or declared label, with the evidence of all their labels.
    async fn evidence(&self, page: People) -> Stored<Vec<PersonEvidence>>;
    async fn event_rows(&self, page: Page) -> Stored<Vec<EventRow>>;
    async fn invite_rows(&self, page: Page) -> Stored<Vec<InviteRow>>;
    async fn coupon_rows(&self, page: Page) -> Stored<Vec<CouponRow>>;
}
