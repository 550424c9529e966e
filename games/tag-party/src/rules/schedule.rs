//! The schedule of a party: every label drifts by once, in an order that only the seed decides.

use tapvine_shared::run::{Rng, Seed};

/// Slots around the avatar in which labels drift.
pub const SLOTS: usize = 9;
/// The last labels appear so long before the end that they can be read.
const LAST_APPEARANCE_TICKS: u32 = 150;
/// The shortest time a label is there.
const MIN_STAY_TICKS: u32 = 90;

/// When and where each label of one party drifts.
#[derive(Clone, Debug)]
pub struct Schedule {
    /// Label → when it appears.
    appears_at: Vec<u32>,
    /// Label → its slot.
    slots: Vec<u8>,
    stay_ticks: u32,
}

impl Schedule {
    /// Labels appear in rounds of `SLOTS`, one after the other; each stays until the next one takes its slot.
    pub fn new(seed: Seed, labels: u16, duration_ticks: u32) -> Schedule {
        let count = usize::from(labels);
        let rounds = count.div_ceil(SLOTS) as u32;
        let stay_ticks = (duration_ticks.saturating_sub(LAST_APPEARANCE_TICKS) / rounds).max(MIN_STAY_TICKS);
        let mut schedule = Schedule { appears_at: vec![0; count], slots: vec![0; count], stay_ticks };
        for (position, label) in shuffled(seed, labels).into_iter().enumerate() {
            let (round, slot) = (position / SLOTS, position % SLOTS);
            let stagger_ticks = stay_ticks * slot as u32 / SLOTS as u32 / 2;
            schedule.appears_at[usize::from(label)] = round as u32 * stay_ticks + stagger_ticks;
            schedule.slots[usize::from(label)] = slot as u8;
        }
        schedule
    }

    pub fn label_count(&self) -> u16 {
        self.appears_at.len() as u16
    }

    /// The tick from which a label has been there for `ticks`; never for one that does not exist.
    pub fn seen_since(&self, label: u16, ticks: u32) -> u32 {
        self.appears_at.get(usize::from(label)).map_or(u32::MAX, |appears_at| appears_at + ticks)
    }

    /// The slot a label drifts in at a tick, if it does.
    pub fn slot_of(&self, label: u16, tick: u32) -> Option<usize> {
        let appears_at = *self.appears_at.get(usize::from(label))?;
        let is_there = (appears_at..appears_at + self.stay_ticks).contains(&tick);
        is_there.then(|| usize::from(self.slots[usize::from(label)]))
    }

    /// The label in each slot at a tick.
    pub fn labels_at(&self, tick: u32) -> [Option<u16>; SLOTS] {
        let mut slots = [None; SLOTS];
        for label in 0..self.label_count() {
            if let Some(slot) = self.slot_of(label, tick) {
                slots[slot] = Some(label);
            }
        }
        slots
    }

    /// How much of its time a label has been there, 0 to 1000.
    pub fn progress_permille(&self, label: u16, tick: u32) -> u32 {
        let since = tick.saturating_sub(self.seen_since(label, 0));
        (since * 1_000 / self.stay_ticks).min(1_000)
    }
}

/// Fisher–Yates.
fn shuffled(seed: Seed, labels: u16) -> Vec<u16> {
    let mut rng = Rng::new(seed, 0);
    let mut order: Vec<u16> = (0..labels).collect();
    for last in (1..order.len()).rev() {
        order.swap(last, rng.below(last as u32 + 1) as usize);
    }
    order
}
