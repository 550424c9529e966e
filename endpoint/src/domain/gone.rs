//! What comes late of people who are gone: dropped, and kept nowhere – not among the rejected either, nor in
//! what others say.

use crate::digest::sha256_hex;
use crate::store::event::{EventRow, RejectedRow};
use crate::store::withdrawal::Withdrawal;
use crate::store::{Snapshot, Stored, Transaction};
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

/// Stands for somebody erased in what others say of them.
const NOBODY: &str = "erased";
/// The length of `00000000-0000-4000-8000-000000000000`, as the endpoint makes ids of players.
const ID_LEN: usize = 36;

/// How somebody went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Departure {
    Erased,
    /// In the campaign it is about, and before a new consent.
    ConsentWithdrawn,
}

/// Whether a person took consent back and has not agreed again.
pub async fn has_withdrawn<S: Snapshot + ?Sized>(
    tx: &mut S,
    player_id: &str,
    campaign_id: &str,
) -> Stored<bool> {
    let withdrawals = tx.withdrawals_of(&[player_id]).await?;
    Ok(withdrawals.iter().any(|one| one.campaign_id == campaign_id && one.agreed_again_at_ms.is_none()))
}

/// Those of a batch's people who were erased or took consent back.
pub struct Gone {
    erased: HashSet<String>,
    withdrawals: Withdrawals,
}

impl Gone {
    pub async fn of(tx: &mut dyn Transaction, events: &[EventRow], rejected: &[RejectedRow]) -> Stored<Gone> {
        let events = events.iter().map(|event| (ids(&event.player_id, &event.user_id), event.body.as_str()));
        let rejected = rejected.iter().map(|row| (ids(&row.player_id, &row.user_id), row.body.as_str()));
        let (mut players, mut named) = (HashSet::new(), HashSet::new());
        for (ids, body) in events.chain(rejected) {
            players.extend(ids.into_iter().flatten());
            named.extend(player_ids_in(body));
        }
        let players: Vec<&str> = players.into_iter().collect();
        named.extend(&players);
        let by_hash: HashMap<String, &str> = named.into_iter().map(|id| (sha256_hex(id), id)).collect();
        let hashes: Vec<String> = by_hash.keys().cloned().collect();
        let erased = tx.erased(&hashes).await?;
        let erased = erased.iter().filter_map(|hash| by_hash.get(hash)).map(|id| (*id).to_owned()).collect();
        Ok(Gone { erased, withdrawals: Withdrawals::of(tx, &players).await? })
    }

    /// Why an event may not be kept, if it may not.
    pub fn refusal_of(&self, event: &EventRow) -> Option<Departure> {
        if ids(&event.player_id, &event.user_id).into_iter().flatten().any(|id| self.erased.contains(id)) {
            return Some(Departure::Erased);
        }
        let player_id = event.player_id.as_deref()?;
        let forbidden =
            self.withdrawals.forbid(player_id, event.campaign_id.as_deref(), event.happened_at_ms);
        forbidden.then_some(Departure::ConsentWithdrawn)
    }

    /// Somebody else's event, which may name people who were erased.
    pub fn without_the_erased<'a>(&self, event: &'a EventRow) -> Cow<'a, EventRow> {
        let said = self.erased.iter().filter(|id| event.body.contains(id.as_str()));
        said.fold(Cow::Borrowed(event), |event, id| {
            let mut event = event.into_owned();
            event.body = event.body.replace(id, NOBODY);
            event.user_id = event.user_id.map(|user_id| user_id.replace(id, NOBODY));
            event.message_id = event.message_id.replace(id, NOBODY);
            Cow::Owned(event)
        })
    }

    /// Of a refused event of theirs, or one that names them, only that it came and why it was refused.
    pub fn left_of<'a>(&self, row: &'a RejectedRow) -> Cow<'a, RejectedRow> {
        let is_gone = |id: &str| self.erased.contains(id) || self.withdrawals.has_open(id);
        let is_of_gone = ids(&row.player_id, &row.user_id).into_iter().flatten().any(is_gone);
        let says = |id: &String| row.body.contains(id.as_str()) || row.detail.contains(id.as_str());
        if !is_of_gone && !self.erased.iter().any(says) {
            return Cow::Borrowed(row);
        }
        let nothing = String::new;
        Cow::Owned(RejectedRow {
            player_id: None,
            user_id: None,
            detail: nothing(),
            body: nothing(),
            ..row.clone()
        })
    }
}

