//! Going through the people of a campaign, a page at a time, and keeping those for whom rules hold.

use super::{Person, Rule};
use crate::campaign::Playable;
use crate::store::evidence::{People, PersonFacts};
use crate::store::{Store, Stored};

const PEOPLE_PER_PAGE: u32 = 500;

/// Somebody for whom a rule held when it was asked.
#[derive(Clone, Debug)]
pub struct Candidate {
    pub player_id: String,
    /// As it was then; it grows with everything decided about the person.
    pub server_seq: i64,
}

/// For how many people each of the rules holds now.
pub async fn sizes(store: &dyn Store, playable: &Playable, rules: &[&Rule], now_ms: i64) -> Stored<Vec<u64>> {
    let mut sizes = vec![0; rules.len()];
    if rules.is_empty() {
        return Ok(sizes);
    }
    for_each(store, playable, now_ms, |_, person| {
        for (size, rule) in sizes.iter_mut().zip(rules) {
            *size += u64::from(rule.holds(person));
        }
    })
    .await?;
    Ok(sizes)
}

/// The people for whom the rule holds now, to be gathered in a group.
pub async fn candidates(
    store: &dyn Store,
    playable: &Playable,
    rule: &Rule,
    now_ms: i64,
) -> Stored<Vec<Candidate>> {
    let mut candidates = Vec::new();
    for_each(store, playable, now_ms, |facts, person| {
        if rule.holds(person) {
            let player_id = facts.evidence.player_id.clone();
            candidates.push(Candidate { player_id, server_seq: facts.server_seq });
        }
    })
    .await?;
    Ok(candidates)
}

async fn for_each(
    store: &dyn Store,
    playable: &Playable,
    now_ms: i64,
    mut visit: impl FnMut(&PersonFacts, &Person),
) -> Stored<()> {
    let mut page = People {
        campaign_id: playable.id().to_owned(),
        after: String::new(),
        limit: PEOPLE_PER_PAGE,
        watched: playable.labels.as_ref().map(|labels| labels.watched()).unwrap_or_default(),
    };
    loop {
        let people = store.read().await?.people_page(&page).await?;
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
