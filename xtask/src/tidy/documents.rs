//! Documents that speak of files which are gone mislead: what they name must exist.

use super::source::Source;
use std::path::Path;

const ARCHITECTURE: &str = "ARCHITECTURE.md";
/// Commands that check an invariant themselves.
const CHECKING_COMMANDS: [&str; 2] = ["cargo xtask tidy", "cargo xtask build"];

/// In every document: paths in backticks, from the project's root, and links to files of the project.
pub fn named_paths_exist(sources: &[Source], root: &Path) -> Vec<String> {
    let mut faults = Vec::new();
    for document in sources.iter().filter(|source| source.path.ends_with(".md")) {
        let folder = document.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let quoted = quoted(&document.text).filter(|text| is_path(text)).map(str::to_owned);
        let linked = document.text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        let linked = linked.filter(|link| !link.contains("://") && !link.starts_with('#'));
        let linked = linked.map(|link| format!("{folder}/{link}").trim_start_matches('/').to_owned());
        for path in quoted.chain(linked) {
            let path = path.split('#').next().unwrap_or_default().trim_end_matches('/');
            if !root.join(path).exists() {
                faults.push(format!("{}: `{path}` does not exist", document.path));
            }
        }
    }
    faults
}

/// Each invariant marked ✓ names a file with tests, one of xtask, or a command that checks it.
pub fn invariants_name_their_check(sources: &[Source]) -> Vec<String> {
    let Some(document) = sources.iter().find(|source| source.path == ARCHITECTURE) else {
        return vec![format!("{ARCHITECTURE}: it is gone, and with it the invariants")];
    };
    let section = document.text.split("\n## ").find(|section| section.starts_with("Invariants"));
    let has_tests =
        |file: &Source| ["test]", "(test)]", "test(flavor"].iter().any(|mark| file.text.contains(mark));
    let checks = |name: &str| {
        let file = sources.iter().find(|source| source.path == name);
        CHECKING_COMMANDS.contains(&name)
            || file.is_some_and(|file| name.starts_with("xtask/src/") || has_tests(file))
    };
    let rows = section.unwrap_or_default().split("\n- ").filter(|row| row.starts_with('✓'));
    let silent = rows.filter(|row| !quoted(row).any(checks));
    silent
        .map(|row| {
            let start = row.lines().next().unwrap_or_default();
            format!(
                "{ARCHITECTURE}: \"{start}\" does not name what checks it: a file with its test, or `cargo xtask tidy`, in backticks"
            )
        })
        .collect()
}

fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

/// A path below one of our folders, without placeholders.
fn is_path(text: &str) -> bool {
    let ours = ["games/", "shared/", "www/", "tests/", "endpoint/", "bench/", "xtask/"];
    ours.iter().any(|start| text.starts_with(start))
        && !text.contains(['<', '*', '{', ' ', '…'])
        && !text.starts_with("www/dist")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project;

    fn source(path: &str, text: &str) -> Source {
        Source { path: path.to_owned(), text: text.to_owned() }
    }

    #[test]
    fn every_document_is_read_and_links_are_from_its_own_folder() {
        let sources = [
            source(
                "README.md",
                "`xtask/src/main.rs`, `xtask/src/`, `xtask/gone.rs`, [a](xtask/Cargo.toml#dependencies)",
            ),
            source("xtask/MORE.md", "[up](gone.md) [there](https://a.example) `games/<id>/x` `www/dist/x`"),
        ];
        assert_eq!(
            named_paths_exist(&sources, &project::root()),
            ["README.md: `xtask/gone.rs` does not exist", "xtask/MORE.md: `xtask/gone.md` does not exist"]
        );
    }

    #[test]
    fn an_invariant_that_claims_a_check_names_it() {
        let rows = "# A\n\n## Invariants\n\nThose marked ✓.\n\n- ✓ **One.** It holds\n  (`tests/tests/one.rs`).\n\
                    - ✓ **Two** (`cargo xtask tidy`).\n- ✓ **Three** (`shared/src/lib.rs`).\n- **Four**, by review.\n\
                    - ✓ **Five** (`tests/tests/gone.rs`).\n\n## More\n\n- ✓ no invariant\n";
        let sources = [
            source("ARCHITECTURE.md", rows),
            source("tests/tests/one.rs", "#[tokio::test]\nasync fn one() {}"),
            source("shared/src/lib.rs", "//! Nothing tested."),
        ];
        let faults = invariants_name_their_check(&sources);
        let named: Vec<&str> = faults.iter().filter_map(|fault| fault.split('"').nth(1)).collect();
        assert_eq!(named, ["✓ **Three** (`shared/src/lib.rs`).", "✓ **Five** (`tests/tests/gone.rs`)."]);
    }
}
