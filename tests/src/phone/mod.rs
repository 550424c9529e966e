//! A person with a phone: opens pages, sees what the test ids name, touches it, plays a round.

mod round;
mod touch;

pub use round::Sight;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use std::cell::Cell;
use std::time::Duration;
use thirtyfour::prelude::*;
use tokio::time::{Instant, sleep};

const TIMEOUT: Duration = Duration::from_secs(30);
const POLL_INTERVAL: Duration = Duration::from_millis(40);

pub struct Phone {
    pub driver: WebDriver,
    /// Which game's frame on the page is looked into; fingers point at the page around it.
    game: Cell<Option<usize>>,
}

impl Phone {
    pub fn new(driver: WebDriver) -> Phone {
        Phone { driver, game: Cell::new(None) }
    }

    /// Opens a page that embeds the game and looks into its frame.
    pub async fn open_embedded(&self, url: &str) -> Result<()> {
        self.open(url).await?;
        self.look_into_frame(0).await
    }

    /// Closes the page, which keeps the profile.
    pub async fn leave(&self) -> Result<()> {
        self.open("about:blank").await
    }

    /// Goes to a page of its own, out of any frame.
    pub async fn open(&self, url: &str) -> Result<()> {
        self.game.set(None);
        Ok(self.driver.goto(url).await?)
    }

    /// From the host page into the frame of its n-th game.
    pub async fn look_into_frame(&self, nth: usize) -> Result<()> {
        self.look_out().await?;
        let games = self.driver.query(By::Tag("tapvine-game")).all_from_selector_required().await?;
        games.get(nth).context("no such game on the page")?.scroll_into_view().await?;
        let deadline = Instant::now() + TIMEOUT;
        while Instant::now() < deadline {
            if self.enter(nth).await.is_ok() {
                return Ok(());
            }
            sleep(POLL_INTERVAL).await;
        }
        bail!("the game has no frame")
    }

    /// From the frame back to the page around it.
    pub async fn look_out(&self) -> Result<()> {
        self.game.set(None);
        Ok(self.driver.enter_default_frame().await?)
    }

    async fn enter(&self, nth: usize) -> Result<()> {
        let games = self.driver.find_all(By::Tag("tapvine-game")).await?;
        let game = games.get(nth).context("no such game on the page")?;
        game.get_shadow_root().await?.find(By::Css("iframe")).await?.enter_frame().await?;
        self.game.set(Some(nth));
        Ok(())
    }

    /// Waits until the thing of this test id is there to be seen.
    pub async fn see(&self, id: &str) -> Result<WebElement> {
        let found = self
            .driver
            .query(By::Css(selector(id)))
            .wait(TIMEOUT, POLL_INTERVAL)
            .and_displayed()
            .first()
            .await;
        found.with_context(|| format!("`{id}` does not show"))
    }

    /// Waits until it can be touched or focused, though it may be transparent: the picture lies below.
    pub async fn find(&self, id: &str) -> Result<WebElement> {
        let found = self.driver.query(By::Css(selector(id))).wait(TIMEOUT, POLL_INTERVAL).first().await;
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
        let deadline = Instant::now() + TIMEOUT;
        while Instant::now() < deadline {
            if self.ask(script).await? == Value::Bool(true) {
                return Ok(());
            }
            sleep(POLL_INTERVAL).await;
        }
        bail!("it never came to this: {what}")
    }
}

fn selector(id: &str) -> String {
    format!("[data-tv=\"{id}\"]")
}
