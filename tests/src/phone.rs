//! A person with a phone: opens pages, touches what the test ids name, plays a round.

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use std::time::Duration;
use thirtyfour::common::command::Command;
use thirtyfour::prelude::*;
use tokio::time::{Instant, sleep};

const PATIENCE: Duration = Duration::from_secs(30);
const GLANCE: Duration = Duration::from_millis(40);
/// The buttons over the labels follow what happened ten times a second.
const STICKING: Duration = Duration::from_millis(250);

pub struct Phone {
    pub driver: WebDriver,
}

impl Phone {
    pub fn new(driver: WebDriver) -> Phone {
        Phone { driver }
    }

    /// Opens a page that embeds the game and looks into its frame.
    pub async fn open_embedded(&self, url: &str) -> Result<()> {
        self.driver.goto(url).await?;
        self.look_into_frame(0).await
    }

    /// Closes the page, which keeps the profile.
    pub async fn leave(&self) -> Result<()> {
        Ok(self.driver.goto("about:blank").await?)
    }

    /// From the host page into the frame of its n-th game.
    pub async fn look_into_frame(&self, nth: usize) -> Result<()> {
        self.driver.enter_default_frame().await?;
        let games = self.driver.query(By::Tag("tapvine-game")).all_from_selector_required().await?;
        let game = games.get(nth).context("no such game on the page")?;
        game.scroll_into_view().await?;
        let deadline = Instant::now() + PATIENCE;
        while Instant::now() < deadline {
            if let Ok(root) = game.get_shadow_root().await
                && let Ok(frame) = root.find(By::Css("iframe")).await
            {
                frame.enter_frame().await?;
                return Ok(());
            }
            sleep(GLANCE).await;
        }
        bail!("the game has no frame")
    }

    /// Waits until the thing of this test id is there to be seen.
    pub async fn see(&self, id: &str) -> Result<WebElement> {
        let found =
            self.driver.query(By::Css(selector(id))).wait(PATIENCE, GLANCE).and_displayed().first().await;
        found.with_context(|| format!("`{id}` does not show"))
    }

    /// Waits until it can be touched or focused, though it may be transparent: the picture lies below.
    pub async fn meet(&self, id: &str) -> Result<WebElement> {
        let found = self.driver.query(By::Css(selector(id))).wait(PATIENCE, GLANCE).first().await;
        found.with_context(|| format!("there is no `{id}`"))
    }

