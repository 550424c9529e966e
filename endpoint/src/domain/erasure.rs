//! Erasure: a person is forgotten, their numbers stay.
//!
//! Events, runs and consents go; invites, referrals and coupons lose whom they belonged to. Labels about the
//! person go; those the person gave are the labelled friend's by now and lose only who gave them. Whatever
//! else names the person or the person's code names a stand-in instead. A tombstone with the hash of the id
//! tells whoever follows the log, and keeps what comes late from bringing the person back.

use super::Command;
use super::departure::{Departing, depart, stand_in};
use super::event::{EventSubject, append_event_of_stand_in};
use crate::digest::sha256_hex;
use crate::store::run::RunState;
use crate::store::{Store, Stored, Transaction};
use async_trait::async_trait;
use std::collections::HashMap;
use tapvine_shared::event::Event;

/// An erasure, with what was found before the writer is kept waiting.
struct ErasePlayer {
    player_id: String,
    /// The game of each campaign that is served.
    games: HashMap<String, String>,
    /// The id and the person's invite codes.
    names: Vec<String>,
    /// Positions of events of others that say one of the names; up to where they were looked for.
    said_at: Vec<i64>,
    looked_up_to: i64,
    now_ms: i64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErasureOutcome {
    Erased,
    /// Nothing was left of them.
    AlreadyErased,
    /// Nothing is known of such a player, and never was.
    UnknownPlayer,
}

/// Forgets whoever has this id, registered or only named by events; answers when no file of the store says it.
pub async fn erase(
    store: &dyn Store,
    player_id: &str,
    games: HashMap<String, String>,
    now_ms: i64,
) -> Stored<ErasureOutcome> {
    let mut rows = store.read().await?;
    let looked_up_to = rows.last_position().await?;
    let whose = Departing { player_id, campaign_id: None };
    let mut names = rows.invite_codes_of(whose).await?;
    names.insert(0, player_id.to_owned());
    let said_at = rows.events_that_say(&names, 0).await?;
    drop(rows);
    let player_id = player_id.to_owned();
    let erase = ErasePlayer { player_id, games, names: names.clone(), said_at, looked_up_to, now_ms };
    let outcome = super::execute(store, erase).await?;
    if outcome != ErasureOutcome::UnknownPlayer {
        // Also when it was erased before: the attempt of then may have been cut off here.
        store.overwrite_deleted(&names).await?;
    }
    Ok(outcome)
}

#[async_trait]
impl Command for ErasePlayer {
    type Answer = ErasureOutcome;

    async fn decide(&self, tx: &mut dyn Transaction) -> Stored<ErasureOutcome> {
        let player_id = self.player_id.as_str();
        let whose = Departing { player_id, campaign_id: None };
        let hash = sha256_hex(player_id);
        if !tx.knows(player_id).await? && self.said_at.is_empty() {
            let was_erased = !tx.erased(&[hash]).await?.is_empty();
            return Ok(if was_erased {
                ErasureOutcome::AlreadyErased
            } else {
                ErasureOutcome::UnknownPlayer
            });
        }
        let stand_in = stand_in("erased");
        let campaigns = tx.campaigns_of(player_id).await?;
        self.keep_numbers(tx).await?;
        tx.part_prizes_of_user(player_id).await?;
        depart(tx, whose, &stand_in, self.now_ms).await?;
        tx.delete_events_of_user(player_id).await?;
        tx.clear_coupon_holder(player_id, self.now_ms).await?;
        tx.delete_runs_of(player_id).await?;
        tx.delete_player(player_id).await?;
        self.replace_what_is_said(tx, &stand_in).await?;
        tx.add_erased(&hash).await?;
        self.leave_tombstones(tx, &stand_in, &campaigns).await?;
        Ok(ErasureOutcome::Erased)
    }
}

impl ErasePlayer {
    async fn keep_numbers(&self, tx: &mut dyn Transaction) -> Stored<()> {
        for counted in tx.count_runs_of(&self.player_id).await? {
            let campaign_id = &counted.campaign_id;
            tx.add_to_tally(campaign_id, &format!("run:{}", counted.state), counted.count).await?;
            if counted.state == RunState::Verified.name() {
                tx.add_to_tally(campaign_id, "players", 1).await?;
                tx.add_to_tally(campaign_id, "winners", counted.won.min(1)).await?;
            }
        }
        Ok(())
    }

    /// Anybody's event may say anything. What came since they were looked for is looked at now.
    async fn replace_what_is_said(&self, tx: &mut dyn Transaction, stand_in: &str) -> Stored<()> {
        let mut positions = self.said_at.clone();
        positions.extend(tx.events_that_say(&self.names, self.looked_up_to).await?);
        for name in &self.names {
            tx.replace_in_events(&positions, name, stand_in).await?;
            tx.forget_rejected_that_say(name).await?;
        }
        Ok(())
    }

    async fn leave_tombstones(
        &self,
        tx: &mut dyn Transaction,
        stand_in: &str,
        campaigns: &[Option<String>],
    ) -> Stored<()> {
        for campaign_id in campaigns {
            let campaign_id = campaign_id.as_deref().unwrap_or_default();
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
