//! Labels in the tables: given in a run, decided on by the labelled person, declared by oneself, read.

mod counts;
mod decide;
mod declare;
mod evidence;
mod give;
mod mine;
mod traits;

pub use counts::counts;
pub use declare::declare;
pub use evidence::{evidence, of as evidence_of};
pub use give::{Given, give, is_blocked};
pub use mine::{campaign_of, mine};

use super::decision::About;
use crate::store::Labelled;

impl Labelled {
    pub(super) fn about(&self) -> About<'_> {
        About {
            player_id: &self.player_id,
            campaign_id: &self.campaign_id,
            game_id: &self.game_id,
            at_ms: self.now_ms,
        }
    }
}
