//! Layer 3, taking much costs much: what a network took of a campaign lately, and what it must do for the next prize.
//!
//! A network (IPv4 /24, IPv6 /48) is known by an HMAC under a key that is made anew every half day and deleted with
//! its rows half a day later; nobody can find out afterwards who it was. Prizes are what counts, whoever takes
//! them: a player who is known weighs like one who is new, or a farm would let its players age first. Who holds
//! the campaign's coupon is asked for nothing.

use crate::digest::hex;
use crate::domain::Command;
use crate::store::network::{NetworkCounts, NetworkRow};
use crate::store::{Stored, Transaction};
use async_trait::async_trait;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::fmt;
use tapvine_shared::campaign::{Limit, NetworkLimits};

const HALF_DAY_MS: i64 = 12 * 3_600_000;
/// Work doubles so often; from eight times the soft limit on it grows no more.
pub const HIGHEST_LEVEL: u8 = 4;
/// A run that was asked for this much less than is due now has done enough: neighbours won meanwhile.
const FORGIVEN_LEVELS: u8 = 1;

/// What the next prize of a network asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    Free,
    /// Work of this level, from 1 to [`HIGHEST_LEVEL`].
    Work(u8),
    /// There is none any more for this network.
    Over,
}

/// What came with a finish.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HandedIn {
    Nothing,
    /// Whoever finishes cannot work, and knows that there is no prize then.
    Unable,
    /// Work of this level, found right and made for this run.
    Work(u8),
}

/// A request as this layer sees it: from where, and what a network may take of the campaign.
#[derive(Clone)]
pub struct Visit {
    /// The network, like `203.0.113.0/24`. It is never stored or logged.
    pub network: String,
    pub limits: NetworkLimits,
    /// Becomes the key of the half day when it has none yet.
    pub fresh_key: String,
}

impl fmt::Debug for Visit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Visit")
    }
}

impl Visit {
    pub async fn player_joined(
        &self,
        tx: &mut dyn Transaction,
        campaign_id: &str,
        now_ms: i64,
    ) -> Stored<()> {
        self.count(tx, campaign_id, now_ms, NetworkCounts { players: 1, ..NetworkCounts::default() }).await
    }

    /// Counts the run; what its prize would ask for.
    pub async fn run_started(
        &self,
        tx: &mut dyn Transaction,
        campaign_id: &str,
        player_id: &str,
        now_ms: i64,
    ) -> Stored<Standing> {
        self.count(tx, campaign_id, now_ms, NetworkCounts { runs: 1, ..NetworkCounts::default() }).await?;
        self.standing(tx, campaign_id, player_id, now_ms).await
    }

    pub async fn prize_won(&self, tx: &mut dyn Transaction, campaign_id: &str, now_ms: i64) -> Stored<()> {
        self.count(tx, campaign_id, now_ms, NetworkCounts { prizes: 1, ..NetworkCounts::default() }).await
    }

    /// What a prize would ask of this player now.
    pub async fn standing(
        &self,
        tx: &mut dyn Transaction,
        campaign_id: &str,
        player_id: &str,
        now_ms: i64,
    ) -> Stored<Standing> {
        let has_won = tx.coupon_of(campaign_id, player_id).await?.is_some()
            || tx.promise_to(campaign_id, player_id).await?.is_some();
        if has_won {
            return Ok(Standing::Free);
        }
        let names = self.names(tx, now_ms).await?;
        let taken = tx.network_counts([&names.now, &names.before], campaign_id).await?;
        Ok(judge(taken, &self.limits))
    }

    async fn count(
        &self,
        tx: &mut dyn Transaction,
        campaign_id: &str,
        now_ms: i64,
        more: NetworkCounts,
    ) -> Stored<()> {
        let network = self.names(tx, now_ms).await?.now;
        tx.add_network_counts(NetworkRow { network: &network, campaign_id, period: period(now_ms) }, more)
            .await
    }

    async fn names(&self, tx: &mut dyn Transaction, now_ms: i64) -> Stored<Names> {
        let period = period(now_ms);
        let key = match tx.network_key(period).await? {
            Some(key) => key,
            None => {
                tx.forget_networks(period - 1).await?;
                tx.add_network_key(period, &self.fresh_key).await?;
                self.fresh_key.clone()
            }
        };
        let now = name(&key, &self.network);
        let before = tx.network_key(period - 1).await?.map(|key| name(&key, &self.network));
        Ok(Names { before: before.unwrap_or_else(|| now.clone()), now })
    }
}

/// The hashes of one network under the keys of this half day and the one before.
struct Names {
    now: String,
    before: String,
}

fn name(key: &str, network: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(key.as_bytes()).expect("HMAC takes a key of any length");
    mac.update(network.as_bytes());
    hex(&mac.finalize().into_bytes())
}

const fn period(now_ms: i64) -> i64 {
    now_ms.div_euclid(HALF_DAY_MS)
}

/// The strictest of what was taken says what is due.
fn judge(taken: NetworkCounts, limits: &NetworkLimits) -> Standing {
    let counts = [(taken.prizes, limits.prizes), (taken.runs, limits.runs), (taken.players, limits.players)];
    if counts.iter().any(|(count, limit)| *count >= i64::from(limit.hard)) {
        return Standing::Over;
    }
    match counts.iter().map(|(count, limit)| level(*count, *limit)).max() {
        None | Some(0) => Standing::Free,
        Some(level) => Standing::Work(level),
    }
}

/// One from the soft limit on, and one more with every doubling.
fn level(count: i64, limit: Limit) -> u8 {
    let steps = (0..HIGHEST_LEVEL).take_while(|step| count >= i64::from(limit.soft) << step);
    steps.count() as u8
}

impl HandedIn {
    /// Whether this is enough for a prize that asks for work of this level.
    pub const fn covers(self, due: u8) -> bool {
        matches!(self, HandedIn::Work(level) if level + FORGIVEN_LEVELS >= due)
    }
}

/// Keys and counts of networks that are older than a day.
pub struct ForgetNetworks {
    pub now_ms: i64,
}

#[async_trait]
impl Command for ForgetNetworks {
    /// How many networks were forgotten.
    type Answer = u64;

    async fn decide(&self, tx: &mut dyn Transaction) -> Stored<u64> {
        tx.forget_networks(period(self.now_ms) - 1).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_begins_at_the_soft_limit_doubles_with_what_was_taken_and_ends_at_the_hard_one() {
        let limits = NetworkLimits::default();
        let after = |prizes| judge(NetworkCounts { prizes, ..NetworkCounts::default() }, &limits);
        let standings = [0, 9, 10, 19, 20, 40, 80, 499, 500].map(after);
        let work = Standing::Work;
        let expect = [
            Standing::Free,
            Standing::Free,
            work(1),
            work(1),
            work(2),
            work(3),
            work(4),
            work(4),
            Standing::Over,
        ];
        assert_eq!(standings, expect);
    }

    #[test]
    fn many_new_players_or_runs_ask_for_work_too() {
        let limits = NetworkLimits::default();
        let taken = NetworkCounts { players: 100, ..NetworkCounts::default() };
        assert_eq!(judge(taken, &limits), Standing::Work(1));
        let taken = NetworkCounts { runs: 600, players: 100, prizes: 0 };
        assert_eq!(judge(taken, &limits), Standing::Work(2));
    }

    #[test]
    fn work_that_was_enough_when_the_round_began_is_enough_one_level_later_and_no_more() {
        assert!(HandedIn::Work(1).covers(2) && !HandedIn::Work(1).covers(3));
        assert!(!HandedIn::Nothing.covers(1) && !HandedIn::Unable.covers(1));
    }
}
