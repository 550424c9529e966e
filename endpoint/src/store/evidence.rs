//! What is known of people's labels, as the store gives it: never what is pending or declined.

/// Everything of one person in a campaign.
#[derive(Clone, Debug, Default)]
pub struct PersonEvidence {
    pub player_id: String,
    pub consent_version: Option<String>,
    pub shown: Vec<ShownLabel>,
    /// Label and when it was declared.
    pub declared: Vec<(String, i64)>,
    /// What happened and when, newest first, of the events that are watched.
    pub behaviour: Vec<(String, i64)>,
}

/// Events that are evidence too, and how many of the newest of each.
#[derive(Clone, Debug, Default)]
pub struct Watched {
    pub events: Vec<String>,
    pub newest: u32,
}

/// A friend was shown a label about the person.
#[derive(Clone, Debug)]
pub struct ShownLabel {
    pub label: String,
    pub giver_id: String,
    pub shown_at_ms: i64,
    /// When it was given, if the person accepted it.
    pub accepted_given_at_ms: Option<i64>,
}

/// A page of a campaign's people, in the order of their ids.
#[derive(Clone, Debug)]
pub struct People {
    pub campaign_id: String,
    /// The last person already read; empty for the first page.
    pub after: String,
    pub limit: u32,
    pub watched: Watched,
}
