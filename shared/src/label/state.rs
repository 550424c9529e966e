//! The states of a given label. They only move forward, so a repeated or late request changes nothing.

use crate::tags::tags;

/// Where a given label stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Status {
    /// Given, and not yet decided on; nobody but the receiver sees it.
    Pending,
    Accepted,
    Declined,
    /// Accepted once, and taken back.
    Withdrawn,
}

/// What the receiver may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    Accept,
    Decline,
    Withdraw,
}

tags! {
    /// Why a decision does nothing: the first one stands.
    Refused {
        AlreadyAccepted: tag "label_already_accepted", means "The label is accepted already.";
        AlreadyDeclined: tag "label_already_declined", means "The label is declined already.";
        AlreadyWithdrawn: tag "label_already_withdrawn", means "The label is withdrawn already.";
        NotAccepted: tag "label_not_accepted", means "The label is not accepted yet.";
    }
}

impl Status {
    /// The status after an action; the same status when the action was done before.
    pub const fn after(self, action: Action) -> Result<Status, Refused> {
        match (action, self) {
            (Action::Accept, Status::Pending | Status::Accepted) => Ok(Status::Accepted),
            (Action::Accept | Action::Decline, Status::Withdrawn) => Err(Refused::AlreadyWithdrawn),
            (Action::Accept | Action::Withdraw, Status::Declined) => Err(Refused::AlreadyDeclined),
            (Action::Decline, Status::Pending | Status::Declined) => Ok(Status::Declined),
            (Action::Decline, Status::Accepted) => Err(Refused::AlreadyAccepted),
            (Action::Withdraw, Status::Accepted | Status::Withdrawn) => Ok(Status::Withdrawn),
            (Action::Withdraw, Status::Pending) => Err(Refused::NotAccepted),
        }
    }

    /// Whether the label may leave the system.
    pub const fn counts(self) -> bool {
        matches!(self, Status::Accepted)
    }

    /// The name in the store and on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            Status::Pending => "pending",
            Status::Accepted => "accepted",
            Status::Declined => "declined",
            Status::Withdrawn => "withdrawn",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn any_action() -> impl Strategy<Value = Action> {
        prop::sample::select(vec![Action::Accept, Action::Decline, Action::Withdraw])
    }

    /// The status after a row of requests, refused ones changing nothing.
    fn after_all(actions: &[Action]) -> Status {
        actions.iter().fold(Status::Pending, |status, action| status.after(*action).unwrap_or(status))
    }

    proptest! {
        #[test]
        fn a_request_repeated_at_once_or_much_later_changes_nothing(
            actions in prop::collection::vec(any_action(), 0..8),
            repeated in any::<prop::sample::Index>(),
            gap in 0usize..8,
        ) {
            prop_assume!(!actions.is_empty());
            let first = repeated.index(actions.len());
            let did_something = after_all(&actions[..first]) != after_all(&actions[..=first]);
            prop_assume!(did_something);
            let mut with_repeat = actions.clone();
            with_repeat.insert((first + 1 + gap).min(actions.len()), actions[first]);
            prop_assert_eq!(after_all(&with_repeat), after_all(&actions));
        }

        #[test]
        fn a_declined_or_withdrawn_label_never_counts_again(actions in prop::collection::vec(any_action(), 0..12)) {
            let ended = |status| matches!(status, Status::Declined | Status::Withdrawn);
            if let Some(end) = (0..=actions.len()).find(|count| ended(after_all(&actions[..*count]))) {
                prop_assert_eq!(after_all(&actions), after_all(&actions[..end]));
            }
        }
    }

    #[test]
    fn of_two_tabs_deciding_at_once_the_first_wins() {
        let accepted = Status::Pending.after(Action::Accept).expect("allowed");
        assert_eq!(accepted.after(Action::Decline), Err(Refused::AlreadyAccepted));
        let declined = Status::Pending.after(Action::Decline).expect("allowed");
        assert_eq!(declined.after(Action::Accept), Err(Refused::AlreadyDeclined));
    }
}
