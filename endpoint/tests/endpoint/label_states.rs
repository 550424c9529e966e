//! Whatever is given, accepted, declined, withdrawn and blocked, in whatever order and however often,
//! also when a request comes a second time much later: the endpoint ends where a few lines of model
//! end, and a profile knows only of what is accepted.

use crate::support::{Endpoint, Given, Person};
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use tapvine_shared::label::{Action, Status};

const LABELS: [&str; 4] = ["foodie", "hiker", "gamer", "music"];
const GIVERS: [&str; 2] = ["Bo", "Cy"];

#[derive(Clone, Debug)]
enum Step {
    Give { giver: usize, labels: BTreeSet<usize> },
    Decide { giver: usize, label: usize, action: Action },
    Block { giver: usize, label: usize },
}

fn any_step() -> impl Strategy<Value = Step> {
    let giver = 0..GIVERS.len();
    let label = 0..LABELS.len();
    let action = prop::sample::select(vec![Action::Accept, Action::Decline, Action::Withdraw]);
    prop_oneof![
        4 => (giver.clone(), prop::collection::btree_set(label.clone(), 1..4))
            .prop_map(|(giver, labels)| Step::Give { giver, labels }),
        8 => (giver.clone(), label.clone(), action)
            .prop_map(|(giver, label, action)| Step::Decide { giver, label, action }),
        1 => (giver, label).prop_map(|(giver, label)| Step::Block { giver, label }),
    ]
}

/// A request that did something; the network may bring it again at any time.
#[derive(Clone)]
enum Sent {
    Finish(usize, Given),
    Decide(String, &'static str),
}

/// What should be: a status per giver and label, and who is blocked.
#[derive(Default)]
struct Model {
    given: BTreeMap<(usize, usize), Status>,
    blocked: BTreeSet<usize>,
}

impl Model {
    fn step(&mut self, step: &Step) {
        match step {
            Step::Give { giver, .. } if self.blocked.contains(giver) => {}
            Step::Give { giver, labels } => {
                let stays = |(of, label): &(usize, usize), status: &mut Status| {
                    of != giver || *status != Status::Pending || labels.contains(label)
                };
                self.given.retain(stays);
                for label in labels {
                    self.given.entry((*giver, *label)).or_insert(Status::Pending);
                }
            }
            Step::Decide { giver, label, action } => {
                if let Some(status) = self.given.get_mut(&(*giver, *label)) {
                    *status = status.after(*action).unwrap_or(*status);
                }
            }
            Step::Block { giver, label } => {
                if self.given.contains_key(&(*giver, *label)) {
                    self.blocked.insert(*giver);
                    let theirs = self.given.iter_mut().filter(|((of, _), _)| of == giver);
                    theirs
                        .filter(|(_, status)| **status == Status::Pending)
                        .for_each(|(_, status)| *status = Status::Declined);
                }
            }
        }
    }

    fn with(&self, status: Status) -> BTreeSet<(&'static str, &'static str)> {
        let those = self.given.iter().filter(|(_, now)| **now == status);
        those.map(|((giver, label), _)| (GIVERS[*giver], LABELS[*label])).collect()
    }
}

struct Party {
    endpoint: Endpoint,
    host: Person,
    givers: Vec<Person>,
    code: String,
    ids: BTreeMap<(usize, usize), String>,
    sent: Vec<Sent>,
}

impl Party {
    async fn step(&mut self, step: &Step) {
        match step {
            Step::Give { giver, labels } => {
                let person = &self.givers[*giver];
                self.endpoint.clock.advance_ms(6_000);
                let refused = person.start_about(&self.endpoint, &self.code, "").await;
                if refused.status == 403 {
                    return refused.is_refused(403, "giver_blocked");
                }
                let names: Vec<&str> = labels.iter().map(|label| LABELS[*label]).collect();
                let given = person.give(&self.endpoint, &self.code, GIVERS[*giver], &names).await;
                self.sent.push(Sent::Finish(*giver, given));
                for row in self.host.my_labels(&self.endpoint).await["pending"].as_array().expect("rows") {
                    let giver = GIVERS.iter().position(|name| row["giver"] == *name).expect("a giver");
                    let label = LABELS.iter().position(|name| row["label"] == *name).expect("a label");
                    self.ids.insert((giver, label), row["id"].as_str().expect("an id").to_owned());
                }
            }
            Step::Decide { giver, label, action } => {
                let action = match action {
                    Action::Accept => "accept",
                    Action::Decline => "decline",
                    Action::Withdraw => "withdraw",
                };
                self.act(*giver, *label, action).await;
            }
            Step::Block { giver, label } => self.act(*giver, *label, "block").await,
        }
    }