    /// Whether it is there now.
    pub async fn sees(&self, id: &str) -> Result<bool> {
        for element in self.driver.find_all(By::Css(selector(id))).await? {
            if element.is_displayed().await? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Touches the middle of it with a finger.
    pub async fn touch(&self, id: &str) -> Result<()> {
        self.touch_in("", id).await
    }

    /// Touches the one inside the thing that a CSS selector names.
    pub async fn touch_in(&self, around: &str, id: &str) -> Result<()> {
        let inside = By::Css(format!("{around} {}", selector(id)));
        let found = self.driver.query(inside).wait(PATIENCE, GLANCE).and_displayed().first().await;
        let element = found.with_context(|| format!("`{id}` does not show {around}"))?;
        element.scroll_into_view().await?;
        element.wait_until().wait(PATIENCE, GLANCE).clickable().await?;
        let rect = self.rect(&element).await?;
        self.touch_at(rect.0, rect.1).await
    }

    /// A finger at a point of the current frame.
    pub async fn touch_at(&self, x: i64, y: i64) -> Result<()> {
        let finger = json!([{
            "type": "pointer", "id": "finger", "parameters": {"pointerType": "touch"},
            "actions": [
                {"type": "pointerMove", "duration": 0, "x": x, "y": y},
                {"type": "pointerDown", "button": 0},
                {"type": "pointerUp", "button": 0},
            ],
        }]);
        self.driver.handle().cmd(Command::PerformActions(finger.into())).await?;
        Ok(())
    }

    /// The text of the thing of this test id.
    pub async fn reads(&self, id: &str) -> Result<String> {
        Ok(self.see(id).await?.text().await?)
    }

    /// The first whole number it shows.
    pub async fn number(&self, id: &str) -> Result<i64> {
        let text = self.reads(id).await?;
        let digits: String = text
            .chars()
            .skip_while(|c| !c.is_ascii_digit())
            .take_while(|c| c.is_ascii_digit() || *c == ',')
            .collect();
        digits.replace(',', "").parse().with_context(|| format!("`{id}` shows no number: {text}"))
    }

    /// Agrees, and starts.
    pub async fn start(&self) -> Result<()> {
        self.touch("start").await
    }

    /// Touches every fruit of these kinds until the result shows; how many were touched.
    pub async fn play(&self, kinds: &[&str]) -> Result<usize> {
        let deadline = Instant::now() + PATIENCE;
        let mut touched = 0;
        while Instant::now() < deadline {
            match self.glance(kinds).await? {
                Glance::Over => return Ok(touched),
                Glance::Nothing => sleep(GLANCE).await,
                Glance::Target(x, y) => {
                    self.touch_at(x, y).await?;
                    touched += 1;
                }
            }
        }
        bail!("the round does not end")
    }

    /// One target of these kinds, if there is one now.
    pub async fn glance(&self, kinds: &[&str]) -> Result<Glance> {
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
            Value::String(_) => Glance::Over,
            Value::Array(point) => {
                Glance::Target(point[0].as_i64().unwrap_or(0), point[1].as_i64().unwrap_or(0))
            }
            _ => Glance::Nothing,
        })
    }

    /// Sticks so many labels, none of those to `avoid`, and ends the round as soon as that is possible.
    pub async fn stick(&self, count: usize, avoid: &[String]) -> Result<()> {
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
        let deadline = Instant::now() + PATIENCE;
        while Instant::now() < deadline {
            let seen = self.driver.execute(script, vec![json!(count), json!(avoid)]).await?;
            match seen.json() {
                Value::String(_) => return Ok(()),
                Value::Array(point) => {
                    self.touch_at(point[0].as_i64().unwrap_or(0), point[1].as_i64().unwrap_or(0)).await?;
                    sleep(STICKING).await;
                }
                _ => sleep(GLANCE).await,
            }
        }
        bail!("the round does not end")
    }

    /// The labels on the things of this test id, in order.
    pub async fn labels_of(&self, id: &str) -> Result<Vec<String>> {
        let script = "return [...document.querySelectorAll(arguments[0])].map((one) => one.dataset.label);";
        let labels = self.driver.execute(script, vec![json!(selector(id))]).await?;
        Ok(serde_json::from_value(labels.json().clone())?)
    }

    /// What a script returns.
    pub async fn ask(&self, script: &str) -> Result<Value> {
        Ok(self.driver.execute(script, Vec::new()).await?.json().clone())
    }

    /// Waits until a script returns true.
    pub async fn until(&self, what: &str, script: &str) -> Result<()> {
        let deadline = Instant::now() + PATIENCE;
        while Instant::now() < deadline {
            if self.ask(script).await? == Value::Bool(true) {
                return Ok(());
            }
            sleep(GLANCE).await;
        }
        bail!("it never came to this: {what}")
    }

    async fn rect(&self, element: &WebElement) -> Result<(i64, i64)> {
        let script =
            "const b = arguments[0].getBoundingClientRect(); return [b.x + b.width / 2, b.y + b.height / 2];";
        let middle = self.driver.execute(script, vec![element.to_json()?]).await?;
        let at = |index: usize| middle.json()[index].as_f64().unwrap_or_default().round() as i64;
        Ok((at(0), at(1)))
    }
}

/// What a look at the playing field shows.
#[derive(Clone, Copy, Debug)]
pub enum Glance {
    Over,
    Nothing,
    Target(i64, i64),
}

fn selector(id: &str) -> String {
    format!("[data-tv=\"{id}\"]")
}
