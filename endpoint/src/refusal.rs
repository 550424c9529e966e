//! How what the domain refuses is answered.

use crate::domain::consent::ConsentRefused;
use crate::domain::invite::ArrivalRefused;
use crate::domain::label::DecisionRefused;
use crate::domain::run::StartRefused;
use crate::error::ApiError;

impl From<ConsentRefused> for ApiError {
    fn from(refused: ConsentRefused) -> ApiError {
        match refused {
            ConsentRefused::UnknownPlayer => ApiError::InvalidToken,
            ConsentRefused::Required => ApiError::ConsentRequired,
        }
    }
}

impl From<ArrivalRefused> for ApiError {
    fn from(refused: ArrivalRefused) -> ApiError {
        match refused {
            ArrivalRefused::UnknownInvite => ApiError::UnknownInvite,
            ArrivalRefused::Consent(refused) => refused.into(),
        }
    }
}

impl From<DecisionRefused> for ApiError {
    fn from(refused: DecisionRefused) -> ApiError {
        match refused {
            DecisionRefused::UnknownLabel => ApiError::UnknownLabelId,
            DecisionRefused::NotYours => ApiError::LabelNotYours,
            DecisionRefused::Status(refused) => ApiError::LabelRefused(refused),
        }
    }
}

impl From<StartRefused> for ApiError {
    fn from(refused: StartRefused) -> ApiError {
        match refused {
            StartRefused::Consent(refused) => refused.into(),
            StartRefused::LabelsDisabled => ApiError::LabelsDisabled,
            StartRefused::UnknownInvite => ApiError::UnknownInvite,
            StartRefused::OwnInvite => ApiError::OwnInvite,
            StartRefused::PartyOver => ApiError::PartyOver,
            StartRefused::GiverBlocked => ApiError::GiverBlocked,
            StartRefused::TooMany { retry_after_ms } => {
                ApiError::TooManyRuns { retry_after_s: retry_after_ms.max(1).unsigned_abs().div_ceil(1_000) }
            }
        }
    }
}
