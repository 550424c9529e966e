//! What is shown of a name: the table that the page is held to as well (`www/tests/names.mjs`).

use serde::Deserialize;
use tapvine_shared::name::shown_name;

#[derive(Deserialize)]
struct Case {
    why: String,
    raw: String,
    shown: Option<String>,
}

#[test]
fn names_show_whole_signs_and_nothing_invisible() {
    let cases: Vec<Case> = serde_json::from_str(include_str!("names.json")).expect("the table");
    for Case { why, raw, shown } in cases {
        assert_eq!(shown_name(&raw), shown, "{why}: {}", raw.escape_unicode());
    }
}
