//! Consent: what a player agreed to, asked before anything of theirs is stored in a strict campaign.

use super::gone::has_withdrawn;
use crate::campaign::Campaigns;
use crate::store::{Snapshot, Stored};
use tapvine_shared::campaign::{Campaign, ConsentMode};
use tapvine_shared::wire::DropReason;

/// What a campaign asks of a player.
#[derive(Clone, Debug)]
pub struct ConsentTerms {
    pub mode: ConsentMode,
    pub version: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConsentRefused {
    /// There is no such player (any more).
    UnknownPlayer,
    /// The player has not agreed to the campaign's present text.
    Required,
    /// The player took the consent back, in a campaign of whichever mode.
    Withdrawn,
}

impl ConsentTerms {
    pub fn of(campaign: &Campaign) -> ConsentTerms {
        ConsentTerms { mode: campaign.consent.mode, version: campaign.consent.version.clone() }
    }

    /// Whether a player may take part who names this version, or none.
    pub fn are_met_by(&self, version: Option<&str>) -> bool {
        self.mode == ConsentMode::Basic || version == Some(self.version.as_str())
    }

    /// Refuses a player who has not agreed.
    pub async fn check(
        &self,
        tx: &mut dyn Snapshot,
        player_id: &str,
        campaign_id: &str,
    ) -> Stored<Result<(), ConsentRefused>> {
        let Some(version) = tx.consent_of(player_id, campaign_id).await? else {
            return Ok(Err(ConsentRefused::UnknownPlayer));
        };
        if has_withdrawn(tx, player_id, campaign_id).await? {
            return Ok(Err(ConsentRefused::Withdrawn));
        }
        let is_met = self.are_met_by(version.as_deref());
        Ok(if is_met { Ok(()) } else { Err(ConsentRefused::Required) })
    }
}

/// Why an event is refused, if its campaign does not want it: a strict one wants the consent named, whichever
/// version it was when the event happened. An event of no campaign may be any campaign's: the strictest counts.
pub fn refusal_of_event(
    campaigns: &Campaigns,
    campaign_id: Option<&str>,
    consent_version: Option<&str>,
) -> Option<DropReason> {
    let is_strict = |campaign: &Campaign| campaign.consent.mode == ConsentMode::Strict;
    let wants_consent = match campaign_id.map(|campaign_id| campaigns.find(campaign_id)) {
        Some(None) => return Some(DropReason::UnknownCampaign),
        Some(Some(playable)) => is_strict(&playable.campaign),
        None => campaigns.iter().any(|playable| is_strict(&playable.campaign)),
    };
    let is_named = consent_version.is_some_and(|version| !version.trim().is_empty());
    (wants_consent && !is_named).then_some(DropReason::ConsentRequired)
}
