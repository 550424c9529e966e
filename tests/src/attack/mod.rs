//! Whoever takes prizes from one address: a script that drains a stock, and the people whose place it would take.

mod cpu;
mod player;
mod tally;

use crate::api_player::ApiPlayer;
use crate::endpoint::Endpoint;
use crate::random::{Purpose, RandomStream};
use anyhow::Result;
use player::{Hand, play};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tally::Tally;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep, sleep_until};

pub struct Attack {
    pub campaign: String,
    pub how: How,
    pub time: Duration,
}

#[derive(Clone, Copy, Debug)]
pub enum How {
    Script {
        at_once: usize,
        /// It also does the work it is asked for.
        works: bool,
        human_noise: bool,
    },
    /// So many come spread over three quarters of the time.
    People(usize),
}

/// Plays until the time is over; what came of it.
pub async fn run(endpoint: &Endpoint, attack: &Attack) -> Result<Tally> {
    let tally = Arc::new(Mutex::new(Tally::new(attack.time)));
    let until = Instant::now() + attack.time;
    let url: Arc<str> = endpoint.url.as_str().into();
    let campaign: Arc<str> = attack.campaign.as_str().into();
    let mut everybody = JoinSet::new();
    match attack.how {
        How::Script { at_once, works, human_noise } => {
            let hand = if human_noise { Hand::LikeAPerson } else { Hand::Best };
            for number in 0..at_once {
                let (url, campaign, tally) = (url.clone(), campaign.clone(), tally.clone());
                let mut random = RandomStream::new(1, Purpose::Rounds, &[number]);
                everybody.spawn(async move {
                    while Instant::now() < until {
                        // A new player every time: who has won once wins nothing more.
                        let player = ApiPlayer::join_at(&url, &campaign).await?;
                        let played = play(&player, hand, works, until, &mut random).await?;
                        add(&tally, |tally| tally.add(&played));
                    }
                    Ok::<_, anyhow::Error>(())
                });
            }
        }
        How::People(people) => {
            let between = attack.time.mul_f64(0.75) / people.max(1) as u32;
            for number in 0..people {
                let (url, campaign, tally) = (url.clone(), campaign.clone(), tally.clone());
                let mut random = RandomStream::new(1, Purpose::Person, &[number]);
                everybody.spawn(async move {
                    sleep(between * number as u32).await;
                    let player = ApiPlayer::join_at(&url, &campaign).await?;
                    for _ in 0..2 {
                        let played = play(&player, Hand::Person, true, until, &mut random).await?;
                        add(&tally, |tally| tally.add(&played));
                        if played.won {
                            break;
                        }
                    }
                    Ok::<_, anyhow::Error>(())
                });
            }
        }
    }
    while let Some(ended) = everybody.join_next().await {
        ended??;
    }
    sleep_until(until.min(Instant::now())).await;
    let taken = tally.lock().unwrap_or_else(PoisonError::into_inner).clone();
    Ok(taken)
}

fn add(tally: &Mutex<Tally>, change: impl FnOnce(&mut Tally)) {
    change(&mut tally.lock().unwrap_or_else(PoisonError::into_inner));
}
