//! A round as a person plays it: looks for what is worth touching, and touches it.

use super::{POLL_INTERVAL, Phone, TIMEOUT};
use anyhow::{Result, ensure};
use serde_json::{Value, json};
use std::time::Duration;
use tokio::time::{Instant, sleep};

/// The buttons over the labels follow what happened ten times a second.
const LABEL_BUTTONS_LAG: Duration = Duration::from_millis(250);

/// A person sees, chooses and reaches: never twice in the same time, now and then in much more.
fn hesitation(touched: usize) -> Duration {
    let touched = touched as u64;
    let lapse_ms = if touched % 6 == 5 { 350 } else { 0 };
    Duration::from_millis(180 + (touched * 137) % 260 + lapse_ms)
}

/// What a look at the playing field shows.
#[derive(Clone, Copy, Debug)]
pub enum Sight {
    Over,
    Nothing,
    Target(i64, i64),
}

/// A deadline that is renewed while the round's clock moves: a busy machine plays slowly.
struct Progress {
    shown: Value,
    deadline: Instant,
}

impl Progress {
    fn new() -> Progress {
        Progress { shown: Value::Null, deadline: Instant::now() + TIMEOUT }
    }

    async fn must_advance(&mut self, phone: &Phone) -> Result<()> {
        let script =
            r#"return [document.querySelector('[data-tv="time"]')?.textContent, document.body.innerText]"#;
        let mut seen = phone.ask(script).await?;
        if seen[0] != self.shown {
            *self = Progress { shown: seen[0].take(), ..Progress::new() };
        }
        ensure!(Instant::now() < self.deadline, "the round stands still at {}: {}", self.shown, seen[1]);
        Ok(())
    }
}

impl Phone {
    /// Agrees, and starts.
    pub async fn start(&self) -> Result<()> {
        self.touch("start").await
    }

    /// Touches every fruit of these kinds until the result shows; how many were touched.
    pub async fn play(&self, kinds: &[&str]) -> Result<usize> {
        let mut progress = Progress::new();
        let mut touched = 0;
        loop {
            progress.must_advance(self).await?;
            match self.look(kinds).await? {
                Sight::Over => return Ok(touched),
                Sight::Nothing => sleep(POLL_INTERVAL).await,
                Sight::Target(x, y) => {
                    sleep(hesitation(touched)).await;
                    self.touch_at(x, y).await?;
                    touched += 1;
                }
            }
        }
    }

    /// One target of these kinds, if there is one now.
    pub async fn look(&self, kinds: &[&str]) -> Result<Sight> {
        let script = r#"
            const result = document.querySelector('[data-tv="result"]');
            if (result && result.getClientRects().length) return 'over';
            for (const target of document.querySelectorAll('[data-tv="target"]')) {
                if (!arguments[0].includes(target.dataset.kind)) continue;
                const box = target.getBoundingClientRect();
                if (box.width) return [Math.round(box.x + box.width / 2), Math.round(box.y + box.height / 2)];
            }
            return null;"#;
        let seen = self.driver.execute(script, vec![json!(kinds)]).await?;
        Ok(match seen.json() {
            Value::String(_) => Sight::Over,
            Value::Array(point) => {
                Sight::Target(point[0].as_i64().unwrap_or(0), point[1].as_i64().unwrap_or(0))
            }
            _ => Sight::Nothing,
        })
    }

    /// Sticks so many labels, none of those to `avoid`, and ends the round as soon as that is possible.
    pub async fn choose_labels(&self, count: usize, avoid: &[String]) -> Result<()> {
        let script = r#"
            const result = document.querySelector('[data-tv="result"]');
            if (result && result.getClientRects().length) return 'over';
            const middle = (target) => {
                const box = target.getBoundingClientRect();
                return [Math.round(box.x + box.width / 2), Math.round(box.y + box.height / 2)];
            };
            const labels = [...document.querySelectorAll('[data-tv="label"]')];
            const stuck = labels.filter((label) => label.getAttribute('aria-pressed') === 'true');
            const free = labels.find((label) => !stuck.includes(label) && !arguments[1].includes(label.dataset.label));
            const done = document.querySelector('[data-tv="done"]');
            if (stuck.length < arguments[0]) return free ? middle(free) : null;
            return done ? middle(done) : null;"#;
        let mut progress = Progress::new();
        loop {
            progress.must_advance(self).await?;
            let seen = self.driver.execute(script, vec![json!(count), json!(avoid)]).await?;
            match seen.json() {
                Value::String(_) => return Ok(()),
                Value::Array(point) => {
                    self.touch_at(point[0].as_i64().unwrap_or(0), point[1].as_i64().unwrap_or(0)).await?;
                    sleep(LABEL_BUTTONS_LAG).await;
                }
                _ => sleep(POLL_INTERVAL).await,
            }
        }
    }
}
