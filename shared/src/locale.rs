//! Which language a person is spoken to in: what a browser asks for, and the nearest of what there is.

use std::collections::BTreeMap;

/// The one of `have` nearest to what is wanted, most wanted first: the same locale, else the same language.
pub fn nearest<'a>(have: impl Iterator<Item = &'a str> + Clone, wanted: &[&str]) -> Option<&'a str> {
    let nearest_to = |want: &&str| {
        let same = have.clone().find(|have| have.eq_ignore_ascii_case(want));
        same.or_else(|| have.clone().find(|have| language(have).eq_ignore_ascii_case(language(want))))
    };
    wanted.iter().find_map(nearest_to)
}

/// What is there in a locale: in the nearest one, in English, or in whichever there is.
pub fn spoken<'a, T>(by_locale: &'a BTreeMap<String, T>, locale: &str) -> Option<&'a T> {
    let locale = nearest(by_locale.keys().map(String::as_str), &[locale, "en"]);
    locale.and_then(|locale| by_locale.get(locale)).or_else(|| by_locale.values().next())
}

/// The locales of an `Accept-Language`, most wanted first; ones of equal weight stay in their order.
pub fn accepted(accept_language: &str) -> Vec<&str> {
    let mut weighed: Vec<(u32, &str)> = accept_language.split(',').filter_map(weigh).collect();
    weighed.sort_by_key(|(permille, _)| std::cmp::Reverse(*permille));
    weighed.into_iter().map(|(_, locale)| locale).collect()
}

fn language(locale: &str) -> &str {
    locale.split('-').next().unwrap_or_default()
}

fn weigh(item: &str) -> Option<(u32, &str)> {
    let (locale, parameters) = item.split_once(';').unwrap_or((item, ""));
    let weight: f32 = parameters.trim().strip_prefix("q=").map_or(Ok(1.0), str::parse).ok()?;
    let locale = locale.trim();
    (weight > 0.0 && !locale.is_empty() && locale != "*").then_some(((weight * 1_000.0) as u32, locale))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_locale_comes_before_the_same_language_and_the_most_wanted_first() {
        let have = ["zh-CN", "en", "en-GB"];
        let check = |wanted: &[&str], expect| assert_eq!(nearest(have.into_iter(), wanted), expect);
        check(&["en-GB"], Some("en-GB"));
        check(&["EN-gb"], Some("en-GB"));
        check(&["en-US", "zh-CN"], Some("en"));
        check(&["zh-TW"], Some("zh-CN"));
        check(&["fr"], None);
        check(&[], None);
    }

    #[test]
    fn a_locale_nobody_wrote_is_spoken_in_english_or_what_there_is() {
        let texts = |locales: &[&str]| -> BTreeMap<String, String> {
            locales.iter().map(|locale| ((*locale).to_owned(), (*locale).to_owned())).collect()
        };
        let check = |locales: &[&str], wanted: &str, expect: Option<&str>| {
            assert_eq!(spoken(&texts(locales), wanted).map(String::as_str), expect);
        };
        check(&["de", "en", "zh-CN"], "zh-TW", Some("zh-CN"));
        check(&["de", "en", "zh-CN"], "fr", Some("en"));
        check(&["de", "zh-CN"], "fr", Some("de"));
        check(&[], "fr", None);
    }

    #[test]
    fn the_weight_decides_and_then_the_order() {
        let check = |listed, expect: &[&str]| assert_eq!(accepted(listed), expect);
        check("en;q=0.5, zh-CN, fr;q=0.5", &["zh-CN", "en", "fr"]);
        check("*, de;q=0", &[]);
        check("", &[]);
        check("en;q=x, ,,zh", &["zh"]);
    }
}
