//! Going through the people of a campaign, a page at a time, and keeping those for whom rules hold.

use super::{Person, Rule};
use crate::app::App;
use crate::campaign::Playable;
use crate::store::{Candidate, People, PersonFacts, StoreError};

const PEOPLE_PER_PAGE: u32 = 500;

/// For how many people each of the rules holds now.
pub async fn sizes(app: &App, playable: &Playable, rules: &[&Rule]) -> Result<Vec<u64>, StoreError> {
    let mut sizes = vec![0; rules.len()];
    if rules.is_empty() {
        return Ok(sizes);
    }
    for_each(app, playable, |_, person| {
        for (size, rule) in sizes.iter_mut().zip(rules) {
            *size += u64::from(rule.holds(person));
        }
    })
    .await?;
    Ok(sizes)
}

/// The people for whom the rule holds now, to be gathered in a group.
pub async fn candidates(app: &App, playable: &Playable, rule: &Rule) -> Result<Vec<Candidate>, StoreError> {
    let mut candidates = Vec::new();
    for_each(app, playable, |facts, person| {
        if rule.holds(person) {
            let player_id = facts.evidence.player_id.clone();
            candidates.push(Candidate { player_id, server_seq: facts.server_seq });
        }
    })
    .await?;
    Ok(candidates)
}

async fn for_each(
    app: &App,
    playable: &Playable,
    mut visit: impl FnMut(&PersonFacts, &Person),
) -> Result<(), StoreError> {
    let now_ms = app.clock.now_ms();
    let mut page = People {
        campaign_id: playable.id().to_owned(),
        after: String::new(),
        limit: PEOPLE_PER_PAGE,
        watched: playable.labels.as_ref().map(|labels| labels.watched()).unwrap_or_default(),
    };
    loop {
        let people = app.store.people(page.clone()).await?;
        for facts in &people {
            visit(facts, &Person::of(facts, playable.labels.as_deref(), now_ms));
        }
        match people.last() {
            Some(last) if people.len() == PEOPLE_PER_PAGE as usize => {
                page.after.clone_from(&last.evidence.player_id);
            }
            _ => return Ok(()),
        }
    }
}
