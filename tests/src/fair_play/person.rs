//! A model of people at play: how soon they see, choose and reach, by age, skill and device, and how they err.
//!
//! Stated, so that it can be disputed. Times are milliseconds.
//! - Simple reaction: 213 + 0.55 a year of age over 18, between people ±22 (Woods et al. 2015, Front. Hum. Neurosci. 9:131).
//! - Seeing which and choosing: 120 more, 2.3 a year of age (ibid. 9:193: choice reactions slow by 2.8 a year in all);
//!   who plays action games is faster by up to a quarter (Dye, Green & Bavelier 2009, Curr. Dir. Psychol. Sci. 18:321).
//! - More to choose among takes longer, 10 to 45 a bit: Hick's law (Hick 1952; Hyman 1953), flat as for things pointed at
//!   (Teichner & Krebs 1974).
//! - One reaction is an ex-Gaussian: a normal with a long right tail (Luce 1986; Ratcliff 1979), whose spread grows with
//!   its mean (Wagenmakers & Brown 2007).
//! - Reaching takes 90 to 300 with a thumb, more with a mouse, less with keys (Fitts 1954), more for a far target; what
//!   comes while one is busy waits (Welford 1952).
//! - Devices add 25 to 110. A game's moment that can be foreseen is pressed ahead, and missed, with a spread of 40 to 90.

use super::player::{Sight, ms};
use crate::random::RandomStream;
use tapvine_shared::run::{Chance, Cue, Trace};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Device {
    OneFinger,
    TwoThumbs,
    Mouse,
    LetterKeys,
    /// Arrow keys, a switch, a screen reader: slow.
    Assistive,
}

/// Somebody on one day.
#[derive(Clone, Copy, Debug)]
pub struct Person {
    pub age: f64,
    pub device: Device,
    see_ms: f64,
    normal_share: f64,
    tail_share: f64,
    per_bit_ms: f64,
    reach_ms: f64,
    device_ms: f64,
    /// Reads a label and judges it in this, on average.
    read_ms: f64,
    slip: f64,
    overlook: f64,
    lapse: f64,
    double_tap: f64,
    press_ahead: f64,
    ahead_spread_ms: f64,
    /// Slower at the end by this share.
    fatigue: f64,
    /// Taps whatever is there.
    mashes: bool,
}

impl Person {
    pub fn draw(random: &mut RandomStream) -> Person {
        let age = match random.uniform() {
            share if share < 0.08 => between(random, 8.0, 14.0),
            share if share < 0.50 => between(random, 14.0, 30.0),
            share if share < 0.88 => between(random, 30.0, 55.0),
            _ => between(random, 55.0, 80.0),
        };
        let years = (age - 18.0).max(0.0);
        let childish = (14.0 - age).max(0.0);
        let simple = (213.0 + 0.55 * years + 12.0 * childish + 22.0 * random.normal()).max(165.0);
        let choosing = (120.0 + 2.3 * years + 10.0 * childish + 35.0 * random.normal()).max(60.0);
        let is_gamer = age < 40.0 && random.happens(0.3);
        let is_athlete = is_gamer && random.happens(0.1);
        let practice = match (is_athlete, is_gamer) {
            (true, _) => between(random, 0.6, 0.75),
            (_, true) => between(random, 0.75, 0.9),
            _ => between(random, 0.95, 1.15),
        };
        let device = match random.uniform() {
            share if share < 0.50 => Device::OneFinger,
            share if share < 0.80 => Device::TwoThumbs,
            share if share < 0.90 => Device::Mouse,
            share if share < 0.97 => Device::LetterKeys,
            _ => Device::Assistive,
        };
        let slowness = 1.0 + years / 90.0;
        let (reach_ms, device_ms) = match device {
            Device::OneFinger => (between(random, 130.0, 300.0) * slowness, between(random, 45.0, 110.0)),
            Device::TwoThumbs => (between(random, 90.0, 220.0) * slowness, between(random, 45.0, 110.0)),
            Device::Mouse => (between(random, 220.0, 450.0) * slowness, between(random, 25.0, 60.0)),
            // Which key belongs to which place has to be found first.
            Device::LetterKeys => (between(random, 90.0, 350.0), between(random, 25.0, 60.0)),
            Device::Assistive => (between(random, 600.0, 1_500.0), between(random, 25.0, 110.0)),
        };
        Person {
            age,
            device,
            see_ms: (simple + choosing) * practice,
            normal_share: between(random, 0.06, 0.13),
            tail_share: between(random, 0.12, 0.35),
            per_bit_ms: between(random, 10.0, 45.0),
            reach_ms: reach_ms
                * if is_athlete {
                    0.7
                } else if is_gamer {
                    0.85
                } else {
                    1.0
                },
            device_ms,
            read_ms: between(random, 220.0, 600.0) * slowness,
            slip: random.uniform() * 0.1 * if childish > 0.0 { 4.0 } else { 1.0 },
            overlook: random.uniform() * 0.12,
            lapse: random.uniform() * 0.04,
            double_tap: if random.happens(0.3) { random.uniform() * 0.15 } else { 0.0 },
            press_ahead: if random.happens(0.4) { random.uniform() * 0.6 } else { 0.0 },
            ahead_spread_ms: between(random, 40.0, 90.0),
            fatigue: random.uniform() * 0.1,
            mashes: random.happens(0.03),
        }
    }

