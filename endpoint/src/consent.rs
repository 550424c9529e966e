//! What a player agreed to, asked before anything of theirs is stored in a strict campaign.

use crate::app::App;
use crate::error::ApiError;
use tapvine_shared::campaign::{Campaign, ConsentMode};
use tapvine_shared::wire::DropReason;

/// Refuses a player who has not agreed to this campaign's present text.
pub async fn must_have_agreed(app: &App, player_id: &str, campaign: &Campaign) -> Result<(), ApiError> {
    let id = campaign.id.as_str();
    let agreed = app.store.agreed_version(player_id, id).await?.ok_or(ApiError::InvalidToken)?;
    let may =
        campaign.consent.mode == ConsentMode::Basic || agreed.as_ref() == Some(&campaign.consent.version);
    if may { Ok(()) } else { Err(ApiError::ConsentRequired) }
}

/// Why an event is dropped, if its campaign does not want it: a strict one wants the
/// consent named, whichever version it was when the event happened.
pub fn refusal_of_event(
    app: &App,
    campaign_id: Option<&str>,
    consent_version: Option<&str>,
) -> Option<DropReason> {
    match app.campaign(campaign_id?) {
        Err(_) => Some(DropReason::UnknownCampaign),
        Ok(playable) => {
            let is_strict = playable.campaign.consent.mode == ConsentMode::Strict;
            (is_strict && consent_version.is_none()).then_some(DropReason::ConsentRequired)
        }
    }
}
