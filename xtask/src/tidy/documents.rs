//! Documents that speak of files which are gone mislead: every path they name must exist.

use super::Source;
use crate::project;

/// In README.md and ARCHITECTURE.md: paths in backticks, and links to files of the project.
pub fn named_paths_exist(sources: &[Source]) -> Vec<String> {
    let documents =
        sources.iter().filter(|source| ["README.md", "ARCHITECTURE.md"].contains(&source.path.as_str()));
    let mut faults = Vec::new();
    for document in documents {
        let quoted = document.text.split('`').skip(1).step_by(2).filter(|text| is_path(text));
        let linked = document.text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        let linked = linked.filter(|link| !link.contains("://") && !link.starts_with('#'));
        for path in quoted.chain(linked) {
            let path = path.split('#').next().unwrap_or_default().trim_end_matches('/');
            if !project::root().join(path).exists() {
                faults.push(format!("{}: `{path}` does not exist", document.path));
            }
        }
    }
    faults
}

/// A path below one of our folders, without placeholders.
fn is_path(text: &str) -> bool {
    let ours = ["games/", "shared/", "www/", "tests/", "endpoint/", "bench/", "xtask/"];
    ours.iter().any(|start| text.starts_with(start))
        && !text.contains(['<', '*', '{', ' ', '…'])
        && !text.starts_with("www/dist")
}
