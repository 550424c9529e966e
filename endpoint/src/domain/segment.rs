//! Segments: a rule kept under a name.

use super::Command;
use crate::store::segment::Segment;
use crate::store::{Stored, Transaction};
use async_trait::async_trait;

pub struct KeepSegment(pub Segment);

#[async_trait]
impl Command for KeepSegment {
    type Answer = ();

    async fn decide(&self, tx: &mut dyn Transaction) -> Stored<()> {
        tx.add_segment(&self.0).await
    }
}

/// Groups made from it stay: they have the rule themselves.
pub struct DeleteSegment {
    pub segment_id: String,
}

#[async_trait]
impl Command for DeleteSegment {
    /// `false` when there is no such segment.
    type Answer = bool;

    async fn decide(&self, tx: &mut dyn Transaction) -> Stored<bool> {
        tx.delete_segment(&self.segment_id).await
    }
}