    pub fn plays(&self, sight: &Sight, random: &mut RandomStream) -> Trace {
        let taps = match (self.mashes, sight.is_about_labels) {
            (true, _) => self.mash(sight, random),
            (false, true) => self.read_labels(sight, random),
            (false, false) => self.catch(sight, random),
        };
        sight.trace(&taps)
    }

    /// An ex-Gaussian around a mean, now and then with a lapse of attention.
    fn takes(&self, mean_ms: f64, random: &mut RandomStream) -> f64 {
        let tail = mean_ms * self.tail_share * -(1.0 - random.uniform()).ln();
        let normal = mean_ms * (1.0 - self.tail_share) + mean_ms * self.normal_share * random.normal();
        let lapse = if random.happens(self.lapse) { between(random, 200.0, 900.0) } else { 0.0 };
        normal.max(mean_ms * 0.45) + tail + lapse
    }

    /// Sees one thing after the other, and reaches for one after the other.
    fn catch(&self, sight: &Sight, random: &mut RandomStream) -> Vec<(f64, u16)> {
        let end_ms = ms(sight.ticks);
        let mut noticed: Vec<(f64, Chance)> = Vec::new();
        let mut taps = Vec::new();
        for chance in &sight.chances {
            let from_ms = ms(chance.from);
            let wants = if chance.right { !random.happens(self.overlook) } else { random.happens(self.slip) };
            if !wants {
                continue;
            }
            if chance.cue == Cue::Countdown && random.happens(self.press_ahead) {
                let ahead = between(random, -20.0, 160.0) + self.ahead_spread_ms * random.normal();
                taps.push((from_ms + ahead, chance.action));
                continue;
            }
            let others =
                sight.chances.iter().filter(|other| (other.from..other.until).contains(&chance.from));
            let bits = (others.count().max(1) as f64).log2();
            let tired = 1.0 + self.fatigue * from_ms / end_ms;
            let sees = self.takes((self.see_ms + self.per_bit_ms * bits) * tired, random);
            noticed.push((from_ms + sees, *chance));
        }
        noticed.sort_by(|one, other| one.0.total_cmp(&other.0));
        let hands = if matches!(self.device, Device::TwoThumbs | Device::LetterKeys) { 2 } else { 1 };
        let mut free_at = vec![(0.0f64, 6u16); hands];
        let mut decided_at = 0.0f64;
        for (seen_ms, chance) in noticed {
            let column = |action: u16| i32::from(action % 3);
            let row = |action: u16| i32::from(action / 3);
            let far = |from: u16| {
                f64::from(
                    (column(from) - column(chance.action)).pow(2) + (row(from) - row(chance.action)).pow(2),
                )
                .sqrt()
            };
            let hand = (0..hands)
                .min_by(|one, other| {
                    let cost = |hand: usize| free_at[hand].0.max(seen_ms) + 40.0 * far(free_at[hand].1);
                    cost(*one).total_cmp(&cost(*other))
                })
                .unwrap_or(0);
            // The next decision waits for the one before.
            let begins = seen_ms.max(free_at[hand].0).max(decided_at + 90.0);
            if begins > ms(chance.until) {
                continue;
            }
            decided_at = begins;
            let reach =
                self.reach_ms * (0.6 + 0.2 * far(free_at[hand].1)) * (1.0 + 0.18 * random.normal()).max(0.5);
            let at = begins + reach;
            free_at[hand] = (at + 30.0, chance.action);
            taps.push((at + self.device_ms, chance.action));
            if random.happens(self.double_tap) {
                taps.push((at + self.device_ms + between(random, 70.0, 180.0), chance.action));
            }
        }
        taps
    }

