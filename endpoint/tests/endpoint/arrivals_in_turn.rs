//! An arrival that can count no more blocks nobody: the next one that may count does, in whatever order things happen.

use crate::support::{Endpoint, Person, losing};
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;
use reqwest::Method;
use serde_json::json;

const HOUR_MS: i64 = 3_600_000;
/// The campaign's attribution window.
const WINDOW_HOURS: i64 = 24;
/// How long the support's people play.
const RUN_MS: i64 = 6_000;

async fn three(endpoint: &Endpoint) -> [Person; 3] {
    [Person::new(endpoint).await, Person::new(endpoint).await, Person::new(endpoint).await]
}

async fn revoke(endpoint: &Endpoint, code: &str) {
    endpoint.as_analyst(Method::DELETE, &format!("/v1/invites/{code}")).await.ok();
}

async fn erase(endpoint: &Endpoint, person: &Person) {
    endpoint.as_analyst(Method::DELETE, &format!("/v1/players/{}", person.id)).await.ok();
}

#[tokio::test]
async fn an_arrival_whose_window_passed_makes_room_for_the_next() {
    let endpoint = Endpoint::start().await;
    let [first, second, friend] = three(&endpoint).await;
    let (early, late) = (first.invite(&endpoint).await, second.invite(&endpoint).await);
    friend.arrive(&endpoint, &early).await.ok();
    assert_eq!(friend.arrive(&endpoint, &late).await.ok()["reason"], "already_invited");
    endpoint.clock.advance_ms(WINDOW_HOURS * HOUR_MS + 1);
    assert_eq!(friend.arrive(&endpoint, &late).await.ok()["counted"], true);
    assert_eq!(friend.arrive(&endpoint, &early).await.ok()["reason"], "already_invited");
    assert_eq!(friend.play(&endpoint, losing).await["qualified_invite"], true);
    assert_eq!(second.me(&endpoint).await["invite"]["qualified"], 1);
    assert_eq!(first.me(&endpoint).await["invite"]["qualified"], 0);
    let rows = endpoint.export("invites.ndjson?campaign=quick").await;
    assert!(rows.contains("\"expired\"") && rows.contains("\"qualified\""), "both stay: {rows}");
}

#[tokio::test]
async fn the_same_link_opened_again_after_its_window_counts_anew() {
    let endpoint = Endpoint::start().await;
    let [inviter, friend, _] = three(&endpoint).await;
    let code = inviter.invite(&endpoint).await;
    friend.arrive(&endpoint, &code).await.ok();
    endpoint.clock.advance_ms(WINDOW_HOURS * HOUR_MS + 1);
    assert_eq!(friend.arrive(&endpoint, &code).await.ok()["counted"], true);
    assert_eq!(friend.play(&endpoint, losing).await["qualified_invite"], true);
}

#[tokio::test]
async fn a_revoked_invite_makes_room_for_the_next() {
    let endpoint = Endpoint::start().await;
    let [first, second, friend] = three(&endpoint).await;
    let (revoked, good) = (first.invite(&endpoint).await, second.invite(&endpoint).await);
    friend.arrive(&endpoint, &revoked).await.ok();
    revoke(&endpoint, &revoked).await;
    assert_eq!(friend.arrive(&endpoint, &good).await.ok()["counted"], true);
    assert_eq!(friend.play(&endpoint, losing).await["qualified_invite"], true);
}

#[tokio::test]
async fn an_inviter_who_left_makes_room_for_the_next_and_brings_nobody() {
    let endpoint = Endpoint::start().await;
    let [first, second, friend] = three(&endpoint).await;
    let (gone, good) = (first.invite(&endpoint).await, second.invite(&endpoint).await);
    let other = Person::new(&endpoint).await;
    friend.arrive(&endpoint, &gone).await.ok();
    other.arrive(&endpoint, &gone).await.ok();
    erase(&endpoint, &first).await;
    assert_eq!(friend.arrive(&endpoint, &good).await.ok()["counted"], true);
    assert_eq!(friend.play(&endpoint, losing).await["qualified_invite"], true);
    assert_eq!(other.play(&endpoint, losing).await["qualified_invite"], false);
}

#[tokio::test]
async fn an_arrival_that_can_count_no_more_closes_no_circle() {
    let endpoint = Endpoint::start().await;
    let [one, two, _] = three(&endpoint).await;
    let (of_one, of_two) = (one.invite(&endpoint).await, two.invite(&endpoint).await);
    two.arrive(&endpoint, &of_one).await.ok();
    assert_eq!(one.arrive(&endpoint, &of_two).await.ok()["reason"], "cycle");
    endpoint.clock.advance_ms(WINDOW_HOURS * HOUR_MS + 1);
    assert_eq!(one.arrive(&endpoint, &of_two).await.ok()["counted"], true);
    assert_eq!(two.arrive(&endpoint, &of_one).await.ok()["reason"], "cycle", "now it is the other way round");
}

#[derive(Clone, Copy, Debug)]
enum Step {
    Arrive { who: usize, by: usize },
    Play(usize),
    Wait { hours: i64 },
    Revoke(usize),
    Erase(usize),
}

