//! Broken HTTP: lines, headers, lengths, chunks, methods, other protocols.

use super::{Case, get, raw, with_headers};

/// The same request with another header.
fn sending(name: &'static str, headers: &str, body: &str, statuses: &'static [u16]) -> Case {
    let line = "POST /v1/batch HTTP/1.1\r\nhost: x\r\nconnection: close\r\n";
    raw(name, format!("{line}{headers}\r\n{body}"), statuses)
}

fn method(name: &'static str, method: &str, path: &str, statuses: &'static [u16]) -> Case {
    raw(name, format!("{method} {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n"), statuses)
}

pub fn cases() -> Vec<Case> {
    let kilobytes = |count: usize| "a".repeat(count * 1_024);
    let many_headers: String = (0..300).map(|number| format!("x-{number}: 1\r\n")).collect();
    let many_ranges: String = (0..2_000).map(|number| format!("{number}-{number},")).collect();
    let smuggled = "GET /metrics HTTP/1.1\r\nhost: x\r\n\r\n";
    vec![
        raw("bytes that are no request", b"\0\0\0\0\r\n\r\n".as_slice(), &[400]),
        raw("a TLS hello", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n".as_slice(), &[400]),
        raw("the preface of HTTP/2", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".as_slice(), &[0, 400, 505]),
        raw("HTTP/0.9", b"GET /health\r\n\r\n".as_slice(), &[400]),
        raw("HTTP/9.9", b"GET /health HTTP/9.9\r\n\r\n".as_slice(), &[400, 505]),
        raw("a line without a path", b"GET  HTTP/1.1\r\nhost: x\r\n\r\n".as_slice(), &[400]),
        raw("a path with a blank", b"GET /a b HTTP/1.1\r\nhost: x\r\n\r\n".as_slice(), &[400]),
        raw("a path that is no path", b"GET health HTTP/1.1\r\nhost: x\r\n\r\n".as_slice(), &[400, 404]),
        raw("a NUL in the line", b"GET /\0 HTTP/1.1\r\nhost: x\r\n\r\n".as_slice(), &[400]),
        raw("a NUL in a header", b"GET /health HTTP/1.1\r\nhost: x\0y\r\n\r\n".as_slice(), &[400]),
        raw("a blank before the colon", b"GET /health HTTP/1.1\r\nhost : x\r\n\r\n".as_slice(), &[400]),
        raw("a header without a colon", b"GET /health HTTP/1.1\r\nhost\r\n\r\n".as_slice(), &[400]),
        raw("a folded header", b"GET /health HTTP/1.1\r\nx: 1\r\n y\r\n\r\n".as_slice(), &[400]),
        raw("a header without a name", b"GET /health HTTP/1.1\r\n: x\r\n\r\n".as_slice(), &[400]),
        with_headers("a header of 64 KB", "/health", &format!("x: {}\r\n", kilobytes(64)), &[431]),
        with_headers("300 headers", "/health", &many_headers, &[431]),
        get("an address of 70 KB", &format!("/{}", kilobytes(70)), &[414, 431]),
        get("an address of 10 KB", &format!("/{}", kilobytes(10)), &[404]),
        get("a query of 10 KB", &format!("/health?x={}", kilobytes(10)), &[200]),
        sending("two lengths", "content-length: 5\r\ncontent-length: 6\r\n", "{}    ", &[400]),
        sending("a negative length", "content-length: -1\r\n", "{}", &[400]),
        sending("a length with a sign", "content-length: +2\r\n", "{}", &[400]),
        sending("a hexadecimal length", "content-length: 0x2\r\n", "{}", &[400]),
        sending("a list as length", "content-length: 2, 3\r\n", "{}", &[400]),
        sending("an endless length", "content-length: 99999999999999999999\r\n", "{}", &[400]),
        sending(
            "a length and chunks, with another request behind them",
            "content-length: 4\r\ntransfer-encoding: chunked\r\n",
            &format!("0\r\n\r\n{smuggled}"),
            &[400],
        )
        .has_not("tapvine_requests_total"),
        sending(
            "chunks and a length, with another request behind them",
            "transfer-encoding: chunked\r\ncontent-length: 4\r\n",
            &format!("0\r\n\r\n{smuggled}"),
            &[400],
        ),
        sending("an encoding nobody knows", "transfer-encoding: xchunked\r\n", "0\r\n\r\n", &[400, 501]),
        sending("chunked, but not last", "transfer-encoding: chunked, gzip\r\n", "0\r\n\r\n", &[400, 501]),
        sending("chunked with a tab", "transfer-encoding:\tchunked\x0b\r\n", "0\r\n\r\n", &[400, 501]),
        sending("a chunk without a size", "transfer-encoding: chunked\r\n", "zz\r\n{}\r\n0\r\n\r\n", &[400]),
        sending("a chunk of 2^68", "transfer-encoding: chunked\r\n", "FFFFFFFFFFFFFFFFF\r\n{}", &[400]),
        sending(
            "a chunk too long for its size",
            "transfer-encoding: chunked\r\n",
            "1\r\n{}\r\n0\r\n\r\n",
            &[400],
        ),
        sending(
            "a chunk with an extension of 64 KB",
            "transfer-encoding: chunked\r\n",
            &format!("2;{}\r\n{{}}\r\n0\r\n\r\n", kilobytes(64)),
            &[400],
        ),
        raw(
            "chunks in HTTP/1.0",
            b"POST /v1/batch HTTP/1.0\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n".as_slice(),
            &[400],
        ),
        sending("an expectation nobody knows", "expect: tea\r\ncontent-length: 2\r\n", "{}", &[400, 417]),
        method("CONNECT", "CONNECT", "evil.example:80", &[400, 404, 405]),
        method("TRACE", "TRACE", "/health", &[405]).has("allow: GET,HEAD"),
        method("a method in small letters", "get", "/health", &[405]),
        method("a method nobody knows", "FOO", "/v1/batch", &[405]).has("allow: POST"),
        method("a method of 10 KB", &kilobytes(10), "/health", &[400, 405]),
        method("a method with a slash", "G/T", "/health", &[400]),
        method("PUT on a file", "PUT", "/assets/a.js", &[404, 405]),
        method("DELETE on a page", "DELETE", "/insights", &[405]),
        with_headers("another method in a header", "/health", "x-http-method-override: DELETE\r\n", &[200]),
        method("everything", "OPTIONS", "*", &[200, 400, 404]),
        get("an address with a host", "http://evil.example/health", &[200]).has_not("evil.example"),
        with_headers("an upgrade", "/health", "upgrade: h2c\r\nhttp2-settings: AAA\r\n", &[200]),
        with_headers("a range behind the end", "/assets/a.js", "range: bytes=999999-\r\n", &[416]),
        with_headers("a range upside down", "/assets/a.js", "range: bytes=9-1\r\n", &[200, 416]),
        with_headers("a range of words", "/assets/a.js", "range: bytes=a-b\r\n", &[200, 416]),
        with_headers("2,000 ranges", "/assets/a.js", &format!("range: bytes={many_ranges}\r\n"), &[200, 416]),
        with_headers("a date of nowhere", "/assets/a.js", "if-modified-since: tomorrow\r\n", &[200]),
        with_headers(
            "a far date",
            "/assets/a.js",
            "if-modified-since: Fri, 31 Dec 9999 23:59:59 GMT\r\n",
            &[304],
        ),
        with_headers("odd encodings", "/assets/a.js", "accept-encoding: gzip;q=9e9, *;q=-1\r\n", &[200]),
    ]
}