    async fn act(&mut self, giver: usize, label: usize, action: &'static str) {
        if let Some(id) = self.ids.get(&(giver, label)) {
            let answer = self.host.decide(&self.endpoint, id, action).await;
            assert!([200, 404, 409].contains(&answer.status), "{}", answer.body);
            if answer.status == 200 {
                self.sent.push(Sent::Decide(id.clone(), action));
            }
        }
    }

    /// The same bytes once more.
    async fn send_again(&self, which: Index) {
        if self.sent.is_empty() {
            return;
        }
        match which.get(&self.sent) {
            Sent::Finish(giver, given) => {
                let answer = given.send_again(&self.givers[*giver], &self.endpoint).await.ok();
                assert_eq!(answer, given.answer, "the same request, the same answer");
            }
            Sent::Decide(id, action) => {
                let answer = self.host.decide(&self.endpoint, id, action).await;
                assert!([200, 404, 409].contains(&answer.status), "{}", answer.body);
            }
        }
    }

    /// Everything an analyst can take away of people's labels.
    async fn taken_away(&self) -> [String; 3] {
        [
            self.endpoint.export("labels.csv?campaign=party").await,
            self.endpoint.export("labels.csv?campaign=party&form=wide").await,
            self.endpoint.export("evidence.csv?campaign=party").await,
        ]
    }
}

async fn check(steps: Vec<(Step, Option<Index>)>) {
    let endpoint = Endpoint::with_party().await;
    let host = Person::at_the_party(&endpoint).await;
    let givers = vec![Person::at_the_party(&endpoint).await, Person::at_the_party(&endpoint).await];
    let code = host.party(&endpoint).await;
    let mut party = Party { endpoint, host, givers, code, ids: BTreeMap::new(), sent: Vec::new() };
    let mut model = Model::default();
    for (step, again) in &steps {
        party.step(step).await;
        model.step(step);
        if let Some(which) = again {
            party.send_again(*which).await;
        }
    }
    let mine = party.host.my_labels(&party.endpoint).await;
    let pending: BTreeSet<(String, String)> = mine["pending"]
        .as_array()
        .expect("rows")
        .iter()
        .map(|row| {
            (
                row["giver"].as_str().expect("a name").to_owned(),
                row["label"].as_str().expect("a label").to_owned(),
            )
        })
        .collect();
    let expect =
        model.with(Status::Pending).into_iter().map(|(giver, label)| (giver.to_owned(), label.to_owned()));
    assert_eq!(pending, expect.collect());

    let mut givers: BTreeMap<&str, i64> = BTreeMap::new();
    for (_, label) in model.with(Status::Accepted) {
        *givers.entry(label).or_default() += 1;
    }
    let text = party.endpoint.export("labels.ndjson?campaign=party").await;
    let rows: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let profile: BTreeMap<&str, i64> = rows
        .iter()
        .map(|row| (row["label"].as_str().expect("a label"), row["n_givers"].as_i64().expect("a count")))
        .collect();
    assert_eq!(profile, givers, "a profile is what is accepted and nothing else");
    let told = party.endpoint.exported_of("party", "identify").await;
    let last = told.last().map(|call| call["traits"]["interests"].as_str().expect("a text").to_owned());
    assert_eq!(last.unwrap_or_default(), givers.keys().copied().collect::<Vec<_>>().join(","));

    let ids: Vec<&Value> = mine["pending"].as_array().expect("rows").iter().map(|row| &row["id"]).collect();
    let before = party.taken_away().await;
    let decline_all = json!({"campaign": "party", "action": "decline", "ids": ids});
    party.host.post(&party.endpoint, "/v1/labels/decide", &decline_all).await.ok();
    assert_eq!(party.taken_away().await, before, "pending or declined makes no difference to a profile");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10, max_shrink_iters: 40, ..ProptestConfig::default() })]

    #[test]
    fn any_interleaving_and_repetition_ends_in_the_same_state(
        steps in prop::collection::vec((any_step(), any::<Option<Index>>()), 1..16),
    ) {
        let runtime = tokio::runtime::Runtime::new().expect("a runtime");
        runtime.block_on(check(steps));
    }
}
