//! The score keeper of one side: points, combo and what it has picked. Player and hand are counted alike.

use super::fruit::{CELLS, Fruit, Phase};

/// A combo lives two seconds after its last pick.
pub const COMBO_TICKS: u32 = 120;
/// Every so many picks in a row the multiplier rises by one.
pub const MULTIPLIER_STEP: u32 = 4;
const HIGHEST_MULTIPLIER: u32 = 4;

const GREEN_POINTS: i64 = 10;
const QUICK_POINTS: i64 = 5;
const GOLD_POINTS: i64 = 50;
const RED_COSTS: i64 = 25;
/// A pick within 0.6 s of the fruit turning ripe is quick.
const QUICK_TICKS: u32 = 36;

/// What the points of the `combo`-th pick in a row are multiplied by.
pub fn multiplier(combo: u32) -> u32 {
    (1 + combo / MULTIPLIER_STEP).min(HIGHEST_MULTIPLIER)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pick {
    Green { quick: bool },
    Gold,
    Amber,
    Red,
}

/// A pick and what it was worth; `points` is negative when it cost some.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Picked {
    pub cell: u8,
    pub pick: Pick,
    pub points: i64,
    pub combo: u32,
    pub raised_multiplier: Option<u32>,
}

#[derive(Clone, Debug, Default)]
pub struct ScoreKeeper {
    score: i64,
    combo: u32,
    last_pick: u32,
    /// On each branch the fruit picked last.
    taken: [Option<u16>; CELLS as usize],
}

impl ScoreKeeper {
    pub fn score(&self) -> i64 {
        self.score
    }

    pub fn combo(&self) -> u32 {
        self.combo
    }

    pub fn combo_left_permille(&self, tick: u32) -> u32 {
        let left = (self.last_pick + COMBO_TICKS).saturating_sub(tick);
        if self.combo == 0 { 0 } else { left * 1_000 / COMBO_TICKS }
    }

    pub fn has_picked(&self, fruit: &Fruit) -> bool {
        self.taken[usize::from(fruit.cell)] == Some(fruit.id)
    }

    /// Ends a combo whose last pick is too long ago; whether there was one.
    pub fn expire_combo(&mut self, tick: u32) -> bool {
        let over = self.combo > 0 && tick > self.last_pick + COMBO_TICKS;
        if over {
            self.combo = 0;
        }
        over
    }

    /// Takes the fruit and counts it; nothing when it is not there any more.
    pub fn pick(&mut self, fruit: &Fruit, tick: u32) -> Option<Picked> {
        let phase = fruit.phase(tick).filter(|_| !self.has_picked(fruit))?;
        self.taken[usize::from(fruit.cell)] = Some(fruit.id);
        let quick = tick - fruit.turns.min(tick) <= QUICK_TICKS;
        let before = multiplier(self.combo);
        let (pick, points) = match phase {
            Phase::Green => {
                let points = GREEN_POINTS + if quick { QUICK_POINTS } else { 0 };
                (Pick::Green { quick }, self.earn(points, tick))
            }
            Phase::Gold => (Pick::Gold, self.earn(GOLD_POINTS, tick)),
            Phase::Amber => (Pick::Amber, self.penalize(0)),
            Phase::Red => (Pick::Red, self.penalize(RED_COSTS)),
        };
        let after = multiplier(self.combo);
        let raised_multiplier = (after > before).then_some(after);
        Some(Picked { cell: fruit.cell, pick, points, combo: self.combo, raised_multiplier })
    }

    fn earn(&mut self, points: i64, tick: u32) -> i64 {
        self.combo += 1;
        self.last_pick = tick;
        let points = points * i64::from(multiplier(self.combo));
        self.score += points;
        points
    }

    fn penalize(&mut self, costs: i64) -> i64 {
        self.combo = 0;
        let lost = costs.min(self.score);
        self.score -= lost;
        -lost
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Ripe from tick 100 to 200 as `becomes`, amber in the 50 ticks before.
    fn fruit(id: u16, becomes: Phase) -> Fruit {
        Fruit { id, cell: (id % 12) as u8, born: 50, turns: 100, dies: 200, becomes }
    }

    fn after_greens(count: u16) -> ScoreKeeper {
        let mut keeper = ScoreKeeper::default();
        for id in 0..count {
            keeper.pick(&fruit(id, Phase::Green), 150).expect("hanging");
        }
        keeper
    }

    fn points(keeper: &mut ScoreKeeper, becomes: Phase, tick: u32) -> i64 {
        keeper.pick(&fruit(900, becomes), tick).expect("hanging").points
    }

    #[test]
    fn a_quick_pick_scores_more_than_a_slow_one() {
        assert_eq!(points(&mut ScoreKeeper::default(), Phase::Green, 136), 15);
        assert_eq!(points(&mut ScoreKeeper::default(), Phase::Green, 137), 10);
    }

    #[test]
    fn the_multiplier_rises_every_fourth_pick_up_to_four() {
        let multipliers: Vec<u32> = [1, 3, 4, 7, 8, 12, 40].map(multiplier).to_vec();
        assert_eq!(multipliers, [1, 1, 2, 2, 3, 4, 4]);
        assert_eq!(points(&mut after_greens(3), Phase::Green, 150), 20);
        let rise = after_greens(3).pick(&fruit(9, Phase::Green), 150).expect("hanging");
        assert_eq!(rise.raised_multiplier, Some(2));
    }

    #[test]
    fn a_golden_fruit_is_worth_five_and_is_multiplied_too() {
        assert_eq!(points(&mut ScoreKeeper::default(), Phase::Gold, 150), 50);
        assert_eq!(points(&mut after_greens(12), Phase::Gold, 150), 200);
    }

    #[test]
    fn red_costs_points_and_the_combo_but_never_more_than_there_are() {
        let mut keeper = after_greens(4);
        assert_eq!(keeper.score(), 50);
        assert_eq!(points(&mut keeper, Phase::Red, 150), -25);
        assert_eq!((keeper.score(), keeper.combo()), (25, 0));
        assert_eq!(points(&mut ScoreKeeper::default(), Phase::Red, 150), 0);
    }

    #[test]
    fn amber_costs_the_combo_and_the_fruit_but_no_points() {
        let mut keeper = after_greens(4);
        assert_eq!(points(&mut keeper, Phase::Green, 90), 0);
        assert_eq!((keeper.score(), keeper.combo()), (50, 0));
        assert!(keeper.pick(&fruit(900, Phase::Green), 150).is_none(), "it is gone");
    }

    #[test]
    fn a_combo_lives_two_seconds() {
        let mut keeper = after_greens(2);
        assert!(!keeper.expire_combo(150 + COMBO_TICKS));
        assert!(keeper.expire_combo(151 + COMBO_TICKS));
        assert_eq!(keeper.combo(), 0);
    }
}
