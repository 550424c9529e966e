//! The campaigns this endpoint serves, each with its game: read once at start, never half valid.

mod load;
mod locale;
mod public;

pub use locale::wanted_locales;
pub use public::{Now, public};

use std::collections::BTreeMap;
use tapvine_games::RegisteredGame;
use tapvine_shared::campaign::Campaign;
use tapvine_shared::run::Dials;

/// A campaign with everything it names looked up and checked.
#[derive(Debug)]
pub struct Playable {
    pub campaign: Campaign,
    pub game: RegisteredGame,
    /// The game's defaults under the campaign's own.
    pub dials: Dials,
    /// The codes of the coupon, in the order of issue.
    pub stock: Vec<String>,
}

impl Playable {
    pub fn id(&self) -> &str {
        self.campaign.id.as_str()
    }
}

#[derive(Debug)]
pub struct Campaigns(BTreeMap<String, Playable>);

impl Campaigns {
    pub fn find(&self, id: &str) -> Option<&Playable> {
        self.0.get(id)
    }

    pub fn iter(&self) -> impl Iterator<Item = &Playable> {
        self.0.values()
    }
}
