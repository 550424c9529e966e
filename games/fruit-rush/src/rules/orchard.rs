//! The orchard now: walks the plan tick by tick and knows what hangs on each branch.

use super::Moment;
use super::board::Board;
use super::schedule::{CELLS, Fruit, Phase};

pub struct Orchard {
    plan: Vec<Fruit>,
    next: usize,
    on_cell: [Option<Fruit>; CELLS as usize],
}

impl Orchard {
    pub fn new(plan: Vec<Fruit>) -> Orchard {
        Orchard { plan, next: 0, on_cell: [None; CELLS as usize] }
    }

    pub fn plan(&self) -> &[Fruit] {
        &self.plan
    }

    /// Lets fruit fall, turn and appear; tells what the player sees of it.
    pub fn grow(&mut self, tick: u32, player: &Board, moments: &mut Vec<Moment>) {
        for hanging in &mut self.on_cell {
            let Some(fruit) = *hanging else { continue };
            let Fruit { cell, becomes, .. } = fruit;
            let seen = !player.has_picked(&fruit);
            if tick >= fruit.dies {
                *hanging = None;
                let missed = becomes.is_worth_picking();
                let end = if missed { Moment::Missed { cell } } else { Moment::Faded { cell } };
                moments.extend(seen.then_some(end));
            } else if tick == fruit.turns && seen {
                let red = becomes == Phase::Red;
                moments.push(if red { Moment::TurnedRed { cell } } else { Moment::TurnedGreen { cell } });
            }
        }
        while let Some(fruit) = self.plan.get(self.next).filter(|fruit| fruit.born <= tick) {
            self.on_cell[usize::from(fruit.cell)] = Some(*fruit);
            let phase = fruit.phase(tick).unwrap_or(fruit.becomes);
            moments.push(Moment::Appeared { cell: fruit.cell, phase });
            self.next += 1;
        }
    }

    pub fn on(&self, cell: u8) -> Option<&Fruit> {
        self.on_cell.get(usize::from(cell))?.as_ref()
    }

    pub fn hanging(&self) -> impl Iterator<Item = &Fruit> {
        self.on_cell.iter().flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moments_at(orchard: &mut Orchard, tick: u32) -> Vec<Moment> {
        let mut moments = Vec::new();
        orchard.grow(tick, &Board::default(), &mut moments);
        moments
    }

    #[test]
    fn an_amber_fruit_appears_turns_and_is_missed_at_its_own_ticks() {
        let fruit = Fruit { id: 0, cell: 4, born: 10, turns: 20, dies: 30, becomes: Phase::Green };
        let mut orchard = Orchard::new(vec![fruit]);
        assert_eq!(moments_at(&mut orchard, 9), []);
        assert_eq!(moments_at(&mut orchard, 10), [Moment::Appeared { cell: 4, phase: Phase::Amber }]);
        assert_eq!(moments_at(&mut orchard, 20), [Moment::TurnedGreen { cell: 4 }]);
        assert_eq!(orchard.on(4).map(|fruit| fruit.id), Some(0));
        assert_eq!(moments_at(&mut orchard, 30), [Moment::Missed { cell: 4 }]);
        assert!(orchard.on(4).is_none());
    }
}
