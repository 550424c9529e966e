//! Addresses that shall lead out of the folder, into SQL, into a page, or nowhere.

use super::{Case, analyst, get, with_headers};

pub fn cases() -> Vec<Case> {
    let long = "a".repeat(300);
    let export = "/v1/export/events.csv?campaign=quick";
    let exported = |name, more: &str, statuses| analyst(name, &format!("{export}&{more}"), statuses);
    let file = |name, path: &str| get(name, path, &[400, 404]);
    let campaign = |name, id: &str| get(name, &format!("/v1/campaigns/{id}"), &[404]);
    vec![
        file("dots", "/../secret.txt"),
        file("more dots", "/assets/../../secret.txt"),
        file("dots in percents", "/%2e%2e/secret.txt"),
        file("slashes in percents", "/..%2fsecret.txt"),
        file("dots and slashes in percents", "/assets/%2e%2e%2f%2e%2e%2fsecret.txt"),
        file("percents in percents", "/%252e%252e%252fsecret.txt"),
        file("backslashes", "/..%5csecret.txt"),
        file("two slashes", "//etc/passwd"),
        file("an absolute path in percents", "/%2fetc%2fpasswd"),
        file("a NUL", "/assets/a.js%00.html"),
        file("no letters", "/assets/%ff%fe"),
        file("half a percent", "/assets/%2"),
        file("a name of 300 letters", &format!("/assets/{long}")),
        file("a folder", "/assets/"),
        file("a file as a folder", "/assets/a.js/x"),
        file("a hidden file", "/.env"),
        file("a line break", "/assets/a.js%0d%0aset-cookie:x=1").has_not("set-cookie"),
        campaign("a campaign out of the folder", "..%2F..%2Fquick").has("unknown_campaign"),
        campaign("a campaign with a NUL", "quick%00").has("unknown_campaign"),
        campaign("a campaign of no letters", "%ff").has("not_found"),
        campaign("a campaign of emoji", "%F0%9F%8D%93").has("unknown_campaign"),
        campaign("a campaign with SQL", "quick'%20OR%20'1'='1").has("unknown_campaign"),
        campaign("a campaign in capitals", "QUICK").has("unknown_campaign"),
        campaign("a campaign with a blank", "quick%20").has("unknown_campaign"),
        campaign("no campaign", "").has("not_found"),
        campaign("a campaign of 10 KB", &"q".repeat(10_240)).has("unknown_campaign"),
        get("a script as invite", "/i/%3Cscript%3Ealert(1)%3C/script%3E", &[404]).has_not("<script>alert"),
        get("a script as campaign", "/play?campaign=%3Cscript%3Ealert(1)%3C%2Fscript%3E", &[404])
            .has_not("<script>alert"),
        get("a script as locale", "/play?campaign=quick&locale=%22%3E%3Cscript%3E", &[200])
            .has_not("\"><script>"),
        get("a campaign twice", "/play?campaign=quick&campaign=other", &[200]),
        get("a locale of 10 KB", &format!("/v1/campaigns/quick?locale={}", "e".repeat(10_240)), &[200]),
        with_headers(
            "10,000 languages",
            "/v1/campaigns/quick",
            &format!("accept-language: {}\r\n", "xx,".repeat(9_000)),
            &[200],
        ),
        analyst("a query of no letters", "/v1/insights/funnel?campaign=%ff", &[400, 404]),
        analyst("no campaign to count", "/v1/insights/funnel", &[400]).has("bad_query"),
        analyst("a campaign twice to count", "/v1/insights/funnel?campaign=quick&campaign=quick", &[400]),
        exported("a question nobody knows", "format=csv", &[400]).has("bad_query"),
        exported("a limit of 0", "cursor=&limit=0", &[400]).has("bad_query"),
        exported("a negative limit", "cursor=&limit=-1", &[400]).has("bad_query"),
        exported("a limit of 10,001", "cursor=&limit=10001", &[400]).has("bad_query"),
        exported("a limit of 2^64", "cursor=&limit=18446744073709551616", &[400]).has("bad_query"),
        exported("half a limit", "cursor=&limit=1.5", &[400]).has("bad_query"),
        exported("a limit without a cursor", "limit=1", &[400]).has("bad_query"),
        exported("a cursor of words", "cursor=hello", &[400]).has("bad_cursor"),
        exported("a cursor with a line break", "cursor=%0d%0aset-cookie:x", &[400]).has_not("set-cookie"),
        exported("a cursor of emoji", "cursor=%F0%9F%8D%93", &[400]).has("bad_cursor"),
        exported("a cursor of 10 KB", &format!("cursor={}", "A".repeat(10_240)), &[400]).has("bad_cursor"),
        exported("a time of words", "from=yesterday", &[400]).has("bad_query"),
        exported("a time behind all numbers", "from=99999999999999999999", &[400]).has("bad_query"),
        exported("a time with an exponent", "from=1e400", &[400]).has("bad_query"),
        exported("the least of times", "from=-9223372036854775808", &[200]),
        exported("a span upside down", "from=2026-02-01&to=2026-01-01", &[200]),
        exported("a score that is no number", "min_lower=NaN", &[400]).has("bad_query"),
        exported("a score without an end", "min_lower=inf", &[400]).has("bad_query"),
        analyst("a file nobody makes", "/v1/export/events.exe?campaign=quick", &[404]).has("not_found"),
        analyst("a file in capitals", "/v1/export/EVENTS.CSV?campaign=quick", &[404]).has("not_found"),
        analyst("a file out of the folder", "/v1/export/..%2Fevents.csv?campaign=quick", &[404]),
        analyst("a table of nobody", "/v1/export/settings.csv?campaign=quick", &[404]).has("not_found"),
        analyst("evidence as Parquet", "/v1/export/evidence.parquet?campaign=quick", &[404]).has("not_found"),
        analyst("members out of the folder", "/v1/groups/..%2F..%2Fx/members.csv", &[404])
            .has("unknown_group"),
    ]
}
