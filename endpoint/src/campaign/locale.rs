//! The locales a request asks for, most wanted first.

use axum::http::{HeaderMap, header::ACCEPT_LANGUAGE};

/// The query's locale, then what the browser lists.
pub fn wanted_locales(query: Option<&str>, headers: &HeaderMap) -> Vec<String> {
    let listed = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let query = query.filter(|locale| !locale.is_empty()).map(str::to_owned);
    query.into_iter().chain(by_preference(listed)).collect()
}

/// The locales of an `Accept-Language`; ones of equal weight stay in their order.
fn by_preference(listed: &str) -> Vec<String> {
    let mut weighed: Vec<(u32, &str)> = listed.split(',').filter_map(weigh).collect();
    weighed.sort_by_key(|(permille, _)| std::cmp::Reverse(*permille));
    weighed.into_iter().map(|(_, locale)| locale.to_owned()).collect()
}

fn weigh(item: &str) -> Option<(u32, &str)> {
    let (locale, parameters) = item.split_once(';').unwrap_or((item, ""));
    let weight: f32 = parameters.trim().strip_prefix("q=").map_or(Ok(1.0), str::parse).ok()?;
    let locale = locale.trim();
    (weight > 0.0 && !locale.is_empty() && locale != "*").then_some(((weight * 1_000.0) as u32, locale))
}

#[cfg(test)]
mod tests {
    use super::by_preference;

    #[test]
    fn the_weight_decides_and_then_the_order() {
        let check = |listed, expect: &[&str]| assert_eq!(by_preference(listed), expect);
        check("en;q=0.5, zh-CN, fr;q=0.5", &["zh-CN", "en", "fr"]);
        check("*, de;q=0", &[]);
        check("", &[]);
        check("en;q=x, ,,zh", &["zh"]);
    }
}
