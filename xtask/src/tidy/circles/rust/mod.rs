//! What the files of a crate take from each other: each arrow leads to the file that defines the name.

mod module;
mod resolve;
mod tokens;

use super::graph::Graph;
use crate::tidy::source::Source;
use module::Krate;
use resolve::Resolver;
use std::collections::BTreeMap;

/// Adds the imports of every crate; a file that cannot be read is a fault.
pub fn add_imports(sources: &[Source], imports: &mut Graph) -> Vec<String> {
    let texts: BTreeMap<&str, &str> =
        sources.iter().map(|source| (source.path.as_str(), source.text.as_str())).collect();
    let is_root = |path: &str| {
        let package = path.strip_suffix("src/lib.rs").or_else(|| path.strip_suffix("src/main.rs"));
        package.is_some_and(|package| texts.contains_key(format!("{package}Cargo.toml").as_str()))
    };
    let mut faults = Vec::new();
    for root in texts.keys().filter(|path| is_root(path)) {
        match Krate::read(root, &texts) {
            Ok(krate) => add_imports_of(&krate, imports),
            Err(fault) => faults.push(fault),
        }
    }
    faults
}

fn add_imports_of(krate: &Krate, imports: &mut Graph) {
    let resolver = Resolver::new(krate);
    for (path, module) in krate.modules() {
        for import in &module.uses {
            // Passing a name on is no use of it, unless the file also speaks of it.
            if import.passes_on && !module.words.contains(&import.bound) {
                continue;
            }
            if let Some((file, name)) = resolver.definition(path, &import.path) {
                imports.add(&module.file, &file, &name);
            }
        }
        for mentioned in &module.mentions {
            if let Some((file, name)) = resolver.definition(path, mentioned) {
                imports.add(&module.file, &file, &name);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each arrow as `from -> to: names`, of a crate given as files of its `src`.
    fn check(files: &[(&str, &str)], expect: &[&str]) {
        let mut sources = vec![Source { path: "a/Cargo.toml".into(), text: String::new() }];
        sources.extend(
            files.iter().map(|(path, text)| Source { path: format!("a/src/{path}"), text: (*text).into() }),
        );
        let mut imports = Graph::default();
        assert_eq!(add_imports(&sources, &mut imports), Vec::<String>::new());
        assert_eq!(imports.shown("a/src/"), expect);
    }

    #[test]
    fn an_import_leads_to_the_file_that_defines_the_name() {
        check(
            &[
                ("lib.rs", "mod noun;"),
                ("noun/mod.rs", "mod one; mod two; pub use one::One; pub struct Own;"),
                ("noun/one.rs", "pub struct One;"),
                ("noun/two.rs", "use super::One; use super::Own; use crate::noun::One as Again;"),
            ],
            &["noun/two.rs -> noun/mod.rs: Own", "noun/two.rs -> noun/one.rs: One"],
        );
    }

    #[test]
    fn declaring_or_passing_on_is_no_use_but_speaking_of_the_name_is() {
        let files = |parent| [("lib.rs", parent), ("one.rs", "pub struct One; pub fn do_it() {}")];
        check(&files("mod one; pub use one::One;"), &[]);
        check(&files("mod one; pub use one::One; pub fn f() -> One { One }"), &["lib.rs -> one.rs: One"]);
        check(&files("mod one; use one::One;"), &["lib.rs -> one.rs: One"]);
        check(&files("mod one; fn f() { one::do_it() }"), &["lib.rs -> one.rs: do_it"]);
        check(&files("mod one; fn f() { vec![self::one::do_it()] }"), &["lib.rs -> one.rs: do_it"]);
    }

    #[test]
    fn a_module_brought_in_counts_by_what_is_taken_of_it() {
        check(
            &[
                ("lib.rs", "mod noun; mod user;"),
                ("noun.rs", "mod one; pub use one::do_it; pub fn own() {}"),
                ("noun/one.rs", "pub fn do_it() {}"),
                ("user.rs", "use crate::noun::{self, own}; fn f() { noun::do_it(); noun::own::<u8>() }"),
            ],
            &["user.rs -> noun.rs: own", "user.rs -> noun/one.rs: do_it"],
        );
    }

    #[test]
    fn tests_and_other_crates_are_left_out() {
        check(
            &[
                ("lib.rs", "mod one; pub struct Own; use std::fmt; use serde::Serialize;"),
                (
                    "one.rs",
                    "use std::fmt::Debug; #[cfg(test)] mod tests { use crate::Own; } #[cfg(test)] use crate::Own; #[cfg(not(test))] use crate::Own as Kept;",
                ),
            ],
            &["one.rs -> lib.rs: Own"],
        );
    }

    #[test]
    fn a_name_and_a_module_may_be_spelt_alike() {
        check(
            &[
                ("lib.rs", "mod wire; mod user;"),
                ("wire/mod.rs", "mod accept; pub use accept::accept;"),
                ("wire/accept.rs", "pub fn accept() {}"),
                ("user.rs", "use crate::wire::accept; fn f() { use crate::Made; accept() }"),
            ],
            &["user.rs -> lib.rs: Made", "user.rs -> wire/accept.rs: accept"],
        );
    }
}