/// What of a batch's people must not come in any more.
#[derive(Debug, Default)]
pub struct Withdrawals(HashMap<String, Vec<Withdrawal>>);

impl Withdrawals {
    pub async fn of(tx: &mut dyn Transaction, player_ids: &[&str]) -> Stored<Withdrawals> {
        let mut by_player: HashMap<String, Vec<Withdrawal>> = HashMap::new();
        for one in tx.withdrawals_of(player_ids).await? {
            by_player.entry(one.player_id.clone()).or_default().push(one);
        }
        Ok(Withdrawals(by_player))
    }

    /// Late, too, is what happened before: the new consent is about what comes after it. An event of no campaign
    /// stands on any consent of the person.
    pub fn forbid(&self, player_id: &str, campaign_id: Option<&str>, happened_at_ms: i64) -> bool {
        let Some(withdrawals) = self.0.get(player_id) else { return false };
        match campaign_id {
            Some(campaign_id) => withdrawals
                .iter()
                .filter(|one| one.campaign_id == campaign_id)
                .any(|one| one.agreed_again_at_ms.is_none() || happened_at_ms <= one.withdrawn_at_ms),
            None => self.has_open(player_id) && !self.leave_a_consent(player_id),
        }
    }

    /// Whether a consent of the person stands in some campaign.
    pub fn leave_a_consent(&self, player_id: &str) -> bool {
        self.0.get(player_id).is_none_or(|withdrawals| withdrawals.iter().any(|one| one.has_consent))
    }

    /// Whether the person has taken back a consent, whichever.
    pub fn has_open(&self, player_id: &str) -> bool {
        let open = |one: &Withdrawal| one.agreed_again_at_ms.is_none();
        self.0.get(player_id).is_some_and(|withdrawals| withdrawals.iter().any(open))
    }
}

/// Whom an event is about, by every id it has.
fn ids<'a>(player_id: &'a Option<String>, user_id: &'a Option<String>) -> [Option<&'a str>; 2] {
    [player_id.as_deref(), user_id.as_deref()]
}

/// Whatever in a text looks like an id that the endpoint gave to a player: a random UUID.
fn player_ids_in(text: &str) -> impl Iterator<Item = &str> {
    let bytes = text.as_bytes();
    let first_dashes = memchr::memchr_iter(b'-', bytes);
    first_dashes.filter_map(move |dash| {
        let start = dash.checked_sub(8)?;
        let id = bytes.get(start..start + ID_LEN)?;
        let fits = id.iter().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => *byte == b'-',
            14 => *byte == b'4',
            _ => byte.is_ascii_hexdigit(),
        });
        if fits { text.get(start..start + ID_LEN) } else { None }
    })
}

#[cfg(test)]
mod tests {
    use super::player_ids_in;

    #[test]
    fn ids_of_players_are_found_in_any_text_and_nothing_else() {
        let check = |text: &str, expect: &[&str]| {
            assert_eq!(player_ids_in(text).collect::<Vec<_>>(), expect, "{text}");
        };
        let id = "6f0f1b62-77f5-4c51-9d0e-0f3b8f1f0a11";
        check(&format!("{{\"a\":\"{id}\",\"b\":\"?player={id}&c\"}}"), &[id, id]);
        check("{\"run_id\":\"019a0000-77f5-7c51-9d0e-0f3b8f1f0a11\"}", &[]);
        check("----------------------------------------", &[]);
        check("6f0f1b62-77f5-4c51-9d0e-0f3b8f1f0a1", &[]);
        check("ü-ü6f0f1b62-77f5-4c51-9d0e-0f3b8f1f0a11ü", &[id]);
    }
}
