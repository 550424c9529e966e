//! What is measured of a run's reactions: floor, median, spread, tail, and how regular they are.

use crate::run::{Cue, Input, Reaction, TICKS_PER_SECOND};
use serde::Serialize;
use std::f64::consts::TAU;

/// Sooner than this nobody sees a thing, chooses it among others and reaches it. The mean simple reaction to a light,
/// finger on the key and nothing to choose, is 213 ms (Woods et al. 2015, Front. Hum. Neurosci. 9:131, 1,469 people);
/// to see it takes 131 ms of that, before the finger moves.
const SOON_MS: f64 = 150.0;
/// Words have to be read: to tell a word from none takes people 500 to 600 ms (Ratcliff, Gomez & McKoon 2004), and the
/// eye alone rests 200 to 250 ms on each (Rayner 1998).
const SOON_WITH_WORDS_MS: f64 = 250.0;
/// So close after another tap, on something else, no hand moves there; two thumbs hit together now and then.
const TOGETHER_MS: f64 = 50.0;
/// Beats that a clock could keep, in ticks.
const BEATS: std::ops::RangeInclusive<u32> = 6..=60;

/// A run's reactions in numbers. Times are in milliseconds, shares in thousandths.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Measures {
    /// Right actions whose moment could not be foreseen; what follows is of these.
    pub reactions: usize,
    /// Whether they were to words.
    pub read: bool,
    /// The fastest tenth is faster than this.
    pub floor_ms: u32,
    pub median_ms: u32,
    /// The middle half lies within this.
    pub spread_ms: u32,
    /// The slowest twentieth is slower than this.
    pub tail_ms: u32,
    /// From the fastest to the slowest.
    pub range_ms: u32,
    /// How many came sooner than anybody reacts.
    pub soon: usize,
    /// Right actions that could be foreseen.
    pub foreseen: usize,
    /// How many of those came in the very tick.
    pub on_the_tick: usize,
    /// Wrong actions, and taps on nothing.
    pub slips: usize,
    /// Right actions that followed another within what two thumbs can do.
    pub together: usize,
    /// How well all right actions fit one steady beat: 1000 is a clock, people are far below.
    pub beat_permille: u32,
    /// How often the most frequent reaction occurs.
    pub alike: usize,
}

fn ms(ticks: u32) -> f64 {
    f64::from(ticks) * 1_000.0 / f64::from(TICKS_PER_SECOND)
}

/// Measures a run by its reactions and everything that was tapped.
pub fn measure(reactions: &[Reaction], taps: &[Input]) -> Measures {
    let right: Vec<&Reaction> = reactions.iter().filter(|reaction| reaction.right).collect();
    let (foreseen, judged): (Vec<&Reaction>, Vec<&Reaction>) =
        right.iter().copied().partition(|reaction| reaction.cue == Cue::Countdown);
    let mut since: Vec<u32> = judged.iter().map(|reaction| reaction.since_ticks).collect();
    since.sort_unstable();
    let at = |share: f64| quantile(&since, share);
    let read = judged.iter().any(|reaction| reaction.cue == Cue::Words);
    let soon_ms = if read { SOON_WITH_WORDS_MS } else { SOON_MS };
    let gaps = right.windows(2).map(|two| ms(two[1].tick - two[0].tick));
    Measures {
        reactions: since.len(),
        read,
        floor_ms: at(0.1),
        median_ms: at(0.5),
        spread_ms: at(0.75) - at(0.25),
        tail_ms: at(0.95),
        range_ms: at(1.0) - at(0.0),
        soon: since.iter().filter(|ticks| ms(**ticks) < soon_ms).count(),
        foreseen: foreseen.len(),
        on_the_tick: foreseen.iter().filter(|reaction| reaction.since_ticks == 0).count(),
        slips: taps.len() - right.len().min(taps.len()),
        together: gaps.filter(|gap| *gap < TOGETHER_MS).count(),
        beat_permille: beat_permille(&right),
        alike: since.chunk_by(|one, other| one == other).map(<[u32]>::len).max().unwrap_or(0),
    }
}

/// The quantile of sorted ticks in milliseconds, between neighbours in proportion.
fn quantile(sorted: &[u32], share: f64) -> u32 {
    let place = share * sorted.len().saturating_sub(1) as f64;
    let (below, above) = (place.floor() as usize, place.ceil() as usize);
    let (Some(low), Some(high)) = (sorted.get(below), sorted.get(above)) else { return 0 };
    (ms(*low) + (ms(*high) - ms(*low)) * place.fract()).round() as u32
}

/// The highest mean resultant length of the taps' phases over all beats (Rayleigh; Fisher 1993, section 4.3).
fn beat_permille(right: &[&Reaction]) -> u32 {
    let fit = |beat: u32| {
        let angles = right.iter().map(|reaction| TAU * f64::from(reaction.tick % beat) / f64::from(beat));
        let (sin, cos) = angles.fold((0.0, 0.0), |(sin, cos), angle| (sin + angle.sin(), cos + angle.cos()));
        f64::hypot(sin, cos) / right.len().max(1) as f64
    };
    let best = BEATS.map(fit).fold(0.0, f64::max);
    (best * 1_000.0).round() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reaction(tick: u32, since_ticks: u32) -> Reaction {
        Reaction { tick, since_ticks, choices: 3, cue: Cue::Sight, right: true }
    }

    #[test]
    fn quantiles_are_in_milliseconds_and_between_neighbours() {
        let reactions: Vec<Reaction> = [6, 12, 18, 24, 30].map(|since| reaction(since * 10, since)).into();
        let measures = measure(&reactions, &[]);
        assert_eq!((measures.median_ms, measures.spread_ms, measures.soon), (300, 200, 1));
    }

    #[test]
    fn what_could_be_foreseen_is_counted_apart() {
        let ahead = Reaction { cue: Cue::Countdown, ..reaction(50, 0) };
        let measures = measure(&[reaction(10, 20), ahead], &[]);
        assert_eq!((measures.reactions, measures.foreseen, measures.on_the_tick), (1, 1, 1));
        assert_eq!((measures.soon, measures.median_ms), (0, 333));
    }

    #[test]
    fn a_clock_keeps_its_beat_and_a_scattered_hand_does_not() {
        let clock: Vec<Reaction> = (0..20).map(|n| reaction(n * 20 + 7, n)).collect();
        assert_eq!(measure(&clock, &[]).beat_permille, 1_000);
        let scattered: Vec<Reaction> = (0..20).map(|n| reaction(n * 37 + (n * n * 7) % 29, n)).collect();
        assert!(measure(&scattered, &[]).beat_permille < 800);
    }

    #[test]
    fn slips_are_all_taps_that_were_not_right() {
        let taps: Vec<Input> = (0..5).map(|tick| Input { tick, action: 1 }).collect();
        let wrong = Reaction { right: false, ..reaction(3, 9) };
        assert_eq!(measure(&[reaction(1, 30), wrong], &taps).slips, 4);
    }
}
