//! What an attack took and what it paid.

use super::player::Played;
use std::collections::BTreeMap;
use std::time::Duration;

#[derive(Clone, Debug)]
pub struct Tally {
    time: Duration,
    runs: usize,
    won: usize,
    coupons: usize,
    worked: usize,
    /// What came of a won run, or why a run was refused.
    ends: BTreeMap<String, usize>,
    playing: Duration,
    working: Duration,
}

impl Tally {
    pub fn new(time: Duration) -> Tally {
        Tally {
            time,
            runs: 0,
            won: 0,
            coupons: 0,
            worked: 0,
            ends: BTreeMap::new(),
            playing: Duration::ZERO,
            working: Duration::ZERO,
        }
    }

    pub fn add(&mut self, played: &Played) {
        self.runs += 1;
        self.won += usize::from(played.won);
        self.coupons += usize::from(played.end == "won");
        self.worked += usize::from(played.working > Duration::ZERO);
        *self.ends.entry(played.end.clone()).or_default() += 1;
        self.playing += played.playing;
        self.working += played.working;
    }

    pub fn coupons(&self) -> usize {
        self.coupons
    }

    /// Of the wins, how many ended so.
    pub fn ended(&self, end: &str) -> usize {
        self.ends.get(end).copied().unwrap_or_default()
    }

    pub fn print(&self) {
        let share = |part: usize, whole: usize| 100.0 * part as f64 / whole.max(1) as f64;
        println!("  in {:.1} minutes, from one address", self.time.as_secs_f64() / 60.0);
        println!("  {:>8}  runs finished", self.runs);
        println!("  {:>8}  won by the rules ({:.1} %)", self.won, share(self.won, self.runs));
        println!("  {:>8}  coupons", self.coupons);
        println!("  {:>8}  finishes with work", self.worked);
        for (end, count) in &self.ends {
            println!("  {count:>8}  ended `{end}` ({:.1} % of runs)", share(*count, self.runs));
        }
        let each = |spent: Duration| spent.as_secs_f64() / self.coupons.max(1) as f64;
        println!("  {:>8.2}  processor seconds a coupon for finding the taps", each(self.playing));
        println!("  {:>8.2}  processor seconds a coupon for the work", each(self.working));
    }
}
