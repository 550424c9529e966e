//! Every way a request can fail: status, stable tag, log level and public text from one match.

use crate::segment::BadRule;
use crate::store::StoreError;
use axum::http::{HeaderValue, StatusCode, header::RETRY_AFTER};
use axum::response::{IntoResponse, Response};
use serde_json::json;
use tapvine_shared::label::Refused;
use tapvine_shared::run::Refusal;

/// What a request is answered when it cannot be served.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.facts().public)]
pub enum ApiError {
    NotFound,
    MethodNotAllowed,
    BadJson,
    BadQuery,
    BodyTooLarge,
    BodyTooSlow,
    TooManyEvents,
    MissingWriteKey,
    WrongWriteKey,
    MissingAnalystKey,
    WrongAnalystKey,
    InvalidToken,
    ConsentRequired,
    UnknownCampaign,
    UnknownRun,
    UnknownInvite,
    UnknownPlayer,
    CampaignClosed,
    CampaignNotStarted,
    RulesVersionMismatch,
    InvitesDisabled,
    LabelsDisabled,
    OwnInvite,
    PartyOver,
    GiverBlocked,
    UnknownLabel,
    TooManyLabels,
    DuplicateLabel,
    UnknownLabelId,
    LabelNotYours,
    LabelRefused(Refused),
    BadRule(BadRule),
    BadName,
    UnknownSegment,
    BadPurpose,
    BadTime,
    GroupEndsBeforeItOpens,
    GroupEndsInThePast,
    GroupTooLong,
    UnknownGroup,
    GroupNotOpen,
    GroupClosed,
    RunNotYours,
    RunAlreadyFinished,
    RunExpired,
    RunRefused(Refusal),
    TooManyRuns {
        retry_after_s: u64,
    },
    /// More is waiting than can be written soon.
    Overloaded,
    /// The store did not answer; nothing is known of the request.
    Unavailable(#[source] anyhow::Error),
    /// A fault of the endpoint itself.
    Broken(#[source] anyhow::Error),
}

/// How one failure shows outside and in the log.
struct Facts {
    status: u16,
    tag: &'static str,
    level: tracing::Level,
    public: &'static str,
}

impl ApiError {
    fn facts(&self) -> Facts {
        use tracing::Level;
        let facts = |status, tag, level, public| Facts { status, tag, level, public };
        let client = |status, tag, public| facts(status, tag, Level::DEBUG, public);
        match self {
            Self::NotFound => client(404, "not_found", "There is nothing at this address."),
            Self::MethodNotAllowed => client(405, "method_not_allowed", "This address takes another method."),
            Self::BadJson => client(400, "bad_json", "The body is not the JSON this call takes."),
            Self::BadQuery => client(400, "bad_query", "The query is not what this call takes."),
            Self::BodyTooLarge => client(413, "body_too_large", "The body is larger than allowed."),
            Self::BodyTooSlow => client(408, "body_too_slow", "The body did not arrive in time."),
            Self::TooManyEvents => client(400, "too_many_events", "A batch holds at most 2,500 events."),
            Self::MissingWriteKey => client(401, "missing_write_key", "A write key is needed."),
            Self::WrongWriteKey => client(401, "wrong_write_key", "The write key is not known."),
            Self::MissingAnalystKey => client(401, "missing_analyst_key", "An analyst key is needed."),
            Self::WrongAnalystKey => {
                facts(401, "wrong_analyst_key", Level::WARN, "The analyst key is not known.")
            }
            Self::InvalidToken => client(401, "invalid_token", "The player token is missing or not valid."),
            Self::ConsentRequired => client(403, "consent_required", "The campaign asks for consent first."),
            Self::UnknownCampaign => client(404, "unknown_campaign", "There is no such campaign."),
            Self::UnknownRun => client(404, "unknown_run", "There is no such run."),
            Self::UnknownInvite => client(404, "unknown_invite", "There is no such invite."),
            Self::UnknownPlayer => client(404, "unknown_player", "There is no such player."),
            Self::CampaignClosed => client(409, "campaign_closed", "The campaign is over."),
            Self::CampaignNotStarted => {
                client(409, "campaign_not_started", "The campaign has not started yet.")
            }
            Self::RulesVersionMismatch => {
                client(409, "rules_version_mismatch", "Load the page again for the current rules.")
            }
            Self::InvitesDisabled => client(409, "invites_disabled", "The campaign has no invites."),
            Self::LabelsDisabled => client(409, "labels_disabled", "The campaign has no labels."),
            Self::OwnInvite => client(409, "own_invite", "This is your own link; pass it on to friends."),
            Self::PartyOver => client(410, "party_over", "This party is over."),
            Self::GiverBlocked => client(403, "giver_blocked", "This person takes no more labels from you."),
            Self::UnknownLabel => client(422, "unknown_label", "The campaign has no such label."),
            Self::TooManyLabels => client(422, "too_many_labels", "These are more labels than allowed."),
            Self::DuplicateLabel => client(422, "duplicate_label", "A label is there twice."),
            Self::UnknownLabelId => client(404, "unknown_label_id", "There is no such label."),
            Self::LabelNotYours => client(403, "label_not_yours", "The label is on another person."),
            Self::LabelRefused(refused) => client(409, refused.tag(), label_text(*refused)),
            Self::BadRule(_) => client(422, "bad_rule", "The rule is not one of a segment."),
            Self::BadName => client(422, "bad_name", "A name is one line of 1 to 60 characters."),
            Self::UnknownSegment => client(404, "unknown_segment", "There is no such segment."),
            Self::BadPurpose => client(422, "bad_purpose", "A purpose is one line of 1 to 200 characters."),
            Self::BadTime => client(422, "bad_time", "A time is RFC 3339 or milliseconds since 1970."),
            Self::GroupEndsBeforeItOpens => {
                client(422, "group_ends_before_it_opens", "The group closes before it opens.")
            }
            Self::GroupEndsInThePast => client(422, "group_ends_in_the_past", "The group closes before now."),
            Self::GroupTooLong => client(422, "group_too_long", "A group closes at most 90 days from now."),
            Self::UnknownGroup => client(404, "unknown_group", "There is no such group."),
            Self::GroupNotOpen => client(409, "group_not_open", "The group is not open yet."),
            Self::GroupClosed => {
                client(410, "group_closed", "The group is closed; its members are forgotten.")
            }
            Self::RunNotYours => client(403, "run_not_yours", "The run belongs to another player."),
            Self::RunAlreadyFinished => client(409, "run_already_finished", "The run is finished already."),
            Self::RunExpired => client(410, "run_expired", "The run took too long."),
            Self::RunRefused(refusal) => client(422, refusal.tag(), refusal_text(*refusal)),
            Self::TooManyRuns { .. } => {
                client(429, "too_many_runs", "Take a short break before the next run.")
            }
            Self::Overloaded => facts(503, "overloaded", Level::WARN, "Too busy right now. Try again soon."),
            Self::Unavailable(_) => {
                facts(503, "unavailable", Level::ERROR, "Not available right now. Try again soon.")
            }
            Self::Broken(_) => facts(500, "internal", Level::ERROR, "Something went wrong here."),
        }
    }

    pub fn tag(&self) -> &'static str {
        self.facts().tag
    }

    fn retry_after_s(&self) -> Option<u64> {
        match self {
            Self::TooManyRuns { retry_after_s } => Some(*retry_after_s),
            Self::Overloaded => Some(1),
            Self::Unavailable(_) => Some(5),
            _ => None,
        }
    }

    pub fn body(&self) -> serde_json::Value {
        let facts = self.facts();
        let mut body = json!({"error": {"tag": facts.tag, "message": facts.public}});
        if let Self::BadRule(BadRule { path, why }) = self {
            body["error"]["details"] = json!({"path": path, "why": why});
        }
        body
    }
}

fn label_text(refused: Refused) -> &'static str {
    match refused {
        Refused::AlreadyAccepted => "The label is accepted already.",
        Refused::AlreadyDeclined => "The label is declined already.",
        Refused::AlreadyWithdrawn => "The label is withdrawn already.",
        Refused::NotAccepted => "The label is not accepted yet.",
    }
}

