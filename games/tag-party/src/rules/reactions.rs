//! How soon a label is stuck: since when it could be seen.

use super::TagParty;
use tapvine_shared::run::{Cue, Reaction};

impl TagParty {
    /// What sticking a label in this tick would be; peeling one off and ending the party are no reactions.
    pub(super) fn reaction(&self, label: u16) -> Option<Reaction> {
        let drifting = self.drifting();
        let has_room = self.places().contains(&None);
        if !has_room || !drifting.contains(&Some(label)) {
            return None;
        }
        Some(Reaction {
            tick: self.tick(),
            since_ticks: self.tick() - self.schedule.seen_since(label, 0),
            choices: drifting.iter().flatten().count() as u16,
            cue: Cue::Words,
            right: true,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::DONE;
    use super::*;
    use tapvine_shared::run::{Dials, Rules as _, Seed};

    #[test]
    fn a_label_is_known_since_it_appeared_and_only_sticking_it_is_a_reaction() {
        let mut party = TagParty::new(Seed(3), &Dials::default());
        while party.tick() < 60 {
            party.step(&[]);
        }
        let label = party.drifting()[0].expect("the first slot fills first");
        let told = party.reactions(&[label, label, 60_000, DONE]);
        assert_eq!(told.iter().map(|told| (told.tick, told.since_ticks)).collect::<Vec<_>>(), [(60, 60)]);
        assert!(told[0].right && told[0].cue == Cue::Words && told[0].choices > 1);
        party.step(&[label]);
        assert_eq!(party.reactions(&[label]), [], "it would be peeled off");
    }
}
