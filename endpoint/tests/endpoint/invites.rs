//! One person has one inviter a campaign: no self-invite, no cycle, no double count, in whatever order requests come.

use crate::support::{Endpoint, Folder, Person, losing};
use reqwest::Method;
use serde_json::{Value, json};

async fn people<const N: usize>(endpoint: &Endpoint) -> [Person; N] {
    let mut people = Vec::new();
    for _ in 0..N {
        people.push(Person::new(endpoint).await);
    }
    people.try_into().expect("N people")
}

async fn counts(endpoint: &Endpoint, person: &Person) -> (Value, Value) {
    let invite = person.me(endpoint).await["invite"].take();
    (invite["arrivals"].clone(), invite["qualified"].clone())
}

#[track_caller]
fn is_not_counted(answer: &Value, reason: &str) {
    assert_eq!((&answer["counted"], &answer["reason"]), (&json!(false), &json!(reason)));
}

#[tokio::test]
async fn an_invitee_counts_after_their_first_verified_run_and_once() {
    let endpoint = Endpoint::start().await;
    let [inviter, friend] = people(&endpoint).await;
    let code = inviter.invite(&endpoint).await;
    let arrival = friend.arrive(&endpoint, &code).await.ok();
    assert_eq!(arrival, json!({"campaign": "quick", "inviter_name": null, "counted": true, "reason": null}));
    assert_eq!(counts(&endpoint, &inviter).await, (json!(1), json!(0)), "arriving is not yet qualifying");
    assert_eq!(friend.play(&endpoint, losing).await["qualified_invite"], true);
    assert_eq!(friend.play(&endpoint, losing).await["qualified_invite"], false);
    assert_eq!(counts(&endpoint, &inviter).await, (json!(1), json!(1)));
    let qualified = endpoint.exported("Invite Qualified").await;
    assert_eq!(qualified.len(), 1);
    assert_eq!(qualified[0]["anonymousId"], friend.id.as_str());
    assert_eq!(qualified[0]["properties"]["inviter_id"], inviter.id.as_str());
    assert_eq!(qualified[0]["properties"]["depth"], 1);
    assert_eq!(friend.me(&endpoint).await["invited_by"], json!({"name": null}));
}

#[tokio::test]
async fn one_player_has_one_code_and_may_change_the_name_on_it() {
    let endpoint = Endpoint::start().await;
    let [inviter] = people(&endpoint).await;
    let ask = async |body: Value| inviter.post(&endpoint, "/v1/invites", &body).await;
    let first = ask(json!({"campaign": "quick", "name": " Lin "})).await;
    assert_eq!(first.status, 201);
    let (code, link) = (first.body["code"].clone(), first.body["link"].clone());
    assert_eq!(link, format!("https://play.example/i/{}", code.as_str().expect("a code")));
    let again = ask(json!({"campaign": "quick"})).await;
    assert_eq!((again.status, &again.body["code"]), (200, &code));
    let path = format!("/v1/invites/{}", code.as_str().expect("a code"));
    assert_eq!(
        endpoint.get(&path).await.ok(),
        json!({"campaign": "quick", "inviter_name": "Lin", "ended": false})
    );
    ask(json!({"campaign": "quick", "name": "Lin Mei"})).await.ok();
    assert_eq!(endpoint.get(&path).await.ok()["inviter_name"], "Lin Mei");
    assert_eq!(endpoint.exported("Invite Created").await.len(), 1);
    ask(json!({"campaign": "none"})).await.is_refused(404, "unknown_campaign");
}

#[tokio::test]
async fn nobody_invites_themselves() {
    let endpoint = Endpoint::start().await;
    let [person] = people(&endpoint).await;
    let code = person.invite(&endpoint).await;
    is_not_counted(&person.arrive(&endpoint, &code).await.ok(), "own_invite");
    person.play(&endpoint, losing).await;
    assert_eq!(counts(&endpoint, &person).await, (json!(0), json!(0)));
}

