//! What is said of one failure: to the caller, to whoever reads the documents, and to the log.

use crate::keys::Scope;
use tapvine_shared::label::Refused;
use tapvine_shared::run::Refusal;

/// How one failure shows outside and in the log.
#[derive(Clone, Copy, Debug)]
pub struct Facts {
    pub status: u16,
    pub tag: &'static str,
    pub remedy: Remedy,
    pub public: &'static str,
    pub level: tracing::Level,
}

/// What the caller does about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remedy {
    Correct,
    CheckKey,
    OtherKey,
    NewPlayer,
    Forget,
    RenewToken,
    AskConsent,
    Sign,
    NewRun,
    Work,
    Reload,
    Tell,
    Wait,
    ReadLog,
}

impl Remedy {
    /// One line for whoever writes a page or a client.
    pub const fn text(self) -> &'static str {
        match self {
            Remedy::Correct => "Correct the request; the same one is refused again.",
            Remedy::CheckKey => "Check the key and where it is sent.",
            Remedy::OtherKey => "Ask the operator for a key with this scope.",
            Remedy::NewPlayer => "Forget the token and ask for another with `POST /v1/players`.",
            Remedy::RenewToken => "Exchange it with `POST /v1/me/token`, then send the same again.",
            Remedy::Forget => {
                "Forget the player and everything kept of them; begin anew only after a new consent, without the token."
            }
            Remedy::AskConsent => "Ask the person, then send `consent_version` with `POST /v1/players`.",
            Remedy::Sign => {
                "Check the key, its campaign in `TAPVINE_IDENTITY_KEYS`, and that the very text of the user id is signed."
            }
            Remedy::NewRun => "Start another run.",
            Remedy::Work => {
                "Do the work in the details, then send the same with it as `work`; `\"none\"` does without the prize."
            }
            Remedy::Reload => "Load the page again.",
            Remedy::Tell => "Tell the person; there is nothing to try.",
            Remedy::Wait => "Send the same again, after `Retry-After` where it is given.",
            Remedy::ReadLog => "Send the same again later; the endpoint's log has the cause.",
        }
    }
}

pub(super) fn of_label(refused: Refused) -> Facts {
    let level = tracing::Level::DEBUG;
    Facts { status: 409, tag: refused.tag(), remedy: Remedy::Tell, public: refused.meaning(), level }
}

pub(super) fn of_scope(scope: Scope) -> Facts {
    Facts {
        status: 403,
        tag: scope.refusal_tag(),
        remedy: Remedy::OtherKey,
        public: scope.refusal_text(),
        level: tracing::Level::WARN,
    }
}

pub(super) fn of_run(refusal: Refusal) -> Facts {
    let remedy = match refusal {
        Refusal::TraceMalformed | Refusal::TraceVersion | Refusal::RunTooFast => Remedy::Correct,
        Refusal::RulesRetired | Refusal::ScoreMismatch | Refusal::TapsTooFast | Refusal::NotByHand => {
            Remedy::NewRun
        }
    };
    let level = tracing::Level::DEBUG;
    Facts { status: 422, tag: refusal.tag(), remedy, public: refusal_text(refusal), level }
}

fn refusal_text(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::TraceMalformed => "The record of the run is cut or garbled.",
        Refusal::TraceVersion => "The record of the run is of other rules.",
        Refusal::RulesRetired => "The rules of the run are kept no longer. Start another one.",
        Refusal::ScoreMismatch => "The record of the run gives another score.",
        Refusal::RunTooFast => "The run was sent before it could be over.",
        Refusal::TapsTooFast => "Nobody taps that fast.",
        Refusal::NotByHand => "The taps came as no hand makes them.",
    }
}
