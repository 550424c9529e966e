//! How what the domain refuses is answered.

use crate::domain::consent::ConsentRefused;
use crate::domain::fair_play::allowance::NotAllowed;
use crate::domain::fair_play::known::IdentifyRefused;
use crate::domain::fair_play::review::ReviewRefused;
use crate::domain::invite::ArrivalRefused;
use crate::domain::label::DecisionRefused;
use crate::domain::run::StartRefused;
use crate::error::ApiError;

impl From<ConsentRefused> for ApiError {
    fn from(refused: ConsentRefused) -> ApiError {
        match refused {
            ConsentRefused::UnknownPlayer => ApiError::InvalidToken,
            ConsentRefused::Required => ApiError::ConsentRequired,
            ConsentRefused::Withdrawn => ApiError::ConsentWithdrawn,
        }
    }
}

impl From<IdentifyRefused> for ApiError {
    fn from(refused: IdentifyRefused) -> ApiError {
        match refused {
            IdentifyRefused::Consent(refused) => refused.into(),
            IdentifyRefused::OtherUser => ApiError::OtherUser,
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

impl From<ReviewRefused> for ApiError {
    fn from(refused: ReviewRefused) -> ApiError {
        match refused {
            ReviewRefused::Unknown => ApiError::UnknownReview,
            ReviewRefused::AlreadyDecided => ApiError::ReviewDecided,
            ReviewRefused::SoldOut => ApiError::NoCodeLeft,
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
            StartRefused::NotAllowed(refused) => refused.into(),
        }
    }
}

impl From<NotAllowed> for ApiError {
    fn from(refused: NotAllowed) -> ApiError {
        let seconds = |retry_after_ms: i64| retry_after_ms.max(1).unsigned_abs().div_ceil(1_000);
        match refused {
            NotAllowed::TooManyInAMinute { retry_after_ms } => {
                ApiError::TooManyRuns { retry_after_s: seconds(retry_after_ms) }
            }
            NotAllowed::TooManyInADay { retry_after_ms } => {
                ApiError::DailyRunsUsed { retry_after_s: seconds(retry_after_ms) }
            }
            NotAllowed::TooManyUnfinished { retry_after_ms } => {
                ApiError::TooManyUnfinishedRuns { retry_after_s: seconds(retry_after_ms) }
            }
        }
    }
}
