//! The store only moves rows: what the business decides stands once, in `endpoint/src/domain/`.

use super::source::Source;
use tapvine_shared::event::Event;

const STORE: &str = "endpoint/src/store/";
const DATABASES: [&str; 2] = ["endpoint/src/store/sqlite/", "endpoint/src/store/postgres/"];

/// What a line must not say, what that is, and where it belongs. Waiting (`Instant`) is no reading of a clock.
const FORBIDDEN: &[(&[&str], &str)] = &[
    (
        &["Event::", "encode_track", "encode_identify"],
        "makes an event, and the domain does that (endpoint/src/domain/)",
    ),
    (
        &[
            "Refusal",
            "is_won",
            "tapvine_shared::run",
            "tapvine_shared::label",
            "tapvine_shared::event",
            "tapvine_shared::wire",
            "tapvine_games",
            "crate::domain",
            "crate::segment",
            "crate::campaign",
            "crate::interest",
        ],
        "is a rule of the business; it belongs in endpoint/src/domain/, and the store takes plain rows",
    ),
    (
        &["Uuid", "uuid::", "random::", "getrandom", "gen_random", "randomblob"],
        "makes an id or random bytes; the domain makes them (endpoint/src/domain/) and the store is given them",
    ),
    (
        &[
            "SystemTime",
            "Timestamp::now",
            "Zoned::now",
            "crate::clock",
            "CURRENT_TIMESTAMP",
            "unixepoch(",
            "strftime(",
            "datetime('now'",
        ],
        "reads a clock; the domain is told the time (endpoint/src/domain/) and hands it on",
    ),
];

/// No file of the store names an event or a rule, makes an id or reads a clock.
pub fn the_store_decides_nothing(sources: &[Source]) -> Vec<String> {
    let mut faults = Vec::new();
    for Source { path, text } in sources.iter().filter(|source| is_of_the_store(&source.path)) {
        let code = text.lines().take_while(|line| line.trim() != "#[cfg(test)]");
        let lines = code.map(|line| line.split("//").next().unwrap_or_default());
        for (number, line) in lines.enumerate() {
            let mut fault = |what: &str, why: &str| {
                faults.push(format!("{path}:{}: `{what}` {why}", number + 1));
            };
            for (words, why) in FORBIDDEN {
                if let Some(word) = words.iter().find(|word| says(line, word)) {
                    fault(word, why);
                }
            }
            for event in Event::ALL.iter().filter(|event| line.contains(event.name)) {
                fault(event.name, "is an event; the domain decides by its name (endpoint/src/domain/)");
            }
            if !DATABASES.iter().any(|folder| path.starts_with(folder)) && says(line, "sqlx") {
                fault(
                    "sqlx",
                    "is one database's; this file is for all of them, so it belongs in endpoint/src/store/sqlite/",
                );
            }
        }
    }
    faults
}

fn is_of_the_store(path: &str) -> bool {
    path.starts_with(STORE) && path.ends_with(".rs") && !path.ends_with("/tests.rs")
}

/// Whether the line has the word, not as the end of a longer one.
fn says(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        !before.is_some_and(|letter| letter.is_alphanumeric() || letter == '_')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(file: &str, text: &str, expect: &[&str]) {
        let sources = [Source { path: format!("{STORE}{file}"), text: text.to_owned() }];
        let found = the_store_decides_nothing(&sources);
        let found: Vec<&str> =
            found.iter().map(|fault| fault.split("` ").next().unwrap_or_default()).collect();
        assert_eq!(found, expect, "{text}");
    }

    #[test]
    fn a_decision_in_the_store_is_named_with_its_line() {
        let at = |what: &str| format!("endpoint/src/store/sqlite/run.rs:2: `{what}");
        let check = |line: &str, what: &str| check("sqlite/run.rs", &format!("\n{line}"), &[&at(what)]);
        check("tell(&Event::InviteArrived { code })", "Event::");
        check("\"SELECT 1 FROM events WHERE name = 'Run Verified'\"", "Run Verified");
        check("use tapvine_shared::run::Outcome;", "tapvine_shared::run");
        check("if outcome.is_won() {", "is_won");
        check("use crate::segment::Rule;", "crate::segment");
        check("let id = Uuid::now_v7();", "Uuid");
        check("let code = random::bytes()?;", "random::");
        check("let now = jiff::Timestamp::now();", "Timestamp::now");
        check("\"INSERT INTO runs VALUES (unixepoch('now'))\"", "unixepoch(");
    }

    #[test]
    fn rows_waiting_tests_and_comments_are_no_decisions() {
        check("sqlite/run.rs", "use sqlx::SqlitePool;\nlet until = Instant::now() + GATHER;", &[]);
        check("run.rs", "/// Not an `Event::`.\npub event_name: &'a str, // the domain's Refusal", &[]);
        check("sqlite/run.rs", "struct LabelEvent;\nLabelEvent::default();", &[]);
        check("sqlite/run.rs", "#[cfg(test)]\nmod tests { use uuid::Uuid; }", &[]);
        check("sqlite/writer/tests.rs", "Uuid::now_v7()", &[]);
    }

    #[test]
    fn only_a_databases_folder_knows_the_database() {
        check("run.rs", "use sqlx::Row;", &["endpoint/src/store/run.rs:1: `sqlx"]);
        check("postgres/run.rs", "use sqlx::Row;", &[]);
    }
}
