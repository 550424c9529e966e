//! Bots of every kind: they know the run, tap what is right, and differ in the delay they add.

use super::person::{Person, between};
use super::player::{Sight, ms};
use crate::random::RandomStream;
use tapvine_shared::run::Trace;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bot {
    /// In the tick in which it becomes right.
    Instant,
    /// Always so long after.
    FixedDelay,
    /// Anything within 20 to 100 ms.
    NarrowUniform,
    /// Anything within 100 to 400 ms.
    WideUniform,
    /// Normally distributed, standard deviation 5 to 30 ms.
    NarrowGaussian,
    /// Standard deviation 30 to 120 ms.
    WideGaussian,
    /// Taps by a clock, whatever is right then.
    Clock,
    /// A person's distribution, every thing on its own.
    ExGaussian,
    /// All of a person's ways: one after the other, reaching, slips. The model of people itself.
    HumanLike,
}

impl Bot {
    pub const ALL: [Bot; 9] = [
        Bot::Instant,
        Bot::FixedDelay,
        Bot::NarrowUniform,
        Bot::WideUniform,
        Bot::NarrowGaussian,
        Bot::WideGaussian,
        Bot::Clock,
        Bot::ExGaussian,
        Bot::HumanLike,
    ];

    pub const fn name(self) -> &'static str {
        match self {
            Bot::Instant => "instant",
            Bot::FixedDelay => "fixed delay",
            Bot::NarrowUniform => "uniform, narrow",
            Bot::WideUniform => "uniform, wide",
            Bot::NarrowGaussian => "gaussian, narrow",
            Bot::WideGaussian => "gaussian, wide",
            Bot::Clock => "by a clock",
            Bot::ExGaussian => "ex-Gaussian, each on its own",
            Bot::HumanLike => "human-like in all",
        }
    }

    /// Whether its maker took no trouble to move like a hand.
    pub const fn is_lazy(self) -> bool {
        matches!(self, Bot::Instant | Bot::FixedDelay | Bot::NarrowUniform | Bot::NarrowGaussian | Bot::Clock)
    }

    pub fn plays(self, sight: &Sight, random: &mut RandomStream) -> Trace {
        if self == Bot::HumanLike {
            return Person::draw(random).plays(sight, random);
        }
        // Labels enough to be judged: one or two taps tell nothing of a hand.
        let wanted = if sight.is_about_labels { 0.3 } else { between(random, 0.85, 1.0) };
        let mean_ms = between(random, 250.0, 650.0);
        let deviation_ms = if self == Bot::NarrowGaussian {
            between(random, 5.0, 30.0)
        } else {
            between(random, 30.0, 120.0)
        };
        let fixed_ms = between(random, 30.0, 650.0);
        let (from_ms, narrow_ms, wide_ms) =
            (between(random, 100.0, 450.0), between(random, 20.0, 100.0), between(random, 100.0, 400.0));
        let every_ms = between(random, 150.0, 400.0);
        let mut taps = Vec::new();
        for chance in sight.chances.iter().filter(|chance| chance.right) {
            if !random.happens(wanted) {
                continue;
            }
            let from = ms(chance.from) + 1.0;
            let delay = match self {
                Bot::Instant | Bot::HumanLike => 0.0,
                Bot::FixedDelay => fixed_ms,
                Bot::NarrowUniform => from_ms + narrow_ms * random.uniform(),
                Bot::WideUniform => from_ms + wide_ms * random.uniform(),
                Bot::NarrowGaussian | Bot::WideGaussian => mean_ms + deviation_ms * random.normal(),
                Bot::Clock => (from / every_ms).ceil() * every_ms - from,
                Bot::ExGaussian => {
                    mean_ms * (0.75 + 0.1 * random.normal() - 0.25 * (1.0 - random.uniform()).ln())
                }
            };
            let at = from + delay.max(0.0);
            if at < ms(chance.until) {
                taps.push((at, chance.action));
            }
        }
        sight.trace(&taps)
    }
}
