//! How often the judge of hands takes whom for what.

use super::Sight;
use super::bot::Bot;
use super::person::Person;
use crate::random::{Purpose, RandomStream};
use crate::round::Round;
use anyhow::Result;
use std::thread;
use tapvine_games::RegisteredGame;
use tapvine_shared::hand::{Verdict, judge, measure};
use tapvine_shared::run::{Dials, Seed, Trace};

/// Who plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    Person,
    Bot(Bot),
}

/// What became of a number of runs. Only won ones are judged: nothing else brings a prize.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rates {
    pub runs: usize,
    pub won: usize,
    pub held: usize,
    pub refused: usize,
}

impl Rates {
    /// A share of the won runs, in percent.
    pub fn percent(&self, count: usize) -> f64 {
        100.0 * count as f64 / self.won.max(1) as f64
    }

    fn add(self, other: Rates) -> Rates {
        Rates {
            runs: self.runs + other.runs,
            won: self.won + other.won,
            held: self.held + other.held,
            refused: self.refused + other.refused,
        }
    }
}

/// So many runs, each by somebody else, under a game's default dials.
pub fn rates(game: &RegisteredGame, who: Who, seed: u64, runs: usize) -> Result<Rates> {
    let threads = thread::available_parallelism().map_or(1, Into::into);
    thread::scope(|scope| {
        let part = |first: usize| {
            scope.spawn(move || {
                let numbers = (first..runs).step_by(threads);
                numbers
                    .map(|number| run(game, who, seed, number))
                    .try_fold(Rates::default(), |sum, run| Ok::<_, anyhow::Error>(sum.add(run?)))
            })
        };
        let parts: Vec<_> = (0..threads).map(part).collect();
        parts.into_iter().try_fold(Rates::default(), |sum, part| {
            let part = part.join().map_err(|_| anyhow::anyhow!("a run panicked"))?;
            Ok(sum.add(part?))
        })
    })
}

fn run(game: &RegisteredGame, who: Who, seed: u64, number: usize) -> Result<Rates> {
    let kind = match who {
        Who::Person => Bot::ALL.len(),
        Who::Bot(bot) => bot as usize,
    };
    let mut random = RandomStream::new(seed, Purpose::Hands, &[kind, number]);
    let round = Round { game, seed: Seed(random.next_u64()), dials: game.manifest.dials(&Dials::default())? };
    let trace = plays(who, &Sight::of(&round)?, &mut random);
    let replay = round.replay(&trace)?;
    let won = replay.outcome.is_won();
    let verdict = judge(&measure(&replay.reactions, &trace.inputs)).0;
    Ok(Rates {
        runs: 1,
        won: usize::from(won),
        held: usize::from(won && verdict == Verdict::Doubtful),
        refused: usize::from(won && verdict == Verdict::NotByHand),
    })
}

fn plays(who: Who, sight: &Sight, random: &mut RandomStream) -> Trace {
    match who {
        Who::Person => Person::draw(random).plays(sight, random),
        Who::Bot(bot) => bot.plays(sight, random),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// So few that a test takes seconds; `cargo xtask fairplay` plays thousands.
    const PEOPLE: usize = 250;
    const BOTS: usize = 40;

    #[test]
    fn people_are_hardly_ever_held_and_never_refused() -> Result<()> {
        for game in &tapvine_games::all()? {
            let people = rates(game, Who::Person, 7, PEOPLE)?;
            assert!(people.won * 3 > PEOPLE, "{people:?}");
            assert!(people.percent(people.held) <= 1.0 && people.refused == 0, "{people:?}");
        }
        Ok(())
    }

    #[test]
    fn a_lazy_bot_that_wins_is_stopped() -> Result<()> {
        for game in &tapvine_games::all()? {
            for bot in Bot::ALL.into_iter().filter(|bot| bot.is_lazy()) {
                let bots = rates(game, Who::Bot(bot), 7, BOTS)?;
                assert!(bots.won * 2 > BOTS, "{bot:?} {bots:?}");
                let stopped = bots.held + bots.refused;
                assert!(bots.percent(stopped) >= 99.0, "{}: {bot:?} {bots:?}", game.manifest.id);
            }
        }
        Ok(())
    }
}
