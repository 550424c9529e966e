//! The campaigns this endpoint serves, each with its game: read once at start, never half valid.

mod labels;
mod load;
mod locale;
mod picture;
mod public;
mod stock;

pub use labels::{Labels, text as label_text};
pub use locale::wanted_locales;
pub use picture::Picture;
pub use public::{Now, public};

use crate::domain::fair_play::pace::Pace;
use crate::keys::IdentityKeys;
use anyhow::bail;
use std::collections::BTreeMap;
use std::sync::Arc;
use tapvine_games::RegisteredGame;
use tapvine_shared::campaign::{Campaign, Requires};
use tapvine_shared::run::Dials;

/// The dial by which games say how long a round is; a game without it has no known length.
const ROUND_SECONDS: &str = "duration_seconds";

/// A campaign with everything it names looked up and checked.
#[derive(Debug)]
pub struct Playable {
    pub campaign: Campaign,
    pub game: RegisteredGame,
    /// The game's defaults under the campaign's own.
    pub dials: Dials,
    /// The labels of a campaign that has any, in the game's numbering.
    pub labels: Option<Arc<Labels>>,
    /// The codes of the coupon, in the order of issue.
    pub stock: Vec<String>,
    pub picture: Option<Picture>,
}

impl Playable {
    /// The dials of a run about oneself: as many labels as one may declare.
    pub fn dials_about_oneself(&self) -> Dials {
        let mut dials = self.dials.clone();
        if let Some(labels) = &self.labels {
            labels.limit(&mut dials, &self.game.manifest, labels.policy.max_declared);
        }
        dials
    }

    /// The longest work a prize may ask for, in milliseconds on a cheap phone: it is done while the round is played.
    pub fn longest_work_ms(&self) -> u32 {
        let round_ms = self.dials.get(ROUND_SECONDS, i64::MAX / 2_000).saturating_mul(1_000);
        let share_ms = u32::try_from(round_ms / 3 * 2).unwrap_or(u32::MAX);
        self.campaign.network.work_ms.min(share_ms)
    }

    /// How fast coupons are given away, in a campaign that has any.
    pub fn pace(&self) -> Option<Pace> {
        self.campaign.coupon.is_some().then(|| Pace::of(&self.campaign))
    }

    pub fn id(&self) -> &str {
        self.campaign.id.as_str()
    }
}

#[derive(Debug)]
pub struct Campaigns {
    by_id: BTreeMap<String, Playable>,
    /// Every game of the kit, also one that no campaign uses any more: its runs may still end.
    games: Vec<RegisteredGame>,
}

impl Campaigns {
    pub fn find(&self, id: &str) -> Option<&Playable> {
        self.by_id.get(id)
    }

    pub fn iter(&self) -> impl Iterator<Item = &Playable> {
        self.by_id.values()
    }

    /// A prize for identified users needs keys to identify them by, and keys are of a campaign there is.
    ///
    /// # Errors
    /// Names the campaign.
    pub fn check_identity_keys(&self, keys: &IdentityKeys) -> anyhow::Result<()> {
        for playable in self.iter() {
            if playable.campaign.prize.requires == Requires::Identified && !keys.has_any(playable.id()) {
                bail!(
                    "{0}.toml: prize.requires = \"identified\" needs a key in the table [{0}] of TAPVINE_IDENTITY_KEYS",
                    playable.id()
                );
            }
        }
        match keys.campaigns().find(|id| self.find(id).is_none()) {
            Some(id) => bail!("TAPVINE_IDENTITY_KEYS has a table [{id}], but there is no such campaign"),
            None => Ok(()),
        }
    }

    pub fn game(&self, id: &str) -> Option<&RegisteredGame> {
        find_game(&self.games, id)
    }
}

pub fn find_game<'a>(games: &'a [RegisteredGame], id: &str) -> Option<&'a RegisteredGame> {
    games.iter().find(|game| game.manifest.id == id)
}
