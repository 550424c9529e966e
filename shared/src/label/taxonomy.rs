//! The closed list of labels of a campaign: no free text, so nothing unkind and nothing misspelt.

use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// WeCom takes tags of at most 30 characters.
const LONGEST_TEXT_CHARS: usize = 30;
const FEWEST_LABELS: usize = 8;
const MOST_LABELS: usize = 60;

/// Labels in the order of the file; a game numbers them so.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Taxonomy {
    #[serde(rename = "label")]
    pub labels: Vec<Label>,
}

/// One interest.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Label {
    pub id: String,
    pub group: String,
    /// The name of a drawing.
    pub icon: String,
    /// The label that rarely fits the same person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub opposite: Option<String>,
    /// Locale → text.
    pub texts: BTreeMap<String, String>,
}

/// Why a list of labels cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadTaxonomy(String);

impl fmt::Display for BadTaxonomy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for BadTaxonomy {}

impl Taxonomy {
    /// The 46 interests that come with the kit, in English and Chinese.
    pub fn standard() -> Result<Taxonomy, BadTaxonomy> {
        Taxonomy::parse(include_str!("default.toml"), &["en", "zh-CN"])
    }

    /// Parses a list that must speak all of `locales`.
    pub fn parse(text: &str, locales: &[&str]) -> Result<Taxonomy, BadTaxonomy> {
        let taxonomy: Taxonomy = toml::from_str(text).map_err(|error| BadTaxonomy(error.to_string()))?;
        match taxonomy.first_fault(locales) {
            Some(why) => Err(BadTaxonomy(why)),
            None => Ok(taxonomy),
        }
    }

    pub fn get(&self, id: &str) -> Option<&Label> {
        self.labels.iter().find(|label| label.id == id)
    }

    fn first_fault(&self, locales: &[&str]) -> Option<String> {
        let count = self.labels.len();
        if !(FEWEST_LABELS..=MOST_LABELS).contains(&count) {
            return Some(format!("{count} labels; {FEWEST_LABELS} to {MOST_LABELS} are allowed"));
        }
        let mut seen = BTreeSet::new();
        for label in &self.labels {
            let is_name = label.id.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'));
            if label.id.is_empty() || !is_name {
                return Some(format!("`{}` is not a label id (a-z, 0-9 and -)", label.id));
            }
            if !seen.insert(("id", label.id.as_str())) {
                return Some(format!("label `{}` is there twice", label.id));
            }
            if let Some(opposite) = &label.opposite
                && self.get(opposite).and_then(|other| other.opposite.as_ref()) != Some(&label.id)
            {
                return Some(format!("`{}` and its opposite `{opposite}` do not name each other", label.id));
            }
            for locale in locales {
                let Some(text) = label.texts.get(*locale) else {
                    return Some(format!("label `{}` has no text in `{locale}`", label.id));
                };
                let length = text.chars().count();
                if !(1..=LONGEST_TEXT_CHARS).contains(&length) {
                    return Some(format!(
                        "label `{}` has {length} characters in `{locale}`, 1 to {LONGEST_TEXT_CHARS} are allowed",
                        label.id
                    ));
                }
                if !seen.insert((locale, text.as_str())) {
                    return Some(format!("two labels read `{text}` in `{locale}`"));
                }
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(change: impl Fn(usize, &mut String)) -> String {
        (0..8)
            .map(|n| {
                let mut label = format!(
                    "[[label]]\nid = \"l{n}\"\ngroup = \"g\"\nicon = \"i\"\ntexts = {{ en = \"L{n}\" }}\n"
                );
                change(n, &mut label);
                label
            })
            .collect()
    }

    fn check(change: impl Fn(usize, &mut String), locales: &[&str], expect: &str) {
        let error = Taxonomy::parse(&file(change), locales).expect_err("refused");
        assert_eq!(error.to_string(), expect);
    }

    #[test]
    fn the_standard_taxonomy_is_valid() {
        let standard = Taxonomy::standard().expect("valid");
        assert_eq!(standard.labels.len(), 46);
        assert_eq!(standard.get("night-owl").and_then(|label| label.opposite.as_deref()), Some("early-bird"));
    }

    #[test]
    fn each_fault_is_named() {
        let replace = |at: usize, from: &'static str, to: &'static str| {
            move |n: usize, label: &mut String| {
                if n == at {
                    *label = label.replace(from, to)
                }
            }
        };
        check(replace(1, "l1", "l0"), &["en"], "label `l0` is there twice");
        check(replace(1, "L1", "L0"), &["en"], "two labels read `L0` in `en`");
        check(replace(1, "l1", "L 1"), &["en"], "`L 1` is not a label id (a-z, 0-9 and -)");
        check(|_, _| {}, &["en", "zh-CN"], "label `l0` has no text in `zh-CN`");
        check(
            replace(7, "L7", "a text of far more than thirty characters"),
            &["en"],
            "label `l7` has 41 characters in `en`, 1 to 30 are allowed",
        );
        check(
            replace(2, "icon", "opposite = \"l3\"\nicon"),
            &["en"],
            "`l2` and its opposite `l3` do not name each other",
        );
        check(
            |n, label| {
                if n > 6 {
                    label.clear()
                }
            },
            &["en"],
            "7 labels; 8 to 60 are allowed",
        );
    }
}
