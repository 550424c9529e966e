//! Erasure: a person is forgotten, their numbers stay.
//!
//! Events, runs and consents go; invites, referrals and coupons lose whom they belonged to, so that the
//! shape of a chain and the count of a stock stay true. Labels about the person go; those the person gave
//! are the labelled friend's by now and lose only who gave them. Friends' events that name the person or
//! the person's code name a stand-in instead. A tombstone with the hash of the id tells whoever follows
//! the log.

use super::Command;
use super::event::{EventSubject, append_event_of_stand_in};
use crate::digest::sha256_hex;
use crate::store::run::RunState;
use crate::store::{Stored, Transaction};
use async_trait::async_trait;
use std::collections::HashMap;
use tapvine_shared::event::Event;
use uuid::Uuid;

pub struct ErasePlayer {
    pub player_id: String,
    /// The game of each campaign that is served.
    pub games: HashMap<String, String>,
    pub now_ms: i64,
}

#[async_trait]
impl Command for ErasePlayer {
    /// `false` when there is no such player.
    type Answer = bool;

    async fn decide(&self, tx: &mut dyn Transaction) -> Stored<bool> {
        let player_id = self.player_id.as_str();
        if !tx.has_player(player_id).await? {
            return Ok(false);
        }
        let stand_in = stand_in();
        let campaigns = tx.campaigns_of(player_id).await?;
        self.keep_numbers(tx).await?;
        self.part_from_others(tx, &stand_in).await?;
        tx.delete_labels_of(player_id).await?;
        tx.delete_events_of(player_id).await?;
        tx.delete_runs_of(player_id).await?;
        tx.delete_player(player_id).await?;
        tx.add_erased(&sha256_hex(player_id)).await?;
        self.leave_tombstones(tx, &stand_in, &campaigns).await?;
        Ok(true)
    }
}

impl ErasePlayer {
    /// What is counted before it goes.
    async fn keep_numbers(&self, tx: &mut dyn Transaction) -> Stored<()> {
        for counted in tx.count_events_of(&self.player_id).await? {
            tx.add_to_tally(&counted.campaign_id, &counted.name, counted.count).await?;
        }
        for counted in tx.count_runs_of(&self.player_id).await? {
            let campaign_id = &counted.campaign_id;
            tx.add_to_tally(campaign_id, &format!("run:{}", counted.state), counted.count).await?;
            if counted.state == RunState::Verified.name() {
                tx.add_to_tally(campaign_id, "players", 1).await?;
                tx.add_to_tally(campaign_id, "winners", counted.won.min(1)).await?;
            }
        }
        for counted in tx.count_labels_of(&self.player_id).await? {
            tx.add_to_tally(&counted.campaign_id, &format!("label:{}", counted.name), counted.count).await?;
        }
        Ok(())
    }

    /// Rows that are other people's too, or the brand's, stay without the person.
    async fn part_from_others(&self, tx: &mut dyn Transaction, stand_in: &str) -> Stored<()> {
        let player_id = self.player_id.as_str();
        for code in tx.invite_codes_of(player_id).await? {
            tx.revoke_arrivals(&code, self.now_ms).await?;
            tx.replace_code(&code, &self::stand_in(), self.now_ms).await?;
        }
        // Friends are found by the arrivals and by what they were shown: before those lose the person.
        tx.replace_in_events_of_friends(player_id, stand_in).await?;
        tx.replace_giver(player_id, stand_in).await?;
        tx.clear_coupon_holder(player_id, self.now_ms).await?;
        tx.replace_in_arrivals(player_id, stand_in, self.now_ms).await?;
        tx.replace_inviter(player_id, stand_in).await
    }

    async fn leave_tombstones(
        &self,
        tx: &mut dyn Transaction,
        stand_in: &str,
        campaigns: &[String],
    ) -> Stored<()> {
        for campaign_id in campaigns {
            let subject = EventSubject {
                player_id: stand_in,
                campaign_id,
                game_id: self.games.get(campaign_id).map_or("", String::as_str),
                at_ms: self.now_ms,
            };
            let event = Event::PlayerErased { player_hash: sha256_hex(&self.player_id) };
            append_event_of_stand_in(tx, subject, &event).await?;
        }
        Ok(())
    }
}

/// A name for nobody.
fn stand_in() -> String {
    format!("erased-{}", Uuid::new_v4())
}
