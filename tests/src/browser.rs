//! A browser with its WebDriver, started for one test; each session is a profile of its own.

use crate::process::Process;
use anyhow::Result;
use serde_json::json;
use thirtyfour::prelude::*;
use tokio::process::Command;

pub struct Browser {
    driver: Process,
}

/// What a person's browser is set to.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    pub width_px: u32,
    pub height_px: u32,
    pub locale: &'static str,
    pub reduced_motion: bool,
}

impl Default for Setting {
    fn default() -> Setting {
        Setting { width_px: 360, height_px: 640, locale: "en", reduced_motion: false }
    }
}

impl Browser {
    pub async fn start() -> Result<Browser> {
        let mut command = Command::new("chromedriver");
        command.arg("--port=0");
        Ok(Browser { driver: Process::start(command, "started successfully on port ").await? })
    }

    /// A fresh profile.
    pub async fn session(&self, setting: Setting) -> Result<WebDriver> {
        let mut capabilities = DesiredCapabilities::chrome();
        for argument in [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-dev-shm-usage",
        ] {
            capabilities.add_arg(argument)?;
        }
        capabilities.add_arg(&format!("--lang={}", setting.locale))?;
        if setting.reduced_motion {
            capabilities.add_arg("--force-prefers-reduced-motion")?;
        }
        capabilities.add_experimental_option("prefs", json!({"intl.accept_languages": setting.locale}))?;
        let screen =
            json!({"width": setting.width_px, "height": setting.height_px, "pixelRatio": 2.0, "touch": true});
        capabilities.add_experimental_option("mobileEmulation", json!({"deviceMetrics": screen}))?;
        Ok(WebDriver::new(format!("http://127.0.0.1:{}", self.driver.announced), capabilities).await?)
    }
}
