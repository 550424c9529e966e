//! The address people open: checked before the start, so that no link is made that nobody can follow.

use std::net::IpAddr;

/// What the operator should know of the links this endpoint makes; `None` when they are fine.
pub fn warning(configured: Option<&str>, used: &str) -> Option<String> {
    let loopback = is_loopback(host_of(used));
    match configured {
        None => Some(format!(
            "links begin with {used}: set public_url to the address people open, with https where a proxy adds TLS"
        )),
        Some(_) if used.starts_with("http://") && !loopback => Some(format!(
            "links begin with {used} and are not encrypted: set public_url to the https address people open"
        )),
        Some(_) => None,
    }
}

/// The address without a slash at its end.
///
/// # Errors
/// A sentence that says what is wrong with it.
pub fn parse(text: &str) -> Result<String, String> {
    let wrong =
        |why: &str| Err(format!("public_url {text:?} {why}; write it like https://play.brand.example."));
    let text_without_slash = text.trim().trim_end_matches('/');
    let Some((scheme, rest)) = text_without_slash.split_once("://") else {
        return wrong("has no https:// before it");
    };
    let scheme = scheme.to_ascii_lowercase();
    if scheme != "https" && scheme != "http" {
        return wrong("is neither http nor https");
    }
    if rest.contains('@') {
        return wrong("has a user in it");
    }
    if rest.contains(['?', '#']) {
        return wrong("has a query or a fragment");
    }
    if rest.contains(['/', '\\']) {
        return wrong("has a path, but the pages need a host of their own");
    }
    let port = rest.rsplit_once(':').filter(|(_, port)| !port.ends_with(']')).map(|(_, port)| port);
    let host = host_of(text_without_slash);
    let host_is_plain =
        host.chars().all(|sign| sign.is_ascii_alphanumeric() || matches!(sign, '-' | '.' | '_' | ':'));
    if host.is_empty() || !host_is_plain || port.is_some_and(|port| port.parse::<u16>().is_err()) {
        return wrong("has no host a browser could open");
    }
    Ok(format!("{scheme}://{}", rest.to_ascii_lowercase()))
}

fn host_of(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    match rest.strip_prefix('[') {
        Some(bracketed) => bracketed.split(']').next().unwrap_or_default(),
        None => rest.split(':').next().unwrap_or_default(),
    }
}

fn is_loopback(host: &str) -> bool {
    host == "localhost"
        || host.ends_with(".localhost")
        || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_a_scheme_and_a_host() {
        for (text, expect) in [
            ("https://play.brand.example", "https://play.brand.example"),
            ("https://play.brand.example/", "https://play.brand.example"),
            ("HTTPS://Play.Brand.example//", "https://play.brand.example"),
            ("http://localhost:8787", "http://localhost:8787"),
            ("http://[::1]:8787/", "http://[::1]:8787"),
            ("https://xn--fiq228c.example", "https://xn--fiq228c.example"),
        ] {
            assert_eq!(parse(text).as_deref(), Ok(expect), "{text}");
        }
    }

    #[test]
    fn anything_more_is_refused_in_one_sentence_that_says_what() {
        for (text, why) in [
            ("https://brand.example/games/", "path"),
            ("https://brand.example/games", "path"),
            ("https://brand.example/?a=b", "query"),
            ("https://brand.example/#top", "fragment"),
            ("https://me:secret@brand.example", "user"),
            ("brand.example", "https://"),
            ("ftp://brand.example", "neither"),
            ("https://", "https://"),
            ("https://:8080", "host"),
            ("https://brand.example:port", "host"),
            ("https://品牌.example", "host"),
        ] {
            let said = parse(text).expect_err(text);
            assert!(said.contains(why) && said.ends_with('.') && !said.contains('\n'), "{said}");
        }
    }

    #[test]
    fn links_that_few_can_follow_are_warned_of() {
        assert!(warning(None, "http://127.0.0.1:8787").is_some_and(|said| said.contains("public_url")));
        assert!(warning(Some("x"), "http://play.brand.example").is_some_and(|said| said.contains("https")));
        assert_eq!(warning(Some("x"), "https://play.brand.example"), None);
        assert_eq!(warning(Some("x"), "http://localhost:8787"), None);
        assert_eq!(warning(Some("x"), "http://[::1]:8787"), None);
    }
}
