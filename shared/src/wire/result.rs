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
        BrokenJson: tag "broken_json", means "Inside the entry something is no JSON.";
        BadText: tag "bad_text", means "A text holds half a character, a zero character, or bytes that are no UTF-8.";
        BadNumber: tag "bad_number", means "A whole number does not fit 64 bits, or another does not fit a double.";
        TooDeep: tag "too_deep", means "It has more than 32 levels of objects and lists.";
        DuplicateKey: tag "duplicate_key", means "An object in it has a member twice.";
        MissingMessageId: tag "missing_message_id", means "It has no `messageId`.";
        BadMessageId: tag "bad_message_id", means "Its `messageId` is not at most 100 of A-Z a-z 0-9 . _ -";
        MissingAnonymousId: tag "missing_anonymous_id", means "It has neither `anonymousId` nor `userId`; an event of the kit needs `anonymousId`.";
        BadAnonymousId: tag "bad_anonymous_id", means "Its `anonymousId` is not at most 100 of A-Z a-z 0-9 . _ -";
        BadUserId: tag "bad_user_id", means "Its `userId` is no line of 1 to 256 characters, no whole number, or would run in a spreadsheet.";
        BadGroupId: tag "bad_group_id", means "Its `groupId` is not of the form of a `userId`.";
        BadPreviousId: tag "bad_previous_id", means "Its `previousId` is not of the form of a `userId`.";
        MissingUserId: tag "missing_user_id", means "An `identify` has no `userId`.";
        MissingGroupId: tag "missing_group_id", means "A `group` has no `groupId`.";
        MissingPreviousId: tag "missing_previous_id", means "An `alias` has no `previousId`.";
        UnknownType: tag "unknown_type", means "Its `type` is not `track`, `identify`, `page`, `screen`, `group` or `alias`.";
        BadEventName: tag "bad_event_name", means "A `track` has no `event` of one line of 1 to 200 characters.";
        ServerOnlyEvent: tag "server_only_event", means "Only the endpoint itself says this event, in whatever letters.";
        BadProperty: tag "bad_property", means "A property that has a column is missing or not of its type.";
        TooManyProperties: tag "too_many_properties", means "An event of the kit has more than 25 properties.";
        BadTimestamp: tag "bad_timestamp", means "A time is neither RFC 3339 nor milliseconds since 1970, before 1970, ahead of the clock, or cannot be corrected.";
        EventTooLarge: tag "event_too_large", means "It is larger than 32 KB.";
        UnknownCampaign: tag "unknown_campaign", means "There is no such campaign.";
        ConsentRequired: tag "consent_required", means "Its campaign wants the consent named, and it names none; or it has no campaign and some campaign does.";
        ConsentWithdrawn: tag "consent_withdrawn", means "Its player took the consent back, and it happened before a new one.";
        PlayerErased: tag "player_erased", means "Its player asked to be forgotten.";
    }
}

impl EventResult {
    /// What an endpoint's word means; a word nobody knows means that nothing is known.
    pub fn from_tag(tag: &str) -> EventResult {
        EventResult::ALL.iter().copied().find(|result| result.tag() == tag).unwrap_or(EventResult::Retry)
    }
}
