//! What TypeScript files import of each other: `import`, `export … from` and `import("…")`, types too.

mod tokens;

use super::graph::Graph;
use crate::tidy::source::Source;
use std::collections::BTreeSet;
use tokens::{Token, tokens};

pub fn add_imports(sources: &[Source], imports: &mut Graph) {
    let is_script = |path: &str| [".ts", ".mjs", ".js"].iter().any(|extension| path.ends_with(extension));
    let scripts: Vec<&Source> = sources.iter().filter(|source| is_script(&source.path)).collect();
    let paths: BTreeSet<&str> = scripts.iter().map(|source| source.path.as_str()).collect();
    for source in &scripts {
        for import in imports_of(&source.text) {
            let Some(file) = file_of(&source.path, &import.from, &paths) else { continue };
            import.names.iter().for_each(|name| imports.add(&source.path, file, name));
        }
    }
}

/// The file that `"./name"` stands for, if it is one of ours.
fn file_of<'a>(importer: &str, from: &str, paths: &BTreeSet<&'a str>) -> Option<&'a str> {
    if !from.starts_with('.') {
        return None;
    }
    let mut parts: Vec<&str> = importer.split('/').collect();
    parts.pop();
    for part in from.split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop()),
            name => parts.push(name),
        }
    }
    let path = parts.join("/");
    let stem = path.strip_suffix(".js").unwrap_or(&path);
    let candidates = [path.clone(), format!("{stem}.ts"), format!("{path}/index.ts")];
    candidates.iter().find_map(|candidate| paths.get(candidate.as_str()).copied())
}

#[derive(Debug, PartialEq)]
struct Import {
    names: Vec<String>,
    from: String,
}

/// What a text imports.
fn imports_of(text: &str) -> Vec<Import> {
    let tokens = tokens(text);
    let mut found = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let rest = &tokens[at + 1..];
        // `x.import` and the like are no statements.
        let is_member = at > 0 && tokens[at - 1] == Token::Sign('.');
        match token {
            Token::Word("import") if !is_member => found.extend(imported(rest)),
            Token::Word("export") if !is_member => found.extend(reexported(rest)),
            _ => {}
        }
    }
    found
}

fn imported(rest: &[Token<'_>]) -> Option<Import> {
    match rest {
        [Token::Text(from), ..] => Some(Import { names: vec!["all of it".into()], from: (*from).into() }),
        [Token::Sign('('), Token::Text(from), ..] => {
            Some(Import { names: vec!["import()".into()], from: (*from).into() })
        }
        _ => names_from(rest),
    }
}

fn reexported(rest: &[Token<'_>]) -> Option<Import> {
    let starts = match rest {
        [Token::Word("type"), next, ..] | [next, ..] => next,
        [] => return None,
    };
    if matches!(starts, Token::Sign('{' | '*')) { names_from(rest) } else { None }
}

/// `{ a, type B as C } from "…"`: the names as the other file has them.
fn names_from(rest: &[Token<'_>]) -> Option<Import> {
    let is_end = |pair: &[Token<'_>]| matches!(pair, [Token::Word("from"), Token::Text(_)]);
    let end = rest.windows(2).position(is_end)?;
    let Token::Text(from) = rest[end + 1] else { return None };
    let mut names = Vec::new();
    for (at, token) in rest[..end].iter().enumerate() {
        let renamed = at > 0 && rest[at - 1] == Token::Word("as");
        match token {
            Token::Word("type" | "as") => {}
            Token::Word(name) if !renamed => names.push((*name).to_owned()),
            Token::Sign('*') => names.push("*".to_owned()),
            Token::Sign('{' | '}' | ',') | Token::Word(_) => {}
            _ => return None,
        }
    }
    Some(Import { names, from: from.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &[(&[&str], &str)]) {
        let found = imports_of(text);
        let found: Vec<(Vec<&str>, &str)> = found
            .iter()
            .map(|import| (import.names.iter().map(String::as_str).collect(), import.from.as_str()))
            .collect();
        let expect: Vec<(Vec<&str>, &str)> =
            expect.iter().map(|(names, from)| (names.to_vec(), *from)).collect();
        assert_eq!(found, expect, "{text}");
    }

    #[test]
    fn every_form_of_import_is_seen() {
        check("import { a, type B as C } from \"./x\";", &[(&["a", "B"], "./x")]);
        check("import type { A } from './x'", &[(&["A"], "./x")]);
        check("import a, * as b from \"./x\";", &[(&["a", "*"], "./x")]);
        check("import \"./x.css\";", &[(&["all of it"], "./x.css")]);
        check("const a = await import(\"./x\");", &[(&["import()"], "./x")]);
        check("export { a as b } from \"./x\"; export * from \"./y\";", &[(&["a"], "./x"), (&["*"], "./y")]);
        check("import { from } from \"./x\";", &[(&["from"], "./x")]);
        check("export type { A } from \"./x\";", &[(&["A"], "./x")]);
        check(
            "import {\n  a,\n  b,\n} from \"./x\";\nimport { c } from \"./y\";",
            &[(&["a", "b"], "./x"), (&["c"], "./y")],
        );
    }

    #[test]
    fn what_only_looks_like_an_import_is_none() {
        check("// import { a } from \"./x\"\n/* import \"./y\" */", &[]);
        check("const a = 'import { b } from \"./x\"';", &[]);
        check("const a = `import \"./x\" ${b(`}`)} import './y'`; import './z';", &[(&["all of it"], "./z")]);
        check("a.import(\"./x\"); const b = /import \"/; import(\"./y\");", &[(&["import()"], "./y")]);
        check("export const from = \"./x\"; export function f() { return import.meta.url; }", &[]);
        check("const n = a / b; const t = \"/\"; import \"./x\";", &[(&["all of it"], "./x")]);
    }

    #[test]
    fn a_name_is_looked_up_beside_the_importer() {
        let paths =
            BTreeSet::from(["www/src/a.ts", "www/src/kit/dom.ts", "www/src/kit/index.ts", "www/m.mjs"]);
        let check = |importer, from, expect| assert_eq!(file_of(importer, from, &paths), expect, "{from}");
        check("www/src/b.ts", "./a", Some("www/src/a.ts"));
        check("www/src/b.ts", "./kit", Some("www/src/kit/index.ts"));
        check("www/src/labels/b.ts", "../kit/dom", Some("www/src/kit/dom.ts"));
        check("www/src/b.ts", "../m.mjs", Some("www/m.mjs"));
        check("www/src/b.ts", "./b.css", None);
        check("www/src/b.ts", "vite", None);
    }
}
