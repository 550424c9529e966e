//! Reading a campaign file, with the line in every error a person can make.

use super::{COUPON_TEXTS, Campaign, REQUIRED_TEXTS, Requires};
use std::fmt;

/// Why a file is not a campaign; the text names the file, the line and the cause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadCampaign {
    pub file: String,
    pub line: Option<usize>,
    pub why: String,
}

impl fmt::Display for BadCampaign {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}: {}", self.file, self.why),
            None => write!(f, "{}: {}", self.file, self.why),
        }
    }
}

impl std::error::Error for BadCampaign {}

impl Campaign {
    /// Parses the text of `file`, whose name without `.toml` must be the campaign's id.
    pub fn parse(file: &str, text: &str) -> Result<Campaign, BadCampaign> {
        let bad = |line, why: String| BadCampaign { file: file.to_owned(), line, why };
        let campaign: Campaign = toml::from_str(text).map_err(|error| {
            let line = error.span().map(|span| line_of(text, span.start));
            bad(line, error.message().to_owned())
        })?;
        match campaign.first_fault(file) {
            Some((key, why)) => Err(bad(line_with(text, key), why)),
            None => Ok(campaign),
        }
    }

    /// What no single field can know: the key to show and what is wrong with it.
    fn first_fault(&self, file: &str) -> Option<(&'static str, String)> {
        let stem = file.rsplit('/').next().unwrap_or(file).trim_end_matches(".toml");
        if self.id.as_str() != stem {
            return Some(("id", format!("the id is `{}`, the file is named `{stem}`", self.id)));
        }
        if self.ends_at <= self.starts_at {
            return Some(("ends_at", "it ends before it starts".into()));
        }
        if self.locales.is_empty() {
            return Some(("locales", "at least one locale is needed".into()));
        }
        if self.consent.version.is_empty() {
            return Some(("version", "the consent version is empty".into()));
        }
        if self.coupon.as_ref().is_some_and(|coupon| coupon.stock.contains(['/', '\\'])) {
            return Some(("stock", "the stock is a file beside the campaign, without a path".into()));
        }
        if self.prize.requires == Requires::Identified && self.coupon.is_none() {
            return Some(("requires", "a prize is asked for, but there is no [coupon]".into()));
        }
        self.network.first_fault().or_else(|| self.first_missing_text())
    }

    fn first_missing_text(&self) -> Option<(&'static str, String)> {
        let coupon_texts: &[&str] = if self.coupon.is_some() { &COUPON_TEXTS } else { &[] };
        for locale in &self.locales {
            let Some(texts) = self.texts.get(locale) else {
                return Some(("locales", format!("there is no [texts.{locale}]")));
            };
            let required = REQUIRED_TEXTS.iter().chain(coupon_texts);
            if let Some(key) = required.into_iter().find(|key| !texts.contains_key(**key)) {
                return Some(("locales", format!("text `{key}` is missing in [texts.{locale}]")));
            }
        }
        None
    }
}

fn line_of(text: &str, offset: usize) -> usize {
    text[..offset].matches('\n').count() + 1
}

fn line_with(text: &str, key: &str) -> Option<usize> {
    let is_key = |line: &str| {
        line.trim_start().strip_prefix(key).is_some_and(|rest| rest.trim_start().starts_with('='))
    };
    text.lines().position(is_key).map(|index| index + 1)
}
