//! Files that import each other: a change to one is a change to all of them, so there are none.

mod graph;
mod rust;
mod typescript;

use super::source::Source;
use graph::{Circle, Graph};

/// Every circle of files, in Rust and in TypeScript, with the names that tie it.
pub fn files_import_in_one_direction(sources: &[Source]) -> Vec<String> {
    let mut imports = Graph::default();
    let mut faults = rust::add_imports(sources, &mut imports);
    typescript::add_imports(sources, &mut imports);
    faults.extend(imports.circles().iter().map(fault));
    faults
}

fn fault(Circle { files, shortest }: &Circle) -> String {
    let tied = shortest.iter().map(|(from, to, names)| format!("{from} takes {names} from {to}"));
    let tied = tied.collect::<Vec<_>>().join("; ");
    let is_shown = |file: &String| shortest.iter().any(|(from, _, _)| from == file);
    let others: Vec<&str> = files.iter().filter(|file| !is_shown(file)).map(String::as_str).collect();
    let others =
        if others.is_empty() { String::new() } else { format!("; also tied in: {}", others.join(", ")) };
    format!("{}: {} files import each other: {tied}{others}", files[0], files.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(path: &str, text: &str) -> Source {
        Source { path: path.to_owned(), text: text.to_owned() }
    }

    #[test]
    fn a_fault_names_the_files_and_what_each_takes() {
        let sources = [
            source("www/src/a.ts", "import { one, type Two } from \"./b\";"),
            source("www/src/b.ts", "import { three } from './a';\nimport './c';"),
            source("www/src/c.ts", "export const four = () => import(\"./b\");"),
        ];
        assert_eq!(
            files_import_in_one_direction(&sources),
            ["www/src/a.ts: 3 files import each other: www/src/a.ts takes one, Two from www/src/b.ts; \
              www/src/b.ts takes three from www/src/a.ts; also tied in: www/src/c.ts"]
        );
    }
}