#[tokio::test]
async fn the_first_invite_wins_and_a_repeated_arrival_changes_nothing() {
    let endpoint = Endpoint::start().await;
    let [first, second, friend] = people(&endpoint).await;
    let (code, other) = (first.invite(&endpoint).await, second.invite(&endpoint).await);
    let arrival = friend.arrive(&endpoint, &code).await.ok();
    assert_eq!(friend.arrive(&endpoint, &code).await.ok(), arrival, "the same request, the same answer");
    is_not_counted(&friend.arrive(&endpoint, &other).await.ok(), "already_invited");
    assert_eq!(friend.play(&endpoint, losing).await["qualified_invite"], true);
    assert_eq!(friend.arrive(&endpoint, &code).await.ok(), arrival, "also when it comes late");
    assert_eq!(counts(&endpoint, &first).await, (json!(1), json!(1)));
    assert_eq!(counts(&endpoint, &second).await, (json!(0), json!(0)));
    assert_eq!(endpoint.exported("Invite Arrived").await.len(), 1);
}

#[tokio::test]
async fn many_arrivals_at_once_count_one() {
    let endpoint = Endpoint::start().await;
    let [first, second, friend] = people(&endpoint).await;
    let codes = [first.invite(&endpoint).await, second.invite(&endpoint).await];
    let arrivals = (0..10).map(|number| friend.arrive(&endpoint, &codes[number % 2]));
    let answers = futures_util::future::join_all(arrivals).await;
    let counted = answers.into_iter().filter(|answer| answer.body["counted"] == true).count();
    assert_eq!(counted, 5, "all five of one inviter, none of the other");
    assert_eq!(endpoint.exported("Invite Arrived").await.len(), 1);
}

#[tokio::test]
async fn a_circle_of_invites_is_cut_however_long_it_is() {
    let endpoint = Endpoint::start().await;
    let [one, two, three] = people(&endpoint).await;
    let codes = [one.invite(&endpoint).await, two.invite(&endpoint).await, three.invite(&endpoint).await];
    two.arrive(&endpoint, &codes[0]).await.ok();
    three.arrive(&endpoint, &codes[1]).await.ok();
    is_not_counted(&one.arrive(&endpoint, &codes[1]).await.ok(), "cycle");
    is_not_counted(&one.arrive(&endpoint, &codes[2]).await.ok(), "cycle");
}

#[tokio::test]
async fn who_plays_already_cannot_be_invited_any_more() {
    let endpoint = Endpoint::start().await;
    let [inviter, player] = people(&endpoint).await;
    let code = inviter.invite(&endpoint).await;
    player.play(&endpoint, losing).await;
    is_not_counted(&player.arrive(&endpoint, &code).await.ok(), "already_playing");
}

#[tokio::test]
async fn a_run_started_before_the_arrival_came_in_still_qualifies() {
    let endpoint = Endpoint::start().await;
    let [inviter, friend] = people(&endpoint).await;
    let code = inviter.invite(&endpoint).await;
    let run = friend.start_run(&endpoint).await;
    friend.arrive(&endpoint, &code).await.ok();
    endpoint.clock.advance_ms(6_000);
    assert_eq!(friend.finish(&endpoint, &run, &losing(&run), None).await.ok()["qualified_invite"], true);
}

#[tokio::test]
async fn after_the_window_an_arrival_counts_no_more() {
    let endpoint = Endpoint::start().await;
    let [inviter, friend] = people(&endpoint).await;
    let code = inviter.invite(&endpoint).await;
    friend.arrive(&endpoint, &code).await.ok();
    endpoint.clock.advance_ms(25 * 3_600_000);
    assert_eq!(friend.play(&endpoint, losing).await["qualified_invite"], false);
    assert_eq!(counts(&endpoint, &inviter).await, (json!(1), json!(0)));
}

