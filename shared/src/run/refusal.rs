//! The reasons for which a run is refused: each is one line here, and the compiler lists what else must know it.

use super::TraceError;

macro_rules! refusals {
    ($($reason:ident: tag $tag:literal, spends the run: $spends:literal;)+) => {
        /// Why a run is refused.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Refusal {
            $($reason,)+
        }

        impl Refusal {
            /// Every reason there is.
            pub const ALL: &[Refusal] = &[$(Refusal::$reason),+];

            /// The stable tag: on the wire, in the event and in the tables.
            pub const fn tag(self) -> &'static str {
                match self {
                    $(Refusal::$reason => $tag,)+
                }
            }

            /// Whether the run is spent: a garbled or early message may be sent again, a forgery may not.
            pub const fn spends_the_run(self) -> bool {
                match self {
                    $(Refusal::$reason => $spends,)+
                }
            }
        }
    };
}

refusals! {
    TraceMalformed: tag "trace_malformed", spends the run: false;
    TraceVersion: tag "trace_version", spends the run: false;
    RulesRetired: tag "rules_retired", spends the run: false;
    ScoreMismatch: tag "score_mismatch", spends the run: true;
    RunTooFast: tag "run_too_fast", spends the run: false;
    TapsTooFast: tag "taps_too_fast", spends the run: true;
    NotByHand: tag "not_by_hand", spends the run: true;
}

impl Refusal {
    /// The reason that a stored tag names.
    pub fn from_tag(tag: &str) -> Option<Refusal> {
        Refusal::ALL.iter().copied().find(|refusal| refusal.tag() == tag)
    }
}

impl From<TraceError> for Refusal {
    fn from(error: TraceError) -> Refusal {
        match error {
            TraceError::Malformed => Refusal::TraceMalformed,
            TraceError::UnknownCodec => Refusal::TraceVersion,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_is_found_by_its_tag_and_by_no_other() {
        for refusal in Refusal::ALL {
            assert_eq!(Refusal::from_tag(refusal.tag()), Some(*refusal));
        }
        assert_eq!(Refusal::from_tag("run_expired"), None);
    }

    #[test]
    fn tags_stay_as_they_are_stored() {
        let tags: Vec<&str> = Refusal::ALL.iter().map(|refusal| refusal.tag()).collect();
        let stored = [
            "trace_malformed",
            "trace_version",
            "rules_retired",
            "score_mismatch",
            "run_too_fast",
            "taps_too_fast",
            "not_by_hand",
        ];
        assert_eq!(tags, stored);
    }
}
