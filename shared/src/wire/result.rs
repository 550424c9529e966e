//! What becomes of an event of a batch, and every reason for which one is dropped.

use crate::tags::tags;

tags! {
    /// What became of one event of a batch.
    EventResult {
        Ok: tag "ok", means "It is on disk.";
        Duplicate: tag "duplicate", means "It was on disk already.";
        Drop: tag "drop", means "It never will be; the details say why. It is kept among the rejected.";
        Retry: tag "retry", means "Nobody knows; send it again.";
    }
}

tags! {
    /// Why an event is dropped.
    DropReason {
        NotAnObject: tag "not_an_object", means "The entry is no JSON object.";
        MissingMessageId: tag "missing_message_id", means "It has no `messageId`.";
        BadMessageId: tag "bad_message_id", means "Its `messageId` is not at most 100 of A-Z a-z 0-9 . _ -";
        MissingAnonymousId: tag "missing_anonymous_id", means "It has no `anonymousId`.";
        BadAnonymousId: tag "bad_anonymous_id", means "Its `anonymousId` is not at most 100 of A-Z a-z 0-9 . _ -";
        MissingUserId: tag "missing_user_id", means "An `identify` has no `userId`.";
        UnknownType: tag "unknown_type", means "Its `type` is not `track`, `identify` or `page`.";
        UnknownEvent: tag "unknown_event", means "The kit has no event of this name.";
        ServerOnlyEvent: tag "server_only_event", means "Only the endpoint itself says this event.";
        BadProperty: tag "bad_property", means "A property is missing, nested or not of its type.";
        TooManyProperties: tag "too_many_properties", means "It has more than 25 properties.";
        BadTimestamp: tag "bad_timestamp", means "A time is not RFC 3339.";
        EventTooLarge: tag "event_too_large", means "It is larger than 32 KB.";
        UnknownCampaign: tag "unknown_campaign", means "There is no such campaign.";
        ConsentRequired: tag "consent_required", means "Its campaign wants the consent named, and it names none.";
        PlayerErased: tag "player_erased", means "Its player asked to be forgotten.";
    }
}

impl EventResult {
    /// What an endpoint's word means; a word nobody knows means that nothing is known.
    pub fn from_tag(tag: &str) -> EventResult {
        EventResult::ALL.iter().copied().find(|result| result.tag() == tag).unwrap_or(EventResult::Retry)
    }
}