const PEOPLE: usize = 4;

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let person = || 0..PEOPLE;
    let step = prop_oneof![
        8 => (person(), person()).prop_map(|(who, by)| Step::Arrive { who, by }),
        3 => person().prop_map(Step::Play),
        3 => (1..30_i64).prop_map(|hours| Step::Wait { hours }),
        1 => person().prop_map(Step::Revoke),
        1 => person().prop_map(Step::Erase),
    ];
    prop::collection::vec(step, 12..28)
}

/// What one person is known to have done, kept in plain words beside the endpoint.
#[derive(Clone, Copy, Debug, Default)]
struct Known {
    has_played: bool,
    is_revoked: bool,
    is_gone: bool,
    /// By whom and until when the last counted arrival may still qualify.
    arrival: Option<(usize, i64)>,
    /// Who brought them, for good.
    brought_by: Option<usize>,
}

struct World {
    known: [Known; PEOPLE],
    now_ms: i64,
}

impl World {
    fn inviter_of(&self, person: usize) -> Option<usize> {
        let known = self.known[person];
        let open = known.arrival.filter(|(by, until_ms)| {
            !known.has_played && self.now_ms <= *until_ms && !self.known[*by].is_revoked
        });
        known.brought_by.or(open.map(|(by, _)| by))
    }

    fn expected(&self, who: usize, by: usize) -> Result<(), &'static str> {
        let is_above = |start: usize| {
            let mut above = self.inviter_of(start);
            for _ in 0..PEOPLE {
                match above {
                    Some(person) if person == who => return true,
                    Some(person) => above = self.inviter_of(person),
                    None => return false,
                }
            }
            false
        };
        match self.inviter_of(who) {
            _ if who == by => Err("own_invite"),
            Some(earlier) if earlier == by => Ok(()),
            Some(_) => Err("already_invited"),
            None if self.known[by].is_revoked => Err("closed"),
            None if self.known[who].has_played => Err("already_playing"),
            None if is_above(by) => Err("cycle"),
            None => Ok(()),
        }
    }
}

#[tokio::test]
async fn whatever_happens_in_whatever_order_the_first_arrival_that_can_count_does() {
    let mut runner = TestRunner::deterministic();
    for _ in 0..12 {
        let steps = steps().new_tree(&mut runner).expect("steps").current();
        let endpoint = Endpoint::start().await;
        let mut people = Vec::new();
        let mut codes = Vec::new();
        for _ in 0..PEOPLE {
            let person = Person::new(&endpoint).await;
            codes.push(person.invite(&endpoint).await);
            people.push(person);
        }
        let mut world = World { known: [Known::default(); PEOPLE], now_ms: 0 };
        for (at, step) in steps.iter().enumerate() {
            take(&endpoint, &people, &codes, &mut world, *step, &format!("step {at} of {steps:?}")).await;
        }
        let rows = endpoint.export("invites.ndjson?campaign=quick").await;
        let qualified = rows.lines().filter(|row| row.contains("\"qualified\"")).count();
        let expected = world.known.iter().filter(|known| known.brought_by.is_some()).count();
        assert_eq!(qualified, expected, "{steps:?}");
    }
}

async fn take(
    endpoint: &Endpoint,
    people: &[Person],
    codes: &[String],
    world: &mut World,
    step: Step,
    when: &str,
) {
    match step {
        Step::Arrive { who, by } if !world.known[who].is_gone => {
            let answer = people[who].arrive(endpoint, &codes[by]).await;
            if world.known[by].is_gone {
                return answer.is_refused(404, "unknown_invite");
            }
            let expected = world.expected(who, by);
            let answer = answer.ok();
            assert_eq!(
                (&answer["counted"], &answer["reason"]),
                (&json!(expected.is_ok()), &json!(expected.err())),
                "{when}"
            );
            if expected.is_ok() && world.inviter_of(who).is_none() {
                world.known[who].arrival = Some((by, world.now_ms + WINDOW_HOURS * HOUR_MS));
            }
        }
        Step::Play(who) if !world.known[who].is_gone => {
            let answer = people[who].play(endpoint, losing).await;
            world.now_ms += RUN_MS;
            let brought_by = if world.known[who].has_played { None } else { world.inviter_of(who) };
            assert_eq!(answer["qualified_invite"], brought_by.is_some(), "{when}");
            world.known[who].has_played = true;
            world.known[who].brought_by = world.known[who].brought_by.or(brought_by);
        }
        Step::Wait { hours } => {
            endpoint.clock.advance_ms(hours * HOUR_MS);
            world.now_ms += hours * HOUR_MS;
        }
        Step::Revoke(whose) if !world.known[whose].is_gone => {
            revoke(endpoint, &codes[whose]).await;
            world.known[whose].is_revoked = true;
        }
        Step::Erase(who) if !world.known[who].is_gone => {
            erase(endpoint, &people[who]).await;
            world.known[who].is_gone = true;
            world.known[who].is_revoked = true; // whom they brought stays brought; nobody else comes by them
        }
        Step::Arrive { .. } | Step::Play(_) | Step::Revoke(_) | Step::Erase(_) => {}
    }
}
