//! Every way a request can fail: status, stable tag, what to do, public text and log level, in one list.

mod facts;

pub use facts::{Facts, Remedy};

use crate::keys::Scope;
use crate::segment::BadRule;
use crate::store::StoreError;
use axum::http::{HeaderValue, StatusCode, header::RETRY_AFTER};
use axum::response::{IntoResponse, Response};
use facts::{of_label, of_run, of_scope};
use serde_json::{Value, json};
use tapvine_shared::label::Refused;
use tapvine_shared::run::Refusal;

macro_rules! api_errors {
    (@facts $status:literal $tag:literal $remedy:ident $public:literal) => {
        api_errors!(@facts $status $tag $remedy $public DEBUG)
    };
    (@facts $status:literal $tag:literal $remedy:ident $public:literal $level:ident) => {
        Facts {
            status: $status,
            tag: $tag,
            remedy: Remedy::$remedy,
            public: $public,
            level: tracing::Level::$level,
        }
    };
    (
        errors {$(
            $(#[$doc:meta])* $error:ident $(($(#[$is:meta])? $with:ty))? $({$field:ident: $kind:ty})? =
                $status:literal $tag:literal $remedy:ident $public:literal $($level:ident)?;
        )*}
        error_for_each {$($one_of:ident($reason:ty) = $facts:path;)*}
    ) => {
        /// What a request is answered when it cannot be served.
        #[derive(Debug, thiserror::Error)]
        #[error("{}", self.facts().public)]
        pub enum ApiError {
            $($(#[$doc])* $error $(($(#[$is])? $with))? $({ $field: $kind })?,)*
            $($one_of($reason),)*
        }

        impl ApiError {
            /// How this failure shows outside and in the log.
            pub fn facts(&self) -> Facts {
                match self {
                    $(Self::$error { .. } => api_errors!(@facts $status $tag $remedy $public $($level)?),)*
                    $(Self::$one_of(reason) => $facts(*reason),)*
                }
            }

            /// What is documented: the facts of every failure there is.
            pub fn all() -> Vec<Facts> {
                let mut all = vec![$(api_errors!(@facts $status $tag $remedy $public $($level)?)),*];
                $(all.extend(<$reason>::ALL.iter().map(|reason| $facts(*reason)));)*
                all
            }
        }
    };
}

api_errors! {
    errors {
        NotFound = 404 "not_found" Correct "There is nothing at this address.";
        MethodNotAllowed = 405 "method_not_allowed" Correct "This address takes another method.";
        BadJson = 400 "bad_json" Correct "The body is not the JSON this call takes.";
        BadEncoding = 400 "bad_encoding" Correct "The body is not packed as its `Content-Encoding` says.";
        UnsupportedEncoding = 415 "unsupported_encoding" Correct "A body is packed once, by gzip, deflate or br.";
        BadQuery = 400 "bad_query" Correct "The query is not what this call takes.";
        BadCursor = 400 "bad_cursor" Correct "The cursor is cut or garbled; begin again without one.";
        CursorMismatch = 400 "cursor_mismatch" Correct "The cursor is of another export, campaign or format.";
        BodyTooLarge = 413 "body_too_large" Correct "The body is larger than allowed.";
        BodyTooSlow = 408 "body_too_slow" Wait "The body did not arrive in time.";
        TooManyEvents = 400 "too_many_events" Correct "A batch holds at most 2,500 events.";
        MissingWriteKey = 401 "missing_write_key" CheckKey "A write key is needed.";
        WrongWriteKey = 401 "wrong_write_key" CheckKey "The write key is not known.";
        MissingAnalystKey = 401 "missing_analyst_key" CheckKey "An analyst key is needed.";
        WrongAnalystKey = 401 "wrong_analyst_key" CheckKey "The analyst key is not known." WARN;
        TooManyGuesses { retry_after_s: u64 } = 429 "too_many_guesses" Wait "Too many wrong keys; wait before the next." WARN;
        InvalidToken = 401 "invalid_token" NewPlayer "The player token is missing or not valid.";
        TokenExpired = 401 "token_expired" RenewToken "The player token has expired.";
        ConsentRequired = 403 "consent_required" AskConsent "The campaign asks for consent first.";
        ConsentWithdrawn = 403 "consent_withdrawn" AskConsent "The consent was taken back.";
        PlayerErased = 410 "player_erased" Forget "The player was erased.";
        AlreadyErased = 410 "already_erased" Tell "The player was erased before; nothing is left.";
        BadUserId = 400 "bad_user_id" Correct "A user id has at least one letter and at most 32 KB.";
        WrongSignature = 403 "wrong_signature" Sign "The signature is not of this user id and one of the campaign's keys." WARN;
        NoIdentityKeys = 409 "no_identity_keys" Sign "The campaign has no keys to check a signature with.";
        OtherUser = 409 "other_user" NewPlayer "This player is another user already.";
        UnknownCampaign = 404 "unknown_campaign" Correct "There is no such campaign.";
        UnknownRun = 404 "unknown_run" NewRun "There is no such run.";
        UnknownInvite = 404 "unknown_invite" Tell "There is no such invite.";
        UnknownPlayer = 404 "unknown_player" Correct "There is no such player.";
        CampaignClosed = 409 "campaign_closed" Tell "The campaign is over.";
        CampaignNotStarted = 409 "campaign_not_started" Tell "The campaign has not started yet.";
        RulesVersionMismatch = 409 "rules_version_mismatch" Reload "Load the page again for the current rules.";
        InvitesDisabled = 409 "invites_disabled" Tell "The campaign has no invites.";
        LabelsDisabled = 409 "labels_disabled" Tell "The campaign has no labels.";
        OwnInvite = 409 "own_invite" Tell "This is your own link; pass it on to friends.";
        PartyOver = 410 "party_over" Tell "This party is over.";
        GiverBlocked = 403 "giver_blocked" Tell "This person takes no more labels from you.";
        UnknownLabel = 422 "unknown_label" Correct "The campaign has no such label.";
        TooManyLabels = 422 "too_many_labels" Correct "These are more labels than allowed.";
        DuplicateLabel = 422 "duplicate_label" Correct "A label is there twice.";
        UnknownLabelId = 404 "unknown_label_id" Correct "There is no such label.";
        LabelNotYours = 403 "label_not_yours" Correct "The label is on another person.";
        BadRule(BadRule) = 422 "bad_rule" Correct "The rule is not one of a segment.";
        BadName = 422 "bad_name" Correct "A name is one line of 1 to 60 characters.";
        UnknownSegment = 404 "unknown_segment" Correct "There is no such segment.";
        BadPurpose = 422 "bad_purpose" Correct "A purpose is one line of 1 to 200 characters.";
        BadTime = 422 "bad_time" Correct "A time is RFC 3339 or milliseconds since 1970.";
        GroupEndsBeforeItOpens = 422 "group_ends_before_it_opens" Correct "The group closes before it opens.";
        GroupEndsInThePast = 422 "group_ends_in_the_past" Correct "The group closes before now.";
        GroupTooLong = 422 "group_too_long" Correct "A group closes at most 90 days from now.";
        UnknownGroup = 404 "unknown_group" Correct "There is no such group.";
        GroupNotOpen = 409 "group_not_open" Tell "The group is not open yet.";
        GroupClosed = 410 "group_closed" Tell "The group is closed; its members are forgotten.";
        UnknownReview = 404 "unknown_review" Correct "No win of this run waits or waited for a decision.";
        ReviewDecided = 409 "review_decided" Tell "It is decided otherwise already.";
        NoCodeLeft = 409 "no_code_left" Tell "The reserved code was withdrawn and no other is left.";
        RunNotYours = 403 "run_not_yours" NewRun "The run belongs to another player.";
        RunAlreadyFinished = 409 "run_already_finished" NewRun "The run is finished already.";
        RunExpired = 410 "run_expired" NewRun "The run took too long.";
        RunAbandoned = 410 "run_abandoned" NewRun "Newer runs have taken the place of this one.";
        /// What to do first is in the details.
        WorkRequired { work: Value } = 409 "work_required" Work "This prize asks for some work first; it is in the details.";
        TooManyRuns { retry_after_s: u64 } = 429 "too_many_runs" Wait "Take a short break before the next run.";
        DailyRunsUsed { retry_after_s: u64 } = 429 "daily_runs_used" Wait "The runs of today are used up.";
        /// Whoever starts runs only to look at them finds no more of them on that day.
        TooManyUnfinishedRuns { retry_after_s: u64 } = 429 "too_many_unfinished_runs" Wait "Too many runs of today were left unfinished.";
        /// More is waiting than can be written soon.
        Overloaded = 503 "overloaded" Wait "Too busy right now. Try again soon." WARN;
        /// The store did not answer; nothing is known of the request.
        Unavailable(#[source] anyhow::Error) = 503 "unavailable" Wait "Not available right now. Try again soon." ERROR;
        /// A fault of the endpoint itself.
        Broken(#[source] anyhow::Error) = 500 "internal" ReadLog "Something went wrong here." ERROR;
    }
    error_for_each {
        LabelRefused(Refused) = of_label;
        RunRefused(Refusal) = of_run;
        MissingScope(Scope) = of_scope;
    }
}

impl ApiError {
    pub fn tag(&self) -> &'static str {
        self.facts().tag
    }

    fn retry_after_s(&self) -> Option<u64> {
        match self {
            Self::TooManyRuns { retry_after_s }
            | Self::DailyRunsUsed { retry_after_s }
            | Self::TooManyUnfinishedRuns { retry_after_s }
            | Self::TooManyGuesses { retry_after_s } => Some(*retry_after_s),
            Self::Overloaded => Some(1),
            Self::Unavailable(_) => Some(5),
            _ => None,
        }
    }

    pub fn body(&self) -> Value {
        let facts = self.facts();
        let mut body = json!({"error": {"tag": facts.tag, "message": facts.public}});
        if let Self::BadRule(BadRule { path, why }) = self {
            body["error"]["details"] = json!({"path": path, "why": why});
        }
        if let Self::WorkRequired { work } = self {
            body["error"]["details"] = json!({"work": work});
        }
        body
    }
}

impl From<StoreError> for ApiError {
    fn from(error: StoreError) -> ApiError {
        match error {
            StoreError::Overloaded => ApiError::Overloaded,
            StoreError::Conflict(cause) => ApiError::Unavailable(cause),
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
