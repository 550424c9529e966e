//! Segments as the store takes and gives them, and what their rules ask of people.

use super::PersonEvidence;
use sqlx::FromRow;

#[derive(Clone, Debug, FromRow)]
pub struct Segment {
    pub segment_id: String,
    pub campaign_id: String,
    pub name: String,
    /// As JSON.
    pub rule: String,
    pub created_at_ms: i64,
}

/// One person who agreed to a campaign, and what is known of them there.
#[derive(Clone, Debug)]
pub struct PersonFacts {
    pub evidence: PersonEvidence,
    pub has_played: bool,
    /// How many people the person brought who qualified.
    pub invited: i64,
    pub has_coupon: bool,
    /// It grows with everything the endpoint decides about the person.
    pub server_seq: i64,
}
