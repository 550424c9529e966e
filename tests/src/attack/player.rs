//! One run over HTTP by somebody who knows the rules, and the work that is asked for it.

use super::cpu::timed;
use crate::api_player::{ApiPlayer, Run};
use crate::fair_play::Sight;
use crate::fair_play::person::Person;
use crate::random::RandomStream;
use altcha::{Challenge, Payload, SolveChallengeOptions, solve_challenge};
use anyhow::{Context, Result};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use reqwest::Method;
use serde_json::{Value, json};
use std::time::Duration;
use tapvine_shared::run::{TICKS_PER_SECOND, Trace};
use tokio::time::{Instant, sleep_until};

/// Over the length of a run, for the way to the endpoint.
const MARGIN: Duration = Duration::from_millis(300);

/// Who finds the taps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hand {
    /// The best of all taps at every moment.
    Best,
    /// A script that knows the run and reacts, slips and reaches as people do, drawn again until that wins.
    LikeAPerson,
    /// Somebody.
    Person,
}

#[derive(Clone, Debug)]
pub struct Played {
    pub won: bool,
    /// The prize, or the tag of a refusal.
    pub end: String,
    pub playing: Duration,
    pub working: Duration,
}

/// Starts, plays and finishes; with `works` whatever is asked for a prize is done.
pub async fn play(
    player: &ApiPlayer,
    hand: Hand,
    works: bool,
    until: Instant,
    random: &mut RandomStream,
) -> Result<Played> {
    let began = Instant::now();
    let mut played =
        Played { won: false, end: String::new(), playing: Duration::ZERO, working: Duration::ZERO };
    let run = match player.try_start_run().await? {
        Ok(run) => run,
        Err(tag) => {
            played.end = tag;
            sleep_until(until.min(began + Duration::from_secs(1))).await;
            return Ok(played);
        }
    };
    let ((trace, score, won), spent) = {
        let (run, seed) = (run.clone(), random.next_u64());
        let (found, spent) = timed(move || find(&run, hand, seed)).await?;
        (found?, spent)
    };
    (played.won, played.playing) = (won, spent);
    let mut work = run.work.clone();
    let mut done = Value::Null;
    for _ in 0..4 {
        if works && won && !work.is_null() {
            let (solved, spent) = timed(move || solve(&work)).await?;
            (done, played.working) = (solved?, played.working + spent);
        }
        let length = Duration::from_millis(u64::from(trace.ticks) * 1_000 / u64::from(TICKS_PER_SECOND));
        sleep_until(began + length + MARGIN).await;
        let body = json!({"trace": trace.encode(), "score": score, "work": done});
        let path = format!("/v1/runs/{}/finish", run.id);
        let answer = player.call(Method::POST, &path, Some(body)).await?.1;
        let tag = answer["error"]["tag"].as_str();
        played.end = tag.or(answer["prize"].as_str()).context("an answer")?.to_owned();
        work = answer["error"]["details"]["work"].clone();
        if !works || work.is_null() {
            break;
        }
    }
    Ok(played)
}

fn find(run: &Run, hand: Hand, seed: u64) -> Result<(Trace, i64, bool)> {
    let round = run.round();
    let mut random = RandomStream::new(seed, crate::random::Purpose::Rounds, &[]);
    let trace = match hand {
        Hand::Best => round.play_well()?.0,
        Hand::LikeAPerson => run.win()?.0,
        Hand::Person => Person::draw(&mut random).plays(&Sight::of(&round)?, &mut random),
    };
    let outcome = round.outcome(&trace)?;
    Ok((trace, outcome.score, outcome.is_won()))
}

/// ALTCHA's work as a finish takes it.
fn solve(work: &Value) -> Result<Value> {
    let challenge: Challenge = serde_json::from_value(work["altcha"].clone())?;
    let solution = solve_challenge(SolveChallengeOptions::new(&challenge))?.context("a solution in time")?;
    Ok(json!({"altcha": BASE64_STANDARD.encode(serde_json::to_string(&Payload { challenge, solution })?)}))
}
