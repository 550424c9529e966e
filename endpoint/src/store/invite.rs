//! Invites and arrivals as rows: one code per inviter, one current arrival per invitee of a campaign.

use super::Stored;
use super::page::{Changes, Page};
use async_trait::async_trait;

#[derive(Clone, Debug)]
pub struct Invite {
    pub code: String,
    pub campaign_id: String,
    pub inviter_id: String,
    pub inviter_name: Option<String>,
    pub created_at_ms: i64,
    pub revoked_at_ms: Option<i64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArrivalState {
    Arrived,
    /// The invitee finished a verified run inside the attribution window.
    Qualified,
    /// The run came after the window.
    Late,
    /// The invite was revoked, or its inviter left, before the invitee qualified.
    Revoked,
    /// The window passed without a verified run, and the invitee came again.
    Expired,
}

impl ArrivalState {
    pub const fn name(self) -> &'static str {
        match self {
            ArrivalState::Arrived => "arrived",
            ArrivalState::Qualified => "qualified",
            ArrivalState::Late => "late",
            ArrivalState::Revoked => "revoked",
            ArrivalState::Expired => "expired",
        }
    }
}

/// Who came by whose invite.
#[derive(Clone, Debug)]
pub struct Arrival {
    pub arrival_id: String,
    pub campaign_id: String,
    pub invitee_id: String,
    pub code: String,
    pub inviter_id: String,
    /// 1 for somebody brought by a player whom nobody brought.
    pub depth: i64,
    pub state: ArrivalState,
    pub arrived_at_ms: i64,
    /// The end of the attribution window.
    pub counts_until_ms: i64,
}

/// What becomes of an arrival when the invitee has played.
#[derive(Clone, Copy, Debug)]
pub struct ArrivalEnd<'a> {
    pub campaign_id: &'a str,
    pub invitee_id: &'a str,
    pub state: ArrivalState,
    pub run_id: &'a str,
    pub qualified_at_ms: Option<i64>,
    pub at_ms: i64,
}

/// A player's own invite with what came of it.
#[derive(Clone, Debug)]
pub struct InviteTally {
    pub code: String,
    pub arrivals: i64,
    pub qualified: i64,
}

/// An arrival as it is exported.
#[derive(Clone, Debug)]
pub struct ArrivalRow {
    pub log_position: i64,
    pub arrival_id: String,
    pub code: String,
    pub inviter_id: String,
    pub invitee_id: String,
    pub arrived_at_ms: i64,
    pub qualified_at_ms: Option<i64>,
    pub run_id: Option<String>,
    pub depth: i64,
    pub state: String,
    pub updated_at_ms: i64,
    pub consent_version: Option<String>,
}

#[async_trait]
pub trait InviteReads {
    async fn invite(&mut self, code: &str) -> Stored<Option<Invite>>;
    async fn invite_tally(&mut self, campaign_id: &str, inviter_id: &str) -> Stored<Option<InviteTally>>;
    /// The current one; those it took the place of count no more.
    async fn arrival(&mut self, campaign_id: &str, invitee_id: &str) -> Stored<Option<Arrival>>;
    /// Who brought this player, who brought that one, and so on to the root: by arrivals that qualified, or may at this time.
    async fn inviters_above(&mut self, campaign_id: &str, player_id: &str, at_ms: i64)
    -> Stored<Vec<String>>;
    async fn arrivals_after(&mut self, changes: &Changes) -> Stored<Vec<ArrivalRow>>;
    async fn arrivals_page(&mut self, page: &Page) -> Stored<Vec<ArrivalRow>>;
}

#[async_trait]
pub trait InviteWrites {
    /// Adds the invite, or gives the one the inviter has a newer name; the code that stands.
    async fn put_invite(&mut self, invite: &Invite) -> Stored<String>;
    /// `false` when there is no such invite.
    async fn revoke_invite(&mut self, code: &str, at_ms: i64) -> Stored<bool>;
    async fn add_arrival(&mut self, arrival: &Arrival) -> Stored<()>;
    /// Makes room for the invitee's next arrival.
    async fn supersede_arrival(&mut self, arrival_id: &str, state: ArrivalState, at_ms: i64) -> Stored<()>;
    async fn end_arrival(&mut self, end: ArrivalEnd<'_>) -> Stored<()>;
    /// Arrivals by this code that have not qualified yet never will.
    async fn revoke_arrivals(&mut self, code: &str, at_ms: i64) -> Stored<()>;
}
