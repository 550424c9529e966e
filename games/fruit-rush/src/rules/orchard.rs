//! The orchard now: follows the plan tick by tick and knows what hangs on each branch.

use super::fruit::{CELLS, Fruit, Phase};
use super::game_event::GameEvent;
use super::score_keeper::ScoreKeeper;

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

    /// Lets fruit fall, turn and appear, and adds an event for what the player sees of it.
    pub fn step(&mut self, tick: u32, player: &ScoreKeeper, game_events: &mut Vec<GameEvent>) {
        for slot in &mut self.on_cell {
            let Some(fruit) = *slot else { continue };
            let Fruit { cell, becomes, .. } = fruit;
            let is_seen = !player.has_picked(&fruit);
            if tick >= fruit.dies {
                *slot = None;
                let missed = becomes.is_worth_picking();
                let end = if missed { GameEvent::Missed { cell } } else { GameEvent::Faded { cell } };
                game_events.extend(is_seen.then_some(end));
            } else if tick == fruit.turns && is_seen {
                let red = becomes == Phase::Red;
                game_events.push(if red {
                    GameEvent::TurnedRed { cell }
                } else {
                    GameEvent::TurnedGreen { cell }
                });
            }
        }
        while let Some(fruit) = self.plan.get(self.next).filter(|fruit| fruit.born <= tick) {
            self.on_cell[usize::from(fruit.cell)] = Some(*fruit);
            let phase = fruit.phase(tick).unwrap_or(fruit.becomes);
            game_events.push(GameEvent::Appeared { cell: fruit.cell, phase });
            self.next += 1;
        }
    }

    pub fn fruit_on(&self, cell: u8) -> Option<&Fruit> {
        self.on_cell.get(usize::from(cell))?.as_ref()
    }

    pub fn fruits(&self) -> impl Iterator<Item = &Fruit> {
        self.on_cell.iter().flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn events_at(orchard: &mut Orchard, tick: u32) -> Vec<GameEvent> {
        let mut game_events = Vec::new();
        orchard.step(tick, &ScoreKeeper::default(), &mut game_events);
        game_events
    }

    #[test]
    fn an_amber_fruit_appears_turns_and_is_missed_at_its_own_ticks() {
        let fruit = Fruit { id: 0, cell: 4, born: 10, turns: 20, dies: 30, becomes: Phase::Green };
        let mut orchard = Orchard::new(vec![fruit]);
        assert_eq!(events_at(&mut orchard, 9), []);
        assert_eq!(events_at(&mut orchard, 10), [GameEvent::Appeared { cell: 4, phase: Phase::Amber }]);
        assert_eq!(events_at(&mut orchard, 20), [GameEvent::TurnedGreen { cell: 4 }]);
        assert_eq!(orchard.fruit_on(4).map(|fruit| fruit.id), Some(0));
        assert_eq!(events_at(&mut orchard, 30), [GameEvent::Missed { cell: 4 }]);
        assert!(orchard.fruit_on(4).is_none());
    }
}