    /// Reads what drifts by, one after the other, and sticks the few that fit.
    fn read_labels(&self, sight: &Sight, random: &mut RandomStream) -> Vec<(f64, u16)> {
        let fits = between(random, 0.06, 0.3);
        // A giver in a hurry takes the first that are there.
        let glances = random.happens(0.1);
        let mut taps = Vec::new();
        let mut now_ms = 0.0;
        let mut open: Vec<Chance> = sight.chances.clone();
        loop {
            let there: Vec<usize> = (0..open.len())
                .filter(|place| ms(open[*place].from) <= now_ms && now_ms < ms(open[*place].until))
                .collect();
            let Some(next) = there.get(random.below(there.len().max(1))).copied() else {
                let Some(next) = open
                    .iter()
                    .map(|chance| ms(chance.from))
                    .filter(|from| *from > now_ms)
                    .min_by(f64::total_cmp)
                else {
                    return taps;
                };
                now_ms = next + self.takes(self.see_ms * 0.6, random);
                continue;
            };
            let chance = open.remove(next);
            now_ms += self.takes(if glances { self.read_ms * 0.5 } else { self.read_ms }, random);
            if random.happens(if glances { 0.6 } else { fits }) {
                let at = now_ms + self.takes(self.reach_ms + 100.0, random);
                taps.push((at + self.device_ms, chance.action));
                now_ms = at;
                if random.happens(self.double_tap * 0.5) {
                    taps.push((at + self.device_ms + between(random, 70.0, 180.0), chance.action));
                }
            }
            if now_ms > ms(sight.ticks) {
                return taps;
            }
        }
    }

    /// Taps at whatever is there, three to six times a second.
    fn mash(&self, sight: &Sight, random: &mut RandomStream) -> Vec<(f64, u16)> {
        let gap_ms = between(random, 160.0, 330.0);
        let mut taps = Vec::new();
        let mut now_ms = between(random, 300.0, 900.0);
        while now_ms < ms(sight.ticks) {
            // It was seen a while ago; meanwhile it may be gone and another there.
            let seen_ms = now_ms - between(random, 180.0, 400.0);
            let is_seen = |chance: &&Chance| (ms(chance.from)..ms(chance.until)).contains(&seen_ms);
            let seen: Vec<u16> = sight.chances.iter().filter(is_seen).map(|chance| chance.action).collect();
            if let Some(action) = seen.get(random.below(seen.len().max(1))) {
                taps.push((now_ms, *action));
            }
            now_ms += gap_ms * (1.0 + 0.2 * random.normal()).max(0.4);
        }
        taps
    }
}

pub fn between(random: &mut RandomStream, low: f64, high: f64) -> f64 {
    low + (high - low) * random.uniform()
}
