//! A finger: where a thing is on the screen, when it can be touched, and the touch itself.

use super::{POLL_INTERVAL, Phone, TIMEOUT, selector};
use anyhow::{Context, Result, bail};
use serde_json::json;
use thirtyfour::common::command::Command;
use thirtyfour::prelude::*;
use tokio::time::{Instant, sleep};

impl Phone {
    /// Touches the middle of it with a finger.
    pub async fn touch(&self, id: &str) -> Result<()> {
        self.touch_in("", id).await
    }

    /// Touches the one inside the thing that a CSS selector names.
    pub async fn touch_in(&self, around: &str, id: &str) -> Result<()> {
        let inside = By::Css(format!("{around} {}", selector(id)));
        let found = self.driver.query(inside).wait(TIMEOUT, POLL_INTERVAL).and_displayed().first().await;
        let element = found.with_context(|| format!("`{id}` does not show {around}"))?;
        let (x, y) = self.at_rest(&element).await.with_context(|| format!("`{id}` cannot be touched"))?;
        self.touch_at(x, y).await
    }

    /// A finger at a point of the current frame.
    pub async fn touch_at(&self, x: i64, y: i64) -> Result<()> {
        let Some(nth) = self.game.get() else { return self.finger(x, y).await };
        self.driver.enter_default_frame().await?;
        let (left, top) = self.frame_corner(nth).await?;
        self.finger(left + x, top + y).await?;
        self.enter(nth).await
    }

    /// A finger at a point of the page. Within frames of other origins browsers do not agree what a point is.
    async fn finger(&self, x: i64, y: i64) -> Result<()> {
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

    async fn frame_corner(&self, nth: usize) -> Result<(i64, i64)> {
        let script = r#"
            const frame = document.querySelectorAll('tapvine-game')[arguments[0]].shadowRoot.querySelector('iframe');
            const box = frame.getBoundingClientRect();
            return [Math.round(box.x + frame.clientLeft), Math.round(box.y + frame.clientTop)];"#;
        let corner = self.driver.execute(script, vec![json!(nth)]).await?;
        Ok(serde_json::from_value(corner.json().clone())?)
    }

    /// The middle of a thing, once it has come to rest and nothing lies over it.
    async fn at_rest(&self, element: &WebElement) -> Result<(i64, i64)> {
        let script = r#"
            arguments[0].scrollIntoView({block: 'nearest', behavior: 'instant'});
            const box = arguments[0].getBoundingClientRect();
            const [x, y] = [Math.round(box.x + box.width / 2), Math.round(box.y + box.height / 2)];
            return arguments[0].contains(document.elementFromPoint(x, y)) && !arguments[0].disabled ? [x, y] : null;"#;
        let deadline = Instant::now() + TIMEOUT;
        let mut before = None;
        while Instant::now() < deadline {
            let seen = self.driver.execute(script, vec![element.to_json()?]).await?;
            let now: Option<(i64, i64)> = serde_json::from_value(seen.json().clone())?;
            if let (Some(point), true) = (now, now == before) {
                return Ok(point);
            }
            before = now;
            sleep(POLL_INTERVAL).await;
        }
        bail!("it moves or something lies over it")
    }
}
