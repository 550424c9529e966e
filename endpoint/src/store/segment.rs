//! Segments as rows: a name and a rule.

use super::Stored;
use async_trait::async_trait;

#[derive(Clone, Debug)]
pub struct Segment {
    pub segment_id: String,
    pub campaign_id: String,
    pub name: String,
    /// As JSON.
    pub rule: String,
    pub created_at_ms: i64,
}

#[async_trait]
pub trait SegmentReads {
    /// Those of a campaign, oldest first.
    async fn segments(&mut self, campaign_id: &str) -> Stored<Vec<Segment>>;
    async fn segment(&mut self, segment_id: &str) -> Stored<Option<Segment>>;
}

#[async_trait]
pub trait SegmentWrites {
    async fn add_segment(&mut self, segment: &Segment) -> Stored<()>;
    /// `false` when there is no such segment.
    async fn delete_segment(&mut self, segment_id: &str) -> Stored<bool>;
}
