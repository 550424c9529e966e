//! Bodies that are too deep, too large, of another type or just out of every range.

use super::{Case, post, post_with};

const BATCH: &str = "/v1/batch?writeKey={WRITE}";

fn batch(name: &'static str, body: impl AsRef<[u8]>, statuses: &'static [u16]) -> Case {
    post_with(name, BATCH, "", body, statuses)
}

fn run(name: &'static str, body: &str, statuses: &'static [u16]) -> Case {
    post(name, "/v1/runs", body, statuses)
}

fn finish(name: &'static str, body: &str, statuses: &'static [u16]) -> Case {
    post(name, "/v1/runs/{RUN}/finish", body, statuses)
}

pub fn cases() -> Vec<Case> {
    let deep = "[".repeat(100_000);
    let deep_rule = format!("{}{{\"played\":true}}{}", "{\"not\":".repeat(2_000), "}".repeat(2_000));
    let deep_rule = format!(r#"{{"campaign":"quick","rule":{deep_rule}}}"#);
    let analyst = "authorization: Bearer {KEY}\r\n";
    let events = format!(r#"{{"batch":[{}{{}}]}}"#, "{},".repeat(2_500));
    let utf16: Vec<u8> = "{\"batch\":[]}".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let as_type = |name, kind: &str, body: &str, statuses| {
        post_with(name, BATCH, &format!("content-type: {kind}\r\n"), body, statuses)
    };
    vec![
        run("nothing", "", &[400]).has("bad_json"),
        run("null", "null", &[400]).has("bad_json"),
        run("a list", "[]", &[400]).has("bad_json"),
        run("a text", "\"quick\"", &[400]).has("bad_json"),
        run("half an object", r#"{"campaign":"quick""#, &[400]).has("bad_json"),
        run("two objects", r#"{"campaign":"quick","rules_version":1}{}"#, &[400]).has("bad_json"),
        run("a hundred thousand brackets", &deep, &[400, 413]),
        run("a version of 65,536", r#"{"campaign":"quick","rules_version":65536}"#, &[400]).has("bad_json"),
        run("a negative version", r#"{"campaign":"quick","rules_version":-1}"#, &[400]).has("bad_json"),
        run("a version and a half", r#"{"campaign":"quick","rules_version":1.5}"#, &[400]).has("bad_json"),
        run("a version as text", r#"{"campaign":"quick","rules_version":"1"}"#, &[400]).has("bad_json"),
        run("a version of nobody", r#"{"campaign":"quick","rules_version":65535}"#, &[409]),
        run("a campaign twice", r#"{"campaign":"quick","campaign":"x","rules_version":1}"#, &[400]),
        run("an invite that is none", r#"{"campaign":"quick","rules_version":1,"about":"%00"}"#, &[404]),
        run("64 KB and a little", &format!("{{\"campaign\":\"{}\"}}", "q".repeat(65_536)), &[413]),
        finish("a score of 2^63", r#"{"trace":"","score":9223372036854775808}"#, &[400]).has("bad_json"),
        finish("a score without an end", r#"{"trace":"","score":1e400}"#, &[400]).has("bad_json"),
        finish("a score that is no number", r#"{"trace":"","score":NaN}"#, &[400]).has("bad_json"),
        finish("an empty trace", r#"{"trace":"","score":0}"#, &[422]).has("trace_malformed"),
        finish("a trace of no Base64", r#"{"trace":"!!!","score":0}"#, &[422]).has("trace_malformed"),
        finish("a trace of 60 KB", &format!("{{\"trace\":\"{}\",\"score\":0}}", "A".repeat(60_000)), &[422]),
        finish("a trace with a NUL", "{\"trace\":\"\\u0000\",\"score\":0}", &[422]).has("trace_malformed"),
        post("a run of nobody", "/v1/runs/x/finish", r#"{"trace":"","score":0}"#, &[404]).has("unknown_run"),
        post("a decision nobody knows", "/v1/labels/x/steal", "{}", &[404]),
        post_with("a rule of 2,000 not", "/v1/segments/preview", analyst, &deep_rule, &[400, 422]),
        post_with(
            "a name with a line break",
            "/v1/segments",
            analyst,
            r#"{"campaign":"quick","name":"a\nb","rule":{"played":true}}"#,
            &[422],
        )
        .has("bad_name"),
        post_with(
            "an empty name",
            "/v1/segments",
            analyst,
            r#"{"campaign":"quick","name":" ","rule":{"played":true}}"#,
            &[422],
        )
        .has("bad_name"),
        batch("no batch", "{}", &[400]).has("bad_json"),
        batch("a batch that is no list", r#"{"batch":{}}"#, &[400]).has("bad_json"),
        batch("an empty batch", r#"{"batch":[]}"#, &[200]),
        batch("2,501 events", &events, &[400]).has("too_many_events"),
        batch("600 KB", "x".repeat(600_000), &[413]).has("body_too_large"),
        batch("UTF-16", &utf16, &[400]).has("bad_json"),
        batch("no letters", b"\xff\xfe\xfd".as_slice(), &[400]).has("bad_json"),
        batch("a hundred thousand brackets of events", format!("{{\"batch\":[{deep}"), &[400])
            .has("bad_json"),
        as_type("a form", "application/x-www-form-urlencoded", "batch=1", &[400, 415]),
        as_type("parts", "multipart/form-data; boundary=x", "--x\r\n\r\n{}\r\n--x--", &[400, 415]),
        as_type(
            "XML with an entity",
            "text/xml",
            "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>",
            &[400, 415],
        ),
        post_with("gzip that is none", BATCH, "content-encoding: gzip\r\n", "{\"batch\":[]}", &[200, 400]),
        post_with(
            "an unknown encoding",
            BATCH,
            "content-encoding: tea\r\n",
            "{\"batch\":[]}",
            &[200, 400, 415],
        ),
    ]
}
