//! Invites as the store takes and gives them.

#[derive(Debug)]
pub struct MakeInvite {
    /// Becomes the code unless the player has one.
    pub fresh_code: String,
    pub campaign_id: String,
    pub game_id: String,
    pub inviter_id: String,
    pub inviter_name: Option<String>,
    pub now_ms: i64,
}

#[derive(Debug)]
pub struct MadeInvite {
    pub code: String,
    pub is_new: bool,
}

/// Whose invite a code is.
#[derive(Clone, Debug)]
pub struct Inviter {
    pub campaign_id: String,
    pub inviter_id: String,
    pub inviter_name: Option<String>,
    pub is_revoked: bool,
    pub created_at_ms: i64,
}

#[derive(Debug)]
pub struct Arrive {
    pub code: String,
    pub campaign_id: String,
    pub game_id: String,
    pub invitee_id: String,
    pub now_ms: i64,
    /// The end of the attribution window.
    pub counts_until_ms: i64,
}

/// `None` counted; otherwise why not.
pub type Arrival = Option<Uncounted>;

#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Uncounted {
    OwnInvite,
    AlreadyInvited,
    AlreadyPlaying,
    Cycle,
    Closed,
}
