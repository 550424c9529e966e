//! How soon a pick comes: since when the eye could tell that a fruit is to be picked, or to be left.

use super::fruit::{Fruit, Phase};
use super::orchard::Orchard;
use super::score_keeper::ScoreKeeper;
use tapvine_shared::run::{Cue, Reaction};

/// What picking on a branch in this tick would be; nothing where nothing hangs.
///
/// An amber fruit shows a ring that runs out, so the moment in which it turns can be seen coming.
pub fn reaction(orchard: &Orchard, player: &ScoreKeeper, tick: u32, action: u16) -> Option<Reaction> {
    let hangs = |fruit: &&Fruit| fruit.phase(tick).is_some() && !player.has_picked(fruit);
    let picked = orchard.plan().iter().filter(hangs).find(|fruit| u16::from(fruit.cell) == action)?;
    let phase = picked.phase(tick)?;
    let has_turned = phase != Phase::Amber && picked.turns > picked.born;
    let known_since = if phase == Phase::Amber { picked.born } else { picked.turns };
    Some(Reaction {
        tick,
        since_ticks: tick - known_since,
        choices: orchard.plan().iter().filter(hangs).count() as u16,
        cue: if has_turned { Cue::Countdown } else { Cue::Sight },
        right: phase.is_worth_picking(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::FruitRush;
    use tapvine_shared::run::{Dials, Rules as _, Seed};

    /// The tutorial: green at tick 24, amber from 126 that turns green at 192.
    fn after(ticks: u32, tapped: impl Fn(&FruitRush) -> Vec<u16>) -> FruitRush {
        let mut rules = FruitRush::new(Seed(5), &Dials::default());
        for _ in 0..ticks {
            let actions = tapped(&rules);
            rules.step(&actions);
        }
        rules
    }

    fn told(rules: &FruitRush) -> Vec<Reaction> {
        rules.reactions(&(0..12).collect::<Vec<u16>>())
    }

    #[test]
    fn a_green_fruit_is_known_to_be_right_since_it_appeared() {
        assert_eq!(told(&after(24, |_| vec![])).first().map(|told| told.since_ticks), Some(0));
        let told = told(&after(44, |_| vec![]));
        let expect = Reaction { tick: 44, since_ticks: 20, choices: 1, cue: Cue::Sight, right: true };
        assert_eq!(told, [expect]);
    }

    #[test]
    fn an_amber_fruit_is_wrong_at_first_and_then_right_since_it_turned_which_could_be_foreseen() {
        let amber = told(&after(160, |_| vec![])).into_iter().find(|told| !told.right).expect("it hangs");
        assert_eq!((amber.since_ticks, amber.cue), (34, Cue::Sight));
        let green = told(&after(200, |_| vec![]))
            .into_iter()
            .find(|told| told.cue == Cue::Countdown)
            .expect("it hangs");
        assert_eq!((green.since_ticks, green.right), (8, true));
    }

    #[test]
    fn a_picked_fruit_and_a_second_tap_in_the_same_tick_count_no_more() {
        let all: Vec<u16> = (0..12).collect();
        let picked =
            after(26, |rules| if rules.ticks_left() == 1_800 - 25 { (0..12).collect() } else { vec![] });
        assert_eq!(picked.reactions(&all), []);
        let cell = after(25, |_| vec![]).fruits().next().expect("one hangs").cell;
        assert_eq!(after(25, |_| vec![]).reactions(&[cell.into(), cell.into()]).len(), 1);
    }
}
