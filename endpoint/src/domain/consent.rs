//! Consent: what a player agreed to, asked before anything of theirs is stored in a strict campaign.

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
        let is_met = self.are_met_by(version.as_deref());
        Ok(if is_met { Ok(()) } else { Err(ConsentRefused::Required) })
    }
}

/// Why an event is refused, if its campaign does not want it: a strict one wants the
/// consent named, whichever version it was when the event happened.
pub fn refusal_of_event(
    campaigns: &Campaigns,
    campaign_id: Option<&str>,
    consent_version: Option<&str>,
) -> Option<DropReason> {
    match campaigns.find(campaign_id?) {
        None => Some(DropReason::UnknownCampaign),
        Some(playable) => {
            let is_strict = playable.campaign.consent.mode == ConsentMode::Strict;
            (is_strict && consent_version.is_none()).then_some(DropReason::ConsentRequired)
        }
    }
}