fn refusal_text(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::TraceMalformed => "The record of the run is cut or garbled.",
        Refusal::TraceVersion => "The record of the run is of other rules.",
        Refusal::RulesRetired => "The rules of the run are kept no longer. Start another one.",
        Refusal::ScoreMismatch => "The record of the run gives another score.",
        Refusal::RunTooFast => "The run was sent before it could be over.",
        Refusal::TapsTooFast => "Nobody taps that fast.",
    }
}

impl From<StoreError> for ApiError {
    fn from(error: StoreError) -> ApiError {
        match error {
            StoreError::Overloaded => ApiError::Overloaded,
            StoreError::Unavailable(cause) => ApiError::Unavailable(cause),
        }
    }
}

impl IntoResponse for ApiError {
    /// The one place where a failure is logged.
    fn into_response(self) -> Response {
        let Facts { status, tag, level, .. } = self.facts();
        let cause = std::error::Error::source(&self).map(|cause| format!("{cause:#}")).unwrap_or_default();
        match level {
            tracing::Level::ERROR => tracing::error!(status, tag, cause, "request failed"),
            tracing::Level::WARN => tracing::warn!(status, tag, "request refused"),
            _ => tracing::debug!(status, tag, "request refused"),
        }
        let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = (status, axum::Json(self.body())).into_response();
        if let Some(seconds) = self.retry_after_s() {
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}