#[tokio::test]
async fn a_revoked_invite_counts_nobody_from_then_on() {
    let endpoint = Endpoint::start().await;
    let [inviter, before, after] = people(&endpoint).await;
    let code = inviter.invite(&endpoint).await;
    before.arrive(&endpoint, &code).await.ok();
    let path = format!("/v1/invites/{code}");
    assert_eq!(endpoint.as_analyst(Method::DELETE, &path).await.ok(), json!({"revoked": true}));
    is_not_counted(&after.arrive(&endpoint, &code).await.ok(), "closed");
    assert_eq!(before.play(&endpoint, losing).await["qualified_invite"], false);
    assert_eq!(counts(&endpoint, &inviter).await, (json!(1), json!(0)));
}

#[tokio::test]
async fn codes_nobody_has_and_campaigns_without_invites_are_said_so() {
    let folder = Folder::with_codes(1);
    folder.write_campaign("alone", &[("window_hours = 24", "enabled = false")]);
    let endpoint = Endpoint::start_in(folder).await;
    let [person] = people(&endpoint).await;
    for code in ["AAAAAAAAAAAAAAAAAAAAAA", "short"] {
        person.arrive(&endpoint, code).await.is_refused(404, "unknown_invite");
        endpoint.get(&format!("/v1/invites/{code}")).await.is_refused(404, "unknown_invite");
    }
    let refused = person.post(&endpoint, "/v1/invites", &json!({"campaign": "alone"})).await;
    refused.is_refused(409, "invites_disabled");
    endpoint.clock.advance_ms(40 * 24 * 3_600_000);
    let refused = person.post(&endpoint, "/v1/invites", &json!({"campaign": "quick"})).await;
    refused.is_refused(409, "campaign_closed");
}

#[tokio::test]
async fn an_arrival_after_the_end_is_not_counted() {
    let endpoint = Endpoint::start().await;
    let [inviter, friend] = people(&endpoint).await;
    let code = inviter.invite(&endpoint).await;
    endpoint.clock.advance_ms(40 * 24 * 3_600_000);
    is_not_counted(&friend.arrive(&endpoint, &code).await.ok(), "closed");
}

#[tokio::test]
async fn what_chats_glue_to_a_code_is_forgiven_and_a_longer_code_is_another() {
    let endpoint = Endpoint::start().await;
    let [inviter, friend] = people(&endpoint).await;
    let code = inviter.invite(&endpoint).await;
    for glued in [
        ".",
        ",",
        ")",
        "%E3%80%82",
        "%EF%BC%8C",
        "%EF%BC%89",
        "%E3%80%8D",
        "!",
        "%3F",
        "%3E",
        "%E2%80%A6",
        "%22",
        "%0A",
        "%E2%80%8B",
        "%F0%9F%8D%93",
    ] {
        let shown = endpoint.get(&format!("/v1/invites/{code}{glued}")).await.ok();
        assert_eq!(shown["campaign"], "quick", "{glued}");
        assert_eq!(
            friend.arrive(&endpoint, &format!("{code}{glued}")).await.ok()["counted"],
            true,
            "{glued}"
        );
    }
    assert_eq!(endpoint.exported("Invite Arrived").await.len(), 1, "one and the same code");
    friend.arrive(&endpoint, &format!("{code}a")).await.is_refused(404, "unknown_invite");
}

#[tokio::test]
async fn a_long_name_is_cut_between_signs_and_an_invisible_one_is_none() {
    let endpoint = Endpoint::start().await;
    let [inviter] = people(&endpoint).await;
    let name_of = async |name: &str| {
        let body = json!({"campaign": "quick", "name": name});
        let code = inviter.post(&endpoint, "/v1/invites", &body).await.ok()["code"].clone();
        endpoint.get(&format!("/v1/invites/{}", code.as_str().expect("a code"))).await.ok()["inviter_name"]
            .take()
    };
    assert_eq!(name_of("\u{3164}").await, Value::Null);
    let name = format!("{}🍓", "a".repeat(23));
    assert_eq!(name_of(&format!("{name}b")).await, json!(name));
    assert_eq!(name_of("👨\u{200d}👩\u{200d}👧").await, "👨\u{200d}👩\u{200d}👧");
}
