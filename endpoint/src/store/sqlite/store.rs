//! The trait's methods, each handed to the file of its noun.

use super::coupon::{self, AddStock};
use super::erase::Erase;
use super::group::{self, CloseGroups};
use super::invite::{self, Revoke};
use super::segment::{self, DropSegment};
use super::setting::Setting;
use super::{SqliteStore, chain, export, funnel, label, me, player, run};
use crate::store::{
    Arrival, Arrive, Batch, CouponRow, Decide, DecideAll, Decided, Declare, EventRow, Finish, Finished,
    Funnel, Group, Hop, InviteRow, Inviter, Kept, LabelCounts, MadeInvite, MakeInvite, Me, Member, NewGroup,
    NewPlayer, NewRun, Page, People, PersonEvidence, PersonFacts, Played, Run, Segment, Started, StockLevel,
    Store, StoreError, Stored,
};
use anyhow::anyhow;
use async_trait::async_trait;

/// An error of a reader: nothing was changed, so the request may come again.
fn unread(error: sqlx::Error) -> StoreError {
    StoreError::Unavailable(error.into())
}

#[async_trait]
impl Store for SqliteStore {
    async fn ready(&self) -> Stored<()> {
        if !self.writer.is_running() {
            return Err(anyhow!("the writer has stopped").into());
        }
        sqlx::query("SELECT 1 FROM settings").execute(&self.readers).await.map_err(unread)?;
        Ok(())
    }

    async fn setting(&self, name: &str, fresh: &str) -> Stored<String> {
        self.writer.write(Setting { name: name.into(), fresh: fresh.into() }).await
    }

    async fn shut_down(&self) {
        self.writer.drain().await;
        self.readers.close().await;
    }

    async fn append(&self, batch: Batch) -> Stored<Vec<Kept>> {
        self.writer.write(batch).await
    }

    async fn add_player(&self, player: NewPlayer) -> Stored<bool> {
        self.writer.write(player).await
    }

    async fn agreed_version(&self, player_id: &str, campaign_id: &str) -> Stored<Option<Option<String>>> {
        player::agreed_version(&self.readers, player_id, campaign_id).await.map_err(unread)
    }

    async fn me(&self, player_id: &str, campaign_id: &str) -> Stored<Option<Me>> {
        me::read(&self.readers, player_id, campaign_id).await.map_err(unread)
    }

    async fn erase_player(&self, player_id: &str) -> Stored<bool> {
        self.writer.write(Erase { player_id: player_id.into() }).await
    }

    async fn start_run(&self, run: NewRun) -> Stored<Started> {
        self.writer.write(run).await
    }

    async fn run(&self, run_id: &str) -> Stored<Option<Run>> {
        run::read(&self.readers, run_id).await.map_err(unread)
    }

    async fn finish_run(&self, finish: Finish) -> Stored<Finished> {
        self.writer.write(finish).await
    }

    async fn add_stock(&self, campaign_id: &str, codes: Vec<String>) -> Stored<u64> {
        self.writer.write(AddStock { campaign_id: campaign_id.into(), codes }).await
    }

    async fn stock_level(&self, campaign_id: &str) -> Stored<StockLevel> {
        coupon::level(&self.readers, campaign_id).await.map_err(unread)
    }

    async fn make_invite(&self, invite: MakeInvite) -> Stored<Option<MadeInvite>> {
        self.writer.write(invite).await
    }

    async fn inviter(&self, code: &str) -> Stored<Option<Inviter>> {
        invite::inviter(&self.readers, code).await.map_err(unread)
    }

    async fn arrive(&self, arrive: Arrive) -> Stored<Option<Arrival>> {
        self.writer.write(arrive).await
    }

    async fn revoke_invite(&self, code: &str, now_ms: i64) -> Stored<bool> {
        self.writer.write(Revoke { code: code.into(), now_ms }).await
    }

    async fn campaign_of_label(&self, label_id: &str) -> Stored<Option<String>> {
        label::campaign_of(&self.readers, label_id).await.map_err(unread)
    }

    async fn decide_label(&self, decide: Decide) -> Stored<Decided> {
        self.writer.write(decide).await
    }

    async fn decide_labels(&self, decide: DecideAll) -> Stored<u64> {
        self.writer.write(decide).await
    }

    async fn declare_labels(&self, declare: Declare) -> Stored<bool> {
        self.writer.write(declare).await
    }

    async fn add_segment(&self, segment: Segment) -> Stored<()> {
        self.writer.write(segment).await
    }

    async fn segments(&self, campaign_id: &str) -> Stored<Vec<Segment>> {
        segment::list(&self.readers, campaign_id).await.map_err(unread)
    }

    async fn segment(&self, segment_id: &str) -> Stored<Option<Segment>> {
        segment::read(&self.readers, segment_id).await.map_err(unread)
    }

    async fn drop_segment(&self, segment_id: &str) -> Stored<bool> {
        self.writer.write(DropSegment { segment_id: segment_id.into() }).await
    }

    async fn people(&self, page: People) -> Stored<Vec<PersonFacts>> {
        segment::people(&self.readers, &page).await.map_err(unread)
    }

    async fn make_group(&self, group: NewGroup) -> Stored<i64> {
        self.writer.write(group).await
    }

    async fn groups(&self, campaign_id: &str) -> Stored<Vec<Group>> {
        group::list(&self.readers, campaign_id).await.map_err(unread)
    }

    async fn group_with_members(&self, group_id: &str) -> Stored<Option<(Group, Vec<Member>)>> {
        group::with_members(&self.readers, group_id).await.map_err(unread)
    }

    async fn close_groups(&self, now_ms: i64) -> Stored<u64> {
        if !group::are_to_close(&self.readers, now_ms).await.map_err(unread)? {
            return Ok(0);
        }
        self.writer.write(CloseGroups { now_ms }).await
    }

    async fn label_counts(&self, campaign_id: &str) -> Stored<LabelCounts> {
        label::counts(&self.readers, campaign_id).await.map_err(unread)
    }

    async fn funnel(&self, campaign_id: &str) -> Stored<Funnel> {
        funnel::read(&self.readers, campaign_id).await.map_err(unread)
    }

    async fn hops(&self, campaign_id: &str, limit: u32) -> Stored<Vec<Hop>> {
        chain::hops(&self.readers, campaign_id, limit).await.map_err(unread)
    }

    async fn played(&self, campaign_id: &str, player_ids: &[String]) -> Stored<Vec<Played>> {
        chain::played(&self.readers, campaign_id, player_ids).await.map_err(unread)
    }

    async fn evidence(&self, page: People) -> Stored<Vec<PersonEvidence>> {
        label::evidence(&self.readers, &page).await.map_err(unread)
    }

    async fn event_rows(&self, page: Page) -> Stored<Vec<EventRow>> {
        export::events(&self.readers, &page).await.map_err(unread)
    }

    async fn invite_rows(&self, page: Page) -> Stored<Vec<InviteRow>> {
        export::invites(&self.readers, &page).await.map_err(unread)
    }

    async fn coupon_rows(&self, page: Page) -> Stored<Vec<CouponRow>> {
        export::coupons(&self.readers, &page).await.map_err(unread)
    }
}
