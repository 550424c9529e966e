//! Senders who are not who they say: tokens, keys, forged hosts, other origins.

use super::{Case, get, post_with, raw, with_headers};

fn me(name: &'static str, authorization: &str) -> Case {
    let headers = format!("authorization: {authorization}\r\n");
    with_headers(name, "/v1/me?campaign=quick", &headers, &[401]).has("invalid_token")
}

fn funnel(name: &'static str, headers: &str, statuses: &'static [u16]) -> Case {
    with_headers(name, "/v1/insights/funnel?campaign=quick", headers, statuses)
}

pub fn cases() -> Vec<Case> {
    // {"alg":"none"}, {"sub":"admin"} and no signature
    let none = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbiJ9.";
    let invite = r#"{"campaign":"quick"}"#;
    let batch = r#"{"batch":[]}"#;
    let forged =
        "authorization: Bearer {TOKEN}\r\nx-forwarded-host: evil.example\r\nforwarded: host=evil.example\r\n";
    vec![
        get("no token", "/v1/me?campaign=quick", &[401]).has("invalid_token"),
        me("an empty token", "Bearer "),
        me("a scheme alone", "Bearer"),
        me("another scheme", "Basic {TOKEN}"),
        me("a token without a scheme", "{TOKEN}"),
        me("a token with a letter more", "Bearer {TOKEN}A"),
        me("a token with a letter before", "Bearer A{TOKEN}"),
        me("two tokens in one", "Bearer {TOKEN},{TOKEN}"),
        me("a token without algorithm", &format!("Bearer {none}")),
        me("a token of dots", "Bearer ...."),
        me("a token of 10 KB", &format!("Bearer {}", "A".repeat(10_240))),
        me("a token with a quote", "Bearer ' OR 1=1 --"),
        me("the analyst's key as token", "Bearer {KEY}"),
        raw(
            "a token of no letters",
            b"GET /v1/me?campaign=quick HTTP/1.1\r\nhost: x\r\nauthorization: Bearer \xff\xfe\r\nconnection: close\r\n\r\n"
                .as_slice(),
            &[400, 401],
        ),
        with_headers("a small scheme", "/v1/me?campaign=quick", "authorization: bearer {TOKEN}\r\n", &[200]),
        funnel("no key", "", &[401]).has("missing_analyst_key"),
        funnel("a player as analyst", "authorization: Bearer {TOKEN}\r\n", &[401, 429]),
        funnel("the write key as analyst", "authorization: Bearer {WRITE}\r\n", &[401, 429]),
        funnel("a key in a cookie", "cookie: key={KEY}\r\n", &[401]).has("missing_analyst_key"),
        get("a key in the query", "/v1/insights/funnel?campaign=quick&key={KEY}", &[401]),
        post_with("no write key", "/v1/batch", "", batch, &[401]).has("missing_write_key"),
        post_with("an empty write key", "/v1/batch?writeKey=", "", batch, &[401]).has("missing_write_key"),
        post_with("a wrong write key", "/v1/batch?writeKey=x", "", batch, &[401]).has("wrong_write_key"),
        post_with("a Basic of no Base64", "/v1/batch", "authorization: Basic ###\r\n", batch, &[401]),
        post_with("the analyst's key to write", "/v1/batch?writeKey={KEY}", "", batch, &[401]),
        post_with("a key of a number", "/v1/batch", "", r#"{"writeKey":1,"batch":[]}"#, &[400, 401]),
        post_with("a forged host", "/v1/invites", forged, invite, &[200, 201])
            .has("https://play.example/i/")
            .has_not("evil.example"),
        raw(
            "a host that is none",
            b"GET /health HTTP/1.1\r\nhost: evil.example\r\nhost: other.example\r\nconnection: close\r\n\r\n".as_slice(),
            &[200, 400],
        )
        .has_not("evil.example"),
        with_headers("the origin null", "/v1/campaigns/quick", "origin: null\r\n", &[200])
            .has("access-control-allow-origin: *")
            .has_not("access-control-allow-credentials"),
        raw(
            "a preflight of another page",
            b"OPTIONS /v1/runs HTTP/1.1\r\nhost: x\r\norigin: https://evil.example\r\naccess-control-request-method: POST\r\naccess-control-request-headers: authorization\r\nconnection: close\r\n\r\n"
                .as_slice(),
            &[200, 204],
        )
        .has("access-control-allow-origin: *")
        .has_not("access-control-allow-credentials"),
        with_headers("a forged address", "/health", "x-forwarded-for: ' OR 1=1, 999.999.999.999, ::\r\n", &[200]),
    ]
}
