//! `game.toml`: what a game says of itself – texts in every locale, dials with their limits, sprites, budget.

use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use tapvine_shared::run::Dials;

/// The parsed `game.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// The folder's name.
    pub id: String,
    /// The most bytes, brotli-compressed, that the module with its script may weigh.
    pub budget_bytes: u64,
    #[serde(default)]
    pub dials: BTreeMap<String, DialSpec>,
    /// Name → `npm:<icon set>/<icon>` or a path below the game's folder.
    #[serde(default)]
    pub sprites: BTreeMap<String, String>,
    /// Locale → key → text.
    pub texts: BTreeMap<String, BTreeMap<String, String>>,
}

/// What a dial may be set to.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DialSpec {
    pub default: i64,
    pub min: i64,
    pub max: i64,
}

/// A `game.toml` or a set of dials that cannot be used; the text says why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadManifest(String);

impl fmt::Display for BadManifest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for BadManifest {}

impl Manifest {
    pub fn parse(text: &str) -> Result<Manifest, BadManifest> {
        let manifest: Manifest =
            toml::from_str(text).map_err(|error| BadManifest(format!("game.toml: {error}")))?;
        manifest.every_locale_has_every_text()?;
        manifest.dials(&Dials::default())?;
        Ok(manifest)
    }

    /// The dials of a run: the campaign's where it sets them, the defaults elsewhere.
    pub fn dials(&self, campaign: &Dials) -> Result<Dials, BadManifest> {
        let mut dials = Dials::default();
        for (name, spec) in &self.dials {
            let value = campaign.get(name, spec.default);
            if !(spec.min..=spec.max).contains(&value) {
                return Err(
                    self.bad(format!("dial `{name}` is {value}, allowed are {} to {}", spec.min, spec.max))
                );
            }
            dials.set(name.clone(), value);
        }
        match campaign.iter().find(|(name, _)| !self.dials.contains_key(*name)) {
            Some((unknown, _)) => Err(self.bad(format!("there is no dial `{unknown}`"))),
            None => Ok(dials),
        }
    }

    fn every_locale_has_every_text(&self) -> Result<(), BadManifest> {
        let keys: BTreeSet<&String> = self.texts.values().flat_map(BTreeMap::keys).collect();
        for (locale, texts) in &self.texts {
            if let Some(missing) = keys.iter().find(|key| !texts.contains_key(**key)) {
                return Err(self.bad(format!("text `{missing}` is missing in `{locale}`")));
            }
        }
        match ["game_title", "how_to"].iter().find(|key| !keys.contains(&(**key).to_owned())) {
            Some(missing) => Err(self.bad(format!("text `{missing}` is missing"))),
            None => Ok(()),
        }
    }

    fn bad(&self, why: String) -> BadManifest {
        BadManifest(format!("game `{}`: {why}", self.id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXTS: &str = "[texts.en]\ngame_title = 'T'\nhow_to = 'H'\n";

    fn parse(rest: &str) -> Result<Manifest, BadManifest> {
        Manifest::parse(&format!("id = 'x'\nbudget_bytes = 1\n{rest}"))
    }

    fn refused(rest: &str) -> String {
        parse(rest).expect_err("refused").to_string()
    }

    #[test]
    fn a_text_missing_in_one_locale_is_named() {
        let error = refused(&format!("{TEXTS}[texts.zh-CN]\ngame_title = '题'\n"));
        assert_eq!(error, "game `x`: text `how_to` is missing in `zh-CN`");
    }

    #[test]
    fn dials_outside_their_limits_or_unknown_are_refused() {
        let manifest = parse(&format!("dials.pace = {{ default = 3, min = 1, max = 5 }}\n{TEXTS}"));
        let manifest = manifest.expect("valid");
        let dials = |pairs: &[(&str, i64)]| {
            let mut dials = Dials::default();
            pairs.iter().for_each(|(name, value)| dials.set(*name, *value));
            manifest.dials(&dials).map_err(|error| error.to_string())
        };
        assert_eq!(dials(&[]), Ok(Dials::from([("pace", 3)])));
        assert_eq!(dials(&[("pace", 5)]), Ok(Dials::from([("pace", 5)])));
        assert_eq!(dials(&[("pace", 6)]), Err("game `x`: dial `pace` is 6, allowed are 1 to 5".into()));
        assert_eq!(dials(&[("speed", 1)]), Err("game `x`: there is no dial `speed`".into()));
    }
}
